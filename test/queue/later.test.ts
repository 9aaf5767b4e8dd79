import { createServer, type Server } from 'node:http';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { listen } from '../../local/listen.ts';
import { Later } from '../../src/queue/later.ts';

/** Lambda counts in it how often a message led to the next, and gives no seventeenth to the function. */
const TRACE = 'Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Lineage=1:a87bd80c:15';
const LAMBDA = { AWS_LAMBDA_FUNCTION_NAME: 'respond', _X_AMZN_TRACE_ID: TRACE };

/** SQS, which keeps this header with the message as `AWSTraceHeader`. */
let server: Server;
let traces: (string | undefined)[];
let config: ConstructorParameters<typeof SQSClient>[0];
const QueueUrl = 'https://sqs.us-east-1.amazonaws.com/111122223333/retries';

beforeAll(async () => {
  server = createServer((request, response) => {
    traces.push(request.headers['x-amzn-trace-id']?.toString());
    request.resume().on('end', () => response.end('{}'));
  });
  const credentials = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'example' };
  config = { endpoint: await listen(server), region: 'us-east-1', credentials, md5: false };
});
beforeEach(() => {
  traces = [];
  Object.assign(process.env, LAMBDA);
});
afterAll(() => {
  for (const name of Object.keys(LAMBDA)) delete process.env[name];
  server.close();
});

test('a task that sends itself again begins a new chain each time, or Lambda would end a storm that lasts for hours', async () => {
  const later = new Later({ queueUrl: QueueUrl, client: config ?? {} });
  await later.send({ task: 'end-storm', payload: {} }, { delaySeconds: 600 });
  expect(traces).toEqual([undefined]);
});

test('any other client of the SDK goes on with the chain', async () => {
  const client = new SQSClient({ ...config, useQueueUrlAsEndpoint: false });
  await client.send(new SendMessageCommand({ QueueUrl, MessageBody: '{}' }));
  expect(traces).toEqual([TRACE]);
});
