import { ApiError } from './api-error.ts';
import { md5, type Queue, type StoredMessage } from './queue.ts';
import type { Queues } from './queues.ts';
import { type Call, type Params, type Result, type Service, textOf } from './service.ts';

/** 1 MiB (SQS developer guide, "Amazon SQS message quotas"). */
const MAXIMUM_BYTES = 1_048_576;
const LONGEST_DELAY = 900;
const LONGEST_HIDDEN = 43_200;

export function createSqs(queues: Queues): Service {
  const on = (act: (call: Call, queue: Queue) => Result) => (call: Call) =>
    act(call, queueOf(call.params, queues));
  return {
    protocol: 'json',
    version: '2012-11-05',
    namespace: '',
    actions: {
      SendMessage: on(sendMessage),
      ReceiveMessage: on(receiveMessage),
      DeleteMessage: on(deleteMessage),
      ChangeMessageVisibility: on(changeVisibility),
    },
  };
}

function queueOf(params: Params, queues: Queues): Queue {
  const name = textOf(params, 'QueueUrl')?.split('/').at(-1) ?? '';
  const queue = queues.find(name);
  if (queue === undefined) {
    throw new ApiError(400, 'QueueDoesNotExist', 'The specified queue does not exist.');
  }
  return queue;
}

function sendMessage({ params, caller }: Call, queue: Queue): Result {
  const body = textOf(params, 'MessageBody') ?? '';
  if (body === '') throw missing('MessageBody');
  if (Buffer.byteLength(body) > MAXIMUM_BYTES) {
    throw invalid('One or more parameters are invalid. Reason: Message must be shorter than 1048576 bytes.');
  }
  const delaySeconds = secondsIn(params, { name: 'DelaySeconds', most: LONGEST_DELAY }) ?? 0;
  const { messageId } = queue.send({ body, delaySeconds, senderId: caller.arn });
  return { MessageId: messageId, MD5OfMessageBody: md5(body) };
}

function receiveMessage({ params }: Call, queue: Queue): Result {
  const { MaxNumberOfMessages: most = 1 } = params;
  if (typeof most !== 'number' || most < 1 || most > 10) {
    throw invalid(
      `Value ${String(most)} for parameter MaxNumberOfMessages is invalid. Reason: Must be between 1 and 10, if provided.`,
    );
  }
  const hiddenSeconds = secondsIn(params, { name: 'VisibilityTimeout', most: LONGEST_HIDDEN });
  // An empty answer comes at once: nobody waits for a message of the future here.
  const received = queue.receive({ most, ...(hiddenSeconds !== undefined && { hiddenSeconds }) });
  return received.length === 0 ? {} : { Messages: received.map(messageAnswer) };
}

function messageAnswer({ messageId, receiptHandle, body, attributes, ...message }: StoredMessage): object {
  return {
    MessageId: messageId,
    ReceiptHandle: receiptHandle,
    MD5OfBody: md5(body),
    Body: body,
    Attributes: systemAttributes(message),
    ...(Object.keys(attributes).length > 0 && {
      MessageAttributes: Object.fromEntries(
        Object.entries(attributes).map(([name, value]) => [name, { DataType: 'String', StringValue: value }]),
      ),
    }),
  };
}

export function systemAttributes({
  receives,
  sentAt,
  senderId,
  firstReceivedAt,
}: Pick<StoredMessage, 'receives' | 'sentAt' | 'senderId' | 'firstReceivedAt'>): Readonly<
  Record<string, string>
> {
  return {
    ApproximateReceiveCount: String(receives),
    SentTimestamp: String(sentAt.getTime()),
    SenderId: senderId,
    ApproximateFirstReceiveTimestamp: String(firstReceivedAt?.getTime() ?? 0),
  };
}

function deleteMessage({ params }: Call, queue: Queue): Result {
  queue.delete(textOf(params, 'ReceiptHandle') ?? '');
  return undefined;
}

function changeVisibility({ params }: Call, queue: Queue): Result {
  hide(params, queue);
  return undefined;
}

function hide(params: Params, queue: Queue): void {
  const seconds = secondsIn(params, { name: 'VisibilityTimeout', most: LONGEST_HIDDEN });
  if (seconds === undefined) throw missing('VisibilityTimeout');
  const handle = textOf(params, 'ReceiptHandle') ?? '';
  if (queue.hide(handle, seconds)) return;
  throw new ApiError(400, 'ReceiptHandleIsInvalid', `The input receipt handle "${handle}" is not valid.`);
}

function secondsIn(
  params: Params,
  { name, most }: { readonly name: string; readonly most: number },
): number | undefined {
  const { [name]: seconds } = params;
  if (seconds === undefined) return undefined;
  if (typeof seconds === 'number' && Number.isInteger(seconds) && seconds >= 0 && seconds <= most)
    return seconds;
  throw invalid(
    `Value ${String(seconds)} for parameter ${name} is invalid. Reason: Must be between 0 and ${most}, if provided.`,
  );
}

function missing(name: string): ApiError {
  return new ApiError(400, 'MissingParameter', `The request must contain the parameter ${name}.`);
}

function invalid(message: string): ApiError {
  return new ApiError(400, 'InvalidParameterValue', message);
}
