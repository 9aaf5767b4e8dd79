import { expect, test } from '@jest/globals';
import type { LedgerEntry } from '../../src/incident/entries.ts';
import { makeRoomIn, remember } from '../../src/incident/remember.ts';
import { ToldHere } from '../../src/incident/told-here.ts';

const START = Date.parse('2026-05-04T03:12:16.000Z');

function entryOf({
  after = 0,
  eventId = 'first',
  item = 'key',
  news = 'NOT CONTAINED:',
  reminds = true,
} = {}) {
  const at = new Date(START + after * 60_000);
  const alert = { news, ...(reminds && { reminds }), state: 'NOT_CONTAINED', page: 'open' };
  return { eventId, item, dedupKey: item, at, since: at, evidence: [], alert } as unknown as LedgerEntry;
}

test('what this process told is silent until people are to be reminded', () => {
  const told = new ToldHere();
  expect(told.recall(entryOf())).toBeUndefined();
  told.remember(entryOf(), { claim: undefined, paged: true });
  const since = new Date(START);
  const silence = { page: false, openSince: since, reactivations: [] };
  expect(told.recall(entryOf({ after: 14 }))).toEqual(silence);
  const reminder = { number: 1, since };
  const reminded = told.recall(entryOf({ after: 15 }));
  expect(reminded).toEqual({ ...silence, audience: 'change', page: true, reminder });
  told.remember(entryOf({ after: 15 }), { claim: reminded, paged: true });
  expect(told.recall(entryOf({ after: 16 }))).toEqual(silence);
  expect(told.recall(entryOf({ after: 60 }))).toMatchObject({ reminder: { number: 2, since } });
});

test('nobody is reminded of what needs no reminder', () => {
  const told = new ToldHere();
  told.remember(entryOf(), { claim: undefined, paged: true });
  expect(told.recall(entryOf({ after: 600, reminds: false }))).not.toHaveProperty('reminder');
});

test('what nobody is told of by itself stays silent', () => {
  const told = new ToldHere();
  const { alert: _, ...silent } = entryOf();
  told.remember(silent, { claim: undefined, paged: false });
  expect(told.recall({ ...silent, at: new Date(START + 3600_000) })).toMatchObject({ page: false });
});

test('a page that did not go out is tried again by itself', () => {
  const told = new ToldHere();
  told.remember(entryOf(), { claim: undefined, paged: false });
  const alone = told.recall(entryOf({ after: 1 }));
  expect(alone).toMatchObject({ page: true });
  expect(alone).not.toHaveProperty('audience');
  told.remember(entryOf({ after: 1 }), { claim: alone, paged: true });
  expect(told.recall(entryOf({ after: 2 }))).toMatchObject({ page: false });
});

test('another event, credential or state is not what was told', () => {
  const told = new ToldHere();
  told.remember(entryOf(), { claim: undefined, paged: true });
  for (const other of [{ eventId: 'second' }, { item: 'other' }, { news: 'CONTAINED:' }])
    expect(told.recall(entryOf(other))).toBeUndefined();
});

test('that somebody was awake before is remembered from then on', () => {
  const told = new ToldHere();
  const openSince = new Date(START - 3600_000);
  told.remember(entryOf(), { claim: { page: false, reactivations: [], openSince }, paged: true });
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
    told.remember(entryOf({ eventId: `event ${index}` }), { claim: undefined, paged: true });
  expect(told.recall(entryOf({ eventId: 'event 9999' }))).toBeUndefined();
  expect(told.recall(entryOf({ eventId: 'event 10000' }))).toBeDefined();
});
