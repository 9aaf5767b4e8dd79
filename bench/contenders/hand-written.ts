/** What is possible at all: the same calls on node:http, signed by hand, without the SDK. */
import { Agent, request } from 'node:http';
import { text as textOf } from 'node:stream/consumers';
import { credentialsOfRole, type Finding, type Message, message, variable } from './setting.ts';
import { signed } from './sign.ts';

const endpoint = new URL(variable('AWS_ENDPOINT_URL'));
const region = variable('AWS_REGION');
const credentials = credentialsOfRole();
const agent = new Agent({ keepAlive: true });

export async function handler(event: Finding): Promise<void> {
  const { accessKeyId, userName } = event.detail.resource.accessKeyDetails;
  await iam({ Action: 'UpdateAccessKey', UserName: userName, AccessKeyId: accessKeyId, Status: 'Inactive' });
  const keys = await iam({ Action: 'ListAccessKeys', UserName: userName });
  const seen = await Promise.all([
    findAlias(),
    iam({ Action: 'GetLoginProfile', UserName: userName }),
    iam({ Action: 'GetAccessKeyLastUsed', AccessKeyId: accessKeyId }),
  ]);
  const told = message(event, { keys: keys.match(/<member>.*?<\/member>/gs), alias, seen });
  await publish(told);
  await record(told);
  await putEvent(told);
}

let alias: string | undefined;

async function findAlias(): Promise<void> {
  alias ??= await iam({ Action: 'ListAccountAliases' });
}

async function publish({ subject, text }: Message): Promise<void> {
  const input = { TopicArn: variable('ALERT_TOPIC_ARN'), Subject: subject, Message: text };
  await query('sns', { Action: 'Publish', Version: '2010-03-31', ...input });
}

async function putEvent({ text }: Message): Promise<void> {
  const entry = {
    EventBusName: variable('OUTCOME_BUS_NAME'),
    Source: 'bench',
    DetailType: 'Access Key Response Outcome',
    Detail: text,
  };
  await json('events', 'AWSEvents.PutEvents', { Entries: [entry] });
}

async function record({ accessKeyId }: Message): Promise<void> {
  await json('dynamodb', 'DynamoDB_20120810.UpdateItem', {
    TableName: variable('LEDGER_TABLE_NAME'),
    Key: { incident: { S: accessKeyId } },
    UpdateExpression: 'SET deactivatedAt = :at',
    ExpressionAttributeValues: { ':at': { S: new Date().toISOString() } },
  });
}

function iam(params: Readonly<Record<string, string>>): Promise<string> {
  return query('iam', { Version: '2010-05-08', ...params });
}

function query(service: string, params: Readonly<Record<string, string>>): Promise<string> {
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  return call(service, new URLSearchParams(params).toString(), headers);
}

function json(service: string, target: string, body: object): Promise<string> {
  return call(service, JSON.stringify(body), {
    'content-type': `application/x-amz-json-${service === 'dynamodb' ? '1.0' : '1.1'}`,
    'x-amz-target': target,
  });
}

async function call(service: string, body: string, own: Readonly<Record<string, string>>): Promise<string> {
  const headers = signed({ service, region, body, headers: { host: endpoint.host, ...own }, credentials });
  const { status, answer } = await new Promise<{ status: number | undefined; answer: string }>(
    (resolve, reject) => {
      request(endpoint, { method: 'POST', agent, headers }, (response) => {
        textOf(response).then((answer) => resolve({ status: response.statusCode, answer }), reject);
      })
        .on('error', reject)
        .end(body);
    },
  );
  if (status !== 200) throw new Error(`${service} answered ${status}`);
  return answer;
}
