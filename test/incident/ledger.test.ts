import { randomUUID } from 'node:crypto';
import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Aws, startAws } from '../../local/aws.ts';
import { clientConfig } from '../../local/client-config.ts';
import type { LedgerEntry } from '../../src/incident/entries.ts';
import { Ledger, type Told } from '../../src/incident/ledger.ts';
import { LedgerTable } from '../../src/incident/table.ts';

const DAY = 24 * 3600;
const dedupKey = 'akr:aws:111122223333:AKIAIOSFODNN7EXAMPLE';

let aws: Aws;
beforeAll(async () => {
  aws = await startAws();
});
afterAll(() => aws.stop());

test('what is known of a key is kept for half a year after the last event about it', async () => {
  const client = clientConfig(aws, aws.operatorCredentials());
  const ledger = new Ledger(new LedgerTable('ledger', client));
  const keptUntil = async () => {
    const request = new GetItemCommand({ TableName: 'ledger', Key: { incident: { S: dedupKey } } });
    return Number((await new DynamoDBClient(client).send(request)).Item?.['expiresAt']?.N);
  };
  for (const day of ['2026-05-04', '2026-07-04']) {
    const at = new Date(`${day}T03:12:16.000Z`);
    await ledger.note(
      { dedupKey, item: dedupKey, eventId: day, at, since: at, evidence: [], deactivatedAt: at },
      { again: false },
    );
    // DynamoDB's time to live is in seconds.
    expect(await keptUntil()).toBe(at.getTime() / 1000 + 180 * DAY);
  }
});

test('a change that is refused names the item that refused it', async () => {
  const table = new LedgerTable('ledger', clientConfig(aws, aws.operatorCredentials()));
  await table.update('refusing', { set: { lastEvent: { S: 'the first' } } });
  const change = { key: 'refusing', set: { lastEvent: { S: 'the second' } } };
  const { done, before } = await table.updateIf('attribute_not_exists(lastEvent)', change);
  expect([done, before['lastEvent']?.S]).toEqual([false, 'the first']);
});

const AT = new Date('2026-05-04T03:12:16.000Z');
const entryOf = (change: Partial<LedgerEntry> = {}): LedgerEntry => ({
  ...{ dedupKey, item: dedupKey, eventId: 'first', at: AT, since: AT, evidence: [] },
  ...change,
});

/** Every test has a key of its own: the table is the same. */
function ownLedger() {
  const table = new LedgerTable('ledger', clientConfig(aws, aws.operatorCredentials()));
  const item = `${dedupKey}/${randomUUID()}`;
  return { table, ledger: new Ledger(table), item, find: () => table.find(item) };
}
test('what an event did is stored with it, and the first containment keeps its id', async () => {
  const { ledger, item, find } = ownLedger();
  const deactivatedAt = new Date('2026-05-04T03:12:08.114Z');
  const more = { findingId: 'finding', stopped: ['other key'], madeBy: 'thief', evidence: ['type a'] };
  await ledger.note(entryOf({ item, deactivatedAt, ...more }), { again: false });
  const before = await find();
  expect(before).toMatchObject({
    ...{
      lastEvent: { S: 'first' },
      since: { S: AT.toISOString() },
      seen: { N: '1' },
      madeBy: { S: 'thief' },
    },
    ...{ evidence: { SS: ['type a'] }, findings: { SS: ['finding'] }, stopped: { SS: ['other key'] } },
    ...{ deactivatedAt: { S: deactivatedAt.toISOString() }, containedAt: { S: deactivatedAt.toISOString() } },
  });
  await ledger.note(entryOf({ item, eventId: 'second', deactivatedAt: AT }), { again: true });
  expect(await find()).toMatchObject({
    ...{ lastEvent: { S: 'second' }, seen: { N: '1' }, deactivatedAt: { S: AT.toISOString() } },
    ...{ containment: before?.['containment'], containedAt: before?.['containedAt'] },
  });
});

