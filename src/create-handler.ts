import middy from '@middy/core';
import type { Outcome, State } from './core/outcome.ts';
import { printable } from './core/printable.ts';

export interface Invocation {
  /** `arn:aws:lambda:us-east-1:111122223333:function:…`: the account and partition that the function runs in. */
  readonly invokedFunctionArn: string;
}

export type Log = (entry: Readonly<Record<string, unknown>>) => void;

/**
 * The one place that knows middy. A hook that returns a value would become the response: from `before` the handler
 * would never run, from `onError` a failure would turn into a success and never be retried. So hooks return nothing.
 */
export function createHandler(
  handle: (event: unknown, invocation: Invocation) => Promise<readonly Outcome[]>,
  log: Log,
) {
  return middy<unknown, readonly State[]>()
    .use({
      onError(request) {
        const { error } = request;
        // Name and message only: stacks and causes of the SDK quote requests and responses.
        log({
          level: 'error',
          message:
            error instanceof Error ? printable(`${error.name}: ${error.message}`, 2_000) : 'unknown error',
        });
      },
    })
    .handler(async (event, invocation) => (await handle(event, invocation)).map(({ state }) => state));
}
