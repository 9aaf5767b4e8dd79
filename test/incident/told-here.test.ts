import { expect, test } from '@jest/globals';
import type { LedgerEntry } from '../../src/incident/entries.ts';
import { makeRoomIn, remember } from '../../src/incident/remember.ts';
import { ToldHere } from '../../src/incident/told-here.ts';

const ALL = { alert: true, page: true, woken: false };
const ALERT = { ...ALL, page: false };
const PAGE = { ...ALL, alert: false };
const START = Date.parse('2026-05-04T03:12:16.000Z');

function entryOf({
  after = 0,
  eventId = 'first',
  item = 'key',
  news = 'NOT CONTAINED:',
  reminds = true,
  page = 'open',
  saysLess = false,
} = {}) {
  const at = new Date(START + after * 60_000);
  const alert = {
    news,
    ...(reminds && { reminds }),
    ...(saysLess && { saysLess }),
    state: 'NOT_CONTAINED',
    page,
  };
  return { eventId, item, dedupKey: item, at, since: at, evidence: [], alert } as unknown as LedgerEntry;
}

test('what this process told is silent until people are to be reminded', () => {
  const told = new ToldHere();
  expect(told.recall(entryOf())).toBeUndefined();
  told.remember(entryOf(), { claim: undefined, told: ALL });
  const since = new Date(START);
  const silence = { page: false, openSince: since, reactivations: [] };
  expect(told.recall(entryOf({ after: 14 }))).toEqual(silence);
  const reminder = { number: 1, since };
  const reminded = told.recall(entryOf({ after: 15 }));
  expect(reminded).toEqual({ ...silence, audience: 'change', page: true, reminder });
  told.remember(entryOf({ after: 15 }), { claim: reminded, told: ALL });
  expect(told.recall(entryOf({ after: 16 }))).toEqual(silence);
  expect(told.recall(entryOf({ after: 60 }))).toMatchObject({ reminder: { number: 2, since } });
});

test('nobody is reminded of what needs no reminder', () => {
  const told = new ToldHere();
  told.remember(entryOf(), { claim: undefined, told: ALL });
  expect(told.recall(entryOf({ after: 600, reminds: false }))).not.toHaveProperty('reminder');
});

test('what nobody is told of by itself stays silent', () => {
  const told = new ToldHere();
  const { alert: _, ...silent } = entryOf();
  told.remember(silent, { claim: undefined, told: ALERT });
  expect(told.recall({ ...silent, at: new Date(START + 3600_000) })).toMatchObject({ page: false });
});

test('a page that did not go out is tried again by itself', () => {
  const told = new ToldHere();
  told.remember(entryOf(), { claim: undefined, told: ALERT });
  const alone = told.recall(entryOf({ after: 1 }));
  expect(alone).toMatchObject({ page: true });
  expect(alone).not.toHaveProperty('audience');
  told.remember(entryOf({ after: 1 }), { claim: alone, told: ALL });
  expect(told.recall(entryOf({ after: 2 }))).toMatchObject({ page: false });
});

test('an alert that did not go out is tried again by itself, and wakes nobody again until people are to be reminded', () => {
  const told = new ToldHere();
  told.remember(entryOf(), { claim: undefined, told: PAGE });
  const alone = told.recall(entryOf({ after: 1 }));
  expect(alone).toMatchObject({ audience: 'change', woken: true, page: false });
  expect(alone).not.toHaveProperty('reminder');
  expect(told.recall(entryOf({ after: 15 }))).toMatchObject({ page: true, reminder: { number: 1 } });
  told.remember(entryOf({ after: 2 }), { claim: alone, told: ALERT });
  const silence = told.recall(entryOf({ after: 3 }));
  expect(silence).toMatchObject({ page: false });
  expect(silence).not.toHaveProperty('audience');
  expect(silence).not.toHaveProperty('woken');
});

