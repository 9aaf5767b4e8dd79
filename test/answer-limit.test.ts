import { createServer } from 'node:net';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { trickle } from '../local/aws/faults.ts';
import { type Aws, startAws } from '../local/aws.ts';
import { listen } from '../local/listen.ts';
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
