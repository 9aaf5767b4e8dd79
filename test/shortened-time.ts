import { setTimeout } from 'node:timers/promises';
import type { Surroundings } from '../src/surroundings.ts';

/** So many times shorter than production's is each wait and each limit, unless a test says otherwise. */
const FACTOR = 50;

/**
 * Production's waits and limits, all divided by one number: sockets time out, clients wait before they try again, and
 * limits of whole calls end them, each by itself.
 */
export function shortenedTime(factor = FACTOR): Required<Pick<Surroundings, 'clock' | 'client'>> {
  const start = Date.now();
  const shortened = (milliseconds: number) => milliseconds / factor;
  return {
    clock: {
      now: () => new Date(start + factor * (Date.now() - start)),
      wait: (milliseconds) => setTimeout(shortened(milliseconds)),
      abortAfter: (milliseconds) => AbortSignal.timeout(shortened(milliseconds)),
    },
    client: { extensions: [{ configure: (client: Client) => shorten(client, shortened) }] },
  };
}

/** @returns how long production would have taken, in seconds. */
export async function secondsOf(work: () => Promise<unknown>, factor = FACTOR): Promise<number> {
  const start = performance.now();
  await work();
  return (factor * (performance.now() - start)) / 1000;
}

/** What an extension gets of a client, as far as it is about time. */
interface Client {
  retryStrategy(): () => Promise<{ readonly retryBackoffStrategy: Backoff }>;
  setRetryStrategy(strategy: () => Promise<object>): void;
  httpHandler(): Handler;
}

interface Backoff {
  setDelayBase(milliseconds: number): void;
  computeNextBackoffDelay(attempt: number): number;
}

interface Handler {
  /** The limits that the client was made with. */
  readonly configProvider: Promise<{ readonly requestTimeout?: number }>;
  handle(request: unknown, options?: object): Promise<unknown>;
}

function shorten(client: Client, shortened: (milliseconds: number) => number): void {
  const strategyOf = client.retryStrategy();
  client.setRetryStrategy(async () => {
    const strategy = await strategyOf();
    const backoff = strategy.retryBackoffStrategy;
    return Object.assign(strategy, {
      retryBackoffStrategy: {
        setDelayBase: (milliseconds: number) => backoff.setDelayBase(milliseconds),
        computeNextBackoffDelay: (attempt: number) => shortened(backoff.computeNextBackoffDelay(attempt)),
      },
    });
  });

  const handler = client.httpHandler();
  const handle = handler.handle.bind(handler);
  handler.handle = async (request, options) => {
    const { requestTimeout } = await handler.configProvider;
    return handle(request, {
      ...options,
      ...(requestTimeout !== undefined && { requestTimeout: shortened(requestTimeout) }),
    });
  };
}
