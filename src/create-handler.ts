import middy from '@middy/core';
import { printable } from './core/printable.ts';

export interface Invocation {
  /** `arn:aws:lambda:us-east-1:111122223333:function:…`. It tells the function's account and partition. */
  readonly invokedFunctionArn: string;
  /** Lambda's id of the request: the same for each retry of one event. */
  readonly awsRequestId?: string;
}

export type Log = (entry: Readonly<Record<string, unknown>>) => void;

export interface Invoked {
  readonly invocation: Invocation;
}

/** What a Lambda function does with an event. */
export type UseCase<C, R> = (event: unknown, c: C & Invoked) => Promise<R>;

/**
 * Only this file knows middy. If a hook returns a value, middy takes it as the response. From `before` the handler would
 * never run. From `onError` a failure would become a success, and no retry would follow. So hooks return nothing.
 */
export function createHandler<C extends { readonly log: Log }, R>(useCase: UseCase<C, R>, container: C) {
  return middy<unknown, R>()
    .use({
      onError({ error }) {
        // Only name and message: the SDK's stacks and causes quote requests and responses.
        container.log({
          level: 'error',
          message:
            error instanceof Error ? printable(`${error.name}: ${error.message}`, 2_000) : 'unknown error',
        });
      },
    })
    .handler((event, invocation) => useCase(event, { ...container, invocation }));
}