test('what a person undid speaks for no later evidence that was acted on', async () => {
  const { ledger, table, item, find } = ownLedger();
  await table.update(item, { set: { restoredFor: { S: 'event' } } });
  await ledger.note(entryOf({ item }), { again: false });
  expect(await find()).toHaveProperty('restoredFor');
  await ledger.note(entryOf({ item, acted: true }), { again: false });
  expect(await find()).not.toHaveProperty('restoredFor');
});

test('a key that a person stopped is contained if people had been told of it', async () => {
  const { ledger, table, item, find } = ownLedger();
  await ledger.adopt(entryOf({ item }));
  expect(await find()).toBeUndefined();
  await table.update(item, { set: { suspect: { BOOL: true } } });
  await ledger.adopt(entryOf({ item }));
  const adopted = await find();
  expect(adopted).toMatchObject({
    containment: { S: expect.any(String) },
    expiresAt: { N: expect.any(String) },
  });
  await ledger.adopt(entryOf({ item, eventId: 'second' }));
  expect((await find())?.['containment']).toEqual(adopted?.['containment']);
});

test('an undo is for one activation that came after it', async () => {
  const { ledger, table, item, find } = ownLedger();
  await table.update(item, { set: { restoredAt: { S: '2026-05-04T03:12:16Z' } } });
  await ledger.useRestore(item, {
    eventId: 'earlier',
    at: new Date('2026-05-04T03:12:15.999Z'),
    by: 'somebody',
  });
  expect(await find()).not.toHaveProperty('restoreUsedBy');
  await ledger.useRestore(item, { eventId: 'first', at: new Date('2026-05-04T03:12:16.500Z'), by: 'admin' });
  await ledger.useRestore(item, { eventId: 'second', at: new Date('2026-05-04T03:13:00Z'), by: 'thief' });
  expect(await find()).toMatchObject({ restoreUsedBy: { S: 'first' }, restoredBy: { S: 'admin' } });
});

test('who was contained on suspected evidence in one hour is counted for a day', async () => {
  const { ledger, table } = ownLedger();
  const count = (...principals: string[]) => ledger.countSuspected('2026-05-04T03', { principals, at: AT });
  expect(await count('one')).toEqual([]);
  expect(await count('two', 'one')).toEqual(['one']);
  expect((await count('three')).toSorted()).toEqual(['one', 'two']);
  expect(await table.find('suspected/2026-05-04T03')).toMatchObject({
    expiresAt: { N: String(AT.getTime() / 1000 + DAY) },
  });
});

describe('a principal', () => {
  const until = new Date('2026-06-03T03:12:16.000Z');

  test('is watched since the first evidence, whatever comes later, and for longer with each', async () => {
    const { ledger, item: key, find } = ownLedger();
    await ledger.watch({ key, at: AT, until: AT, since: AT, keys: ['first key'] });
    await ledger.watch({ key, at: AT, until, since: until, keys: ['second key'] });
    expect(await find()).toMatchObject({
      ...{ watchedSince: { S: AT.toISOString() }, watchedUntil: { N: String(until.getTime() / 1000) } },
      watchedFor: { SS: ['second key'] },
    });
  });

  test('whose evidence says no time is watched since whenever', async () => {
    const { ledger, item: key, find } = ownLedger();
    await ledger.watch({ key, at: AT, until });
    expect(await find()).toMatchObject({ watchedSince: { S: 'unknown' } });
    expect(await find()).not.toHaveProperty('watchedFor');
  });

  test('that made something is watched for longer only if it was watched', async () => {
    const { ledger, item: key, find } = ownLedger();
    const longer = { key, at: AT, until, onlyLonger: true, made: 'made key' } as const;
    await ledger.watch(longer);
    expect(await find()).toBeUndefined();
    await ledger.watch({ key, at: AT, until: new Date(AT.getTime() + 1_000) });
    await ledger.watch(longer);
    expect(await find()).toMatchObject({
      ...{ watchedUntil: { N: String(until.getTime() / 1000) }, made: { SS: ['made key'] } },
    });
  });

  test('is denied until that very deny is taken off', async () => {
    const { ledger, item: key, find } = ownLedger();
    await ledger.watch({ key, at: AT, deniedBy: 'policy', keys: ['key'] });
    expect(await find()).toMatchObject({ deniedBy: { S: 'policy' } });
    for (const name of ['watchedUntil', 'watchedSince']) expect(await find()).not.toHaveProperty(name);
    await ledger.watch({ key, at: AT, lifted: 'boundary' });
    expect(await find()).toHaveProperty('deniedBy');
    await ledger.watch({ key, at: AT, lifted: 'policy' });
    expect(await find()).not.toHaveProperty('deniedBy');
  });

  test('that fought back is known by the first event, and a key by its maker', async () => {
    const { ledger, item: key, find } = ownLedger();
    await ledger.watch({ key, at: AT, foughtBackIn: 'first' });
    await ledger.watch({ key, at: AT, foughtBackIn: 'second' });
    await ledger.watch({ key, at: AT, maker: { principal: 'user' } });
    expect(await find()).not.toHaveProperty('makerKey');
    await ledger.watch({ key, at: AT, maker: { principal: 'user', key: 'key' } });
    expect(await find()).toMatchObject({
      ...{ foughtBackFirst: { S: 'first' }, maker: { S: 'user' }, makerKey: { S: 'key' } },
    });
  });
});

