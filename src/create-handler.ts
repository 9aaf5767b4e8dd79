import middy from '@middy/core';
import { printable } from './core/printable.ts';

export interface Invocation {
  /** `arn:aws:lambda:us-east-1:111122223333:function:…`: the account and partition that the function runs in. */
  readonly invokedFunctionArn: string;
}

export type Log = (entry: Readonly<Record<string, unknown>>) => void;

export interface Invoked {
  readonly invocation: Invocation;
}

/** A procedure of this project: what a Lambda function does with an event, and what it works with. */
export type UseCase<C, R> = (event: unknown, c: C & Invoked) => Promise<R>;

/**
 * The one place that knows middy. A hook that returns a value would become the response: from `before` the handler
 * would never run, from `onError` a failure would turn into a success and never be retried. So hooks return nothing.
 */
export function createHandler<C extends { readonly log: Log }, R>(useCase: UseCase<C, R>, container: C) {
  return middy<unknown, R>()
    .use({
      onError({ error }) {
        // Name and message only: stacks and causes of the SDK quote requests and responses.
        container.log({
          level: 'error',
          message:
            error instanceof Error ? printable(`${error.name}: ${error.message}`, 2_000) : 'unknown error',
        });
      },
    })
    .handler((event, invocation) => useCase(event, { ...container, invocation }));
}
