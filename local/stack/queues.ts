import type { NamedResource } from '../template.ts';

export interface QueueMessage {
  readonly at: Date;
  /** The parsed message. */
  readonly body: unknown;
  readonly attributes: Readonly<Record<string, string>>;
}

/** The stack's queues. Messages stay, so that a test can read them. */
export class Queues {
  readonly #messages = new Map<string, QueueMessage[]>();
  readonly #arns = new Map<string, string>();

  constructor(queues: readonly NamedResource[]) {
    for (const { logicalId, arn } of queues) {
      this.#arns.set(logicalId, arn);
      this.#messages.set(arn, []);
    }
  }

  send(arn: string, body: unknown, attributes: QueueMessage['attributes'] = {}): void {
    const messages = this.#messages.get(arn);
    if (messages === undefined) throw new Error(`the template has no queue ${arn}`);
    // A copy, as after a transport over the network.
    messages.push({ at: new Date(), body: JSON.parse(JSON.stringify(body)), attributes });
  }

  /** @param logicalId of the queue in the template. */
  messages(logicalId: string): readonly QueueMessage[] {
    const messages = this.#messages.get(this.#arns.get(logicalId) ?? '');
    if (messages === undefined) throw new Error(`the template has no queue ${logicalId}`);
    return messages;
  }

  clear(): void {
    for (const messages of this.#messages.values()) messages.length = 0;
  }
}
