import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { accessDenied } from '../../local/aws/faults.ts';
import { type Aws, startAws } from '../../local/aws.ts';
import { clientConfig } from '../../local/client-config.ts';
import {
  credential,
  detectionOf,
  KEY,
  MADE,
  OWN,
  PERSON,
  REMOVAL,
  SWITCHED,
  USER,
} from '../../scripts/coverage-tables/examples.ts';
import { containmentIdOf } from '../../src/core/dedup-key.ts';
import { Histories } from '../../src/incident/histories.ts';
import { plantSentinel } from '../../src/incident/sentinel.ts';
import { LedgerTable } from '../../src/incident/table.ts';
import { erase } from '../ledger-items.ts';

const NOW = new Date('2026-05-04T03:12:16.000Z');
const itemOf = (about: string) => `akr:aws:${OWN}:${about}`;
const CALLER = itemOf(`arn:aws:iam::${OWN}:user/security-admin`);
const USER_ITEM = itemOf(`arn:aws:iam::${OWN}:user/ci-deploy`);
const activation = { kind: 'reactivated-key', signal: 'reactivation', by: PERSON, ...SWITCHED } as const;
const stop = { kind: 'stopped-key', signal: 'stop', deleted: false, by: PERSON, ...SWITCHED } as const;

let aws: Aws;
let table: LedgerTable;
let log: object[];
let histories: Histories;
beforeAll(async () => {
  aws = await startAws();
});
beforeEach(async () => {
  aws.reset();
  table = new LedgerTable('ledger', clientConfig(aws, aws.operatorCredentials()));
  log = [];
  histories = new Histories({ table, clock: { now: () => NOW }, log: (entry) => log.push(entry) });
  await plantSentinel(table, NOW);
});
afterAll(() => aws.stop());

const asked = { partition: 'aws', eventId: 'event', redelivered: false };
const limit = new AbortController().signal;
const S = (text: string) => ({ S: text });
const contained = (time: string) => ({ containment: S('event'), containedAt: S(`2026-05-04T${time}.000Z`) });
const refuse = () => aws.faults.inject({ action: 'dynamodb:GetItem', fault: accessDenied, times: 'forever' });

describe('a key that was switched', () => {
  test('has what its item says, and whoever switched it on', async () => {
    await table.update(itemOf(KEY), { set: contained('03:00:00') });
    await table.update(CALLER, { set: { foughtBackFirst: S('earlier') } });
    expect(await histories.find(activation, asked)).toMatchObject({
      ...{ kind: 'known', containment: 'event', caller: { watched: false, foughtBack: true } },
    });
    const stopped = await histories.find(stop, asked);
    expect(stopped).toMatchObject({ kind: 'known', containment: 'event' });
    expect(stopped).not.toHaveProperty('caller');
    expect(stopped).not.toHaveProperty('mayHavePaged');
  });

  test('by somebody without a name has no caller', async () => {
    const by = { principal: { type: 'Unknown' }, accountId: OWN } as const;
    expect(await histories.find({ ...activation, by }, asked)).not.toHaveProperty('caller');
  });

  test('is not known to a ledger that does not answer, and may have woken somebody by the next try', async () => {
    refuse();
    expect(await histories.find(activation, asked)).toEqual({ kind: 'unreadable' });
    expect(log).toEqual([{ level: 'error', message: 'dynamodb:GetItem AccessDenied' }]);
    aws.faults.clear();
    expect(await histories.find(activation, asked)).toMatchObject({ mayHavePaged: true });
    expect(await histories.find(activation, { ...asked, eventId: 'other' })).not.toHaveProperty(
      'mayHavePaged',
    );
    const other = { ...activation, accessKeyId: 'AKIAI44QH8DHBEXAMPLE' };
    expect(await histories.find(other, asked)).not.toHaveProperty('mayHavePaged');
    const redelivered = { ...asked, eventId: 'other', redelivered: true };
    expect(await histories.find(activation, redelivered)).toMatchObject({ mayHavePaged: true });
  });

  test('is not known to a ledger that was erased, unless it was set Inactive', async () => {
    await erase(aws);
    expect(await histories.find(activation, asked)).toEqual({ kind: 'unreadable', erased: true });
    expect(await histories.find(stop, asked)).toMatchObject({ kind: 'known' });
  });
});

