import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { accessDenied, hang } from '../../local/aws/faults.ts';
import { type Aws, startAws } from '../../local/aws.ts';
import { backoffSeconds, MOST_RECEIVES } from '../../src/core/backoff.ts';
import { task } from '../../src/tasks/task.ts';
import { fixture, type Json, withValue } from '../fixture.ts';
import { remainsOf, SECRET, TOKEN } from '../hostile/secrets.ts';
import { alertsOf, COLD, type House, openHouse } from '../house.ts';
import { withoutWaiting } from '../without-waiting.ts';

const KEY = 'AKIAIOSFODNN7EXAMPLE';

let aws: Aws;
let house: House;
beforeAll(async () => {
  aws = await startAws();
});
beforeEach(() => {
  aws.reset();
  aws.identities.createAccessKey(aws.identities.createUser({ userName: 'ci-deploy' }), { accessKeyId: KEY });
  house = openHouse(aws);
});
afterAll(() => aws.stop());

const queueOf = (name: string) => {
  const queue = aws.queues.find(name);
  if (queue === undefined) throw new Error(`there is no queue ${name}`);
  return queue;
};
const retries = () => queueOf('retries');
const send = (body: unknown, attributes = {}) =>
  retries().send({
    body: typeof body === 'string' ? body : JSON.stringify(body),
    senderId: 'test',
    attributes,
  });
const refuse = (times: number | 'forever' = 'forever') =>
  aws.faults.inject({ action: 'iam:UpdateAccessKey', fault: accessDenied, times });
const finding = fixture('guardduty-malicious-ip-caller');
const failureRecord = (event: unknown) => ({
  requestContext: { condition: 'RetriesExhausted' },
  requestPayload: event,
});
const states = () => alertsOf(aws).map(({ state }) => state);

describe('an event that comes back', () => {
  test.each([
    ["in Lambda's record of the failed invocation", failureRecord(finding), {}],
    ['as the dead letter of a rule', finding, { ERROR_CODE: 'NO_PERMISSIONS' }],
    ['as the responder sent it', { responder: 'event', event: finding }, {}],
  ])('%s is handled as if it had come directly, and is gone from the queue', async (_, body, attributes) => {
    send(body, attributes);
    await house.passTime(0);
    expect(aws.identities.statusOf(KEY)).toBe('Inactive');
    expect(states()).toEqual(['CONTAINED']);
    expect(aws.events.map(({ event }) => event.detail['alertId'])).toEqual([finding['id']]);
    expect(retries().messages).toEqual([]);
  });

  test('fails again, stays in the queue, and comes after a wait that grows', async () => {
    refuse();
    send(finding);
    const waits: number[] = [];
    for (const tried of [1, 2, 3, 4, 5, 6]) {
      await house.passTime(0);
      const [message] = retries().messages;
      expect(message?.receives).toBe(tried);
      waits.push(Math.round(((message?.visibleAt ?? 0) - aws.elapsed.now()) / 10_000) * 10);
      aws.elapsed.skip((waits.at(-1) ?? 0) * 1000);
    }
    expect(waits).toEqual([60, 120, 240, 480, 900, 900]);
  });

  test('does not come before its time', async () => {
    refuse(COLD);
    send(finding);
    await house.passTime(0);
    await house.passTime(50);
    expect(aws.identities.statusOf(KEY)).toBe('Active');
    await house.passTime(11);
    expect(aws.identities.statusOf(KEY)).toBe('Inactive');
    expect(states()).toEqual(['NOT_CONTAINED', 'CONTAINED']);
  });

  test('waits for the time of the queue where SQS does not let its wait be set', async () => {
    refuse(COLD);
    aws.faults.inject({ action: 'sqs:ChangeMessageVisibility', fault: accessDenied, times: 'forever' });
    send(finding);
    await house.passTime(0);
    await house.passTime(800);
    expect(aws.identities.statusOf(KEY)).toBe('Active');
    await house.passTime(101);
    expect(aws.identities.statusOf(KEY)).toBe('Inactive');
  });

  test('that fails stops no other', async () => {
    const other = 'AKIAI44QH8DHBEXAMPLE';
    aws.identities.createAccessKey(aws.identities.createUser({ userName: 'other' }), { accessKeyId: other });
    const details = 'detail.resource.accessKeyDetails';
    const second = withValue(
      withValue(finding, `${details}.accessKeyId`, other),
      `${details}.userName`,
      'other',
    );
    aws.faults.inject({
      action: 'iam:UpdateAccessKey',
      fault: accessDenied,
      times: 'forever',
      when: ({ AccessKeyId }) => AccessKeyId === KEY,
    });
    send(finding);
    send(second);
    await house.passTime(0);
    expect([aws.identities.statusOf(KEY), aws.identities.statusOf(other)]).toEqual(['Active', 'Inactive']);
    expect(retries().messages.map(({ body }) => JSON.parse(body).id)).toEqual([finding['id']]);
  });

  test(`that fails ${MOST_RECEIVES} times within 29 hours becomes a dead letter, with all that it held`, async () => {
    aws.faults.inject({ action: 'iam:*', fault: accessDenied, times: 'forever' });
    const { messageId } = send(finding);
    let seconds = 0;
    for (let tried = 1; retries().messages.length > 0; tried += 1) {
      await house.passTime(backoffSeconds(tried - 1));
      if (retries().messages.length > 0) seconds += tried === 1 ? 0 : backoffSeconds(tried - 1);
    }
    expect(seconds / 3600).toBeGreaterThanOrEqual(24);
    expect(queueOf('dead-letters').messages).toMatchObject([{ messageId, body: JSON.stringify(finding) }]);
  }, 60_000);
});

