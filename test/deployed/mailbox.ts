import { setTimeout as sleep } from 'node:timers/promises';
import { DeleteMessageCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import type { Aws } from './aws.ts';
import { parseJson } from './json.ts';

/** Keeps what came, so that messages may be asked for in any order. */
export interface Mailbox<Message> {
  /** The first message that satisfies; `undefined` if none has come within the time, 0 being what is there already. */
  readonly find: (satisfies: (message: Message) => boolean, seconds: number) => Promise<Message | undefined>;
  /** All that came, once nothing more has come for so many seconds. */
  readonly all: (quietSeconds: number) => Promise<readonly Message[]>;
  /** Throws away what came so far. */
  readonly clear: () => Promise<void>;
}

/** What comes into a queue. `unwrap` takes out of a message's parsed body what its sender put in. */
export function openMailbox<Message>(
  { sqs }: Aws,
  QueueUrl: string,
  unwrap: (body: unknown) => Message,
): Mailbox<Message> {
  const received: Message[] = [];

  async function receive(WaitTimeSeconds: number): Promise<number> {
    const request = { QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds };
    const { Messages = [] } = await sqs.send(new ReceiveMessageCommand(request));
    for (const { Body, ReceiptHandle } of Messages) {
      received.push(unwrap(parseJson(Body)));
      await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
    }
    return Messages.length;
  }

  return {
    find: (satisfies, seconds) =>
      findIn(received, satisfies, { seconds, wait: () => receive(seconds > 0 ? 1 : 0) }),
    async all(quietSeconds) {
      for (let quietSince = performance.now(); performance.now() < quietSince + quietSeconds * 1000; ) {
        if ((await receive(1)) > 0) quietSince = performance.now();
      }
      return [...received];
    },
    async clear() {
      while ((await receive(0)) > 0);
      received.length = 0;
    },
  };
}

export interface Inbox<Message> extends Mailbox<Message> {
  readonly put: (message: Message) => void;
}

/** What comes into this process. */
export function createInbox<Message>(): Inbox<Message> {
  const received: Message[] = [];
  return {
    put: (message) => received.push(message),
    find: (satisfies, seconds) => findIn(received, satisfies, { seconds, wait: () => sleep(20) }),
    async all(quietSeconds) {
      for (let count = -1; count < received.length; ) {
        count = received.length;
        await sleep(quietSeconds * 1000);
      }
      return [...received];
    },
    async clear() {
      received.length = 0;
    },
  };
}

async function findIn<Message>(
  received: readonly Message[],
  satisfies: (message: Message) => boolean,
  { seconds, wait }: { readonly seconds: number; readonly wait: () => Promise<unknown> },
): Promise<Message | undefined> {
  const deadline = performance.now() + seconds * 1000;
  let found = received.find(satisfies);
  if (found !== undefined) return found;
  do {
    await wait();
    found = received.find(satisfies);
  } while (found === undefined && performance.now() < deadline);
  return found;
}
