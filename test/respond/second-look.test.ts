import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { findings, stolenKey } from '../../bench/findings.ts';
import { accessDenied, hang, throttling } from '../../local/aws/faults.ts';
import { type Aws, startAws } from '../../local/aws.ts';
import { metricsIn } from '../emf-schema.ts';
import { fixture, withValue } from '../fixture.ts';
import { type House, openHouseWithPager } from '../house.ts';
import { TimeByHand } from '../time-by-hand.ts';
import { withoutWaiting } from '../without-waiting.ts';

const KEY = 'AKIAIOSFODNN7EXAMPLE';
const MINUTE = 60_000;
const KEYS = 14;
const FINDING = fixture('guardduty-malicious-ip-caller');

let aws: Aws;
let time: TimeByHand;
let house: House;
let metrics: string[];
beforeAll(async () => {
  aws = await startAws();
});
beforeEach(() => {
  aws.reset();
  const user = aws.identities.createUser({ userName: 'ci-deploy' });
  aws.identities.createAccessKey(user, { accessKeyId: KEY });
  time = new TimeByHand(aws);
  metrics = [];
  const write = (line: string) => metrics.push(line);
  house = openHouseWithPager(aws, {}, { client: withoutWaiting(aws).client, clock: time.clock, write });
});
afterAll(() => aws.stop());

interface Mail {
  readonly reminder?: { readonly number: number };
  readonly state: string;
  readonly reason: string;
  readonly key: { readonly id?: string };
  readonly digest?: {
    readonly credentials: readonly { readonly accessKeyId: string; readonly state: string }[];
  };
}

const bodies = (topic: string) =>
  aws.published.filter(({ topicArn }) => topicArn.endsWith(topic)).map((message) => message.bodies);
const mails = (): readonly Mail[] => bodies(':alerts').map(({ sqs = '' }) => JSON.parse(sqs));
const pages = (): readonly string[] =>
  bodies(':pager').map(({ default: text = '' }) => JSON.parse(text).NewStateValue);
const queued = () => aws.queues.find('retries')?.messages ?? [];
const countsInTime = () => metrics.flatMap((line) => metricsIn(line)['StoppedInTime'] ?? []);
const calls = (action: string) => aws.requests.filter((request) => request.action === action);

/** IAM takes changes and shows nothing. */
function throttleReads(milliseconds: number): void {
  const until = time.passed + milliseconds;
  const when = () => time.passed < until;
  aws.faults.inject({ action: 'iam:ListAccessKeys', fault: throttling, times: 'forever', when });
}

/** Lets it pass, with all that comes back from the queue meanwhile. */
async function pass(milliseconds: number, step = MINUTE / 2): Promise<void> {
  for (let rest = milliseconds; rest > 0; rest -= step) {
    time.pass(Math.min(rest, step));
    await time.passDuring(house.passTime(0));
  }
}

const respond = (event: unknown) => time.passDuring(house.invoke(event));

