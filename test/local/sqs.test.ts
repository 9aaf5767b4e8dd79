import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  ReceiveMessageCommand,
  type ReceiveMessageCommandInput,
  SendMessageCommand,
  type SendMessageCommandInput,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Aws, startAws } from '../../local/aws.ts';
import { clientConfig } from '../../local/client-config.ts';
import { pollOnce } from '../../local/lambda/poller.ts';

const ARN = 'arn:aws:sqs:us-east-1:111122223333';
const QueueUrl = 'https://sqs.us-east-1.amazonaws.com/111122223333/work';

let aws: Aws;
let sqs: SQSClient;
beforeAll(async () => {
  aws = await startAws();
  sqs = new SQSClient({
    ...clientConfig(aws, aws.operatorCredentials()),
    useQueueUrlAsEndpoint: false,
    maxAttempts: 1,
  });
  aws.queues.create({ name: 'dead', arn: `${ARN}:dead` });
  aws.queues.create({
    name: 'work',
    arn: `${ARN}:work`,
    redrive: { deadLetterArn: `${ARN}:dead`, maxReceives: 3 },
  });
});
beforeEach(() => aws.reset());
afterAll(() => aws.stop());

const send = (input: Partial<SendMessageCommandInput> = {}) =>
  sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'hello', ...input }));
const receive = async (input: Partial<ReceiveMessageCommandInput> = {}) =>
  (await sqs.send(new ReceiveMessageCommand({ QueueUrl, ...input }))).Messages ?? [];
const skip = (seconds: number) => aws.elapsed.skip(seconds * 1000);
const queue = (name: string) => {
  const found = aws.queues.find(name);
  if (found === undefined) throw new Error(`there is no queue ${name}`);
  return found;
};

describe('a message', () => {
  it('is received as it was sent, with its count, and the client checks its hash', async () => {
    await send({ MessageBody: 'grüße' });
    const [message] = await receive({ MessageSystemAttributeNames: ['All'] });
    expect(message).toMatchObject({ Body: 'grüße', Attributes: { ApproximateReceiveCount: '1' } });
  });

  it('is hidden while somebody has it, comes back after half a minute, and is gone when it is deleted', async () => {
    await send();
    await receive();
    expect(await receive()).toEqual([]);
    skip(31);
    const [again] = await receive({ MessageSystemAttributeNames: ['All'] });
    expect(again?.Attributes?.ApproximateReceiveCount).toBe('2');
    await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: again?.ReceiptHandle }));
    skip(1_000);
    expect(await receive()).toEqual([]);
  });

  it('comes only after its delay', async () => {
    await send({ DelaySeconds: 600 });
    expect(await receive()).toEqual([]);
    skip(599);
    expect(await receive()).toEqual([]);
    skip(2);
    expect(await receive()).toHaveLength(1);
  });

  it('stays hidden for as long as its reader says', async () => {
    await send();
    const [{ ReceiptHandle } = {}] = await receive();
    await sqs.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout: 500 }));
    skip(499);
    expect(await receive()).toEqual([]);
    skip(2);
    expect(await receive()).toHaveLength(1);
  });

  it('that was received often enough moves to the dead letters, with its id', async () => {
    const { MessageId } = await send();
    for (let time = 0; time < 3; time += 1) {
      expect(await receive()).toHaveLength(1);
      skip(31);
    }
    expect(await receive()).toEqual([]);
    expect(queue('work').messages).toEqual([]);
    expect(queue('dead').messages.map(({ messageId }) => messageId)).toEqual([MessageId]);
  });
});

describe('SQS refuses', () => {
  it.each([
    ['a delay of more than a quarter of an hour', { DelaySeconds: 901 }, 'InvalidParameterValue'],
    ['an empty message', { MessageBody: '' }, 'MissingParameter'],
    ['a message of more than a mebibyte', { MessageBody: 'x'.repeat(1_048_577) }, 'InvalidParameterValue'],
    ['a queue that there is not', { QueueUrl: `${QueueUrl}-not` }, 'QueueDoesNotExist'],
  ])('%s', async (_, input, name) => {
    await expect(send(input)).rejects.toMatchObject({ name });
  });

  it('a handle that it did not give', async () => {
    const change = { QueueUrl, ReceiptHandle: 'none', VisibilityTimeout: 0 };
    const call = sqs.send(new ChangeMessageVisibilityCommand(change));
    await expect(call).rejects.toMatchObject({ name: 'ReceiptHandleIsInvalid' });
  });
});

describe("Lambda's poller", () => {
  const poll = (
    payload: unknown,
    over: { batchSize?: number; functionError?: string; whole?: true } = {},
  ) => {
    const events: { Records: { body: string }[] }[] = [];
    const { batchSize = 10, functionError, whole } = over;
    const invoke = async (event: unknown) => {
      events.push(event as (typeof events)[number]);
      const answer = typeof payload === 'function' ? payload(event) : payload;
      return { functionError, payload: answer };
    };
    const done = pollOnce({ queue: queue('work'), batchSize, reportsFailures: whole !== true, invoke });
    return done.then(() => events.map(({ Records }) => Records.map(({ body }) => body)));
  };
  const left = () => queue('work').messages.map(({ body }) => body);
  beforeEach(async () => {
    for (const MessageBody of ['a', 'b', 'c']) await send({ MessageBody });
  });
  const failing =
    (bodies: readonly string[]) => (event: { Records: { messageId: string; body: string }[] }) => ({
      batchItemFailures: event.Records.filter(({ body }) => bodies.includes(body)).map(({ messageId }) => ({
        itemIdentifier: messageId,
      })),
    });

  it('hands over everything that is visible, in batches, and deletes it', async () => {
    expect(await poll({ batchItemFailures: [] }, { batchSize: 2 })).toEqual([['a', 'b'], ['c']]);
    expect(left()).toEqual([]);
  });

  it('keeps what the function reports', async () => {
    await poll(failing(['b']));
    expect(left()).toEqual(['b']);
  });

  it.each([
    ['an error', null, { functionError: 'Unhandled' }],
    ['a failure without a name', { batchItemFailures: [{ itemIdentifier: '' }] }, {}],
    ['a failure of another message', { batchItemFailures: [{ itemIdentifier: 'none' }] }, {}],
    ['a list that is none', { batchItemFailures: 'b' }, {}],
    ['a text', 'done', {}],
  ])('keeps the whole batch after %s', async (_, payload, over) => {
    await poll(payload, over);
    expect(left()).toEqual(['a', 'b', 'c']);
  });

  it.each([
    ['nothing', null],
    ['an empty object', {}],
  ])('takes %s for success', async (_, payload) => {
    await poll(payload);
    expect(left()).toEqual([]);
  });

  it('hears of no failure where the mapping does not ask', async () => {
    await poll(failing(['b']), { whole: true });
    expect(left()).toEqual([]);
  });
});
