import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { accessDenied, throttling } from '../../local/aws/faults.ts';
import { type Aws, startAws } from '../../local/aws.ts';
import { HEARTBEAT_SOURCE, HEARTBEAT_TYPE } from '../../src/core/heartbeat.ts';
import { sendHeartbeat } from '../../src/send-heartbeat.ts';
import { metricsIn } from '../emf-schema.ts';
import { deadLetterGrants } from '../grants.ts';
import { openHouse } from '../house.ts';
import { withoutWaiting } from '../without-waiting.ts';

/** The clock of the embedded AWS is this machine's. */
const NOW = Date.now();

let aws: Aws;
beforeAll(async () => {
  aws = await startAws();
});
beforeEach(() => aws.reset());
afterAll(() => aws.stop());

function open(settings: Readonly<Record<string, string>> = {}, grants?: ReadonlySet<string>) {
  const lines: string[] = [];
  const { client, clock, post } = withoutWaiting(aws);
  const pace = { client, post, clock: { ...clock, now: () => new Date(NOW) } };
  const write = (line: string) => lines.push(line);
  const house = openHouse(aws, settings, { ...pace, write, ...(grants && { grants }) });
  return { ...house, metrics: () => lines.map(metricsIn).map(({ _aws, Stack, ...values }) => values) };
}

const sent = (detail: object) => ({ source: HEARTBEAT_SOURCE, 'detail-type': HEARTBEAT_TYPE, detail });
const secondsAgo = (seconds: number) => sent({ sentAt: new Date(NOW - seconds * 1000).toISOString() });

describe('a heartbeat', () => {
  test.each([0, 3.5, 240])('of %d seconds ago goes on, and its age is measured', async (seconds) => {
    const house = open();
    expect(await house.invoke(secondsAgo(seconds))).toEqual(['TEST']);
    expect(aws.published.map(({ attributes }) => attributes['audience'])).toEqual(['heartbeat']);
    expect(house.metrics()).toEqual([{ HeartbeatAge: [seconds] }]);
    expect(house.log).toEqual([{ message: 'heartbeat' }]);
  });

  test('of a clock that is ahead has no negative age', async () => {
    const house = open();
    expect(await house.invoke(secondsAgo(-1.5))).toEqual(['TEST']);
    expect(house.metrics()).toEqual([{ HeartbeatAge: [0] }]);
  });

  test.each([
    ['that waited for longer', secondsAgo(240.001)],
    ['of a time to come', secondsAgo(-240.001)],
    ['without its time', sent({})],
    ['with a text for a time', sent({ sentAt: 'now' })],
  ])('%s ends here, since it says nothing of now', async (_, event) => {
    const house = open();
    expect(await house.invoke(event)).toEqual([]);
    expect([aws.requests, aws.published, house.metrics()]).toEqual([[], [], []]);
    expect(house.log).toEqual([{ message: 'heartbeat', problems: ['it is not of now'] }]);
  });

  test('that comes from the retry queue shows nothing of the rule, however young it is', async () => {
    const house = open();
    aws.queues
      .find('retries')
      ?.send({ body: JSON.stringify(secondsAgo(1)), senderId: 'events.amazonaws.com' });
    await house.passTime(1);
    expect([aws.requests, aws.published, house.metrics()]).toEqual([[], [], []]);
    expect(house.log.at(-1)).toEqual({
      message: 'heartbeat',
      problems: ['it comes from the retry queue, and not by the rule'],
    });
  });

  test.each([
    ['suspected', 'UpdateAccessKey'],
    ['observe', 'ListAccessKeys'],
  ])('under CONTAIN=%s asks what a response would ask of IAM: %s', async (CONTAIN, call) => {
    const house = open({ CONTAIN });
    await house.invoke(secondsAgo(1));
    const asked = aws.requests.filter(({ service }) => service === 'iam');
    expect(new Set(asked.map(({ action, errorCode }) => `${action} ${errorCode}`))).toEqual(
      new Set([`${call} NoSuchEntity`]),
    );
    aws.faults.inject({ action: `iam:${call}`, fault: accessDenied, times: 'forever' });
    expect(await house.invoke(secondsAgo(1))).toEqual([]);
    expect(house.log.at(-1)).toEqual({
      ...{ message: 'heartbeat', level: 'error' },
      problems: [`iam:${call} AccessDenied`],
    });
  });

  test('goes on where IAM is busy for a moment', async () => {
    aws.faults.inject({ action: 'iam:UpdateAccessKey', fault: throttling, times: 3 });
    expect(await open().invoke(secondsAgo(1))).toEqual(['TEST']);
  });

  test('says everything that fails, and goes on only if nothing does', async () => {
    const house = open();
    for (const action of ['iam:UpdateAccessKey', 'dynamodb:UpdateItem'])
      aws.faults.inject({ action, fault: accessDenied, times: 'forever' });
    expect(await house.invoke(secondsAgo(1))).toEqual([]);
    expect([aws.published, house.metrics()]).toEqual([[], []]);
    expect(house.log).toEqual([
      {
        ...{ message: 'heartbeat', level: 'error' },
        problems: ['iam:UpdateAccessKey AccessDenied', 'the ledger: AccessDenied'],
      },
    ]);
  });

  test('that the alert topic does not take is no heartbeat', async () => {
    const house = open();
    aws.faults.inject({ action: 'sns:Publish', fault: accessDenied, times: 'forever' });
    expect(await house.invoke(secondsAgo(1))).toEqual([]);
    expect(house.metrics()).toEqual([]);
    expect(house.log).toMatchObject([{ level: 'error', problems: ['sns:Publish AccessDenied'] }]);
  });
});

describe('the sender', () => {
  const begin = () => sendHeartbeat(house.container);
  let house: ReturnType<typeof open>;
  beforeEach(() => {
    house = open({}, deadLetterGrants({}));
  });

  test('puts its time on the bus, and says nothing', async () => {
    await begin();
    expect(aws.events.map(({ event: { source, detail } }) => [source, detail])).toEqual([
      [HEARTBEAT_SOURCE, { sentAt: new Date(NOW).toISOString() }],
    ]);
    expect(house.log).toEqual([]);
  });

  test('says why none was sent, and throws nothing', async () => {
    aws.faults.inject({ action: 'events:PutEvents', fault: accessDenied, times: 'forever' });
    await begin();
    expect(house.log).toEqual([
      { level: 'error', message: 'events:PutEvents AccessDenied: no heartbeat was sent' },
    ]);
  });
});