describe('a change that IAM took, and did not show for two minutes', () => {
  beforeEach(() => throttleReads(2 * MINUTE));

  test('is told without a page, and closed by the second look', async () => {
    expect(await respond(FINDING)).toMatchObject({ value: ['NOT_CONTAINED'] });
    expect(mails()).toMatchObject([{ state: 'NOT_CONTAINED', reason: 'not-read-yet' }]);
    expect(queued()).toHaveLength(1);
    await pass(10 * MINUTE);
    expect(mails().map(({ reason }) => reason)).toEqual(['not-read-yet', 'keys-inactive']);
    expect(pages()).toEqual(['OK']);
    expect(queued()).toEqual([]);
    expect(calls('UpdateAccessKey')).toHaveLength(1);
    // The change is the first response's, and can be taken back.
    const mail = bodies(':alerts').at(-1)?.['email'];
    expect(mail).toMatch(/iam:UpdateAccessKey AKIAIOSFODNN7EXAMPLE Inactive: ok/);
    expect(mail).toMatch(/^UNDO, .*\n .*--status='Active'/m);
  });

  test('is counted when it is seen, once, with the time of the change', async () => {
    throttleReads(5 * MINUTE);
    // So that the answer of IAM is within seconds of the arrival.
    await respond(withValue(FINDING, 'time', time.clock.now().toISOString()));
    expect(countsInTime()).toEqual([]);
    await pass(15 * MINUTE);
    expect(mails().at(-1)?.state).toBe('CONTAINED');
    expect(countsInTime()).toEqual([1]);
  });

  test('of many keys at once is no storm of pages and no storm of mails', async () => {
    const keys = Array.from({ length: KEYS }, (_, index) => stolenKey(index + 1));
    for (const { userName, accessKeyId } of keys)
      aws.identities.createAccessKey(aws.identities.createUser({ userName }), { accessKeyId });
    await time.passDuring(Promise.all(findings(1, KEYS).map((event) => house.invoke(event))));
    await pass(30 * MINUTE);
    expect(pages()).not.toContain('ALARM');
    // Five by themselves, and digests.
    expect(mails().length).toBeLessThan(12);
    const last = new Map(
      mails().flatMap(({ state, key, digest }): (readonly [string | undefined, string])[] =>
        digest === undefined
          ? [[key.id, state]]
          : digest.credentials.map((one) => [one.accessKeyId, one.state]),
      ),
    );
    for (const { accessKeyId } of keys) expect(last.get(accessKeyId)).toBe('CONTAINED');
    expect(queued()).toEqual([]);
    expect(aws.queues.find('dead-letters')?.messages).toEqual([]);
  }, 60_000);

  test('is made again if the key is Active by then', async () => {
    await respond(FINDING);
    aws.identities.findAccessKey(KEY)?.key.status.write('Active');
    await pass(10 * MINUTE);
    expect(aws.identities.statusOf(KEY)).toBe('Inactive');
    expect(mails().at(-1)).toMatchObject({ state: 'CONTAINED' });
  });

  test('is told as failed, with a page, if the key is Active by then and stays so', async () => {
    await respond(FINDING);
    aws.identities.findAccessKey(KEY)?.key.status.write('Active');
    aws.faults.inject({ action: 'iam:UpdateAccessKey', fault: accessDenied, times: 'forever' });
    await pass(10 * MINUTE);
    expect(mails().map(({ reason }) => reason)).toEqual(['not-read-yet', 'deactivation-failed']);
    expect(pages()).toEqual(['ALARM']);
    expect(queued()).toHaveLength(1);
  });

  test('of a user whose every key is stopped is closed in the same way', async () => {
    const path = 'detail.resource.accessKeyDetails.principalId';
    const { userId } = aws.identities.findUser(aws.accountId, 'ci-deploy') ?? {};
    const session = withValue(fixture('guardduty-user-session'), path, userId);
    aws.faults.clear();
    // The list without which no key is known is answered, and the one after the change is not.
    const when = () => calls('UpdateAccessKey').length > 0 && time.passed < 2 * MINUTE;
    aws.faults.inject({ action: 'iam:ListAccessKeys', fault: throttling, times: 'forever', when });
    expect(await respond(session)).toMatchObject({ value: ['NOT_CONTAINED'] });
    await pass(10 * MINUTE);
    expect(mails().map(({ state }) => state)).toEqual(['NOT_CONTAINED', 'PARTLY_CONTAINED']);
    expect(calls('UpdateAccessKey')).toHaveLength(1);
  });

  test('keeps nothing secret in the queue', async () => {
    const report = withValue(fixture('report'), 'detail.reason', 'password=correct-horse-battery');
    await respond(report);
    expect(queued()).toHaveLength(1);
    expect(JSON.stringify(queued())).not.toContain('correct-horse');
    await pass(10 * MINUTE);
    expect(mails().at(-1)).toMatchObject({ state: 'CONTAINED' });
  });

  test('runs again at once if the queue does not take the second look', async () => {
    aws.faults.inject({ action: 'sqs:SendMessage', fault: accessDenied, times: 'forever' });
    expect(await respond(FINDING)).toMatchObject({ status: 'rejected' });
    expect(mails()).toHaveLength(1);
  });
});