describe('a batch of messages', () => {
  const OTHER = 'AKIAI44QH8DHBEXAMPLE';
  const details = 'detail.resource.accessKeyDetails';
  const about = (id: string, accessKeyId: string, userName: string) =>
    withValue(
      withValue(withValue(finding, 'id', id), `${details}.accessKeyId`, accessKeyId),
      `${details}.userName`,
      userName,
    );
  const record = (messageId: string, body: unknown, attributes = {}) => ({
    messageId,
    receiptHandle: `handle of ${messageId}`,
    body: typeof body === 'string' ? body : JSON.stringify(body),
    attributes,
    messageAttributes: {},
    eventSource: 'aws:sqs',
  });
  beforeEach(() => {
    const user = aws.identities.createUser({ userName: 'other' });
    aws.identities.createAccessKey(user, { accessKeyId: OTHER });
    aws.faults.inject({
      action: 'iam:UpdateAccessKey',
      fault: accessDenied,
      times: 'forever',
      when: ({ AccessKeyId }) => AccessKeyId === KEY,
    });
  });

  test('names to Lambda what failed, by the id of its message, and nothing else', async () => {
    const Records = [record('one', about('a', KEY, 'ci-deploy')), record('two', about('b', OTHER, 'other'))];
    expect(await house.receive({ Records })).toEqual({ batchItemFailures: [{ itemIdentifier: 'one' }] });
    expect(await house.receive({ Records: Records.slice(1) })).toEqual({ batchItemFailures: [] });
  });

  test.each([
    ['without a count', {}, 60],
    ['with a count that is no number', { ApproximateReceiveCount: 'many' }, 60],
    ['that was received for the third time', { ApproximateReceiveCount: '3' }, 240],
  ])('one %s is hidden for as long as its number of tries says', async (_, attributes, seconds) => {
    const { receiptHandle } = await received();
    const one = { ...record('one', about('a', KEY, 'ci-deploy'), attributes), receiptHandle };
    await house.receive({ Records: [one] });
    const [asked] = aws.requests.filter(({ action }) => action === 'ChangeMessageVisibility');
    expect(asked?.params).toMatchObject({ ReceiptHandle: receiptHandle, VisibilityTimeout: seconds });
  });

  async function received() {
    send('hello');
    const [message] = retries().receive({ most: 1 });
    if (message?.receiptHandle === undefined) throw new Error('nothing was received');
    return { receiptHandle: message.receiptHandle };
  }

  test('what the responder sent itself stays as it is: no second message is made of it', async () => {
    send({ responder: 'event', event: about('a', KEY, 'ci-deploy') });
    const [{ messageId } = { messageId: '' }] = retries().messages;
    await house.passTime(0);
    expect(retries().messages.map((message) => message.messageId)).toEqual([messageId]);
    expect(aws.requests.filter(({ action }) => action === 'SendMessage')).toEqual([]);
  });
});

