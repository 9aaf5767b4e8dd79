import { describe, expect, test } from '@jest/globals';
import {
  callerIn,
  containedAtIn,
  denialIn,
  historyIn,
  type Item,
  isWatchedAt,
  knowsIncident,
  lastEvidenceIn,
  makerIn,
  openSinceIn,
  previousAlertsIn,
  reactivationsIn,
  reactivationText,
  remindersIn,
  unfinishedIn,
} from '../../src/incident/ledger-item.ts';

const NOW = new Date('2026-05-04T03:12:16.000Z');
const at = (time: string) => new Date(`2026-05-04T${time}Z`);
const S = (text: string) => ({ S: text });
const seconds = (time: string) => ({ N: String(Date.parse(time) / 1000) });
const history = (item?: Item) => historyIn(item, NOW);

describe('an item of a credential', () => {
  test('that is absent, or holds nothing, says nothing', () => {
    const nothing = { kind: 'known', findings: new Set(), evidence: new Set() };
    expect([history(undefined), history({})]).toStrictEqual([nothing, nothing]);
    expect(previousAlertsIn()).toEqual({ alerts: 0, eventsSince: 0, detectors: [] });
    expect([openSinceIn(), makerIn(), lastEvidenceIn(), containedAtIn({})]).toEqual(Array(4).fill(undefined));
    expect([remindersIn({}), unfinishedIn({}), reactivationsIn()]).toEqual([0, [], []]);
    expect([knowsIncident(), isWatchedAt({}, NOW)]).toEqual([false, false]);
    expect(denialIn({}, NOW)).toEqual({ contained: false, keys: [] });
  });

  test('that is contained says by which event, since when, and what is known of it', () => {
    const item = {
      ...{ containment: S('event'), since: S('2026-05-04T02:58:00.000Z'), suspect: { BOOL: true } },
      ...{ toldState: S('CONTAINED'), alarm: S('closed') },
      ...{ findings: { SS: ['finding'] }, evidence: { SS: ['type a', 'detector guardduty'] } },
    };
    expect(history(item)).toEqual({
      ...{ kind: 'known', containment: 'event', since: at('02:58:00'), suspect: true },
      ...{ lastAlert: { state: 'CONTAINED', page: 'closed' } },
      ...{ findings: new Set(['finding']), evidence: new Set(['type a', 'detector guardduty']) },
    });
    expect(history({ suspect: { BOOL: false } })).not.toHaveProperty('suspect');
    expect(history({ toldState: S('NOT_CONTAINED'), alarm: S('open') }).lastAlert).toEqual({
      ...{ state: 'NOT_CONTAINED', page: 'open' },
    });
    // An alert that opened and closed no page.
    expect(history({ toldState: S('NO_ACTION') }).lastAlert).toEqual({ state: 'NO_ACTION', page: 'closed' });
    expect(history({ toldState: S('SOMETHING NEW') })).not.toHaveProperty('lastAlert');
  });

  test.each([
    ['containment', S('event')],
    ['restoredFor', S('event')],
    ['watchedUntil', { N: '1' }],
    ['deniedBy', S('policy')],
    ['suspect', { BOOL: true }],
  ])('with %s is of an incident', (name, value) => {
    expect(knowsIncident({ [name]: value })).toBe(true);
  });

  test('that only has what an alert about a silent ledger leaves is of none', () => {
    expect(knowsIncident({ told: S('NOT CONTAINED:'), lastEvent: S('event') })).toBe(false);
  });
});

test('an event that was given up is known until people are told how it went on', () => {
  const now = new Date('2026-05-04T03:12:16.000Z');
  expect(historyIn({ givenUpAt: S('2026-05-04T03:10:00Z') }, now)).toMatchObject({ givenUp: true });
  expect(historyIn({}, now)).not.toHaveProperty('givenUp');
});

describe('an undo', () => {
  const undone = { restoredFor: S('event'), restoredAt: S('2026-05-04T03:10:00Z') };

  test('is of the containment that was there, and is used by one activation', () => {
    expect(history(undone).restored).toStrictEqual({ of: 'event', at: at('03:10:00') });
    expect(history({ ...undone, restoreUsedBy: S('second') }).restored).toEqual({
      ...{ of: 'event', at: at('03:10:00'), usedBy: 'second' },
    });
  });

  test.each([
    ['without its time', { restoredFor: S('event') }],
    ['with a text for a time', { ...undone, restoredAt: S('now') }],
    ['without its containment', { restoredAt: undone.restoredAt }],
    ['for the future', { ...undone, restoredAt: S('2026-05-04T03:17:17Z') }],
  ])('%s is none', (_, item) => {
    expect(history(item)).not.toHaveProperty('restored');
  });

  test('by a clock that is five minutes ahead counts', () => {
    expect(history({ ...undone, restoredAt: S('2026-05-04T03:17:16Z') })).toHaveProperty('restored');
  });

  test('that a later containment replaced is known until the record of the activation comes', () => {
    const item = { ...undone, containment: S('later'), deactivatedAt: S('2026-05-04T03:11:00Z') };
    expect(history(item)).toMatchObject({
      ...{ containment: 'later', replacedUndo: { at: at('03:10:00'), until: at('03:11:00') } },
    });
    expect(history(item)).not.toHaveProperty('restored');
    expect(history({ ...item, restoreUsedBy: S('second') }).replacedUndo).toMatchObject({ usedBy: 'second' });
    for (const missing of ['restoredAt', 'deactivatedAt'] as const)
      expect(history({ ...item, [missing]: S('unknown') })).not.toHaveProperty('replacedUndo');
    const { containment: _, ...open } = item;
    expect(history(open)).not.toHaveProperty('replacedUndo');
  });

  test('before the present containment leaves its time known', () => {
    const item = { containment: S('event'), containedAt: S('2026-05-04T03:11:00Z') };
    expect(containedAtIn(item)).toEqual(at('03:11:00'));
    expect(containedAtIn({ ...item, restoredAt: S('2026-05-04T03:10:00Z') })).toEqual(at('03:11:00'));
    expect(containedAtIn({ ...item, restoredAt: S('2026-05-04T03:11:00Z') })).toBeUndefined();
    expect(containedAtIn({ containedAt: item.containedAt })).toBeUndefined();
  });
});

