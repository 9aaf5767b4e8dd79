import { describe, expect, test } from '@jest/globals';
import { containments } from '../../src/containment/index.ts';
import { userCredentials } from '../../src/containment/user-credentials.ts';
import type { AffectedIdentity, DetectionClass } from '../../src/core/detection.ts';
import { type Reason, reasons } from '../../src/core/reasons/index.ts';
import { readDetection } from '../../src/sources/index.ts';
import { endings } from './credentials.ts';
import type { Ending } from './ending.ts';
import { combinationsOf, keysOf } from './row.ts';
import { setUps } from './set-ups.ts';
import { columnsOf, type Setting, settings } from './settings.ts';
import { table } from './table.ts';

/**
 * Every value that src/core has for each dimension. The compiler holds these to the types, and the tests below hold the
 * table to these: a new value does not compile until it stands here, and fails until a row has it.
 */
const actions = [...keysOf(containments), 'escalate', 'none'] as const;
const classes: Readonly<Record<DetectionClass, true>> = {
  confirmed: true,
  suspected: true,
  informational: true,
  benign: true,
};
const signals: Readonly<Record<AffectedIdentity['signal'], true>> = {
  finding: true,
  'other-product': true,
  analyst: true,
  'api-call': true,
  report: true,
  'quarantine-policy': true,
  'quarantine-refused': true,
  'deny-removal': true,
  reactivation: true,
  stop: true,
  making: true,
};

/** What no event can end in, with the reason. */
const unreachable: Partial<Readonly<Record<Reason, string>>> = {
  'still-trying': 'it is no end of a try: test/respond/first-alert.test.ts',
  'not-read-yet': 'it is no end either, the queue brings it back: test/respond/second-look.test.ts',
  'revocation-not-read-yet': 'the same: test/respond/second-look-at-policies.test.ts',
  'quarantine-not-read-yet': 'the same: test/respond/second-look-at-policies.test.ts',
  'credentials-not-read': 'the queue brings it back: test/respond/user-credentials.test.ts',
  'credentials-unreadable':
    'it takes the looks of a quarter of an hour: test/respond/user-credentials.test.ts',
  'keys-keep-coming':
    'somebody makes a key between two calls, each time: test/respond/keys-that-keep-coming.test.ts',
  'too-many-suspected': 'it takes more than one event: test/respond/brake.test.ts',
  'foreign-key': 'the key is of another account than the event says: test/respond/foreign-key.test.ts',
  'active-again': 'it takes an event that comes back by the retry queue: test/respond/resolved.test.ts',
  'key-of-another': "a tag names another user's key: test/respond/key-in-tag.test.ts",
  'owner-changes': 'the user is renamed between two calls, each time: test/respond/renamed-user.test.ts',
};

const combinations = combinationsOf(table);
const ended: readonly Ending[] = [
  ...combinations.flatMap(({ outcomes }) => outcomes.map(({ ending }) => ending)),
  ...setUps.flatMap(({ ends, alsoEnds }) => [ends, ...(alsoEnds === undefined ? [] : [alsoEnds])]),
];
const events = [...combinations.map(({ row }) => row.event), ...setUps.map(({ event }) => event)];

describe('a row has', () => {
  test.each(keysOf(reasons))('the reason %s, or says why none can', (reason) => {
    const rows = ended.filter((ending) => ending.reason === reason);
    expect(rows.length > 0).toBe(unreachable[reason] === undefined);
  });

  test.each(actions)('the action %s', (action) => {
    expect(ended.some((ending) => ending.action === action)).toBe(true);
  });

  test.each(userCredentials)('a $kind that is stopped', ({ updateCall }) => {
    expect(ended.some(({ calls }) => calls.includes(updateCall))).toBe(true);
  });

  test.each(keysOf(classes))('the class %s', (wanted) => {
    const found = combinations.flatMap(({ outcomes }) => outcomes.map(({ class: itsClass }) => itsClass));
    expect(found).toContain(wanted);
  });

  test.each(keysOf(signals))('the signal %s', (signal) => {
    const found = events.some((event) => {
      const reading = readDetection(event);
      return reading.ok && reading.detection.affected.some((one) => one.signal === signal);
    });
    expect(found).toBe(true);
  });

  test.each(keysOf(endings))('the credential: %s', (credential) => {
    const named = combinations.flatMap(({ row }) => row.names);
    expect(named.some((one) => one.credential === credential)).toBe(true);
  });
});

test.each(keysOf(table))(
  'the source %s has rows for every type of principal, or says why none can occur',
  (source) => {
    for (const rows of Object.values(table[source])) {
      expect('cannot' in rows ? rows.cannot : rows.length).toBeTruthy();
    }
  },
);

test.each(keysOf(columnsOf))('the setting %s changes how some event ends', (name) => {
  for (const column of columnsOf[name]) {
    const changed = combinations
      .filter(({ setting }) => setting === column)
      .filter((one) => isOtherThanDefault(one));
    expect(changed.length).toBeGreaterThan(0);
  }
});

test('every column stands for a setting', () => {
  const columns = new Set<Setting>(['defaults', ...Object.values(columnsOf).flat()]);
  expect([...columns].toSorted()).toEqual([...keysOf(settings)].toSorted());
});

test('every reason goes with one state, the one of docs/coverage.md', () => {
  for (const { state, reason } of ended) expect([reason, state]).toEqual([reason, reasons[reason].state]);
});

function isOtherThanDefault({ row, outcomes }: (typeof combinations)[number]): boolean {
  const usual = combinations.find((one) => one.row === row && one.setting === 'defaults');
  return JSON.stringify(usual?.outcomes) !== JSON.stringify(outcomes);
}
