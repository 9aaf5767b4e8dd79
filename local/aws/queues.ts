import type { Elapsed } from './elapsed.ts';
import { Queue, type QueueSettings, type StoredMessage } from './queue.ts';

/** The queues of SQS, by their ARN or their name. */
export class Queues {
  readonly #elapsed: Elapsed;
  readonly #queues: Queue[] = [];

  constructor(elapsed: Elapsed) {
    this.#elapsed = elapsed;
  }

  /** Makes the queue, or gives back the one that is there. */
  create(settings: QueueSettings): Queue {
    const known = this.find(settings.arn);
    if (known !== undefined) return known;
    const redrive = (message: StoredMessage) => {
      const { deadLetterArn } = settings.redrive ?? {};
      const target = deadLetterArn === undefined ? undefined : this.find(deadLetterArn);
      if (target === undefined) throw new Error(`${settings.name} has no dead-letter queue`);
      target.take(message);
    };
    const queue = new Queue(settings, { elapsed: this.#elapsed, redrive });
    this.#queues.push(queue);
    return queue;
  }

  find(arnOrName: string): Queue | undefined {
    return this.#queues.find(({ settings: { arn, name } }) => arn === arnOrName || name === arnOrName);
  }

  clear(): void {
    for (const queue of this.#queues) queue.clear();
  }
}
