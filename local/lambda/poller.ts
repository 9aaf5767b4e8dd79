import { md5, type Queue, type StoredMessage } from '../aws/queue.ts';
import { systemAttributes } from '../aws/sqs.ts';
import { isObject } from '../json-object.ts';

/** An event source mapping of Lambda that reads a queue. */
export interface Mapping {
  readonly queue: Queue;
  readonly batchSize: number;
  /** Without ReportBatchItemFailures, the whole batch fails or none of it. */
  readonly reportsFailures: boolean;
  /** Runs the function once and waits for it. */
  readonly invoke: (event: unknown) => Promise<PolledInvocation>;
}

export interface PolledInvocation {
  readonly functionError: string | undefined;
  readonly payload: unknown;
}

/**
 * Hands over everything that is visible now, batch after batch, and deletes what the function finished. The rest comes
 * back when its visibility timeout is over. Lambda developer guide, "Using Lambda with Amazon SQS".
 */
export async function pollOnce({ queue, batchSize, reportsFailures, invoke }: Mapping): Promise<void> {
  for (;;) {
    const messages = queue.receive({ most: batchSize });
    if (messages.length === 0) return;
    const handles = new Map(messages.map(({ messageId, receiptHandle = '' }) => [messageId, receiptHandle]));
    const { functionError, payload } = await invoke({ Records: messages.map((one) => recordOf(one, queue)) });
    if (functionError !== undefined) continue;
    const failed = reportsFailures ? failuresIn(payload, handles) : new Set();
    for (const [messageId, receiptHandle] of handles) if (!failed.has(messageId)) queue.delete(receiptHandle);
  }
}

/** An answer that cannot be read fails the whole batch ("Implementing partial batch responses"). */
function failuresIn(payload: unknown, handles: ReadonlyMap<string, string>): ReadonlySet<string> {
  const everything = new Set(handles.keys());
  if (payload === null || payload === undefined) return new Set();
  if (!isObject(payload)) return everything;
  const batchItemFailures = payload['batchItemFailures'] ?? [];
  if (!Array.isArray(batchItemFailures)) return everything;
  const names = batchItemFailures.map((item) => (isObject(item) ? item['itemIdentifier'] : undefined));
  const isKnown = (name: unknown): name is string => typeof name === 'string' && handles.has(name);
  return names.every(isKnown) ? new Set(names) : everything;
}

function recordOf(message: StoredMessage, { settings: { arn } }: Queue): object {
  return {
    messageId: message.messageId,
    receiptHandle: message.receiptHandle,
    body: message.body,
    attributes: systemAttributes(message),
    messageAttributes: Object.fromEntries(
      Object.entries(message.attributes).map(([name, stringValue]) => [
        name,
        { stringValue, stringListValues: [], binaryListValues: [], dataType: 'String' },
      ]),
    ),
    md5OfBody: md5(message.body),
    eventSource: 'aws:sqs',
    eventSourceARN: arn,
    awsRegion: arn.split(':')[3],
  };
}