describe('the alerts so far', () => {
  test('are counted, with the events since and the detectors', () => {
    const item = {
      ...{ toldState: S('CONTAINED'), toldAt: S('2026-05-04T03:10:00Z') },
      ...{ alerts: { N: '3' }, seen: { N: '2' }, evidence: { SS: ['detector guardduty', 'type a'] } },
    };
    expect(previousAlertsIn(item)).toEqual({
      ...{ state: 'CONTAINED', at: at('03:10:00'), alerts: 3, eventsSince: 2, detectors: ['guardduty'] },
    });
  });

  test('keep somebody awake since the page that is open', () => {
    const item = { paged: S('open NOT CONTAINED:'), toldAt: S('2026-05-04T03:11:00Z') };
    expect(openSinceIn({ ...item, openSince: S('2026-05-04T03:10:00Z') })).toEqual(at('03:10:00'));
    // An older version stored the time of the alert alone.
    expect(openSinceIn(item)).toEqual(at('03:11:00'));
    expect(openSinceIn({ ...item, paged: S('closed') })).toBeUndefined();
    expect(openSinceIn({ paged: item.paged })).toBeUndefined();
    expect(remindersIn({ reminders: { N: '2' } })).toBe(2);
  });

  test('of activations are lists of a time and what was told', () => {
    const one = { at: at('03:10:00.500'), news: 'PARTLY CONTAINED: second' };
    const reactivations = { L: [S(reactivationText(one)), S('yesterday nothing'), { N: '1' }] };
    expect(reactivationsIn({ reactivations })).toEqual([one]);
    const later = S('2026-05-04T03:09:00.000Z CONTAINED:');
    expect(history({ reactivations: { L: [...reactivations.L, later] } }).lastActivation).toEqual(one.at);
    expect(unfinishedIn({ unfinished: { L: [S('first NOT CONTAINED:'), { N: '1' }] } })).toEqual([
      'first NOT CONTAINED:',
    ]);
  });
});

describe('a principal', () => {
  const watched = {
    watchedUntil: seconds('2026-06-03T03:00:00Z'),
    watchedSince: S('2026-05-04T03:00:00.700Z'),
  };

  test('is watched from the second of the first evidence to that of the end', () => {
    expect(isWatchedAt(watched, at('03:00:00.100'))).toBe(true);
    expect(isWatchedAt(watched, at('02:59:59.999'))).toBe(false);
    expect(isWatchedAt(watched, new Date('2026-06-03T02:59:59.999Z'))).toBe(true);
    expect(isWatchedAt(watched, new Date('2026-06-03T03:00:00Z'))).toBe(false);
    // No event said when it began.
    expect(isWatchedAt({ ...watched, watchedSince: S('unknown') }, at('01:00:00'))).toBe(true);
    expect(lastEvidenceIn(watched)).toEqual(at('03:00:00'));
  });

  test('that switches a key on is known, and fights back the second time', () => {
    const asked = { now: NOW, eventId: 'second' };
    expect(callerIn(undefined, asked)).toBeUndefined();
    expect(callerIn({}, asked)).toEqual({ watched: false, foughtBack: false });
    expect(callerIn(watched, asked)).toEqual({ watched: true, foughtBack: false });
    expect(callerIn({ foughtBackFirst: S('second') }, asked)).toMatchObject({ foughtBack: false });
    expect(callerIn({ foughtBackFirst: S('first') }, asked)).toMatchObject({ foughtBack: true });
    expect(callerIn({ watchedUntil: seconds('2026-05-04T03:12:16Z') }, asked)).toMatchObject({
      watched: false,
    });
  });

  test('is contained if it is watched, or if everything was denied to it', () => {
    expect(denialIn(watched, NOW)).toEqual({ contained: true, keys: [] });
    for (const deniedBy of ['policy', 'boundary'] as const)
      expect(denialIn({ deniedBy: S(deniedBy), watchedFor: { SS: ['key'] } }, NOW)).toEqual({
        ...{ contained: true, deniedBy, keys: ['key'] },
      });
    expect(denialIn({ deniedBy: S('something') }, NOW)).toEqual({ contained: false, keys: [] });
  });

  test('made a key, by itself or with another key', () => {
    expect(makerIn({ maker: S('user'), makerKey: S('key') })).toEqual({ principal: 'user', key: 'key' });
    expect(makerIn({ madeBy: S('thief') })).toEqual({ principal: 'thief', key: undefined });
  });
});
