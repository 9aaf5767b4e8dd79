import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { text } from 'node:stream/consumers';
import { parseJson, textAt } from '../json.ts';
import { createInbox, type Inbox, type Mailbox } from '../mailbox.ts';
import { type Notification, readNotification } from '../messages/notification.ts';
import type { Certificate } from './certificate.ts';

/** Servers on the loopback interface that take what SNS posts, as a pager's or a chat's would. */
export interface Receiver {
  readonly http: Address;
  /** `undefined` without a certificate. */
  readonly https: Address | undefined;
  /** What came to the path of that name, whichever server it came to. */
  readonly at: (path: Path) => Mailbox<Notification>;
  readonly close: () => Promise<void>;
}

export type Path = 'text' | 'chat' | 'page' | 'function';
type Address = (path: Path) => string;
type Inboxes = Readonly<Record<Path, Inbox<Notification>>>;

/** @param endpoint where subscriptions are confirmed; an address in a message is followed nowhere else. */
export async function startReceiver(
  endpoint: string,
  certificate: Certificate | undefined,
): Promise<Receiver> {
  const inboxes: Inboxes = {
    text: createInbox(),
    chat: createInbox(),
    page: createInbox(),
    function: createInbox(),
  };
  const plain = createServer();
  const secure = certificate && createTlsServer(read(certificate));
  const servers = [plain, ...(secure === undefined ? [] : [secure])];
  for (const server of servers) await listen(server, inboxes, endpoint);
  return {
    http: addressOf(plain, 'http'),
    https: secure && addressOf(secure, 'https'),
    at: (path) => inboxes[path],
    async close() {
      await Promise.all(servers.map(closeNow));
    },
  };
}

function read({ certificate, key }: Certificate): { readonly cert: Buffer; readonly key: Buffer } {
  return { cert: readFileSync(certificate), key: readFileSync(key) };
}

async function listen(server: Server, inboxes: Inboxes, endpoint: string): Promise<void> {
  server.on('request', (request, response) => {
    take(request, inboxes, endpoint).then(
      () => response.writeHead(200).end(),
      (error: unknown) => response.writeHead(400).end(String(error)),
    );
  });
  server.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
}

/** https://docs.aws.amazon.com/sns/latest/dg/http-notification-json.html */
async function take(request: IncomingMessage, inboxes: Inboxes, endpoint: string): Promise<void> {
  const path = request.url?.slice(1) ?? '';
  if (request.method !== 'POST' || !isPath(path)) throw new Error('nobody subscribed this');
  const body = parseJson(await text(request));
  switch (request.headers['x-amz-sns-message-type']) {
    case 'SubscriptionConfirmation':
      return confirm(textAt(body, 'SubscribeURL'), endpoint);
    case 'Notification':
      inboxes[path].put(readNotification(body));
      return;
    default:
      throw new Error('not from SNS');
  }
}

function isPath(path: string): path is Path {
  return ['text', 'chat', 'page', 'function'].includes(path);
}

/** Nobody waits for it: SNS asks for it once more where it does not happen. */
function confirm(address: string, endpoint: string): void {
  if (!address.startsWith(`${endpoint}/`)) throw new Error(`not an address of this AWS: ${address}`);
  void fetch(address, { signal: AbortSignal.timeout(5000) }).catch(() => undefined);
}

function addressOf(server: Server, scheme: string): Address {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server does not listen');
  return (path) => `${scheme}://127.0.0.1:${address.port}/${path}`;
}

async function closeNow(server: Server): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeAllConnections();
  await closed;
}