describe('what cannot be read', () => {
  test.each([
    ['no JSON', 'hello'],
    ['another object', '{"hello":"world"}'],
    ['an unknown task', '{"responder":"task","task":"nobody-knows"}'],
    ['an event that no source reads', { ...finding, source: 'custom.unknown' }],
  ])('%s: people are told once, and it is not tried again', async (_, body) => {
    send(body);
    await house.passTime(0);
    await house.passTime(100_000);
    expect(alertsOf(aws)).toMatchObject([{ state: 'NOT_CONTAINED', reason: 'unreadable-event' }]);
    expect(retries().messages).toEqual([]);
  });

  test('is tried again while nobody can be told', async () => {
    aws.faults.inject({ action: 'sns:Publish', fault: accessDenied, times: 1 });
    send('hello');
    await house.passTime(0);
    expect(retries().messages).toHaveLength(1);
    await house.passTime(60);
    expect(alertsOf(aws)).toHaveLength(1);
    expect(retries().messages).toEqual([]);
  });

  test('has its text in the log, without its secrets, and in no alert', async () => {
    send(`token=${TOKEN} and somebody`);
    await house.passTime(0);
    expect(JSON.stringify(house.log)).toContain('and somebody');
    expect(remainsOf(TOKEN, JSON.stringify([house.log, aws.published]))).toEqual([]);
    expect(JSON.stringify(aws.published)).not.toContain('and somebody');
  });
});

describe('an event that holds a secret', () => {
  const withToken: Json = withValue(
    withValue(fixture('cloudtrail-stop-logging-by-key'), 'detail.responseElements', {
      credentials: { accessKeyId: 'ASIAIOSFODNN7EXAMPLE', sessionToken: TOKEN, secretAccessKey: SECRET },
    }),
    'detail.requestParameters.note',
    `found ${SECRET}`,
  );
  const bodies = () => JSON.stringify([...retries().messages, ...queueOf('dead-letters').messages]);

  test('and is unfinished goes to the queue without it, and Lambda is told of no failure', async () => {
    refuse(COLD);
    expect(await house.invoke(withToken)).toEqual([]);
    expect(states()).toEqual(['NOT_CONTAINED']);
    expect(retries().messages).toHaveLength(1);
    expect([...remainsOf(TOKEN, bodies()), ...remainsOf(SECRET, bodies())]).toEqual([]);
    expect(retries().visible).toEqual([]);
    await house.passTime(60);
    expect(aws.identities.statusOf(KEY)).toBe('Inactive');
    expect(states()).toEqual(['NOT_CONTAINED', 'CONTAINED']);
    expect(retries().messages).toEqual([]);
  });

  test('is thrown only where the queue does not take it', async () => {
    refuse();
    aws.faults.inject({ action: 'sqs:SendMessage', fault: accessDenied, times: 'forever' });
    await expect(house.invoke(withToken)).rejects.toThrow('deactivation-failed');
    expect(house.log).toContainEqual({ level: 'error', message: 'sqs:SendMessage AccessDenied' });
  });

  test('and came into the queue with it, because a rule or a killed function put it there, is replaced when it fails', async () => {
    refuse();
    send(failureRecord(withToken));
    await house.passTime(0);
    expect(retries().messages).toHaveLength(1);
    expect([...remainsOf(TOKEN, bodies()), ...remainsOf(SECRET, bodies())]).toEqual([]);
    await house.passTime(60);
    await house.passTime(120);
    expect(retries().messages.map(({ receives }) => receives)).toEqual([2]);
  });

  test('keeps the plain way without one', async () => {
    refuse();
    await expect(house.invoke(finding)).rejects.toThrow('deactivation-failed');
    expect(retries().messages).toEqual([]);
  });

  test('is sent again, whatever the error was', async () => {
    aws.faults.inject({ action: 'sns:Publish', fault: hang, times: 'forever' });
    expect(await house.invoke(withToken)).toEqual([]);
    expect(remainsOf(TOKEN, bodies())).toEqual([]);
    expect(retries().messages).toHaveLength(1);
  });
});

