import { rmSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { deployLocally, type LocalStack } from '../../local/stack.ts';
import { eventTo, writeSamplePackage } from './sample-package.ts';

// Every cold start is a process, on a machine that may be busy.
jest.setTimeout(30_000);

const packageFolder = writeSamplePackage();
let stack: LocalStack;
beforeAll(async () => {
  stack = await deployLocally({ packageFolder, stackName: 'sample', timeoutMilliseconds: 400 });
});
afterEach(() => stack.reset());
afterAll(async () => {
  await stack.stop();
  rmSync(packageFolder, { recursive: true });
});

describe('a failed event', () => {
  it('runs again, under the same request id, until it succeeds', async () => {
    await stack.reset({ environment: {} });
    const [result] = await stack.deliver(eventTo('fail', { times: 2 })).results;
    const { attempts = [], outcome } = result?.invocation ?? {};
    expect(outcome).toBe('succeeded');
    expect(attempts.map(({ functionError }) => functionError)).toEqual(['Unhandled', 'Unhandled', undefined]);
    expect(new Set(attempts.map(({ requestId }) => requestId)).size).toBe(1);
    expect(stack.queue('FailureQueue')).toEqual([]);
  });

  it('is recorded in the on-failure destination after the last retry', async () => {
    const event = eventTo('fail');
    const [result] = await stack.deliver(event).results;
    expect(result?.invocation?.outcome).toBe('retries-exhausted');
    expect(stack.queue('FailureQueue').map(({ body }) => body)).toEqual([
      {
        version: '1.0',
        timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
        requestContext: {
          requestId: result?.invocation?.requestId,
          functionArn: 'arn:aws:lambda:us-east-1:111122223333:function:sample-work:$LATEST',
          condition: 'RetriesExhausted',
          approximateInvokeCount: 3,
        },
        requestPayload: event,
        responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
        responsePayload: { errorType: 'TypeError', errorMessage: 'as asked', trace: expect.any(Array) },
      },
    ]);
  });

  it('may have failed by running out of time', async () => {
    const [result] = await stack.deliver(eventTo('wait', { milliseconds: 60_000 })).results;
    expect(result?.invocation?.attempts).toHaveLength(3);
    expect(stack.queue('FailureQueue')).toMatchObject([
      {
        body: {
          responsePayload: { errorType: 'Sandbox.Timedout' },
          responseContext: { functionError: 'Unhandled' },
        },
      },
    ]);
  });

  it('leaves no record when it is invoked and waited for', async () => {
    expect(await stack.invoke('Work', eventTo('fail'))).toMatchObject({ functionError: 'Unhandled' });
    await stack.settled();
    expect(stack.queue('FailureQueue')).toEqual([]);
  });
});
