import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { accessDenied } from '../local/aws/faults.ts';
import { type Aws, startAws } from '../local/aws.ts';
import { UnfinishedResponseError } from '../src/core/unfinished-response.ts';
import { receiveWith } from '../src/receive.ts';
import { takeBack } from '../src/take-back.ts';
import { openHouse } from './house.ts';
import { withoutWaiting } from './without-waiting.ts';

let aws: Aws;
beforeAll(async () => {
  aws = await startAws();
});
beforeEach(() => aws.reset());
afterAll(() => aws.stop());

const NOW = new Date('2026-05-04T03:12:00.000Z');
const inSeconds = (seconds: number) => new Date(NOW.getTime() + seconds * 1000);

function open() {
  const pace = withoutWaiting(aws);
  const { container } = openHouse(aws, {}, { ...pace, clock: { ...pace.clock, now: () => NOW } });
  const place = { invokedFunctionArn: 'arn:aws:lambda:us-east-1:111122223333:function:respond' };
  const invocation = { ...place, deliveryId: 'one', receives: 0, remainingMs: () => 60_000 };
  return { ...container, invocation };
}

/** What becomes of a message whose event fails with this error, when it comes for the third time. */
async function waitAfter(error: Error) {
  const c = open();
  const retries = aws.queues.find('retries');
  retries?.send({ body: '{"responder":"event","event":{}}', senderId: 'test' });
  const [message] = retries?.receive({ most: 1 }) ?? [];
  if (message?.receiptHandle === undefined) throw new Error('nothing was received');
  const { receiptHandle, messageId, body, sentAt } = message;
  const respond = () => Promise.reject(error);
  const given = { receiptHandle, messageId, body, sentAt, receives: 3, attributes: {} };
  const answer = await takeBack([given], { ...c, respond, loadTasks: async () => ({ tasks: [] }) });
  expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: messageId }] });
  return Math.round(Math.max(message.visibleAt - aws.elapsed.now(), 0) / 1000);
}

test.each<[string, Error, number]>([
  ['waits longer with each try', new UnfinishedResponseError(['x']), 240],
  [
    'waits as long if people need no reminder before',
    new UnfinishedResponseError(['x'], inSeconds(900)),
    240,
  ],
  ['comes in time for a reminder', new UnfinishedResponseError(['x'], inSeconds(99.5)), 100],
  ['comes at once if the time for a reminder is over', new UnfinishedResponseError(['x'], inSeconds(-9)), 0],
  ['waits longer with each try, whatever the error is', new TypeError('x'), 240],
])('an event that fails %s', async (_, error, seconds) => {
  expect(await waitAfter(error)).toBe(seconds);
});

test('a message of which nobody could be told stays in the queue, with every reason for it in the log', async () => {
  const c = open();
  const receive = receiveWith(async () => ({ tasks: [] }));
  for (const action of ['sns:Publish', 'dynamodb:UpdateItem', 'events:PutEvents'])
    aws.faults.inject({ action, fault: accessDenied, times: 'forever' });
  const log: object[] = [];
  const record = { messageId: 'one', receiptHandle: 'handle', body: 'hello', eventSource: 'aws:sqs' };
  const answer = await receive({ Records: [record] }, { ...c, log: (entry) => log.push(entry) });
  expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: 'one' }] });
  const reasons = ['sns:Publish', 'events:PutEvents', 'dynamodb:UpdateItem'].map(
    (one) => `${one} AccessDenied`,
  );
  const message = `UntoldError: people could not be told of a message: ${reasons.join('; ')}`;
  expect(log).toContainEqual({ level: 'error', message, messageId: 'one', receives: 1 });
});
