import { textAt, valueAt } from '../json.ts';

/** What SNS hands to a queue, a function or a server: the text for their protocol, in an envelope. */
export interface Notification {
  readonly messageId: string;
  readonly subject: string;
  /** `MessageAttributes`; `undefined` where there are none. */
  readonly attributes: unknown;
  readonly text: string;
  /** The text as JSON; `undefined` where it is none. */
  readonly json: unknown;
}

/** https://docs.aws.amazon.com/sns/latest/dg/http-notification-json.html */
export function readNotification(envelope: unknown): Notification {
  const text = textAt(envelope, 'Message');
  return {
    messageId: textAt(envelope, 'MessageId'),
    subject: textAt(envelope, 'Subject'),
    attributes: valueAt(envelope, 'MessageAttributes'),
    text,
    json: jsonIn(text),
  };
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
