import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { accessDenied } from '../../local/aws/faults.ts';
import { type Aws, startAws } from '../../local/aws.ts';
import { clientConfig } from '../../local/client-config.ts';
import { DeadLetterClaims } from '../../src/incident/dead-letter-claims.ts';
import { LedgerTable } from '../../src/incident/table.ts';
import { itemOf } from '../ledger-items.ts';
import { withoutWaiting } from '../without-waiting.ts';

const START = Date.parse('2026-05-04T03:12:16.000Z');

let aws: Aws;
let now: number;
beforeAll(async () => {
  aws = await startAws();
});
beforeEach(() => {
  aws.reset();
  now = START;
});
afterAll(() => aws.stop());

/** One process of the function. */
function open(): DeadLetterClaims {
  const client = clientConfig(aws, aws.operatorCredentials());
  const clock = { ...withoutWaiting(aws).clock, now: () => new Date(now) };
  return new DeadLetterClaims({ tableName: 'ledger', client, clock });
}

const ledgerTable = () => new LedgerTable('ledger', clientConfig(aws, aws.operatorCredentials()));

const withoutLedger = () =>
  aws.faults.inject({ action: 'dynamodb:UpdateItem', fault: accessDenied, times: 'forever' });

test('of two processes one tells of a dead letter, and after three minutes the other if that one died', async () => {
  expect(await open().claim('letter')).toBe('all');
  now += 179_000;
  expect(await open().claim('letter')).toBeUndefined();
  expect(await open().claim('other letter')).toBe('all');
  now += 2_000;
  expect(await open().claim('letter')).toBe('all');
});

test('what was told is told by nobody again', async () => {
  const claims = open();
  await claims.claim('letter');
  await claims.markTold('letter');
  expect(claims.knownTo('letter')).toBeUndefined();
  now += 600_000;
  for (const process of [claims, open()]) expect(await process.claim('letter')).toBeUndefined();
  expect(await itemOf(aws, 'dead-letter:letter')).toMatchObject({
    toldAt: { S: '2026-05-04T03:12:16.000Z' },
  });
});

test('whom a page woke gets the mail, and no second page, by whatever process', async () => {
  const claims = open();
  await claims.claim('letter');
  await claims.markWoken('letter');
  expect(claims.knownTo('letter')).toBe('mail');
  now += 181_000;
  expect(await claims.claim('letter')).toBe('mail');
  now += 181_000;
  expect(await open().claim('letter')).toBe('mail');
});

test('who got the mail gets the page, and no second mail, by whatever process', async () => {
  const claims = open();
  await claims.claim('letter');
  await claims.markMailed('letter');
  expect(claims.knownTo('letter')).toBe('page');
  now += 181_000;
  expect(await claims.claim('letter')).toBe('page');
  now += 181_000;
  expect(await open().claim('letter')).toBe('page');
  withoutLedger();
  await expect(claims.markMailed('another')).rejects.toThrow();
  expect(await claims.claim('another')).toBe('page');
});

test('while the ledger does not answer, each process tells once what it knows nothing of', async () => {
  withoutLedger();
  const claims = open();
  expect(claims.knownTo('letter')).toBe('all');
  expect(await claims.claim('letter')).toBe('all');
  await expect(claims.markWoken('letter')).rejects.toThrow();
  expect(await claims.claim('letter')).toBe('mail');
  await expect(claims.markTold('letter')).rejects.toThrow();
  expect(await claims.claim('letter')).toBeUndefined();
  expect(await open().claim('letter')).toBe('all');
});

test('what was told is told no more by the same process, although the ledger learnt only of the page', async () => {
  const claims = open();
  await claims.claim('letter');
  await claims.markWoken('letter');
  withoutLedger();
  await expect(claims.markTold('letter')).rejects.toThrow();
  aws.faults.clear();
  now += 181_000;
  expect(await claims.claim('letter')).toBeUndefined();
});

test('the memory of a claim ends by itself', async () => {
  await open().claim('letter');
  const { expiresAt, claimedUntil } = (await itemOf(aws, 'dead-letter:letter')) ?? {};
  expect(Number(claimedUntil?.N)).toBe(START / 1000 + 180);
  expect(Number(expiresAt?.N)).toBeGreaterThan(START / 1000 + 14 * 24 * 3600);
});

const KEY = 'akr:aws:111122223333:AKIAIOSFODNN7EXAMPLE';
const given = { mailed: true, paged: true };

test('a credential that an event given up names is one to be told of: not contained, with a page and no reminder yet', async () => {
  const at = { S: new Date(START).toISOString() };
  await open().markGivenUp(KEY, given);
  expect(await itemOf(aws, KEY)).toMatchObject({
    ...{ givenUpAt: at, openSince: at, toldAt: at, toldState: { S: 'NOT_CONTAINED' } },
    paged: { S: expect.stringMatching(/^open NOT CONTAINED/) },
  });
});

test('a page that is open already stays open since then, with the reminders of it', async () => {
  const table = ledgerTable();
  const since = { S: '2026-05-04T01:00:00.000Z' };
  const set = { paged: { S: 'open NOT CONTAINED:' }, openSince: since, reminders: { N: '2' } };
  await table.update(KEY, { set });
  await open().markGivenUp(KEY, given);
  expect(await itemOf(aws, KEY)).toMatchObject({ openSince: since, reminders: { N: '2' } });
  await table.update(KEY, { set: { ...set, paged: { S: 'closed' } } });
  await open().markGivenUp(KEY, given);
  const item = await itemOf(aws, KEY);
  expect(item).toMatchObject({ openSince: { S: new Date(START).toISOString() } });
  expect(item).not.toHaveProperty('reminders');
});

test('of an event given up that woke nobody, or of which no mail went out, only the other half is known', async () => {
  await open().markGivenUp(KEY, { mailed: true, paged: false });
  expect(await itemOf(aws, KEY)).not.toHaveProperty('paged');
  await open().markGivenUp(`${KEY}-other`, { mailed: false, paged: true });
  expect(await itemOf(aws, `${KEY}-other`)).not.toHaveProperty('told');
});