test('a user off whom a deny was taken has its denial', async () => {
  await table.update(USER_ITEM, { set: { deniedBy: S('policy') } });
  expect(await histories.find(REMOVAL, asked)).toMatchObject({
    denial: { contained: true, deniedBy: 'policy', undone: false, byItself: false },
  });
});

test('a deny is undone with the containment of one of the keys that it was for', async () => {
  const isUndone = async () => {
    const found = await histories.find(REMOVAL, asked);
    return found.kind === 'known' ? found.denial?.undone : found.kind;
  };
  const watchedFor = { SS: [itemOf(KEY), itemOf('AKIAI44QH8DHBEXAMPLE')] };
  await table.update(USER_ITEM, { set: { deniedBy: S('policy'), watchedFor } });
  await table.update(itemOf(KEY), { set: contained('03:00:00') });
  expect(await isUndone()).toBe(false);
  const undo = { restoredFor: S('event'), restoredAt: S('2026-05-04T03:10:00Z') };
  await table.update(itemOf(KEY), { set: undo, remove: ['containment'] });
  expect(await isUndone()).toBe(true);
});

test('a deny names the containments that it is of, and no key that has none', async () => {
  const keys = [
    itemOf('AKIAIOSFODNN7EXAMPLE'),
    itemOf('AKIAI44QH8DHBEXAMPLE'),
    itemOf('AKIAEXAMPLENEWOWNKEY'),
  ];
  await table.update(USER_ITEM, { set: { deniedBy: S('policy'), watchedFor: { SS: keys } } });
  for (const item of keys.slice(1)) await table.update(item, { set: { containment: S(`of ${item}`) } });
  const found = await histories.find(REMOVAL, asked);
  const named = found.kind === 'known' ? found.denial?.containments : found.kind;
  const wanted = keys.slice(1).map((item) => ({ item, containment: `of ${item}` }));
  expect(named).toHaveLength(2);
  expect(named).toEqual(expect.arrayContaining(wanted));
});

describe('whoever takes the deny off a user', () => {
  const keys = ['AKIAEXAMPLE000000001', 'AKIAEXAMPLE000000002', 'AKIAEXAMPLE000000003'].concat([
    'AKIAEXAMPLE000000004',
    'AKIAEXAMPLE000000005',
  ]);
  const isItself = async (by: Partial<typeof REMOVAL.by>) => {
    const found = await histories.find({ ...REMOVAL, by: { ...PERSON, ...by } }, asked);
    return found.kind === 'known' ? found.denial?.byItself : found.kind;
  };

  test('is the user itself, by its name', async () => {
    expect(await isItself({ principal: USER })).toBe(true);
    expect(await isItself({})).toBe(false);
    expect(await isItself({ accessKeyId: KEY })).toBe(false);
  });

  test('is the user itself, with a key that it made, by up to four keys made by one another', async () => {
    for (const [index, accessKeyId] of keys.entries()) {
      const isLast = index === keys.length - 1;
      await table.update(itemOf(accessKeyId), {
        set: {
          maker: S(isLast ? USER_ITEM : CALLER),
          ...(!isLast && { makerKey: S(itemOf(keys[index + 1] ?? '')) }),
        },
      });
    }
    const found = await Promise.all(keys.map((accessKeyId) => isItself({ accessKeyId })));
    expect(found).toEqual([false, true, true, true, true]);
    // Without its account nobody knows whose key it is.
    expect(await isItself({ accessKeyId: keys[4], accountId: undefined } as never)).toBe(false);
  });

  test('is nobody that the ledger knows if the user has no name', async () => {
    const found = await histories.find({ ...REMOVAL, principal: { type: 'Unknown' } } as never, asked);
    expect(found).toMatchObject({ kind: 'known', evidence: new Set() });
    expect(found).not.toHaveProperty('denial');
  });
});

