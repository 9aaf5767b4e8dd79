import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  request,
  type Server,
} from 'node:http';
import { text } from 'node:stream/consumers';
import { NO_KEY } from '../../../scripts/live-check/throttling.ts';
import type { Stack } from '../stack.ts';
import { createGuardDuty, type GuardDuty } from './guard-duty.ts';
import { recordOf } from './records.ts';
import { type Sending, send } from './send.ts';

/**
 * An address that does for some services what AWS does after a call, and MiniStack does not: CloudTrail records it, GuardDuty finds
 * something, a metric raises an alarm, IAM throttles. MiniStack answers each call itself, but for those of GuardDuty, which it has not.
 */
export interface WhatAwsSends {
  /** For the environment of a program. */
  readonly endpoints: Readonly<Record<string, string>>;
  readonly guardDuty: GuardDuty;
  readonly close: () => Promise<void>;
}

/** A call, as its signature and its body say. */
export interface Call {
  readonly accessKeyId: string;
  readonly region: string;
  readonly service: string;
  readonly path: string;
  /** Of a service that speaks JSON. */
  readonly target: string;
  readonly body: string;
}

export interface Answer {
  readonly status: number;
  readonly headers?: IncomingHttpHeaders;
  readonly body: string;
}

export interface Means extends Sending {
  /** Where queues are reached as by TLS. */
  readonly queueEndpoint: string;
  /** As CloudWatch does when its metrics say so. */
  readonly raise: (alarm: string) => Promise<void>;
}

/** To whoever calls it as often as `throttling` does. IAM API reference, "Common errors". */
const THROTTLED: Answer = {
  status: 400,
  headers: { 'content-type': 'text/xml' },
  body: '<ErrorResponse><Error><Code>Throttling</Code><Message>Rate exceeded</Message></Error></ErrorResponse>',
};

const SERVICES = ['IAM', 'STS', 'CLOUDTRAIL', 'GUARDDUTY', 'SQS'];

export async function openWhatAwsSends(means: Means): Promise<WhatAwsSends> {
  const guardDuty = createGuardDuty((event) => send(event, means));
  const handle = async (incoming: IncomingMessage): Promise<Answer> => {
    const call = await callOf(incoming);
    if (call.service === 'guardduty') return guardDuty.answer(call);
    if (call.service === 'iam' && call.body.includes(NO_KEY)) return THROTTLED;
    const to = call.service === 'sqs' ? means.queueEndpoint : means.aws.endpoint;
    const answer = await forward(incoming, call.body, to);
    // Sent before the caller goes on, so that nobody has to wait for it.
    const record = await recordOf(call, answer, means.aws);
    if (record !== undefined) await send(record, means);
    const alarm = alarmAfter(call, answer, means.stack);
    if (alarm !== undefined) await means.raise(alarm);
    return answer;
  };
  const server = createServer((incoming, outgoing) => {
    handle(incoming).then(
      ({ status, headers, body }) => outgoing.writeHead(status, headers).end(body),
      (error: unknown) => outgoing.writeHead(502).end(String(error)),
    );
  });
  const endpoint = await listen(server);
  return {
    endpoints: Object.fromEntries(SERVICES.map((service) => [`AWS_ENDPOINT_URL_${service}`, endpoint])),
    guardDuty,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** AWS Signature Version 4: the credential of the header is the key id, the day, the Region and the service. */
async function callOf(incoming: IncomingMessage): Promise<Call> {
  const credential = /Credential=([^,]+)/.exec(incoming.headers.authorization ?? '')?.[1] ?? '';
  const [accessKeyId = '', , region = '', service = ''] = credential.split('/');
  const target = String(incoming.headers['x-amz-target'] ?? '');
  return { accessKeyId, region, service, path: incoming.url ?? '/', target, body: await text(incoming) };
}

function forward({ method, url = '/', headers }: IncomingMessage, body: string, to: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const outgoing = request(new URL(url, to), { method, headers }, (answer) => {
      const { statusCode: status = 502, headers: received } = answer;
      text(answer).then((content) => resolve({ status, headers: received, body: content }), reject);
    });
    outgoing.once('error', reject).end(body);
  });
}

/** The depth of the queue of dead letters grows: the first raises one alarm, and each later one the other. */
function alarmAfter(
  { target, body }: Call,
  { status }: Answer,
  { alarms, deadLetterQueueUrl }: Stack,
): string | undefined {
  if (target !== 'AmazonSQS.SendMessage' || status !== 200 || !body.includes(deadLetterQueueUrl)) {
    return undefined;
  }
  const { number } = JSON.parse(JSON.parse(body).MessageBody);
  return alarms.get(number === 1 ? 'DeadLetterAlarm' : 'AnotherDeadLetterAlarm');
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return `http://127.0.0.1:${address.port}`;
}
