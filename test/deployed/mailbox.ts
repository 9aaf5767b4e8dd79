import { DeleteMessageCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import type { Aws } from './aws.ts';
import { parseJson } from './json.ts';

/** Keeps what came into a queue, so that messages may be asked for in any order. */
export interface Mailbox {
  /** The first message that satisfies; `undefined` if none has come within the time. */
  readonly find: (satisfies: (message: unknown) => boolean, seconds: number) => Promise<unknown>;
  /** Throws away what came so far. */
  readonly clear: () => Promise<void>;
}

/** `unwrap` takes out of a message's parsed body what its sender put in. */
export function openMailbox({ sqs }: Aws, QueueUrl: string, unwrap = (body: unknown) => body): Mailbox {
  const received: unknown[] = [];

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
    async find(satisfies, seconds) {
      const deadline = performance.now() + seconds * 1000;
      for (;;) {
        const found = received.find(satisfies);
        if (found !== undefined || performance.now() > deadline) return found;
        await receive(1);
      }
    },
    async clear() {
      while ((await receive(0)) > 0);
      received.length = 0;
    },
  };
}