describe('a credential that somebody made', () => {
  test('has what is known of its maker, and may have woken somebody by an earlier try', async () => {
    await table.update(CALLER, { set: { watchedUntil: { N: '1800000000' } } });
    await table.update(itemOf(KEY), { set: contained('03:00:00') });
    const made = await histories.findMaking(MADE, asked);
    expect(made).toMatchObject({ kind: 'known', making: { byWatched: true, forWatched: false } });
    expect(made).toMatchObject({ containment: 'event' });
    expect(made).not.toHaveProperty('mayHavePaged');
    refuse();
    expect(await histories.findMaking(MADE, asked)).toEqual({ kind: 'unreadable' });
    aws.faults.clear();
    expect(await histories.findMaking(MADE, asked)).toMatchObject({ mayHavePaged: true });
    const other = {
      ...MADE,
      accessKeyId: undefined,
      other: { kind: 'ssh-public-key', id: 'APKAEXAMPLE123EXAMPLE' },
    } as const;
    expect(await histories.findMaking(other, asked)).not.toHaveProperty('mayHavePaged');
    expect(await histories.findMaking(other, { ...asked, redelivered: true })).toHaveProperty('mayHavePaged');
  });
});

describe('the containment that an event finds', () => {
  const place = { partition: 'aws' };
  const at = (affected = credential(KEY, USER)) =>
    histories.containedAt(affected, { detection: { accountId: OWN }, place, limit });

  test('began when the first of its keys was stopped', async () => {
    expect(await at()).toBeUndefined();
    await table.update(itemOf(KEY), { set: contained('03:10:00') });
    expect(await at()).toEqual(new Date('2026-05-04T03:10:00Z'));
    await table.update(itemOf('other'), { set: contained('03:05:00') });
    const stopped = { SS: [itemOf('other'), itemOf('nothing')] };
    await table.update(itemOf(KEY), { set: { stopped } });
    expect(await at()).toEqual(new Date('2026-05-04T03:05:00Z'));
  });

  test('is none of a credential without a key of its own', async () => {
    expect(await at(credential(undefined, { type: 'Unknown' }))).toBeUndefined();
  });

  test('fails with the ledger', async () => {
    refuse();
    await expect(at()).rejects.toThrow();
  });
});

describe('what a person undid', () => {
  const detection = detectionOf(credential(KEY, USER));
  const undone = async () => (await histories.undone(detection, { partition: 'aws', limit })).size;
  /** The undo of what this very event began, which comes back. */
  const restored = {
    restoredFor: S(containmentIdOf(detection.eventId)),
    restoredAt: S('2026-05-04T03:10:00Z'),
  };

  test('is the credential, or every key that was stopped for its sake', async () => {
    expect(await undone()).toBe(0);
    await table.update(itemOf(KEY), { set: restored });
    const byOwn = await undone();
    await table.update(itemOf('one'), { set: restored });
    await table.update(itemOf('two'), { set: contained('03:00:00') });
    await table.update(itemOf(KEY), {
      set: { stopped: { SS: [itemOf('one'), itemOf('two')] } },
      remove: ['restoredFor'],
    });
    const byOne = await undone();
    await table.update(itemOf('two'), { set: restored, remove: ['containment'] });
    expect([byOwn, byOne, await undone()]).toEqual([1, 0, 1]);
  });

  test('is nothing while the ledger does not answer', async () => {
    await table.update(itemOf(KEY), { set: restored });
    refuse();
    expect(await undone()).toBe(0);
  });
});
