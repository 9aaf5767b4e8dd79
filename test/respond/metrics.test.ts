import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { accessDenied } from '../../local/aws/faults.ts';
import { type Aws, startAws } from '../../local/aws.ts';
import type { Measurements } from '../../src/core/metrics.ts';
import { metricsIn } from '../emf-schema.ts';
import { fixture, type Json, withValue } from '../fixture.ts';
import { openHouse } from '../house.ts';
import { withoutWaiting } from '../without-waiting.ts';

const KEY = 'AKIAIOSFODNN7EXAMPLE';

let aws: Aws;
beforeAll(async () => {
  aws = await startAws();
});
beforeEach(() => {
  aws.reset();
  const user = aws.identities.createUser({ userName: 'ci-deploy', userId: 'AIDAIOSFODNN7EXAMPLE' });
  aws.identities.createAccessKey(user, { accessKeyId: KEY });
});
afterAll(() => aws.stop());

interface Given {
  readonly settings?: Readonly<Record<string, string>>;
  readonly write?: (line: string) => void;
  /** So many seconds later. */
  readonly after?: number;
  /** It comes back from the retry queue. */
  readonly queued?: boolean;
}

/** What CloudWatch gets of one event. */
async function measured(
  event: Json,
  { settings = {}, write, after = 0, queued = false }: Given = {},
): Promise<Measurements> {
  const lines: string[] = [];
  const { clock, ...pace } = withoutWaiting(aws);
  const now = () => new Date(clock.now().getTime() + after * 1000);
  const { invoke, passTime } = openHouse(aws, settings, {
    ...{ ...pace, clock: { ...clock, now } },
    write: write ?? ((line) => lines.push(line)),
  });
  if (queued) {
    aws.queues.find('retries')?.send({ body: JSON.stringify(event), senderId: 'test' });
    await passTime(0);
  } else await invoke(event).catch(() => undefined);
  for (const line of lines) expect(line).not.toMatch(/AKIA|AIDA|ci-deploy|111122223333/);
  const documents = lines.map(metricsIn).map(({ _aws, Stack, ...values }) => values);
  return Object.assign({}, ...documents);
}

const finding = (ago = 0) =>
  withValue(fixture('guardduty-malicious-ip-caller'), 'time', new Date(Date.now() - ago).toISOString());
const refuse = (action: string) => aws.faults.inject({ action, fault: accessDenied, times: 'forever' });

test('a confirmed key that is stopped at once is contained in time', async () => {
  const { SecondsToInactive, SecondsToAlert, ...counts } = await measured(finding());
  expect(counts).toEqual({ Contained: [1], StoppedInTime: [1] });
  const lastSeen = new Date('2026-05-04T03:09:44Z').getTime();
  for (const values of [SecondsToInactive, SecondsToAlert])
    expect(Math.abs(Number(values) - (Date.now() - lastSeen) / 1000)).toBeLessThan(60);
});

test('one whose event waited for more than ten seconds is not in time', async () => {
  expect(await measured(finding(11_000))).toMatchObject({ Contained: [1], StoppedInTime: [0] });
});

test('nor is one that IAM does not let the responder stop', async () => {
  refuse('iam:UpdateAccessKey');
  const { SecondsToInactive, ...others } = await measured(finding());
  expect(SecondsToInactive).toBeUndefined();
  expect(others).toMatchObject({ NotContained: [1], StoppedInTime: [0] });
});

test('the time of a call that CloudTrail recorded is not the arrival of its record', async () => {
  expect(await measured(fixture('cloudtrail-quarantine-by-aws'))).toMatchObject({ StoppedInTime: [1] });
});

test('but a record that waited in the retry queue came when the queue got it', async () => {
  const record = fixture('cloudtrail-quarantine-by-aws');
  expect(await measured(record, { queued: true, after: 61 })).toMatchObject({ StoppedInTime: [0] });
});

test.each([
  ['a mode in which nothing is changed', { CONTAIN: 'observe' }],
  ['an exemption', { EXEMPT_PRINCIPALS: 'ci-deploy' }],
])('%s is no failure of the responder', async (_, settings) => {
  const { NoAction, StoppedInTime } = await measured(finding(), { settings });
  expect([NoAction, StoppedInTime]).toEqual([[1], undefined]);
});

test('a sample finding is a test, and tells nothing of speed', async () => {
  expect(await measured(fixture('guardduty-sample'))).toEqual({ Test: [1] });
});

test('a key that is switched on again is a reassertion', async () => {
  await measured(finding());
  aws.identities.findAccessKey(KEY)?.key.status.write('Active');
  const measurements = await measured(fixture('cloudtrail-activate-key'));
  expect(measurements.Reassertions).toEqual([1]);
});

test('what SNS does not take is counted, and no time to an alert that nobody got', async () => {
  refuse('sns:Publish');
  const { AlertFailures, SecondsToAlert, Contained } = await measured(finding());
  expect([AlertFailures, SecondsToAlert, Contained]).toEqual([[1], undefined, [1]]);
});

test('each message that SNS does not take is counted, although the reason is the same', async () => {
  const PAGER_TOPIC_ARN = `arn:aws:sns:${aws.region}:${aws.accountId}:pager`;
  aws.topics.add(PAGER_TOPIC_ARN);
  for (const action of ['iam:UpdateAccessKey', 'sns:Publish']) refuse(action);
  // The alert that it is not contained, and its page.
  const { AlertFailures } = await measured(finding(), { settings: { PAGER_TOPIC_ARN } });
  expect(AlertFailures).toEqual([2]);
});

test('a key that is stopped in time stays so, however long its alert is tried', async () => {
  refuse('sns:Publish');
  const event = finding();
  expect((await measured(event)).StoppedInTime).toEqual([1]);
  // Lambda's second try.
  const { StoppedInTime, SecondsToInactive, Contained } = await measured(event, { after: 61 });
  expect([StoppedInTime, SecondsToInactive, Contained]).toEqual([undefined, undefined, [1]]);
});

test('an update of the finding about a key that is Inactive since stops none', async () => {
  await measured(finding());
  const update = withValue(finding(), 'id', 'another');
  const { StoppedInTime, SecondsToInactive } = await measured(update, { after: 3600 });
  expect([StoppedInTime, SecondsToInactive]).toEqual([undefined, undefined]);
});

test('a reminder is no alert of a change', async () => {
  refuse('iam:UpdateAccessKey');
  const event = finding();
  expect((await measured(event)).SecondsToAlert).toHaveLength(1);
  const { SecondsToAlert, NotContained } = await measured(event, { after: 1000 });
  expect(aws.published.at(-1)?.subject).toContain('reminder 1');
  expect([SecondsToAlert, NotContained]).toEqual([undefined, [1]]);
});

test('a log that cannot be written stops no containment', async () => {
  const write = () => {
    throw new Error('the output is closed');
  };
  await measured(finding(), { write });
  expect(aws.identities.statusOf(KEY)).toBe('Inactive');
  expect(aws.published).toHaveLength(1);
});
