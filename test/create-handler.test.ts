import { expect, test } from '@jest/globals';
import { createHandler } from '../src/create-handler.ts';

const lambda = {
  invokedFunctionArn: 'arn:aws:lambda:us-east-1:111122223333:function:respond',
  awsRequestId: '7f6e5d4c-0000-4000-8000-000000000001',
  getRemainingTimeInMillis: () => 90_000,
};

test('what a use case throws stands in the log as an error, and is thrown on, so that Lambda runs the event again', async () => {
  const log: object[] = [];
  const handler = createHandler(
    async () => {
      throw new TypeError('no such field');
    },
    { log: (entry) => log.push(entry) },
  );
  await expect(handler({}, lambda as never)).rejects.toThrow('no such field');
  expect(log).toEqual([{ level: 'error', message: 'TypeError: no such field' }]);
});

test('an invocation knows how much of its time is left, when it asks', async () => {
  let left = 90_000;
  const handler = createHandler(
    async (_event, { invocation: { remainingMs } }) => {
      const before = remainingMs();
      left = 1_000;
      return [before, remainingMs()];
    },
    { log: () => {} },
  );
  const context = { ...lambda, getRemainingTimeInMillis: () => left };
  expect(await handler({}, context as never)).toEqual([90_000, 1_000]);
});