describe('after publishing', () => {
  const alert: NonNullable<LedgerEntry['alert']> = {
    news: 'NOT CONTAINED:',
    state: 'NOT_CONTAINED',
    page: 'open',
    onlyIfFirst: false,
    onlyEvidence: false,
    accuses: true,
  };
  const all = { alert: true, page: true, woken: false };
  const confirm = async (
    own: ReturnType<typeof ownLedger>,
    told: Partial<Told>,
    more: { readonly entry?: Partial<LedgerEntry> } & Omit<
      Parameters<Ledger['confirm']>[1],
      'told' | 'reactivations'
    > = {},
  ) => {
    const { entry, ...known } = more;
    const nothing = { alert: false, page: false, woken: false };
    const state = { told: { ...nothing, ...told }, reactivations: [], ...known };
    await own.ledger.confirm(entryOf({ item: own.item, alert, ...entry }), state);
    return (await own.find()) ?? {};
  };

  test('people know what was told, and who was woken when', async () => {
    const own = ownLedger();
    expect(await confirm(own, all)).toMatchObject({
      ...{
        told: { S: 'NOT CONTAINED:' },
        toldState: { S: 'NOT_CONTAINED' },
        toldAt: { S: AT.toISOString() },
      },
      ...{ paged: { S: 'open NOT CONTAINED:' }, alarm: { S: 'open' }, openSince: { S: AT.toISOString() } },
      ...{ suspect: { BOOL: true }, alerts: { N: '1' }, unfinished: { L: [] } },
    });
    const closed = { ...alert, news: 'CONTAINED:', state: 'CONTAINED', page: 'closed' } as const;
    expect(await confirm(own, all, { entry: { alert: closed } })).toMatchObject({
      ...{ told: { S: 'CONTAINED:' }, paged: { S: 'closed' }, alarm: { S: 'closed' }, alerts: { N: '2' } },
    });
    const first = await confirm(ownLedger(), all, { entry: { alert: closed }, wasOpen: false });
    expect(first).not.toHaveProperty('openSince');
  });

  test('a page alone accuses as well, and an alert alone opens nothing', async () => {
    const paged = await confirm(ownLedger(), { page: true });
    expect(paged).toMatchObject({ suspect: { BOOL: true }, alarm: { S: 'open' } });
    expect(paged).not.toHaveProperty('told');
    expect(paged).not.toHaveProperty('alerts');
    const told = await confirm(ownLedger(), { alert: true });
    expect(told).toMatchObject({ told: { S: 'NOT CONTAINED:' }, suspect: { BOOL: true } });
    for (const name of ['paged', 'alarm', 'openSince']) expect(told).not.toHaveProperty(name);
    const woken = await confirm(
      ownLedger(),
      { woken: true },
      { entry: { alert: { ...alert, page: 'closed' } } },
    );
    expect(woken).toMatchObject({ alarm: { S: 'open' }, openSince: { S: AT.toISOString() } });
  });

  test('an event that was given up is known until people are told how it went on, or its page is closed', async () => {
    const closed = { ...alert, page: 'closed' } as const;
    const isKnownAfter = async (told: Partial<Told>, page = alert) => {
      const own = ownLedger();
      await own.table.update(own.item, { set: { givenUpAt: { S: AT.toISOString() } } });
      return 'givenUpAt' in (await confirm(own, told, { entry: { alert: page } }));
    };
    expect(await isKnownAfter({ alert: true })).toBe(false);
    expect(await isKnownAfter({ page: true }, closed)).toBe(false);
    expect(await isKnownAfter({ page: true })).toBe(true);
    expect(await isKnownAfter({}, closed)).toBe(true);
  });

  test('what reached nobody is known to nobody, and accuses nobody', async () => {
    const nothing = await confirm(ownLedger(), {});
    for (const name of ['told', 'suspect', 'paged', 'openSince']) expect(nothing).not.toHaveProperty(name);
    const harmless = { ...alert, accuses: false };
    expect(await confirm(ownLedger(), all, { entry: { alert: harmless } })).not.toHaveProperty('suspect');
    const own = ownLedger();
    await own.ledger.confirm(entryOf({ item: own.item }), { told: all, reactivations: [] });
    expect(await own.find()).toBeUndefined();
  });

  test('somebody who is awake stays awake since then, and whoever is woken anew is reminded anew', async () => {
    const own = ownLedger();
    const earlier = new Date(AT.getTime() - 3600_000);
    await own.table.update(own.item, {
      set: {
        openSince: { S: earlier.toISOString() },
        reminders: { N: '2' },
        claimedUntil: { N: '1' },
        seen: { N: '1' },
      },
    });
    for (const wasOpen of [true, undefined]) {
      const kept = await confirm(own, all, { wasOpen });
      expect(kept).toMatchObject({ openSince: { S: earlier.toISOString() }, reminders: { N: '2' } });
      expect(kept).not.toHaveProperty('claimedUntil');
      expect(kept).not.toHaveProperty('seen');
    }
    const anew = await confirm(own, all, { wasOpen: false });
    expect(anew).toMatchObject({ openSince: { S: AT.toISOString() } });
    expect(anew).not.toHaveProperty('reminders');
  });

  test('events that nobody was told of are counted on', async () => {
    const own = ownLedger();
    await own.table.update(own.item, { set: { seen: { N: '3' } } });
    expect(await confirm(own, { page: true })).toMatchObject({ seen: { N: '3' } });
  });

  test('activations are kept, and the last ten tries that go on', async () => {
    const own = ownLedger();
    const reactivations = [{ at: AT, news: 'PARTLY CONTAINED: second' }];
    const unheard = { alert: false, page: true, woken: false };
    await own.ledger.confirm(entryOf({ item: own.item, alert }), { told: unheard, reactivations });
    expect(await own.find()).not.toHaveProperty('reactivations');
    await own.ledger.confirm(entryOf({ item: own.item, alert }), { told: all, reactivations });
    const stored = { L: [{ S: `${AT.toISOString()} PARTLY CONTAINED: second` }] };
    expect((await own.find())?.['reactivations']).toEqual(stored);
    expect((await confirm(own, all))['reactivations']).toEqual(stored);
    const unfinished = Array.from({ length: 12 }, (_, index) => `event ${index}`);
    const going = await confirm(own, all, { unfinished, entry: { alert: { ...alert, unfinished: true } } });
    expect(going['unfinished']?.L).toHaveLength(10);
    expect(going['unfinished']?.L?.at(-1)).toEqual({ S: 'first NOT CONTAINED:' });
    // Whoever sends an event chooses its id.
    const long = { eventId: 'e'.repeat(100_000), alert: { ...alert, unfinished: true } as const };
    const [bounded] = (await confirm(own, all, { entry: long }))['unfinished']?.L ?? [];
    expect(bounded).toEqual({ S: `${'e'.repeat(64)} NOT CONTAINED:` });
  });
});
