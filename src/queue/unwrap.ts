import { field, number, text } from '../sources/fields.ts';
import type { QueueMessage } from './message.ts';

/** What a message of the retry queue holds. */
export type Content =
  | {
      readonly kind: 'event';
      readonly event: unknown;
      /** Why it could not be handled or delivered, as far as AWS says. Unchecked text. */
      readonly cause: string | undefined;
      /** The responder itself sent it, without its secrets. */
      readonly isOwn: boolean;
    }
  | {
      readonly kind: 'task';
      readonly task: string;
      readonly payload: unknown;
      /** SQS delays a message for a quarter of an hour at most, so a later task is sent on. */
      readonly remainingSeconds: number;
    }
  | { readonly kind: 'unreadable'; readonly why: string };

/** What the responder itself sends. */
export type OwnMessage =
  | { readonly responder: 'event'; readonly event: unknown }
  | {
      readonly responder: 'task';
      readonly task: string;
      readonly payload: unknown;
      readonly remainingSeconds: number;
    };

/** Never throws: a message that cannot be read must end in an alert, and a retry would not help. */
export function unwrap({ body, attributes }: Pick<QueueMessage, 'body' | 'attributes'>): Content {
  const message = parsed(body);
  if (message === undefined) return { kind: 'unreadable', why: 'a message of the retry queue is not JSON' };
  if (text(message, 'responder') === 'event') {
    return { kind: 'event', event: field(message, 'event'), cause: undefined, isOwn: true };
  }
  if (text(message, 'responder') === 'task') return taskIn(message);
  // Lambda developer guide, "Capturing records of Lambda asynchronous invocations".
  if (field(message, 'requestContext') !== undefined && field(message, 'requestPayload') !== undefined) {
    return {
      kind: 'event',
      event: field(message, 'requestPayload'),
      cause: failureIn(message),
      isOwn: false,
    };
  }
  // A dead letter of a rule is the event itself. The source of this account's own events may be anything.
  if (text(message, 'source') !== undefined && text(message, 'detail-type') !== undefined) {
    return { kind: 'event', event: message, cause: undeliveredFor(attributes), isOwn: false };
  }
  return { kind: 'unreadable', why: 'a message of the retry queue is neither an event nor a task' };
}

function taskIn(message: unknown): Content {
  const task = text(message, 'task');
  if (task === undefined) return { kind: 'unreadable', why: 'a task in the retry queue has no name' };
  const remainingSeconds = number(message, 'remainingSeconds') ?? 0;
  return { kind: 'task', task, payload: field(message, 'payload'), remainingSeconds };
}

function failureIn(message: unknown): string {
  const condition = text(message, 'requestContext', 'condition') ?? 'failed';
  const error = text(message, 'responsePayload', 'errorMessage');
  return error === undefined ? condition : `${condition}: ${error}`;
}

function undeliveredFor({ ERROR_CODE, ERROR_MESSAGE }: QueueMessage['attributes']): string | undefined {
  if (ERROR_CODE === undefined) return undefined;
  return `the rule could not deliver it: ${ERROR_CODE} ${ERROR_MESSAGE ?? ''}`.trim();
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