describe('a key that reads Inactive, of a user whose other credentials IAM is too busy to show', () => {
  const throttleOthers = (milliseconds: number) => {
    const when = () => time.passed < milliseconds;
    for (const action of ['iam:ListSSHPublicKeys', 'iam:GetLoginProfile'])
      aws.faults.inject({ action, fault: throttling, times: 'forever', when });
  };
  const reasons = () => mails().map(({ reason }) => reason);

  test('is told, and told once more when they are read, within the hour', async () => {
    throttleOthers(40 * MINUTE);
    expect(await respond(FINDING)).toMatchObject({ value: ['PARTLY_CONTAINED'] });
    await pass(35 * MINUTE, 4 * MINUTE);
    expect(reasons()).toEqual(['credentials-not-read']);
    await pass(24 * MINUTE, 4 * MINUTE);
    expect(reasons()).toEqual(['credentials-not-read', 'keys-inactive']);
    expect(queued()).toEqual([]);
    expect(calls('UpdateAccessKey')).toHaveLength(1);
  }, 60_000);

  test('is told as UNKNOWN for good after the hour', async () => {
    throttleOthers(1_000 * MINUTE);
    await respond(FINDING);
    await pass(80 * MINUTE, 4 * MINUTE);
    expect(reasons()).toEqual(['credentials-not-read', 'credentials-unreadable']);
    expect(pages()).not.toContain('ALARM');
    expect(queued()).toEqual([]);
  }, 60_000);

  test('is not told as NOT CONTAINED because IAM does not show the key once more', async () => {
    throttleOthers(MINUTE);
    await respond(FINDING);
    throttleReads(25 * MINUTE);
    await pass(16 * MINUTE, 2 * MINUTE);
    expect(reasons()).toEqual(['credentials-not-read']);
    await pass(20 * MINUTE, 4 * MINUTE);
    expect(reasons()).toEqual(['credentials-not-read', 'keys-inactive']);
    expect(pages()).not.toContain('ALARM');
  }, 60_000);
});

test('a key that IAM does not show for a quarter of an hour wakes somebody, once', async () => {
  throttleReads(60 * MINUTE);
  await respond(FINDING);
  await pass(13 * MINUTE);
  expect(pages()).toEqual([]);
  await pass(27 * MINUTE);
  const told = mails().map(({ reason, reminder }) => `${reason} ${reminder?.number ?? 'new'}`);
  expect(told).toEqual(['not-read-yet new', 'not-verified new', 'not-verified 1']);
  expect(pages()).toEqual(['ALARM', 'ALARM']);
  await pass(60 * MINUTE);
  expect(mails().at(-1)).toMatchObject({ state: 'CONTAINED' });
  expect(pages()).toEqual(['ALARM', 'ALARM', 'OK']);
  expect(queued()).toEqual([]);
}, 60_000);

test('an IAM that refuses to show the key wakes somebody at once: a role lacks a permission', async () => {
  aws.faults.inject({ action: 'iam:UpdateAccessKey', fault: throttling });
  aws.faults.inject({ action: 'iam:ListAccessKeys', fault: accessDenied, times: 'forever' });
  expect(await respond(FINDING)).toMatchObject({ status: 'rejected' });
  expect(mails()).toMatchObject([{ reason: 'not-verified' }]);
  expect(pages()).toEqual(['ALARM']);
});

test('people who were woken by a try that goes on hear of it again when it is over', async () => {
  aws.faults.inject({
    ...{ action: 'iam:UpdateAccessKey', fault: throttling, times: 'forever' },
    when: () => time.passed < 20_000,
  });
  throttleReads(2 * MINUTE);
  await respond(FINDING);
  await pass(10 * MINUTE);
  expect(mails().map(({ reason }) => reason)).toEqual(['still-trying', 'keys-inactive']);
  expect(pages()).toEqual(['ALARM', 'OK']);
});

test('somebody who switches a key on again is told of at once, however busy IAM is', async () => {
  await respond(FINDING);
  aws.identities.findAccessKey(KEY)?.key.status.write('Active');
  aws.faults.inject({ action: 'iam:ListAccessKeys', fault: hang, times: 'forever' });
  const activation = withValue(
    fixture('cloudtrail-activate-key'),
    'detail.eventTime',
    time.clock.now().toISOString(),
  );
  expect(await respond(activation)).toMatchObject({ status: 'rejected' });
  expect(pages()).toContain('ALARM');
  expect(queued()).toEqual([]);
});
