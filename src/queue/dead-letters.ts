import {
  ChangeMessageVisibilityCommand,
  type Message,
  ReceiveMessageCommand,
  SQSClient,
  type SQSClientConfig,
} from '@aws-sdk/client-sqs';
import type { Clock } from '../core/clock.ts';
import type { Permission } from '../core/permission.ts';
import { sqsLimits } from './later.ts';
import { DEAD_LETTER_ATTRIBUTES, type QueueMessage } from './message.ts';

/** It reads and never deletes: the messages stay for a person, who sends them back or lets them expire. */
export const deadLetterPermissions: readonly Permission[] = [
  {
    sid: 'DeadLetters',
    actions: ['sqs:ReceiveMessage', 'sqs:ChangeMessageVisibility'],
    resource: { 'Fn::GetAtt': ['DeadLetterQueue', 'Arn'] },
  },
];

/** SQS API reference, ReceiveMessage: MaxNumberOfMessages. */
const AT_ONCE = 10;

/** Longer than a reading lasts, so that no message is read twice in it, and short for the person who looks. */
const HIDDEN_SECONDS = 60;
const READING_MILLISECONDS = 30_000;

/** The queue of what was tried for more than a day, or could never be delivered. */
export class DeadLetters {
  readonly #queueUrl: string;
  readonly #client: SQSClient;
  readonly #clock: Clock;

  constructor({
    queueUrl,
    client,
    clock,
  }: {
    readonly queueUrl: string;
    readonly client: SQSClientConfig;
    readonly clock: Clock;
  }) {
    this.#queueUrl = queueUrl;
    this.#client = new SQSClient({ ...sqsLimits, ...client });
    this.#clock = clock;
  }

  /** Every message, or as many as half a minute allows. They stay hidden until they are released. Rejects with AWS's error. */
  async read(): Promise<readonly QueueMessage[]> {
    const until = this.#clock.now().getTime() + READING_MILLISECONDS;
    const read = new Map<string, QueueMessage>();
    while (this.#clock.now().getTime() < until) {
      const { Messages = [] } = await this.#client.send(
        new ReceiveMessageCommand({
          QueueUrl: this.#queueUrl,
          MaxNumberOfMessages: AT_ONCE,
          VisibilityTimeout: HIDDEN_SECONDS,
          // A short poll asks only some of the servers, and may find none of a few messages.
          WaitTimeSeconds: 1,
          MessageAttributeNames: DEAD_LETTER_ATTRIBUTES,
          MessageSystemAttributeNames: ['ApproximateReceiveCount', 'SentTimestamp'],
        }),
      );
      if (Messages.length === 0) break;
      for (const message of Messages.map(messageOf)) read.set(message.messageId, message);
    }
    return [...read.values()];
  }

  /** Shows the messages again at once. If it fails, they are shown within a minute. Rejects with AWS's error. */
  async release(messages: readonly QueueMessage[]): Promise<void> {
    for (let start = 0; start < messages.length; start += AT_ONCE) {
      await Promise.all(messages.slice(start, start + AT_ONCE).map((message) => this.#show(message)));
    }
  }

  async #show({ receiptHandle }: QueueMessage): Promise<void> {
    await this.#client.send(
      new ChangeMessageVisibilityCommand({
        QueueUrl: this.#queueUrl,
        ReceiptHandle: receiptHandle,
        VisibilityTimeout: 0,
      }),
    );
  }
}

function messageOf({
  MessageId,
  ReceiptHandle,
  Body,
  Attributes,
  MessageAttributes = {},
}: Message): QueueMessage {
  const sent = Number(Attributes?.SentTimestamp ?? Number.NaN);
  return {
    messageId: MessageId ?? 'unknown',
    receiptHandle: ReceiptHandle ?? '',
    body: Body ?? '',
    receives: Number(Attributes?.ApproximateReceiveCount ?? Number.NaN),
    sentAt: Number.isFinite(sent) ? new Date(sent) : undefined,
    attributes: Object.fromEntries(
      Object.entries(MessageAttributes).flatMap(([name, { StringValue }]) =>
        StringValue === undefined ? [] : [[name, StringValue]],
      ),
    ),
  };
}
