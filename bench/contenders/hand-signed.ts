/** What is possible at all: the same three calls on node:https, signed by hand, without the SDK. */
import { Agent, request } from 'node:https';
import { text as textOf } from 'node:stream/consumers';
import { alert, claim, credentialsOfRole, deactivation, type Finding, variable } from './setting.ts';
import { signed } from './sign.ts';

const endpoint = new URL(variable('AWS_ENDPOINT_URL'));
const region = variable('AWS_REGION');
const credentials = credentialsOfRole();
// Each service has an address of its own at AWS, and so a connection of its own.
const agents = new Map<string, Agent>();

export async function handler({ detail }: Finding): Promise<void> {
  const stolen = detail.resource.accessKeyDetails;
  await query('iam', { Action: 'UpdateAccessKey', Version: '2010-05-08', ...deactivation(stolen) });
  await json('dynamodb', 'DynamoDB_20120810.UpdateItem', claim(stolen));
  await query('sns', { Action: 'Publish', Version: '2010-03-31', ...alert(stolen) });
}

function query(service: string, params: Readonly<Record<string, string>>): Promise<void> {
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  return call(service, new URLSearchParams(params).toString(), headers);
}

function json(service: string, target: string, body: object): Promise<void> {
  const headers = { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': target };
  return call(service, JSON.stringify(body), headers);
}

async function call(service: string, body: string, own: Readonly<Record<string, string>>): Promise<void> {
  const headers = signed({ service, region, body, headers: { host: endpoint.host, ...own }, credentials });
  const agent = agents.get(service) ?? new Agent({ keepAlive: true });
  agents.set(service, agent);
  const status = await new Promise<number | undefined>((resolve, reject) => {
    request(endpoint, { method: 'POST', agent, headers }, (response) => {
      textOf(response).then(() => resolve(response.statusCode), reject);
    })
      .on('error', reject)
      .end(body);
  });
  if (status !== 200) throw new Error(`${service} answered ${status}`);
}
