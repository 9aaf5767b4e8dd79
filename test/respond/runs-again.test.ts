import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { accessDenied, throttling } from '../../local/aws/faults.ts';
import { type Aws, startAws } from '../../local/aws.ts';
import type { SecondLook } from '../../src/core/second-look.ts';
import { respond } from '../../src/respond.ts';
import { fixture, type Json, withValue } from '../fixture.ts';
import { alertsOf, type House, openHouse } from '../house.ts';
import { runOnLedger } from '../ledger-items.ts';
import { keyResource } from '../table/events.ts';

const KEY = 'AKIAIOSFODNN7EXAMPLE';
const OTHER_KEY = 'AKIAI44QH8DHBEXAMPLE';
const FINDING = fixture('guardduty-malicious-ip-caller');

let aws: Aws;
let house: House;
beforeAll(async () => {
  aws = await startAws();
});
beforeEach(() => {
  aws.reset();
  for (const [userName, accessKeyId] of [
    ['ci-deploy', KEY],
    ['build', OTHER_KEY],
  ] as const) {
    aws.identities.createAccessKey(aws.identities.createUser({ userName }), { accessKeyId });
  }
  house = openHouse(aws);
});
afterAll(() => aws.stop());

const now = () => house.container.clock.now().getTime();

/** One response, which has so much time. */
function respondTo(event: Json, seconds = 150, secondLook?: SecondLook) {
  const invokedFunctionArn = 'arn:aws:lambda:us-east-1:111122223333:function:respond';
  const invocation = { invokedFunctionArn, deliveryId: 'one', receives: 0 };
  const end = now() + seconds * 1000;
  return respond(event, {
    ...house.container,
    invocation: { ...invocation, remainingMs: () => end - now(), ...(secondLook && { secondLook }) },
  });
}

test.each([
  ['a minute and a half, if the function has its whole time', 150, 90],
  ['so long that people can be told after it, if the function has less', 65, 15],
  ['no second, if the function has hardly any', 40, 0],
])('a change that IAM throttles is tried again for %s', async (_, seconds, tried) => {
  aws.faults.inject({ action: 'iam:UpdateAccessKey', fault: throttling, times: 'forever' });
  const start = now();
  await expect(respondTo(FINDING, seconds)).rejects.toThrow('deactivation-failed');
  const took = (now() - start) / 1000;
  expect(took).toBeLessThan(tried + 15);
  expect(took).toBeGreaterThan(tried * 0.7);
});

test('a response that must run again says when people are to be reminded: of several credentials the first time', async () => {
  aws.faults.inject({ action: 'iam:UpdateAccessKey', fault: accessDenied, times: 'forever' });
  const hub = fixture('securityhub-imported-user-key');
  const [finding = {}] = (hub['detail'] as unknown as { readonly findings: readonly Json[] }).findings;
  const other: Json = { ...finding, Id: 'another', Resources: [keyResource(OTHER_KEY)] };
  const remindAt = (...findings: readonly Json[]) =>
    respondTo(withValue(hub, 'detail.findings', [...findings])).then(
      () => undefined,
      (error: { readonly remindAt?: Date }) => error.remindAt,
    );
  const first = await remindAt(finding);
  expect(Math.abs((first?.getTime() ?? 0) - now() - 15 * 60_000)).toBeLessThan(5_000);
  await house.container.clock.wait(5 * 60_000);
  const both = await remindAt(other, finding);
  expect(Math.abs((both?.getTime() ?? 0) - (first?.getTime() ?? 0))).toBeLessThan(5_000);
});

test('an event that comes back from the queue does not stop again what somebody has undone meanwhile', async () => {
  await house.invoke(FINDING);
  const { commands } = JSON.parse(aws.published.at(-1)?.bodies.sqs ?? '{}') as {
    commands: readonly { readonly kind: string; readonly argv: readonly string[] }[];
  };
  for (const { kind, argv } of commands)
    if (kind === 'undo' && argv[1] === 'dynamodb') await runOnLedger(aws, argv);
  aws.identities.findAccessKey(KEY)?.key.status.write('Active');
  aws.queues.find('retries')?.send({ body: JSON.stringify(FINDING), senderId: 'test' });
  await house.passTime(0);
  expect(aws.identities.statusOf(KEY)).toBe('Active');
  expect(aws.queues.find('retries')?.messages).toEqual([]);
});

test('a second look that IAM does not answer either says nothing to anybody, and one that it answers is told', async () => {
  const since = new Date(now() - 60_000);
  const change = { userName: 'ci-deploy', accessKeyId: KEY, at: since };
  const look = { since, changed: [change], revoked: [], keysRead: false };
  aws.identities.findAccessKey(KEY)?.key.status.write('Inactive');
  aws.faults.inject({ action: 'iam:ListAccessKeys', fault: throttling, times: 'forever' });
  await expect(respondTo(FINDING, 150, look)).rejects.toThrow(/must run again: not-read-yet$/);
  expect(aws.published).toEqual([]);
  expect(aws.events).toEqual([]);
  aws.faults.clear();
  expect(await respondTo(FINDING, 150, look)).toEqual(['CONTAINED']);
  expect(alertsOf(aws)).toMatchObject([{ state: 'CONTAINED', reason: 'keys-inactive' }]);
});
