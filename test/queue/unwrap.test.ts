import { describe, expect, test } from '@jest/globals';
import { messagesIn } from '../../src/queue/message.ts';
import { unwrap } from '../../src/queue/unwrap.ts';
import { fixture } from '../fixture.ts';

const event = fixture('guardduty-malicious-ip-caller');
const unwrapped = (body: unknown, attributes = {}) => unwrap({ body: JSON.stringify(body), attributes });

/** Lambda developer guide, "Capturing records of Lambda asynchronous invocations". */
const failureRecord = {
  version: '1.0',
  timestamp: '2026-05-04T03:15:00.000Z',
  requestContext: {
    requestId: '7f6e5d4c-0000-4000-8000-000000000001',
    functionArn:
      'arn:aws:lambda:us-east-1:111122223333:function:compromised-key-responder-prod-respond:$LATEST',
    condition: 'RetriesExhausted',
    approximateInvokeCount: 3,
  },
  requestPayload: event,
  responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
  responsePayload: { errorType: 'UnfinishedResponseError', errorMessage: 'not finished' },
};

describe('a message of the retry queue is', () => {
  test("Lambda's record of a failed invocation", () => {
    expect(unwrapped(failureRecord)).toEqual({
      kind: 'event',
      event,
      cause: 'RetriesExhausted: not finished',
      isOwn: false,
    });
  });

  test('the event that a rule could not deliver, and why is in its attributes', () => {
    expect(unwrapped(event, { ERROR_CODE: 'NO_PERMISSIONS', ERROR_MESSAGE: 'Not authorized' })).toEqual({
      kind: 'event',
      event,
      cause: 'the rule could not deliver it: NO_PERMISSIONS Not authorized',
      isOwn: false,
    });
  });

  test('an event that the responder sent again', () => {
    expect(unwrapped({ responder: 'event', event })).toEqual({
      kind: 'event',
      event,
      cause: undefined,
      isOwn: true,
    });
  });

  test('a task', () => {
    const task = { responder: 'task', task: 'look-again', payload: { a: 1 }, remainingSeconds: 5 };
    expect(unwrapped(task)).toEqual({
      kind: 'task',
      task: 'look-again',
      payload: { a: 1 },
      remainingSeconds: 5,
    });
  });

  test.each([
    ['not JSON', 'hello', /not JSON/],
    ['empty', '', /not JSON/],
    ['a number', '7', /neither an event nor a task/],
    ['null', 'null', /neither an event nor a task/],
    ['another object', '{"hello":"world"}', /neither an event nor a task/],
    ['a task without a name', '{"responder":"task"}', /no name/],
    ['a record without its event', '{"requestContext":{}}', /neither an event nor a task/],
  ])('unreadable where it is %s', (_, body, why) => {
    expect(unwrap({ body, attributes: {} })).toEqual({ kind: 'unreadable', why: expect.stringMatching(why) });
  });
});

describe('messages are recognized', () => {
  const record = {
    messageId: '059f36b4-87a3-44ab-83d2-661975830a7d',
    receiptHandle: 'AQEBwJnKyrHigUMZj6rYigCgxlaS3SLy0a',
    body: '{}',
    attributes: {
      ApproximateReceiveCount: '3',
      SentTimestamp: '1545082649183',
      SenderId: 'AIDAIENQZJOLO23YVJ4VO',
    },
    messageAttributes: { ERROR_CODE: { stringValue: 'NO_PERMISSIONS', dataType: 'String' } },
    eventSource: 'aws:sqs',
  };

  test('with their count of receives, their age and the reason of a rule', () => {
    expect(messagesIn({ Records: [record] })).toEqual([
      {
        messageId: record.messageId,
        receiptHandle: record.receiptHandle,
        body: '{}',
        receives: 3,
        sentAt: new Date(1545082649183),
        attributes: { ERROR_CODE: 'NO_PERMISSIONS' },
      },
    ]);
  });

  test.each([
    ['an event of EventBridge', event],
    ['an event with records of something else', { Records: [{ eventSource: 'aws:s3' }] }],
    ['one foreign record among them', { Records: [record, { eventSource: 'aws:s3' }] }],
    ['no record', { Records: [] }],
    ['nothing', undefined],
  ])('and %s is none', (_, foreign) => {
    expect(messagesIn(foreign)).toBeUndefined();
  });
});
