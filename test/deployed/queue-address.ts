import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import { BY_TLS, connect } from './aws.ts';
import { parseJson, textAt } from './json.ts';
import { ACCOUNT_ID, rootOf } from './ministack.ts';
import { moveMessages } from './move-messages.ts';

/** An address at which SQS is reached as by TLS, and can move messages. */
export interface QueueAddress {
  readonly endpoint: string;
  /** Says where MiniStack is, once that is known. */
  readonly forwardTo: (endpoint: string) => void;
  readonly close: () => Promise<void>;
}

/**
 * MiniStack listens without TLS, and its queues refuse that, as the template says. It has no StartMessageMoveTask either. So
 * the functions and the AWS CLI reach its SQS through this, and everything else directly.
 */
export async function openQueueAddress(): Promise<QueueAddress> {
  let target: string | undefined;
  const server = createServer((incoming, outgoing) => {
    const answer = target === undefined ? Promise.reject(new Error('too early')) : pass(incoming, target);
    answer.then(
      ({ status, headers, body }) => outgoing.writeHead(status, headers).end(body),
      (error: unknown) => fail(outgoing, error),
    );
  });
  const port = await listen(server);
  return {
    endpoint: `http://127.0.0.1:${port}`,
    forwardTo(endpoint) {
      target = endpoint;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

interface Answer {
  readonly status: number;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly body: Buffer | string;
}

async function pass(incoming: IncomingMessage, target: string): Promise<Answer> {
  const body = await bodyOf(incoming);
  if (incoming.headers['x-amz-target'] !== 'AmazonSQS.StartMessageMoveTask') {
    return forward(incoming, body, target);
  }
  const arn = textAt(parseJson(body.toString()), 'SourceArn');
  const headers = { 'content-type': 'application/x-amz-json-1.0' };
  const moved = await moveMessages(connect(target, rootOf(ACCOUNT_ID)), arn);
  return { status: moved.status, headers, body: JSON.stringify(moved.answer) };
}

function forward(incoming: IncomingMessage, body: Buffer, target: string): Promise<Answer> {
  const { method, url = '/' } = incoming;
  // The host stays as the caller signed it.
  const headers = { ...incoming.headers, [BY_TLS.name]: BY_TLS.value };
  return new Promise((resolve, reject) => {
    const outgoing = request(new URL(url, target), { method, headers }, (answer) => {
      bodyOf(answer).then(
        (content) => resolve({ status: answer.statusCode ?? 502, headers: answer.headers, body: content }),
        reject,
      );
    });
    outgoing.once('error', reject).end(body);
  });
}

async function bodyOf(message: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of message) parts.push(part);
  return Buffer.concat(parts);
}

function fail(outgoing: ServerResponse, error: unknown): void {
  outgoing.writeHead(502).end(String(error));
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
