import { once } from 'node:events';
import { createServer } from 'node:net';
import { PassThrough } from 'node:stream';
import { setTimeout } from 'node:timers/promises';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { trickle } from '../local/aws/faults.ts';
import { type Aws, startAws } from '../local/aws.ts';
import { listen } from '../local/listen.ts';
import { limitAnswers } from '../src/answer-limit.ts';
import { clientOf, socketLimits } from '../src/surroundings.ts';
import { secondsOf, shortenedTime } from './shortened-time.ts';

const ATTEMPTS = 3;
const TopicArn = 'arn:aws:sns:us-east-1:111122223333:alerts';

let aws: Aws;
beforeEach(async () => {
  aws = await startAws();
});
afterEach(() => aws.stop());

/** A client as the functions have it. @returns the name of the error, and how long it took in production. */
async function publishTo(endpoint: string) {
  const { client } = shortenedTime();
  const sns = new SNSClient({
    ...clientOf(
      { credentials: aws.operatorCredentials() },
      { log: () => {}, client: { ...client, endpoint } },
    ),
    ...{ region: aws.region, maxAttempts: ATTEMPTS },
  });
  let error = '';
  const seconds = await secondsOf(() =>
    sns.send(new PublishCommand({ TopicArn, Message: 'hello' })).catch(({ name }) => {
      error = name;
    }),
  );
  sns.destroy();
  return { error, seconds };
}

const least = (ATTEMPTS * socketLimits.requestTimeout) / 1000;

test('an answer that begins and never ends is a failure after the time of a request, and is tried again', async () => {
  aws.faults.inject({ action: 'sns:Publish', fault: trickle, times: 'forever' });
  const { error, seconds } = await publishTo(aws.endpoint);
  expect(error).toBe('TimeoutError');
  expect(aws.requests).toHaveLength(ATTEMPTS);
  expect(seconds).toBeGreaterThanOrEqual(least * 0.9);
  expect(seconds).toBeLessThan(4 * least);
});

test('an answer that ends at the second attempt is taken', async () => {
  aws.topics.add(TopicArn);
  aws.faults.inject({ action: 'sns:Publish', fault: trickle, times: 1 });
  expect(await publishTo(aws.endpoint)).toMatchObject({ error: '' });
  expect(aws.published).toHaveLength(1);
});

test('a host that accepts a connection and says nothing, not even of TLS, is a failure in the same time', async () => {
  let connections = 0;
  const server = createServer((socket) => {
    connections += 1;
    socket.on('error', () => {});
  });
  const address = await listen(server);
  const { error, seconds } = await publishTo(address.replace('http:', 'https:'));
  server.close();
  expect([error, connections]).toEqual(['TimeoutError', ATTEMPTS]);
  expect(seconds).toBeLessThan(4 * least);
});

/** What a client gets whose handler answers with this body, as soon as the head of the answer is there. */
async function answered<T>(
  body: T,
  { limit, headAfter = 0, requestTimeout }: { limit: number; headAfter?: number; requestTimeout?: number },
): Promise<T> {
  const handler = {
    async handle() {
      await setTimeout(headAfter);
      return { response: { body } };
    },
  };
  limitAnswers(limit).configure({ httpHandler: () => handler });
  const handle: (request: unknown, options?: object) => ReturnType<typeof handler.handle> = handler.handle;
  const answer = await (requestTimeout === undefined ? handle({}) : handle({}, { requestTimeout }));
  return answer.response.body;
}

/** How many milliseconds from the request until the answer is ended because it took too long. */
async function endOf(limits: Parameters<typeof answered>[1]): Promise<number> {
  const start = performance.now();
  const body = await answered(new PassThrough(), limits);
  const [error] = await once(body, 'error');
  expect(error).toMatchObject({ name: 'TimeoutError', message: 'the answer did not end in time' });
  return performance.now() - start;
}

const NEVER = 3_600_000;
const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;

test('the limit of one request goes before that of the client, and the time of the head counts', async () => {
  expect(await endOf({ limit: NEVER, requestTimeout: 100 })).toBeGreaterThanOrEqual(99);
  // If the head did not count, it would be two seconds at least.
  const whole = await endOf({ limit: 1_100, headAfter: 900 });
  expect(whole).toBeGreaterThanOrEqual(1_099);
  expect(whole).toBeLessThan(1_990);
});

test('a body that ends in time is whole, and no timer waits for it any more', async () => {
  const before = timers();
  const body = await answered(new PassThrough(), { limit: NEVER });
  await setTimeout(20);
  const closed = once(body, 'close');
  body.end('whole');
  expect(await body.toArray()).toEqual([Buffer.from('whole')]);
  await closed;
  expect(timers()).toBeLessThanOrEqual(before);
});

test.each([
  ['nothing', undefined],
  ['null', null],
  ['a text', 'text'],
  ['an object', {}],
  ['an object that ends by itself', { once: () => {} }],
  ['a stream of the web, which has other methods', Object.assign(new PassThrough(), { getReader() {} })],
])('a body that is %s has no limit', async (_, body) => {
  const before = timers();
  expect(await answered(body, { limit: NEVER })).toBe(body);
  expect(timers()).toBeLessThanOrEqual(before);
});
