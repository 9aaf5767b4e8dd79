import { rmSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { deployLocally, type LocalStack } from '../../local/stack.ts';
import { eventTo, writeSamplePackage } from './sample-package.ts';

// Every cold start is a process, on a machine that may be busy.
jest.setTimeout(30_000);

const packageFolder = writeSamplePackage();
let stack: LocalStack;
beforeAll(async () => {
  stack = await deployLocally({
    packageFolder,
    stackName: 'sample',
    timeoutMilliseconds: 1500,
    concurrency: 2,
  });
});
afterEach(() => stack.reset());
afterAll(async () => {
  await stack.stop();
  rmSync(packageFolder, { recursive: true });
});

describe('a function', () => {
  it('answers what its handler returns', async () => {
    const invocation = await stack.invoke('Work', eventTo('wait', { milliseconds: 0 }));
    expect(invocation).toMatchObject({ functionError: undefined, payload: 1, coldStart: true });
    expect(stack.logs('Work').at(-1)).toContain('doing wait');
  });

  it('stays warm', async () => {
    await stack.invoke('Work', eventTo('wait', { milliseconds: 0 }));
    const { coldStart, payload } = await stack.invoke('Work', eventTo('wait', { milliseconds: 0 }));
    expect(coldStart).toBe(false);
    expect(payload).toBeGreaterThan(1);
  });

  it('has the environment of Lambda and of the template, and nothing of the one around', async () => {
    const { payload } = await stack.invoke('Work', eventTo('describe'));
    expect(payload).toMatchObject({
      env: {
        MODE: 'packaged',
        TOPIC: 'arn:aws:sns:us-east-1:111122223333:sample-Topic',
        AWS_REGION: 'us-east-1',
        AWS_LAMBDA_FUNCTION_NAME: 'sample-work',
        AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '256',
        AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
        AWS_ENDPOINT_URL: stack.aws.endpoint,
      },
    });
    expect(payload).not.toHaveProperty('env.NODE_ENV');
    expect(payload).not.toHaveProperty('env.USER');
  });

  it('has the context of Lambda', async () => {
    const { payload, requestId } = await stack.invoke('Work', eventTo('describe'));
    expect(payload).toMatchObject({
      context: {
        awsRequestId: requestId,
        invokedFunctionArn: 'arn:aws:lambda:us-east-1:111122223333:function:sample-work',
        functionName: 'sample-work',
        functionVersion: '$LATEST',
        memoryLimitInMB: '256',
      },
      cwd: expect.stringContaining('Work'),
    });
    const remaining =
      typeof payload === 'object' && payload !== null && 'remaining' in payload ? payload.remaining : 0;
    expect(remaining).toBeGreaterThan(0);
    expect(remaining).toBeLessThanOrEqual(1500);
  });

  it('calls AWS as its role', async () => {
    const call = {
      service: 'sts',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'Action=GetCallerIdentity&Version=2011-06-15',
    };
    const { payload } = await stack.invoke('Work', eventTo('call', call));
    expect(payload).toContain(
      '<Arn>arn:aws:sts::111122223333:assumed-role/sample-WorkRole/sample-work</Arn>',
    );
  });

  it('takes a large event', async () => {
    const { payload } = await stack.invoke('Work', {
      detail: { do: 'measure' },
      padding: 'ü'.repeat(200_000),
    });
    expect(payload).toBe(200_000);
  });

  it('runs events at the same time in processes of their own, up to its concurrency', async () => {
    const wait = eventTo('wait', { milliseconds: 400 });
    await Promise.all([stack.invoke('Work', wait), stack.invoke('Work', wait)]);
    const invocations = await Promise.all([1, 2, 3].map(() => stack.invoke('Work', wait)));
    const [first = 0, second = 0, third = 0] = invocations
      .map(({ startedAt }) => startedAt.getTime())
      .toSorted();
    expect(second - first).toBeLessThan(380);
    expect(third - first).toBeGreaterThanOrEqual(390);
    expect(invocations.every(({ coldStart }) => !coldStart)).toBe(true);
  });
});

describe('a failure', () => {
  it('is the error that the handler threw', async () => {
    const { functionError, payload } = await stack.invoke('Work', eventTo('fail'));
    expect(functionError).toBe('Unhandled');
    expect(payload).toEqual({
      errorType: 'TypeError',
      errorMessage: 'as asked',
      trace: expect.arrayContaining([expect.stringContaining('work.mjs')]),
    });
  });

  it('leaves the process warm', async () => {
    await stack.invoke('Work', eventTo('fail'));
    expect(await stack.invoke('Work', eventTo('wait', { milliseconds: 0 }))).toMatchObject({
      coldStart: false,
    });
  });

  it('is the timeout, which ends the process', async () => {
    await stack.reset({ environment: {} });
    const start = Date.now();
    const { functionError, payload, requestId, logs } = await stack.invoke(
      'Work',
      eventTo('wait', { milliseconds: 60_000 }),
    );
    expect(Date.now() - start).toBeLessThan(20_000);
    expect(functionError).toBe('Unhandled');
    expect(payload).toEqual({
      errorType: 'Sandbox.Timedout',
      errorMessage: `RequestId: ${requestId} Error: Task timed out after 1.50 seconds`,
    });
    expect(logs.at(-1)).toMatch(/Task timed out after 1\.50 seconds$/);
    expect(await stack.invoke('Work', eventTo('wait', { milliseconds: 0 }))).toMatchObject({
      coldStart: true,
      payload: 1,
    });
  });

  it('is the end of the process', async () => {
    await stack.reset({ environment: {} });
    const { payload, requestId } = await stack.invoke('Work', eventTo('exit'));
    expect(payload).toEqual({
      errorType: 'Runtime.ExitError',
      errorMessage: `RequestId: ${requestId} Error: Runtime exited with error: exit status 3`,
    });
    expect(await stack.invoke('Work', eventTo('wait', { milliseconds: 0 }))).toMatchObject({
      coldStart: true,
    });
  });

  it.each([
    ['does not parse', 'export const handler = ;', 'Runtime.UserCodeSyntaxError'],
    ['throws when it is loaded', 'throw new RangeError("CONTAIN is wrong");', 'RangeError'],
    ['has no handler', 'export const other = 1;', 'Runtime.HandlerNotFound'],
    [
      'has a handler with a callback',
      'export const handler = (event, context, callback) => callback();',
      'Runtime.CallbackHandlerDeprecated',
    ],
  ])('is reported of code that %s, every time', async (_, handler, errorType) => {
    const folder = writeSamplePackage(handler);
    const broken = await deployLocally({ packageFolder: folder });
    expect(await broken.invoke('Work', eventTo('wait'))).toMatchObject({
      functionError: 'Unhandled',
      payload: { errorType },
    });
    expect(await broken.invoke('Work', eventTo('wait'))).toMatchObject({
      functionError: 'Unhandled',
      payload: { errorType },
    });
    await broken.stop();
    rmSync(folder, { recursive: true });
  });
});
