import { describe, expect, test } from '@jest/globals';
import type { ReactivatedKey } from '../../src/core/detection.ts';
import { type KnownHistory, NO_HISTORY } from '../../src/core/history.ts';
import {
  endsLostLedger,
  isEarlier,
  isOfReplacedUndo,
  isReactivation,
  isRestore,
} from '../../src/core/reactivation.ts';

const KEY: ReactivatedKey = {
  kind: 'reactivated-key',
  signal: 'reactivation',
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  principal: { type: 'IAMUser', userName: 'ci-deploy' },
  accountId: '111122223333',
  by: { principal: { type: 'IAMUser', userName: 'security-admin' }, accountId: '111122223333' },
  at: '2026-05-04T03:10:02Z',
};
/** So many milliseconds after the second in which the key was switched on. */
const later = (milliseconds: number) => new Date(Date.parse('2026-05-04T03:10:02Z') + milliseconds);
const history = (known: Partial<KnownHistory>): KnownHistory => ({ ...NO_HISTORY, ...known });
const eventId = 'activation';
const restored = { of: 'event-0', at: later(0), usedBy: 'another' };

describe('an activation', () => {
  test.each<[string, Partial<KnownHistory>, boolean]>([
    ['of a key that was contained is one that fights back', { containment: 'event-0' }, true],
    ['of a key that an alert accused is one too', { suspect: true }, true],
    ['of a key that nobody knows is none', {}, false],
    ['before the incident began is none', { suspect: true, since: later(1_000) }, false],
    ['that an undo is for is none', { suspect: true, restored: { of: 'event-0', at: later(0) } }, false],
    ['after an undo that is used is one', { suspect: true, restored }, true],
  ])('%s', (_, known, expected) => {
    expect(isReactivation(KEY, { history: history(known), eventId })).toBe(expected);
  });
});

describe('it is earlier than the incident', () => {
  test.each<[string, Date | undefined, boolean]>([
    ['if that began in a later second', later(1_000), true],
    ['but not if in the same second', later(999), false],
    ['but not if before', later(-1_000), false],
    ['but not if there is none', undefined, false],
  ])('%s', (_, since, expected) => {
    expect(isEarlier(KEY, history(since === undefined ? {} : { since }))).toBe(expected);
  });

  test('but not if its own time is unknown', () => {
    const { at: _, ...timeless } = KEY;
    expect(isEarlier({ ...timeless, at: 'soon' }, history({ since: later(1_000) }))).toBe(false);
  });
});

describe('it is the second step of an undo', () => {
  test.each<[string, KnownHistory['restored'], boolean]>([
    ['if that is not used yet', { of: 'event-0', at: later(-1_000) }, true],
    ['if this very event used it', { of: 'event-0', at: later(-1_000), usedBy: eventId }, true],
    ['if it was before it', { ...restored, at: later(1_000) }, true],
    ['but not if another used it, in the same second', { ...restored, at: later(500) }, false],
    ['but not if there is none', undefined, false],
  ])('%s', (_, undo, expected) => {
    expect(isRestore(KEY, { history: history(undo ? { restored: undo } : {}), eventId })).toBe(expected);
  });
});

describe('it belongs to an undo that a later containment replaced', () => {
  test.each<[string, KnownHistory['replacedUndo'], boolean]>([
    ['between the two', { at: later(-5_000), until: later(5_000) }, true],
    ['in the second of the undo', { at: later(999), until: later(5_000) }, true],
    ['in the second of the containment', { at: later(-5_000), until: later(0) }, true],
    ['not before the undo', { at: later(1_000), until: later(5_000) }, false],
    ['not after the containment', { at: later(-5_000), until: later(-1) }, false],
    ['not if another event used it', { at: later(-5_000), until: later(5_000), usedBy: 'another' }, false],
    ['if this very event used it', { at: later(-5_000), until: later(5_000), usedBy: eventId }, true],
    ['not if there is none', undefined, false],
  ])('%s', (_, undo, expected) => {
    const known = history(undo ? { replacedUndo: undo } : {});
    expect(isOfReplacedUndo(KEY, { history: known, eventId })).toBe(expected);
  });

  test('not if its own time is unknown', () => {
    const known = history({ replacedUndo: { at: later(-5_000), until: later(5_000) } });
    expect(isOfReplacedUndo({ ...KEY, at: 'soon' }, { history: known, eventId })).toBe(false);
  });
});

describe('it ends an alert that said only that the ledger cannot be read', () => {
  const open = { state: 'NOT_CONTAINED', page: 'open' } as const;
  const incident = { suspect: true as const, since: later(1_000) };
  test.each<[string, Partial<KnownHistory>, boolean]>([
    ['if this event may have paged', { mayHavePaged: true }, true],
    ['if a page is open', { lastAlert: open }, true],
    ['not if nobody was woken', {}, false],
    ['not if the page is closed', { lastAlert: { state: 'CONTAINED', page: 'closed' } }, false],
    ['if it was before the incident', { ...incident, mayHavePaged: true }, true],
    ['not if it is a part of the incident', { suspect: true, mayHavePaged: true }, false],
    ['not if the page may be of the incident', { ...incident, mayHavePaged: true, lastAlert: open }, false],
    ['not if the incident woke nobody for this event', incident, false],
  ])('%s', (_, known, expected) => {
    expect(endsLostLedger(KEY, { history: history(known) })).toBe(expected);
  });
});
