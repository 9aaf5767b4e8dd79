import { list, text } from '../sources/fields.ts';

/** A message of a queue of this stack, by whichever way it was received. */
export interface QueueMessage {
  /** SQS's id. It stays the same however often the message is received, also as a dead letter. */
  readonly messageId: string;
  /** Of this receive only. */
  readonly receiptHandle: string;
  readonly body: string;
  /** How often it was received, 1 for the first time. */
  readonly receives: number;
  /** When it came into its first queue. */
  readonly sentAt: Date | undefined;
  /** EventBridge writes which rule could not deliver it, and why. */
  readonly attributes: Readonly<Record<string, string>>;
}

/** The messages that Lambda's poller hands over. `undefined` if the event is none of the poller's. */
export function messagesIn(event: unknown): readonly QueueMessage[] | undefined {
  const records = list(event, 'Records');
  const isFromQueue = (record: unknown) => text(record, 'eventSource') === 'aws:sqs';
  return records.length > 0 && records.every(isFromQueue) ? records.map(messageOf) : undefined;
}

/** Lambda developer guide, "Using Lambda with Amazon SQS", example event. */
function messageOf(record: unknown): QueueMessage {
  const sent = Number(text(record, 'attributes', 'SentTimestamp') ?? Number.NaN);
  return {
    messageId: text(record, 'messageId') ?? 'unknown',
    receiptHandle: text(record, 'receiptHandle') ?? '',
    body: text(record, 'body') ?? '',
    receives: Number(text(record, 'attributes', 'ApproximateReceiveCount') ?? Number.NaN),
    sentAt: Number.isFinite(sent) ? new Date(sent) : undefined,
    attributes: Object.fromEntries(
      DEAD_LETTER_ATTRIBUTES.flatMap((name) => {
        const value = text(record, 'messageAttributes', name, 'stringValue');
        return value === undefined ? [] : [[name, value]];
      }),
    ),
  };
}

/** EventBridge user guide, "Using dead-letter queues to process undelivered events". */
export const DEAD_LETTER_ATTRIBUTES = [
  'RULE_ARN',
  'ERROR_CODE',
  'ERROR_MESSAGE',
  'EXHAUSTED_RETRY_CONDITION',
];
