import {
  ChangeMessageVisibilityCommand,
  SendMessageCommand,
  SQSClient,
  type SQSClientConfig,
} from '@aws-sdk/client-sqs';
import type { Permission } from '../core/permission.ts';
import type { QueueMessage } from './message.ts';
import type { OwnMessage } from './unwrap.ts';

/** Of the function that the retry queue gives its messages to: Lambda's poller reads and deletes them with its role. */
export const retryQueuePermissions: readonly Permission[] = [
  {
    sid: 'RetryQueue',
    because:
      "Lambda sends failed events and reads the queue with the function's role. The rest is the function's own.",
    actions: [
      'sqs:SendMessage',
      'sqs:ReceiveMessage',
      'sqs:DeleteMessage',
      'sqs:GetQueueAttributes',
      'sqs:ChangeMessageVisibility',
    ],
    resource: { 'Fn::GetAtt': ['RetryQueue', 'Arn'] },
  },
];

export const sqsLimits = {
  maxAttempts: 3,
  requestHandler: { connectionTimeout: 2_000, requestTimeout: 3_000, throwOnRequestTimeout: true },
  // Otherwise the client would call the host of the queue's URL, whatever endpoint the deployer set.
  useQueueUrlAsEndpoint: false,
} satisfies SQSClientConfig;

/** SQS API reference, SendMessage: DelaySeconds. */
const LONGEST_DELAY_SECONDS = 900;

/** The retry queue: what is sent there comes back to the function. Every method rejects with AWS's error. */
export class Later {
  readonly #queueUrl: string;
  readonly #client: SQSClient;

  constructor({ queueUrl, client }: { readonly queueUrl: string; readonly client: SQSClientConfig }) {
    this.#queueUrl = queueUrl;
    this.#client = new SQSClient({ ...sqsLimits, ...client });
    // It goes on with the chain by which Lambda counts that a message leads to the next: after 16 Lambda takes that for a runaway,
    // and gives the message to nobody. The end of a storm waits by such messages for as long as the storm lasts, and then ends.
    // Lambda developer guide, "Use Lambda recursive loop detection to prevent infinite loops".
    this.#client.middlewareStack.remove('recursionDetectionMiddleware');
  }

  /** Has a task of src/tasks done later. The payload becomes JSON, and must hold no secret. */
  async send(
    { task, payload }: { readonly task: string; readonly payload: unknown },
    { delaySeconds }: { readonly delaySeconds: number },
  ): Promise<void> {
    const remainingSeconds = Math.max(delaySeconds - LONGEST_DELAY_SECONDS, 0);
    await this.#send({ responder: 'task', task, payload, remainingSeconds }, delaySeconds);
  }

  /** Has an event handled again. It must hold no secret: src/core/redact.ts. */
  async sendAgain(event: unknown, { delaySeconds }: { readonly delaySeconds: number }): Promise<void> {
    await this.#send({ responder: 'event', event }, delaySeconds);
  }

  /** Hides a message that failed, so that it comes back after this time. */
  async postpone({ receiptHandle }: QueueMessage, seconds: number): Promise<void> {
    await this.#client.send(
      new ChangeMessageVisibilityCommand({
        QueueUrl: this.#queueUrl,
        ReceiptHandle: receiptHandle,
        VisibilityTimeout: seconds,
      }),
    );
  }

  async #send(message: OwnMessage, delaySeconds: number): Promise<void> {
    await this.#client.send(
      new SendMessageCommand({
        QueueUrl: this.#queueUrl,
        MessageBody: JSON.stringify(message),
        DelaySeconds: Math.min(Math.max(Math.ceil(delaySeconds), 0), LONGEST_DELAY_SECONDS),
      }),
    );
  }
}
