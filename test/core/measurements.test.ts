import { expect, test } from '@jest/globals';
import { credential, detectionOf, KEY, USER } from '../../scripts/coverage-tables/examples.ts';
import { type Measured, measurementsOf } from '../../src/core/measurements.ts';
import { ended, inactive, type Outcome } from '../../src/core/outcome.ts';

const ARRIVED = new Date('2026-05-04T03:12:00.000Z');
const detection = {
  ...detectionOf(credential(KEY, USER)),
  evidence: { lastSeen: '2026-05-04T03:10:00.000Z' },
};

/** A key that IAM took as Inactive so many seconds after the arrival, and what the read-back showed. */
function outcome(seconds: number, reason: 'keys-inactive' | 'not-read-yet'): Outcome {
  const at = new Date(ARRIVED.getTime() + seconds * 1000).toISOString();
  const keys = [{ accessKeyId: KEY, status: 'Inactive' }];
  const facts = { userName: 'ci-deploy', verifiedAt: at, ...(reason === 'keys-inactive' && { keys }) };
  return {
    ...ended(reason, { ...facts, keys }),
    ...(reason === 'not-read-yet' && { keys: [] }),
    decision: {
      affected: credential(KEY, USER),
      classification: { class: 'confirmed', because: 'example' },
      action: 'deactivate-access-key',
      accountId: '111122223333',
      accessKeyId: KEY,
      user: { type: 'IAMUser', userName: 'ci-deploy' },
      quarantine: false,
      reach: { stops: 'made-since' },
    },
    actions: [{ ...inactive(KEY), at, result: 'ok' }],
  };
}

function measure(one: Outcome, given: Partial<Measured> = {}) {
  const { StoppedInTime, SecondsToInactive } = measurementsOf(detection, {
    ...{ outcomes: [one], arrivedAt: ARRIVED, receives: 0, isSecondLook: false },
    ...given,
  });
  return [StoppedInTime, SecondsToInactive];
}

test.each([
  [0, 1],
  [10, 1],
  [10.001, 0],
])('a key that is Inactive %d seconds after the arrival counts %d', (seconds, counts) => {
  expect(measure(outcome(seconds, 'keys-inactive'))).toEqual([[counts], [120 + seconds]]);
});

test('what IAM does not show yet is counted by the second look, with the time of the change', () => {
  expect(measure(outcome(2, 'not-read-yet'))[0]).toEqual([]);
  expect(measure(outcome(2, 'keys-inactive'), { isSecondLook: true, receives: 1 })).toEqual([[1], []]);
});

test('an event counts when the retry queue first gives it, and not a hundred times', () => {
  expect(measure(outcome(900, 'keys-inactive'), { receives: 1 })[0]).toEqual([0]);
  expect(measure(outcome(9_000, 'keys-inactive'), { receives: 2 })[0]).toBeUndefined();
});

test('a clock that is behind makes no time negative', () => {
  const late = { ...detection, evidence: { lastSeen: '2026-05-04T03:13:00.000Z' } };
  const { SecondsToInactive } = measurementsOf(late, {
    ...{ outcomes: [outcome(0, 'keys-inactive')], arrivedAt: ARRIVED, receives: 0, isSecondLook: false },
  });
  expect(SecondsToInactive).toEqual([0]);
});

const all = (outcomes: readonly Outcome[], given: Partial<Measured> = {}) =>
  measurementsOf(detection, { outcomes, arrivedAt: ARRIVED, receives: 0, isSecondLook: false, ...given });
const contained = outcome(5, 'keys-inactive');
const failed: Outcome = { ...contained, state: 'NOT_CONTAINED', reason: 'still-active', retry: true };
const again: Outcome = { ...contained, state: 'PARTLY_CONTAINED', reason: 'stopped-again' };

test('how the responses ended is counted, and what did not happen is no value', () => {
  const { StoppedInTime: _, SecondsToInactive: __, ...counted } = all([contained, failed, contained, again]);
  expect(counted).toEqual({ Contained: [2], NotContained: [1], PartlyContained: [1], Reassertions: [1] });
  expect(all([contained]).Reassertions).toEqual([]);
});

test('a key that was to be stopped and was not is not in time, however fast IAM answered', () => {
  expect(all([failed, contained]).StoppedInTime).toEqual([0, 1]);
});

test.each<[string, Outcome, readonly number[]]>([
  [
    'a user whose keys are all to be stopped counts as a key',
    decided(contained, { action: 'deactivate-all-access-keys' }),
    [1],
  ],
  ['what nobody may stop does not count', decided(failed, { action: 'escalate' }), []],
  ['a deny that is put back is no key', decided(contained, { action: 'deny-user' }), []],
  [
    'what is only suspected is promised to nobody',
    decided(contained, { classification: { class: 'suspected', because: 'example' } }),
    [],
  ],
  ['a key that was Inactive before took no time', { ...contained, actions: [] }, []],
])('%s', (_, one, counts) => {
  expect(all([one]).StoppedInTime).toEqual(counts);
});

test('the last of several keys tells how long it took', () => {
  const at = (seconds: number) => new Date(ARRIVED.getTime() + seconds * 1000).toISOString();
  const OTHER = 'AKIAI44QH8DHBEXAMPLE';
  const actions = [
    { ...inactive(KEY), at: at(20), result: 'ok' },
    { ...inactive(OTHER), at: at(3), result: 'ok' },
  ] as const;
  for (const order of [actions, actions.toReversed()]) {
    const { StoppedInTime, SecondsToInactive } = all([
      {
        ...contained,
        actions: order,
        keys: [KEY, OTHER].map((id) => ({ accessKeyId: id, status: 'Inactive' })),
      },
    ]);
    expect([StoppedInTime, SecondsToInactive]).toEqual([[0], [140]]);
  }
});

test('an event without a time, or without a change, has no seconds', () => {
  const given = { outcomes: [contained], arrivedAt: ARRIVED, receives: 0, isSecondLook: false };
  expect(measurementsOf({ ...detection, evidence: {} }, given).SecondsToInactive).toEqual([]);
  expect(all([{ ...contained, actions: [] }]).SecondsToInactive).toEqual([]);
});

function decided(one: Outcome, change: object): Outcome {
  return { ...one, decision: { ...one.decision, ...change } as Outcome['decision'] };
}
