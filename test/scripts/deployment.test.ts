import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { SNSClient } from '@aws-sdk/client-sns';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { changesOf, readDeployed } from '../../scripts/deployment/deployed-settings.ts';
import { warnOfSubscribers } from '../../scripts/deployment/subscribers.ts';

const TOPIC = 'arn:aws:sns:us-east-1:111122223333:prod-AlertTopic';
const OPERATIONS = 'arn:aws:sns:us-east-1:111122223333:prod-OperationsTopic';
const STACK = 'compromised-key-responder-prod';

/** What an account has: stacks with their templates and outputs, and the subscribers of a topic. */
const account = {
  templates: new Map<string, object>(),
  subscribers: [] as { arn: string; protocol: string; endpoint: string; filter?: object }[],
};

const server = createServer((request, response) => {
  let body = '';
  request.on('data', (chunk) => {
    body += chunk;
  });
  request.on('end', () => {
    const parameters = new URLSearchParams(body);
    const action = parameters.get('Action') ?? '';
    const answer = answerTo(action, parameters);
    response.writeHead(answer === undefined ? 400 : 200, { 'content-type': 'text/xml' });
    response.end(
      answer === undefined
        ? `<ErrorResponse><Error><Type>Sender</Type><Code>ValidationError</Code><Message>Stack with id ${parameters.get('StackName')} does not exist</Message></Error></ErrorResponse>`
        : `<${action}Response><${action}Result>${answer}</${action}Result></${action}Response>`,
    );
  });
});

function answerTo(action: string, parameters: URLSearchParams): string | undefined {
  if (action === 'ListSubscriptionsByTopic') {
    const members = account.subscribers.map(
      ({ arn, protocol, endpoint }) =>
        `<member><SubscriptionArn>${arn}</SubscriptionArn><Protocol>${protocol}</Protocol><Endpoint>${endpoint}</Endpoint></member>`,
    );
    return `<Subscriptions>${members.join('')}</Subscriptions>`;
  }
  if (action === 'GetSubscriptionAttributes') {
    const { filter } = account.subscribers.find(({ arn }) => arn === parameters.get('SubscriptionArn')) ?? {};
    const entry = `<entry><key>FilterPolicy</key><value>${JSON.stringify(filter)}</value></entry>`;
    return `<Attributes>${filter === undefined ? '' : entry}</Attributes>`;
  }
  const template = account.templates.get(parameters.get('StackName') ?? '');
  if (template === undefined) return undefined;
  if (action === 'GetTemplate')
    return `<TemplateBody>${JSON.stringify(template).replaceAll('<', '&lt;')}</TemplateBody>`;
  return `<Stacks><member><StackName>${STACK}</StackName><CreationTime>2026-01-01T00:00:00Z</CreationTime><StackStatus>UPDATE_COMPLETE</StackStatus><Outputs><member><OutputKey>AlertTopicArn</OutputKey><OutputValue>${TOPIC}</OutputValue></member></Outputs></member></Stacks>`;
}

let client: {
  endpoint: string;
  region: string;
  credentials: { accessKeyId: string; secretAccessKey: string };
};
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const credentials = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'secret' };
  client = { endpoint: `http://127.0.0.1:${port}`, region: 'us-east-1', credentials };
});
afterAll(() => {
  server.close();
});

test('a stack says its settings and its outputs, an older one only its outputs, and one that is not there nothing', async () => {
  const cloudFormation = new CloudFormationClient(client);
  account.templates.set(STACK, { Metadata: { Settings: { contain: 'suspected' } } });
  account.templates.set('older', { Resources: {} });
  const outputs = new Map([['AlertTopicArn', TOPIC]]);
  expect(await readDeployed(cloudFormation, STACK)).toEqual({ settings: { contain: 'suspected' }, outputs });
  expect(await readDeployed(cloudFormation, 'older')).toEqual({ settings: undefined, outputs });
  expect(await readDeployed(cloudFormation, 'none')).toBeUndefined();
});

test('a line says each setting that changes, from what to what', () => {
  const before = { contain: 'suspected', honeyKeys: 'AKIAIOSFODNN7EXAMPLE', alertEmail: '', gone: '1' };
  const after = { contain: 'observe', honeyKeys: '', alertEmail: '', reporterArns: '' };
  expect(changesOf(before, after)).toEqual([
    'contain: suspected → observe',
    'honeyKeys: AKIAIOSFODNN7EXAMPLE → empty',
    'gone: 1 → not known',
    'reporterArns: not known → empty',
  ]);
  expect(changesOf(before, before)).toEqual([]);
});

const filter = { audience: ['change'] };
const confirmed = { arn: `${TOPIC}:0a1b2c3d`, protocol: 'email', endpoint: 'security@example.com', filter };
const pending = { ...confirmed, arn: 'PendingConfirmation', endpoint: 'on-call@example.com' };
const hook = { ...pending, protocol: 'https', endpoint: 'https://alerts.example.com/0123456789abcdef' };
const heartbeats = {
  ...{ arn: `${TOPIC}:4e5f6071`, protocol: 'sqs', endpoint: 'arn:aws:sqs:us-east-1:111122223333:heartbeats' },
  filter: { audience: ['heartbeat'] },
};
const { filter: _, ...unfiltered } = confirmed;

test.each([
  [[], ['nobody gets what is published on prod-AlertTopic']],
  [[heartbeats], ['nobody gets what is published on prod-AlertTopic']],
  [[confirmed, heartbeats], []],
  [[{ ...confirmed, filter: { state: ['NOT_CONTAINED'] } }], []],
  [
    [pending],
    [
      'on-call@example.com has not confirmed its subscription to prod-AlertTopic, and gets nothing until then',
      'nobody gets what is published on prod-AlertTopic',
    ],
  ],
  [
    [confirmed, hook],
    [
      'a subscription by https has not confirmed its subscription to prod-AlertTopic, and gets nothing until then',
    ],
  ],
  [
    [unfiltered],
    [
      'security@example.com has no filter policy for prod-AlertTopic, and gets a heartbeat every five minutes: see docs/integrations.md',
    ],
  ],
])('says who of %j hears nothing, and who hears too much', async (subscribers, warnings) => {
  account.subscribers = subscribers;
  expect(await warnOfSubscribers(new SNSClient(client), TOPIC)).toEqual(warnings);
});

test('no heartbeat is published on the operations topic, so that nobody needs a filter there', async () => {
  account.subscribers = [unfiltered];
  expect(await warnOfSubscribers(new SNSClient(client), OPERATIONS)).toEqual([]);
});