test('a page in place of an alert is closed with that', () => {
  const told = new ToldHere();
  const contained = { news: 'CONTAINED:', reminds: false, page: 'closed' };
  told.remember(entryOf(contained), { claim: undefined, told: { ...PAGE, woken: true } });
  const again = told.recall(entryOf({ ...contained, after: 1 }));
  expect(again).toMatchObject({ audience: 'change', woken: true, page: true });
  told.remember(entryOf({ ...contained, after: 1 }), { claim: again, told: ALL });
  expect(told.recall(entryOf({ ...contained, after: 2 }))).toMatchObject({ page: false });
});

test('a try of which nothing went out leaves what went out before', () => {
  const told = new ToldHere();
  const woken = { alert: false, page: false, woken: true };
  told.remember(entryOf(), { claim: undefined, told: PAGE });
  told.remember(entryOf({ after: 1 }), { claim: undefined, told: { ...woken, woken: false } });
  expect(told.recall(entryOf({ after: 2 }))).toMatchObject({ audience: 'change', woken: true, page: false });
  told.remember(entryOf({ after: 2 }), { claim: undefined, told: ALERT });
  told.remember(entryOf({ after: 3 }), { claim: undefined, told: woken });
  const known = told.recall(entryOf({ after: 4 }));
  expect(known).toMatchObject({ page: true });
  expect(known).not.toHaveProperty('audience');
});

test('a page that closed says nothing of who is awake', () => {
  const told = new ToldHere();
  const contained = { news: 'CONTAINED:', reminds: false, page: 'closed' };
  told.remember(entryOf(contained), { claim: undefined, told: PAGE });
  expect(told.recall(entryOf(contained))).not.toHaveProperty('woken');
});

test('what was told before another state is news again', () => {
  const told = new ToldHere();
  told.remember(entryOf(), { claim: undefined, told: ALL });
  told.remember(entryOf({ news: 'CONTAINED:' }), { claim: undefined, told: ALL });
  expect(told.recall(entryOf())).toBeUndefined();
  told.remember(entryOf({ after: 60 }), { claim: undefined, told: ALL });
  expect(told.recall(entryOf({ after: 61 }))).not.toHaveProperty('reminder');
});

test.each([
  ['CONTAINED:', true],
  ['PARTLY CONTAINED:', true],
  ['RESOLVED:', true],
  ['NOT CONTAINED (EXEMPT):', false],
])('of what was told as %s, that it is tried once more is no news: %s', (news, isSilent) => {
  const told = new ToldHere();
  expect(told.recall(entryOf({ saysLess: true }))).toBeUndefined();
  told.remember(entryOf({ news }), { claim: undefined, told: ALL });
  expect(told.recall(entryOf({ saysLess: true }))).toEqual(
    isSilent ? { page: false, reactivations: [] } : undefined,
  );
  expect(told.recall(entryOf())).toBeUndefined();
});

test('another event, credential or state is not what was told', () => {
  const told = new ToldHere();
  told.remember(entryOf(), { claim: undefined, told: ALL });
  for (const other of [{ eventId: 'second' }, { item: 'other' }, { news: 'CONTAINED:' }])
    expect(told.recall(entryOf(other))).toBeUndefined();
});

test('that somebody was awake before is remembered from then on', () => {
  const told = new ToldHere();
  const openSince = new Date(START - 3600_000);
  told.remember(entryOf(), { claim: { page: false, reactivations: [], openSince }, told: ALL });
  expect(told.recall(entryOf({ after: 1 }))).toMatchObject({ openSince, reminder: { number: 2 } });
});

test('a process that lives for long forgets all rather than to grow', () => {
  const known = new Set<string>();
  for (let index = 0; index < 10_000; index += 1) remember(known, `news ${index}`);
  expect(known.size).toBe(10_000);
  remember(known, 'one more');
  expect([...known]).toEqual(['one more']);
  const few = new Map([['key', 1]]);
  makeRoomIn(few);
  expect(few.size).toBe(1);
  const told = new ToldHere();
  for (let index = 0; index <= 10_000; index += 1)
    told.remember(entryOf({ eventId: `event ${index}` }), { claim: undefined, told: ALL });
  expect(told.recall(entryOf({ eventId: 'event 9999' }))).toBeUndefined();
  expect(told.recall(entryOf({ eventId: 'event 10000' }))).toBeDefined();
});
