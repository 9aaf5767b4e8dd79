import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { accessDenied, throttling } from '../../local/aws/faults.ts';
import { type Aws, startAws } from '../../local/aws.ts';
import { policyIn } from '../../src/core/response-policy.ts';
import type { SecondLook } from '../../src/core/second-look.ts';
import { recall, respond } from '../../src/respond.ts';
import { readDetection } from '../../src/sources/index.ts';
import { fixture, type Json, type JsonValue, withValue } from '../fixture.ts';
import { alertsOf, type House, openHouse, openHouseWithPager } from '../house.ts';
import { runOnLedger } from '../ledger-items.ts';
import { findingEvent, keyResource } from '../table/events.ts';
import { withoutWaiting } from '../without-waiting.ts';

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

test('an event that nobody can read is told, and has no state and no second try', async () => {
  expect(await respondTo({ source: 'custom.unknown' })).toHaveLength(0);
  expect(alertsOf(aws)).toMatchObject([{ reason: 'unreadable-event' }]);
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

test('people are told of a change that takes long while it is tried, and of its end with what was read for the alert', async () => {
  const pace = withoutWaiting(aws);
  // The first alert is due a moment after the event.
  const abortAfter = (milliseconds: number) =>
    milliseconds === 5_000 ? AbortSignal.timeout(100) : pace.clock.abortAfter(milliseconds);
  house = openHouseWithPager(aws, {}, { ...pace, clock: { ...pace.clock, abortAfter } });
  aws.faults.inject({ action: 'iam:UpdateAccessKey', fault: { kind: 'slow', milliseconds: 600 } });
  expect(await respondTo(FINDING)).toEqual(['CONTAINED']);
  const alerts = aws.published.filter(({ topicArn }) => topicArn.endsWith(':alerts'));
  const [first, last] = alerts.map(({ bodies }) => JSON.parse(bodies.sqs));
  expect(alerts).toHaveLength(2);
  expect(first).toMatchObject({ state: 'NOT_CONTAINED', reason: 'still-trying', page: true });
  expect(last).toMatchObject({ state: 'CONTAINED', key: { lastUsed: 'never' } });
});

describe('the ledger is asked before a decision', () => {
  const on = (name: string, change: Readonly<Record<string, JsonValue>> = {}) =>
    Object.entries(change).reduce((event, [path, value]) => withValue(event, path, value), fixture(name));
  const settled = findingEvent('securityhub-imported-user-key', { 'Workflow.Status': 'RESOLVED' });
  const place = { partition: 'aws', region: 'us-east-1', accountId: '111122223333' };

  async function ask(event: Json, receives: number) {
    const reading = readDetection(event);
    if (!reading.ok) throw new TypeError(reading.problem.why);
    const policy = policyIn(place, house.container.settings.policy);
    const before = aws.requests.length;
    const invocation = { receives } as never;
    const known = await recall(reading.detection, { place, policy, c: { ...house.container, invocation } });
    return { known, asked: aws.requests.slice(before).some(({ action }) => action === 'GetItem') };
  }

  test.each<[string, Json, number, boolean]>([
    ['for a new finding: no', FINDING, 0, false],
    ['for one that comes back from the queue: yes', FINDING, 1, true],
    [
      'for an update of a finding: yes',
      on('guardduty-malicious-ip-caller', { 'detail.service.count': 4 }),
      0,
      true,
    ],
    ['for a sample that comes back: no', on('guardduty-sample'), 1, false],
    ['for a finding that somebody archived, and that comes back: no', on('guardduty-archived'), 1, false],
    ['for an event from an archive, which comes back: no', on('guardduty-replayed'), 1, false],
    ['for a finding that somebody settled, and that comes back: no', settled, 1, false],
    ['for a change of the responder itself: no', on('cloudtrail-own-change'), 0, false],
    ['for a key that somebody switches on: yes', on('cloudtrail-activate-key'), 0, true],
    ['for a key that somebody switches off: yes', on('cloudtrail-deactivate-key'), 0, true],
    ['for a deny that somebody takes off: yes', on('cloudtrail-detach-deny'), 0, true],
    ['for a key that somebody makes: yes', on('cloudtrail-create-access-key-for-other'), 0, true],
  ])('%s', async (_, event, receives, isAsked) => {
    const { known, asked } = await ask(event, receives);
    expect(asked).toBe(isAsked);
    expect(Object.keys(known)).toHaveLength(isAsked ? 1 : 0);
  });

  test('and says what it knows of this very key and user', async () => {
    await house.invoke(FINDING);
    const historyOf = async (name: string) => (await ask(fixture(name), 0)).known.history;
    expect(await historyOf('cloudtrail-activate-key')).toMatchObject({ containment: FINDING['id'] });
    expect(await historyOf('cloudtrail-create-own-key')).toMatchObject({ making: { byWatched: true } });
    expect(await historyOf('cloudtrail-detach-deny')).toMatchObject({ denial: { contained: true } });
  });
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
  expect(await respondTo(withValue(FINDING, 'id', 'a-first-look'))).toEqual(['NOT_CONTAINED']);
  expect(alertsOf(aws)).toMatchObject([{ reason: 'not-read-yet' }]);
  const told = [aws.published.length, aws.events.length];
  await expect(respondTo(FINDING, 150, look)).rejects.toThrow(/must run again: not-read-yet$/);
  expect([aws.published.length, aws.events.length]).toEqual(told);
  aws.faults.clear();
  expect(await respondTo(FINDING, 150, look)).toEqual(['CONTAINED']);
  expect(alertsOf(aws).at(-1)).toMatchObject({ state: 'CONTAINED', reason: 'keys-inactive' });
});