describe('a task', () => {
  const done: { payload: number; receives: number; deliveryId: string }[] = [];
  let fails = false;
  const count = task<number>({
    name: 'count',
    parse: (payload) => (typeof payload === 'number' ? payload : undefined),
    run: async (payload, { invocation: { receives, deliveryId } }) => {
      if (fails) throw new TypeError('as asked');
      done.push({ payload, receives, deliveryId });
    },
  });
  beforeEach(() => {
    done.length = 0;
    fails = false;
    house = openHouse(aws, {}, { ...withoutWaiting(aws), tasks: [count] });
  });
  const later = (payload: unknown, delaySeconds: number) =>
    house.container.later.get().then((it) => it.send({ task: 'count', payload }, { delaySeconds }));

  test('is done after its delay, once, by the message that brought it', async () => {
    await later(7, 600);
    const [message] = retries().messages;
    await house.passTime(590);
    expect(done).toEqual([]);
    await house.passTime(11);
    await house.passTime(10_000);
    expect(done).toEqual([{ payload: 7, receives: 1, deliveryId: message?.messageId }]);
  });

  test('of any delay is sent on until then, since SQS delays for a quarter of an hour', async () => {
    await later(7, 3_600);
    for (let quarter = 1; quarter < 4; quarter += 1) await house.passTime(900);
    expect(done).toEqual([]);
    await house.passTime(900);
    expect(done).toHaveLength(1);
    expect(retries().messages).toEqual([]);
  });

  test('that fails is tried again', async () => {
    fails = true;
    await later(7, 0);
    await house.passTime(0);
    fails = false;
    await house.passTime(60);
    expect(done).toHaveLength(1);
  });

  test('is found by its name among others', async () => {
    const other = task<number>({
      name: 'other',
      parse: () => 1,
      run: async () => {
        throw new TypeError('nobody asked for it');
      },
    });
    house = openHouse(aws, {}, { ...withoutWaiting(aws), tasks: [other, count] });
    await later(7, 0);
    await house.passTime(0);
    expect(done).toMatchObject([{ payload: 7 }]);
    expect(retries().messages).toEqual([]);
  });

  test('whose payload is not its own is told to people', async () => {
    await later('seven', 0);
    await house.passTime(0);
    expect(done).toEqual([]);
    expect(alertsOf(aws)).toMatchObject([{ reason: 'unreadable-event' }]);
  });
});

test('an event that comes directly is no redelivery, and has the id of its request', async () => {
  const invocations: object[] = [];
  const { createHandler } = await import('../../src/create-handler.ts');
  const handler = createHandler(
    async (_event, { invocation }) => {
      invocations.push(invocation);
    },
    { log: () => {} },
  );
  const invokedFunctionArn = 'arn:aws:lambda:us-east-1:111122223333:function:respond';
  await handler({}, { invokedFunctionArn, awsRequestId: '7f6e5d4c-0000-4000-8000-000000000001' } as never);
  expect(invocations).toMatchObject([
    {
      invokedFunctionArn,
      deliveryId: '7f6e5d4c-0000-4000-8000-000000000001',
      receives: 0,
    },
  ]);
});

describe('the log says', () => {
  const idOf = () => retries().messages[0]?.messageId;

  test('which message failed, why, and how often it came', async () => {
    refuse();
    send(failureRecord(finding));
    const messageId = idOf();
    await house.passTime(0);
    await house.passTime(60);
    const failed = { level: 'error', message: expect.stringContaining('deactivation-failed'), messageId };
    expect(house.log).toContainEqual({ ...failed, receives: 1 });
    expect(house.log).toContainEqual({ ...failed, receives: 2 });
  });

  test('why an event comes back', async () => {
    send(finding, { ERROR_CODE: 'NO_PERMISSIONS' });
    await house.passTime(0);
    expect(house.log).toContainEqual({
      message: 'comes back',
      cause: expect.stringContaining('NO_PERMISSIONS'),
    });
    const before = house.log.length;
    send({ responder: 'event', event: withValue(finding, 'id', 'second') });
    await house.passTime(0);
    expect(JSON.stringify(house.log.slice(before))).not.toContain('comes back');
  });

  test('that SQS did not take the wait, and nothing of it where SQS did', async () => {
    refuse();
    send(failureRecord(finding));
    await house.passTime(0);
    const refused = { level: 'error', message: 'sqs:ChangeMessageVisibility AccessDenied' };
    expect(house.log).not.toContainEqual(refused);
    expect(JSON.stringify(house.log)).not.toContain('ChangeMessageVisibility');
    aws.faults.inject({ action: 'sqs:ChangeMessageVisibility', fault: accessDenied, times: 'forever' });
    await house.passTime(60);
    expect(house.log).toContainEqual(refused);
  });

  test('what nobody could read, and that people could not be told of it', async () => {
    aws.faults.inject({ action: 'sns:Publish', fault: accessDenied, times: 'forever' });
    send('hello');
    const messageId = idOf();
    await house.passTime(0);
    expect(house.log).toContainEqual({
      level: 'error',
      message: expect.any(String),
      messageId,
      body: 'hello',
    });
    const untold = 'UntoldError: people could not be told of a message: sns:Publish AccessDenied';
    expect(house.log).toContainEqual({ level: 'error', message: untold, messageId, receives: 1 });
  });

  test('which task is none of this version', async () => {
    send({ responder: 'task', task: 'of-tomorrow', payload: 1, remainingSeconds: 0 });
    await house.passTime(0);
    const why = 'a task in the retry queue is not one of this version, or its payload cannot be read';
    expect(house.log).toContainEqual(expect.objectContaining({ level: 'error', message: why }));
  });
});
