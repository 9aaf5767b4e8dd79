import { expect, describe as group, test } from '@jest/globals';
import { credential, detectionOf, KEY, SWITCHED, USER } from '../../scripts/coverage-tables/examples.ts';
import { type Claim, type Claims, NO_CLAIMS } from '../../src/core/claims.ts';
import type { Detection } from '../../src/core/detection.ts';
import { describe } from '../../src/core/incident.ts';
import { type Measured, measurementsOf } from '../../src/core/measurements.ts';
import { ended, inactive, type Outcome } from '../../src/core/outcome.ts';

const PLACE = { partition: 'aws', region: 'us-east-1', accountId: '111122223333' };
const DEDUP_KEY = `akr:aws:111122223333:${KEY}`;
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

/** @param of what the event tells of. */
function all(outcomes: readonly Outcome[], given: Partial<Measured> = {}, of: Detection = detection) {
  const incident = describe(of, { outcomes, place: PLACE, sentAt: ARRIVED });
  return measurementsOf(incident, {
    ...{ claims: NO_CLAIMS, arrivedAt: ARRIVED, receives: 0, isSecondLook: false },
    ...given,
  });
}

function measure(one: Outcome, given: Partial<Measured> = {}) {
  const { StoppedInTime, SecondsToInactive } = all([one], given);
  return [StoppedInTime, SecondsToInactive];
}

/** People know it from another event, or are told of it now. */
const claimed = (claim: Claim): Claims => ({ ...NO_CLAIMS, credentials: new Map([[DEDUP_KEY, claim]]) });
const KNOWN: Claim = { page: false, reactivations: [] };
const NEWS: Claim = { ...KNOWN, audience: 'change' };

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

test('a second look is counted at its end, however often it came back, and only once', () => {
  const stillActive = {
    ...outcome(2, 'keys-inactive'),
    state: 'NOT_CONTAINED',
    reason: 'still-active',
  } as const;
  const look = (one: Outcome, claim: Claim) =>
    measure(one, { isSecondLook: true, receives: 3, claims: claimed(claim) })[0];
  expect(look(outcome(2, 'not-read-yet'), NEWS)).toEqual([]);
  expect(look(outcome(2, 'keys-inactive'), NEWS)).toEqual([1]);
  expect(look(outcome(2, 'keys-inactive'), { ...KNOWN, inDigest: true })).toEqual([1]);
  expect(look(stillActive, NEWS)).toEqual([0]);
  expect(look(stillActive, KNOWN)).toEqual([]);
  // Another event of the key has told it meanwhile, and did not count it.
  const claims = { ...claimed(KNOWN), containments: new Map([[DEDUP_KEY, 'this event']]) };
  const given = { isSecondLook: true, receives: 1, claims };
  expect(measure(outcome(2, 'keys-inactive'), given)[0]).toEqual([1]);
  expect(look(stillActive, { ...NEWS, reminder: { number: 1, since: ARRIVED } })).toEqual([]);
});

group('a key that the ledger knows as stopped', () => {
  const claims = { ...NO_CLAIMS, containments: new Map([[DEDUP_KEY, 'an earlier event']]) };

  test('is not stopped once more', () => {
    expect(measure(outcome(61, 'keys-inactive'), { claims })).toEqual([[], []]);
    expect(all([outcome(61, 'keys-inactive')], { claims }).Contained).toEqual([1]);
  });

  test('counts if it is Active now, and if somebody switched it on', () => {
    const active = {
      ...outcome(2, 'keys-inactive'),
      state: 'NOT_CONTAINED',
      reason: 'still-active',
    } as const;
    const keys = [{ accessKeyId: KEY, status: 'Active' }];
    expect(measure({ ...active, keys }, { claims })[0]).toEqual([0]);
    const by = { accountId: '111122223333', principal: USER };
    const affected = { ...SWITCHED, kind: 'reactivated-key', by } as const;
    expect(measure(decided(outcome(2, 'keys-inactive'), { affected }), { claims })).toEqual([[1], [122]]);
  });

  test('counts if another of the user is stopped with it', () => {
    const OTHER = 'AKIAI44QH8DHBEXAMPLE';
    const one = outcome(61, 'keys-inactive');
    const also = {
      ...inactive(OTHER),
      at: new Date(ARRIVED.getTime() + 3_000).toISOString(),
      result: 'ok',
    } as const;
    expect(measure({ ...one, actions: [...one.actions, also] }, { claims })[0]).toEqual([0]);
  });

  test('has the seconds of what else of its user is stopped', () => {
    const at = new Date(ARRIVED.getTime() + 70_000).toISOString();
    const changedCredential = {
      kind: 'ssh-public-key',
      id: 'APKAEXAMPLE123EXAMPLE',
      to: 'Inactive',
    } as const;
    const also = {
      call: 'iam:UpdateSSHPublicKey',
      target: 'it',
      changedCredential,
      at,
      result: 'ok',
    } as const;
    const one = outcome(61, 'keys-inactive');
    expect(measure({ ...one, actions: [...one.actions, also] }, { claims })).toEqual([[], [190]]);
  });
});

test('an event counts when the retry queue first gives it, and not a hundred times', () => {
  expect(measure(outcome(900, 'keys-inactive'), { receives: 1 })[0]).toEqual([0]);
  expect(measure(outcome(9_000, 'keys-inactive'), { receives: 2 })[0]).toEqual([]);
});

test('a clock that is behind makes no time negative', () => {
  const late = { ...detection, evidence: { lastSeen: '2026-05-04T03:13:00.000Z' } };
  const { SecondsToInactive } = all([outcome(0, 'keys-inactive')], {}, late);
  expect(SecondsToInactive).toEqual([0]);
});

const contained = outcome(5, 'keys-inactive');
const failed: Outcome = { ...contained, state: 'NOT_CONTAINED', reason: 'still-active', retry: true };
const again: Outcome = { ...contained, state: 'PARTLY_CONTAINED', reason: 'stopped-again' };

test('how the responses ended is counted, and what did not happen is no value', () => {
  const { StoppedInTime: _, SecondsToInactive: __, ...counted } = all([contained, failed, contained, again]);
  expect(counted).toEqual({ Contained: [2], NotContained: [1], PartlyContained: [1], Reassertions: [1] });
  expect(all([contained]).Reassertions).toEqual([]);
});

test('what was stopped again is counted when people are told of it, and not when only machines miss it', () => {
  expect(all([again], { claims: claimed(NEWS) }).Reassertions).toEqual([1]);
  expect(all([again], { claims: claimed(KNOWN) }).Reassertions).toEqual([]);
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
  expect(all([contained], {}, { ...detection, evidence: {} }).SecondsToInactive).toEqual([]);
  expect(all([{ ...contained, actions: [] }]).SecondsToInactive).toEqual([]);
});

function decided(one: Outcome, change: object): Outcome {
  return { ...one, decision: { ...one.decision, ...change } as Outcome['decision'] };
}
