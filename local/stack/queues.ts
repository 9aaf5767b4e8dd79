import type { NamedResource } from '../template.ts';

export interface QueueMessage {
  readonly at: Date;
  /** What was sent, parsed. */
  readonly body: unknown;
  readonly attributes: Readonly<Record<string, string>>;
}

/** The stack's queues: what arrives stays, for a test to look at. */
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
    // As it would be after the wire.
    messages.push({ at: new Date(), body: JSON.parse(JSON.stringify(body)), attributes });
  }

  /** By the logical id in the template. */
  messages(logicalId: string): readonly QueueMessage[] {
    const messages = this.#messages.get(this.#arns.get(logicalId) ?? '');
    if (messages === undefined) throw new Error(`the template has no queue ${logicalId}`);
    return messages;
  }

  clear(): void {
    for (const messages of this.#messages.values()) messages.length = 0;
  }
}
