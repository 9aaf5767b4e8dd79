import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type Aws, startAws } from '../../local/aws.ts';
import { clientConfig } from '../../local/client-config.ts';
import { MADE, OWN } from '../../scripts/coverage-tables/examples.ts';
import type { NewCredential } from '../../src/core/detection.ts';
import { makingOf } from '../../src/incident/makings.ts';
import { plantSentinel } from '../../src/incident/sentinel.ts';
import { LedgerTable } from '../../src/incident/table.ts';
import { erase } from '../ledger-items.ts';

const NOW = new Date('2026-05-04T03:12:16.000Z');
const MADE_AT = '2026-05-04T03:10:02Z';
const itemOf = (about: string) => `akr:aws:${OWN}:${about}`;
const USED = itemOf('AKIAI44QH8DHBEXAMPLE');
const MAKER = itemOf(`arn:aws:iam::${OWN}:user/security-admin`);
const USER = itemOf(`arn:aws:iam::${OWN}:user/ci-deploy`);

let aws: Aws;
let table: LedgerTable;
beforeAll(async () => {
  aws = await startAws();
});
beforeEach(async () => {
  aws.reset();
  table = new LedgerTable('ledger', clientConfig(aws, aws.operatorCredentials()));
  await plantSentinel(table, NOW);
});
afterAll(() => aws.stop());

const store = (key: string, set: Readonly<Record<string, { readonly S: string } | { readonly N: string }>>) =>
  table.update(key, { set });
const seconds = (time: string) => ({ N: String(Date.parse(time) / 1000) });

async function making(change: Partial<NewCredential> = {}) {
  const made = {
    ...{ ...MADE, at: MADE_AT },
    by: { ...MADE.by, accessKeyId: 'AKIAI44QH8DHBEXAMPLE' },
    ...change,
  } as NewCredential;
  return (await makingOf(made, { table, partition: 'aws', now: NOW })).making;
}

const NOBODY = { byWatched: false, forWatched: false };

test('of a key that people make every day nothing is known', async () => {
  expect(await making()).toEqual(NOBODY);
  // Of the key that it was made with people heard, and that nobody stole it.
  await store(USED, { since: { S: '2026-05-04T03:00:00Z' }, told: { S: 'NO ACTION:' } });
  expect(await making()).toEqual(NOBODY);
});

describe('a thief made it', () => {
  test('if the key that it was made with had been contained, in the same second or before', async () => {
    await store(USED, { containment: { S: 'event' }, since: { S: '2026-05-04T03:10:02.900Z' } });
    expect(await making()).toMatchObject({ byWatched: true });
    await store(USED, { since: { S: '2026-05-04T03:10:03.000Z' } });
    expect(await making()).toMatchObject({ byWatched: false });
  });

  test('if people had been told that this key is stolen, and nobody undid that', async () => {
    await table.update(USED, { set: { suspect: { BOOL: true }, since: { S: '2026-05-04T03:00:00Z' } } });
    expect(await making()).toMatchObject({ byWatched: true });
    await store(USED, { restoredFor: { S: 'event' }, restoredAt: { S: '2026-05-04T03:05:00Z' } });
    expect(await making()).toMatchObject({ byWatched: false });
  });

  test('if a thief had made the key that it was made with', async () => {
    await store(USED, { madeBy: { S: MAKER } });
    expect(await making()).toMatchObject({ byWatched: true });
  });

  test('if its maker was watched then, in the same second or later', async () => {
    await store(MAKER, { watchedUntil: seconds('2026-06-03T03:00:00Z'), watchedSince: { S: MADE_AT } });
    expect(await making()).toMatchObject({ byWatched: true });
    expect(await making({ at: '2026-05-04T03:10:01Z' })).toMatchObject({ byWatched: false });
    // Without a time in the record it was made now.
    expect(await making({ at: undefined } as never)).toMatchObject({ byWatched: true });
    expect(await making({ at: '2026-06-03T03:00:00Z' })).toMatchObject({ byWatched: false });
  });
});

describe('a person made it', () => {
  test('who had undone the containment of the key, after the last evidence against its user', async () => {
    // Watched for thirty days after the evidence of 03:00.
    await store(MAKER, {
      watchedUntil: seconds('2026-06-03T03:00:00Z'),
      watchedSince: { S: '2026-05-04T02:00:00Z' },
    });
    const undone = (restoredAt: string) =>
      store(USED, { restoredFor: { S: 'event' }, restoredAt: { S: restoredAt } });
    await undone('2026-05-04T03:00:00Z');
    expect(await making()).toMatchObject({ byWatched: false });
    await undone('2026-05-04T02:59:59Z');
    expect(await making()).toMatchObject({ byWatched: true });
  });
});

test('that its user is watched is told by itself', async () => {
  await store(USER, { watchedUntil: seconds('2026-06-03T03:00:00Z') });
  expect(await making()).toEqual({ byWatched: false, forWatched: true });
});

describe('in a ledger that was erased', () => {
  beforeEach(() => erase(aws));

  test('nothing is known', async () => {
    await expect(making()).rejects.toThrow('the ledger has no sentinel');
  });

  test('what was learnt since is known', async () => {
    await store(USED, { madeBy: { S: MAKER } });
    expect(await making()).toMatchObject({ byWatched: true });
  });
});

test('a caller without a key or a name is nobody that the ledger knows', async () => {
  await store(USED, { madeBy: { S: MAKER } });
  const by = { principal: { type: 'Unknown' }, accountId: OWN, accessKeyId: undefined } as const;
  expect(await making({ by })).toEqual(NOBODY);
});
