import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import type { LocalFunction } from '../lambda.ts';
import type { AsynchronousSettings } from '../template/functions.ts';
import type { Invocation } from './invocation.ts';

/** An asynchronous event of Lambda, from its first attempt to its end. */
export interface AsynchronousInvocation {
  readonly requestId: string;
  readonly attempts: readonly Invocation[];
  /** `stopped`: the stack stopped before all attempts were made. */
  readonly outcome: 'succeeded' | 'retries-exhausted' | 'stopped';
}

export interface AsynchronousSurroundings {
  readonly functionArn: string;
  readonly settings: AsynchronousSettings;
  /** The waits before the second and the third attempt. */
  readonly retryDelays: readonly number[];
  readonly send: (queueArn: string, body: unknown) => void;
  readonly stopped: AbortSignal;
}

/** A failed event runs again later. If the last attempt fails, a record goes to the on-failure destination. */
export async function invokeAsynchronously(
  target: LocalFunction,
  event: unknown,
  { functionArn, settings, retryDelays, send, stopped }: AsynchronousSurroundings,
): Promise<AsynchronousInvocation> {
  const requestId = randomUUID();
  const attempts: Invocation[] = [];
  for (let retry = 0; retry <= settings.maximumRetryAttempts; retry += 1) {
    try {
      const delay = retryDelays[retry - 1] ?? retryDelays.at(-1) ?? 0;
      if (retry > 0) await setTimeout(delay, undefined, { signal: stopped });
      attempts.push(await target.invoke(event, requestId));
    } catch (error) {
      if (!stopped.aborted) throw error;
    }
    if (stopped.aborted) return { requestId, attempts, outcome: 'stopped' };
    if (attempts.at(-1)?.functionError === undefined) return { requestId, attempts, outcome: 'succeeded' };
  }
  if (settings.onFailureArn !== undefined) {
    send(settings.onFailureArn, failureRecord(event, requestId, attempts, functionArn));
  }
  return { requestId, attempts, outcome: 'retries-exhausted' };
}

/** Lambda guide, "Capturing records of Lambda asynchronous invocations". */
function failureRecord(
  event: unknown,
  requestId: string,
  attempts: readonly Invocation[],
  functionArn: string,
): object {
  const last = attempts.at(-1);
  return {
    version: '1.0',
    timestamp: new Date().toISOString(),
    requestContext: {
      requestId,
      functionArn: `${functionArn}:$LATEST`,
      condition: 'RetriesExhausted',
      approximateInvokeCount: attempts.length,
    },
    requestPayload: event,
    responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: last?.functionError },
    responsePayload: last?.payload,
  };
}
