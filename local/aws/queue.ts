import { createHash, randomUUID } from 'node:crypto';
import type { Elapsed } from './elapsed.ts';

/** How a queue was made. */
export interface QueueSettings {
  readonly name: string;
  readonly arn: string;
  /** SQS's default is half a minute. */
  readonly visibilitySeconds?: number;
  /** A message that was received so often moves to the other queue. */
  readonly redrive?: { readonly deadLetterArn: string; readonly maxReceives: number };
}

export interface StoredMessage {
  readonly messageId: string;
  readonly body: string;
  readonly sentAt: Date;
  readonly senderId: string;
  readonly attributes: Readonly<Record<string, string>>;
  receives: number;
  firstReceivedAt: Date | undefined;
  /** In milliseconds of `Elapsed`. Until then nobody receives it. */
  visibleAt: number;
  /** Of the latest receive. Older handles still delete a message of a standard queue, but change nothing else here. */
  receiptHandle: string | undefined;
}

/** A standard queue of SQS. Its time is `Elapsed`, so that a test can skip the waits. */
export class Queue {
  readonly settings: QueueSettings;
  readonly #elapsed: Elapsed;
  readonly #redrive: (message: StoredMessage) => void;
  #messages: StoredMessage[] = [];

  constructor(
    settings: QueueSettings,
    { elapsed, redrive }: { readonly elapsed: Elapsed; readonly redrive: (message: StoredMessage) => void },
  ) {
    this.settings = settings;
    this.#elapsed = elapsed;
    this.#redrive = redrive;
  }

  /** Everything in it, visible or not. */
  get messages(): readonly StoredMessage[] {
    return this.#messages;
  }

  get visible(): readonly StoredMessage[] {
    return this.#messages.filter(({ visibleAt }) => visibleAt <= this.#elapsed.now());
  }

  send(message: {
    readonly body: string;
    readonly senderId: string;
    readonly attributes?: Readonly<Record<string, string>>;
    readonly delaySeconds?: number;
  }): StoredMessage {
    const { body, senderId, attributes = {}, delaySeconds = 0 } = message;
    const stored: StoredMessage = {
      messageId: randomUUID(),
      body,
      sentAt: new Date(),
      senderId,
      attributes,
      receives: 0,
      firstReceivedAt: undefined,
      visibleAt: this.#elapsed.now() + delaySeconds * 1000,
      receiptHandle: undefined,
    };
    this.#messages.push(stored);
    return stored;
  }

  /** Hides what it hands out. What was received often enough moves to the dead-letter queue instead. */
  receive({
    most,
    hiddenSeconds,
  }: {
    readonly most: number;
    readonly hiddenSeconds?: number;
  }): readonly StoredMessage[] {
    const { visibilitySeconds = 30, redrive } = this.settings;
    const received: StoredMessage[] = [];
    for (const message of this.visible) {
      if (received.length === most) break;
      if (redrive !== undefined && message.receives >= redrive.maxReceives) {
        this.#remove(message);
        this.#redrive(message);
        continue;
      }
      message.receives += 1;
      message.firstReceivedAt ??= new Date();
      message.visibleAt = this.#elapsed.now() + (hiddenSeconds ?? visibilitySeconds) * 1000;
      message.receiptHandle = `${message.messageId}#${message.receives}`;
      received.push(message);
    }
    return received;
  }

  /** Takes a dead letter of another queue: its id and its age stay. */
  take(message: StoredMessage): void {
    this.#messages.push({ ...message, visibleAt: this.#elapsed.now(), receiptHandle: undefined });
  }

  /** @returns whether there is such a message. */
  hide(receiptHandle: string, seconds: number): boolean {
    const message = this.#messages.find((one) => one.receiptHandle === receiptHandle);
    if (message !== undefined) message.visibleAt = this.#elapsed.now() + seconds * 1000;
    return message !== undefined;
  }

  delete(receiptHandle: string): void {
    const [messageId] = receiptHandle.split('#');
    this.#messages = this.#messages.filter((message) => message.messageId !== messageId);
  }

  clear(): void {
    this.#messages = [];
  }

  #remove(message: StoredMessage): void {
    this.#messages = this.#messages.filter((one) => one !== message);
  }
}

export function md5(text: string): string {
  return createHash('md5').update(text).digest('hex');
}
