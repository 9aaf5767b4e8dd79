import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Fault, hang, serviceFailure, throttling } from '../../local/aws/faults.ts';
import { type Aws, startAws } from '../../local/aws.ts';
import { fixture, withValue } from '../fixture.ts';
import { openHouse } from '../house.ts';

/** The timeouts, attempts and waits that are deployed, in the time that they take: other tests do not wait for them. */
const PRODUCTION = {};
const MEMBER = '444455556666';

interface Case {
  readonly action: string;
  readonly fault: Fault;
  readonly times: number | 'forever';
  /** How often the SDK asks, and how long that takes, in seconds. */
  readonly calls: number;
  readonly seconds: readonly [from: number, to: number];
}

/** `to` leaves time to machines that are busy. */
const cases: readonly Case[] = [
  { action: 'iam:UpdateAccessKey', fault: hang, times: 'forever', calls: 5, seconds: [15, 30] },
  { action: 'sts:AssumeRole', fault: hang, times: 'forever', calls: 3, seconds: [9, 20] },
  { action: 'sns:Publish', fault: hang, times: 1, calls: 2, seconds: [3, 10] },
  { action: 'dynamodb:UpdateItem', fault: hang, times: 1, calls: 2, seconds: [3, 10] },
  { action: 'events:PutEvents', fault: hang, times: 1, calls: 2, seconds: [3, 10] },
  { action: 'iam:GetLoginProfile', fault: hang, times: 'forever', calls: 1, seconds: [3, 8] },
  { action: 'iam:GetAccessKeyLastUsed', fault: hang, times: 'forever', calls: 1, seconds: [3, 8] },
  { action: 'iam:ListAccountAliases', fault: hang, times: 'forever', calls: 1, seconds: [3, 8] },
  { action: 'iam:UpdateAccessKey', fault: throttling, times: 'forever', calls: 5, seconds: [0, 18] },
  { action: 'sns:Publish', fault: serviceFailure, times: 'forever', calls: 3, seconds: [0, 5] },
];

const worlds: Aws[] = [];
let results: readonly { readonly calls: number; readonly seconds: number }[];
// Side by side, each in a world of its own: it takes as long as the longest.
beforeAll(async () => {
  results = await Promise.all(cases.map(run));
}, 60_000);
afterAll(() => Promise.all(worlds.map((aws) => aws.stop())));

async function run({ action, fault, times }: Case) {
  const aws = await startAws();
  worlds.push(aws);
  const accountId = action.startsWith('sts') ? MEMBER : aws.accountId;
  const user = aws.identities.createUser({ userName: 'ci-deploy', accountId });
  aws.identities.createAccessKey(user, { accessKeyId: 'AKIAIOSFODNN7EXAMPLE' });
  aws.faults.inject({ action, fault, times });
  const finding = withValue(fixture('guardduty-malicious-ip-caller'), 'detail.accountId', accountId);
  const house = openHouse(aws, { MEMBER_ROLE_NAME: 'responder-member' }, PRODUCTION);
  const start = performance.now();
  await Promise.allSettled([house.invoke(finding)]);
  const made = aws.requests.filter((request) => `${request.service}:${request.action}` === action);
  return { calls: made.length, seconds: (performance.now() - start) / 1000 };
}

test.each(cases.map((one, index) => ({ ...one, kind: one.fault.kind, index })))(
  '$action, $kind $times: $calls attempts, within the time that the function has',
  ({ index, calls, seconds: [from, to] }) => {
    expect(results[index]?.calls).toBe(calls);
    expect(results[index]?.seconds).toBeGreaterThanOrEqual(from);
    expect(results[index]?.seconds).toBeLessThan(to);
  },
);

test('what changed and does not show yet is read again for some seconds', async () => {
  const aws = await startAws();
  worlds.push(aws);
  const user = aws.identities.createUser({ userName: 'ci-deploy' });
  aws.identities.createAccessKey(user, { accessKeyId: 'AKIAIOSFODNN7EXAMPLE' });
  aws.lag.read = 900;
  const house = openHouse(aws, {}, PRODUCTION);
  expect(await house.invoke(fixture('guardduty-malicious-ip-caller'))).toEqual(['CONTAINED']);
  expect(aws.requests.filter(({ action }) => action === 'ListAccessKeys')).toHaveLength(2);
});
