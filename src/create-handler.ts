import middy from '@middy/core';
import { errorText } from './core/error-text.ts';
import type { SecondLook } from './core/second-look.ts';

export interface Invocation {
  /** `arn:aws:lambda:us-east-1:111122223333:function:…`. It tells the function's account and partition. */
  readonly invokedFunctionArn: string;
  /**
   * Of this delivery of the event, and the same on each of its tries: Lambda's request id, which its own retries keep, or
   * the id of the message by which the event came back.
   */
  readonly deliveryId: string;
  /**
   * How often the retry queue gave it, with this time, because it failed before or could not be delivered. 0 if it came
   * directly.
   */
  readonly receives: number;
  /** When it came into that queue. Absent if it came directly. */
  readonly queuedAt?: Date;
  /** The event comes back only for what IAM did not show. */
  readonly secondLook?: SecondLook;
  /** How long it is until Lambda ends the function. */
  readonly remainingMs: () => number;
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
        container.log({ level: 'error', message: errorText(error) });
      },
    })
    .handler((event, context) => {
      const { invokedFunctionArn, awsRequestId: deliveryId } = context;
      const remainingMs = () => context.getRemainingTimeInMillis();
      return useCase(event, {
        ...container,
        invocation: { invokedFunctionArn, deliveryId, receives: 0, remainingMs },
      });
    });
}
