import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  accessDenied,
  connectionReset,
  type Fault,
  hang,
  serviceFailure,
  throttling,
  unavailablePage,
} from '../../local/aws/faults.ts';
import { type Aws, startAws } from '../../local/aws.ts';
import { fixture, withValue } from '../fixture.ts';
import { alertsOf, openHouse } from '../house.ts';

const CALLS = [
  'iam:GetAccessKeyLastUsed',
  'iam:UpdateAccessKey',
  'iam:ListAccessKeys',
  'sns:Publish',
  'dynamodb:UpdateItem',
  'events:PutEvents',
];
const FAULTS: Readonly<Record<string, Fault>> = {
  'access denied': accessDenied,
  throttling,
  'service failure': serviceFailure,
  'an HTML page': unavailablePage,
  reset: connectionReset,
  hang,
  'took effect, then failed': { kind: 'after-effect', answer: serviceFailure },
  'took effect, then reset': { kind: 'after-effect', answer: connectionReset },
};

interface Result {
  readonly thrown: boolean;
  /** The retry queue brings it back. */
  readonly comesBack: boolean;
  readonly status: string | undefined;
  readonly alerts: readonly { readonly state: string; readonly key: { readonly statusNow: string } }[];
  readonly outcomes: number;
}

const cases = CALLS.flatMap((action) =>
  Object.keys(FAULTS).flatMap((fault) =>
    ([1, 'forever'] as const).map((times) => ({ action, fault, times })),
  ),
);
const results = new Map<string, Result>();
let aws: Aws;

// One after the other, each with a ledger that knows nothing, so that none is part of a storm of alerts.
beforeAll(async () => {
  aws = await startAws();
  for (const [index, one] of cases.entries()) {
    aws.reset();
    results.set(JSON.stringify(one), await run(one, index));
  }
}, 120_000);
afterAll(() => aws.stop());

async function run({ action, fault, times }: (typeof cases)[number], index: number): Promise<Result> {
  const number = String(index).padStart(2, '0');
  const accessKeyId = `AKIAEXAMPLEEXAMPLE${number}`;
  const userName = `user-${number}`;
  aws.identities.createAccessKey(aws.identities.createUser({ userName }), { accessKeyId });
  aws.faults.inject({
    action,
    fault: FAULTS[fault] ?? hang,
    times,
    when: (params) => JSON.stringify(params).includes(accessKeyId) || params['UserName'] === userName,
  });
  // A report names no user, so that the path has every call in it.
  const event = withValue(fixture('report'), 'detail.accessKeyId', accessKeyId);
  const thrown = await openHouse(aws)
    .invoke(event)
    .then(
      () => false,
      () => true,
    );
  return {
    thrown,
    comesBack: aws.queues.find('retries')?.messages.length === 1,
    status: aws.identities.statusOf(accessKeyId),
    alerts: alertsOf(aws).filter(({ key }) => key.id === accessKeyId),
    outcomes: aws.events.filter(({ event: put }) => JSON.stringify(put).includes(accessKeyId)).length,
  };
}

describe.each(cases)('$action: $fault, $times', (one) => {
  const result = () => results.get(JSON.stringify(one)) as Result;

  test('the key ends Inactive, or people are told that it is not', () => {
    const { status, alerts, thrown } = result();
    const told = alerts.some(({ state }) => state === 'NOT_CONTAINED');
    expect(status === 'Inactive' || told || thrown).toBe(true);
    if (status !== 'Inactive' && one.action !== 'sns:Publish') expect(told).toBe(true);
  });

  test('nothing says CONTAINED that is not', () => {
    for (const alert of result().alerts.filter(({ state }) => state === 'CONTAINED')) {
      expect([result().status, alert.key.statusNow]).toEqual(['Inactive', 'Inactive']);
    }
  });

  test('an alert is published, or the event runs again', () => {
    expect(result().alerts.length > 0 || result().thrown).toBe(true);
    // The SDK tries again by itself, but not after a refusal.
    const passes = one.times === 1 && one.fault !== 'access denied';
    if (one.action !== 'sns:Publish' || passes) expect(result().alerts.length).toBeGreaterThan(0);
  });

  test('an outcome event is put, or the event runs again', () => {
    expect(result().outcomes > 0 || result().thrown).toBe(true);
  });

  test('what lasts runs again, what passes does not', () => {
    const lasting = one.times === 'forever' && !harmless.has(`${one.action} ${one.fault}`);
    // A ledger that refuses once, before the alert, is passed over. After the alert it stores what was told.
    const denied = one.fault === 'access denied' && one.action !== 'dynamodb:UpdateItem';
    const { thrown, comesBack } = result();
    expect(thrown || comesBack).toBe(lasting || denied);
    // What IAM took, and is too busy to show, is only read again.
    if (one.action === 'iam:ListAccessKeys') expect(thrown).toBe(one.fault === 'access denied');
  });
});

/** The change takes effect whatever its answer, and the read-back says so. */
const harmless = new Set([
  'iam:UpdateAccessKey took effect, then failed',
  'iam:UpdateAccessKey took effect, then reset',
]);
