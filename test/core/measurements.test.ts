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
