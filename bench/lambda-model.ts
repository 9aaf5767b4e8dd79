import { randomUUID } from 'node:crypto';
import type { Queue } from '../local/aws/queue.ts';
import { pollOnce } from '../local/lambda/poller.ts';
import type { Clock } from '../src/core/clock.ts';

/**
 * Handles what Lambda hands over in an environment of its own. Rejects when the invocation fails. The id of the request is
 * the same for each try of an event.
 */
export type Environment = (event: unknown, requestId: string) => Promise<unknown>;

/** Lambda developer guide, "Error handling for asynchronous invocation": about one and two minutes after a failure. */
const NEXT_TRIES_MS = [60_000, 120_000];

/** As serverless.yml has it for the retry queue: MaximumConcurrency. */
const POLLERS = 10;
const POLL_MS = 1_000;

export interface Run {
  /** How many events failed at every try: they went to the retry queue. */
  readonly failed: number;
  readonly tries: number;
  /** How often a message of the retry queue was handled. */
  readonly polls: number;
  /** How many waited for an environment at most. */
  readonly mostWaiting: number;
}

export interface Lambda {
  readonly environments: number;
  readonly open: () => Environment;
  readonly clock: Clock;
  readonly retries: Queue;
}

/**
 * Lambda as it is: an environment handles one event at a time, and there are no more of them than Lambda allows. All events
 * come at once. It ends when nothing is left to do.
 */
export async function runInLambda(events: readonly unknown[], lambda: Lambda): Promise<Run> {
  const { clock, retries } = lambda;
  const pool = new Pool(lambda, events.length);
  let tries = 0;
  let polls = 0;
  let isOver = false;

  async function isHandled(event: unknown, requestId: string): Promise<boolean> {
    tries += 1;
    return pool.invoke(event, requestId).then(
      () => true,
      () => false,
    );
  }

  async function deliver(event: unknown): Promise<boolean> {
    const requestId = randomUUID();
    if (await isHandled(event, requestId)) return true;
    for (const wait of NEXT_TRIES_MS) {
      await clock.wait(wait);
      if (await isHandled(event, requestId)) return true;
    }
    retries.send({ body: JSON.stringify(failureRecord(event)), senderId: 'lambda' });
    return false;
  }

  async function poll(): Promise<void> {
    while (!isOver) {
      await pollOnce({
        queue: retries,
        batchSize: 1,
        reportsFailures: true,
        invoke: async (event) => {
          polls += 1;
          return { functionError: undefined, payload: await pool.invoke(event, randomUUID()) };
        },
      });
      await clock.wait(POLL_MS);
    }
  }

  const pollers = Array.from({ length: POLLERS }, poll);
  const delivered = await Promise.all(events.map(deliver));
  while (retries.messages.length > 0) await clock.wait(POLL_MS);
  isOver = true;
  await Promise.all(pollers);
  const failed = delivered.filter((done) => !done).length;
  return { failed, tries, polls, mostWaiting: pool.mostWaiting };
}

/** What waits for an environment gets one in the order of its coming. */
class Pool {
  readonly #free: Environment[];
  readonly #waiting: ((environment: Environment) => void)[] = [];
  mostWaiting = 0;

  constructor({ environments, open }: Lambda, most: number) {
    this.#free = Array.from({ length: Math.min(environments, most) }, open);
  }

  async invoke(event: unknown, requestId: string): Promise<unknown> {
    const environment = this.#free.pop() ?? (await new Promise<Environment>((got) => this.#wait(got)));
    try {
      return await environment(event, requestId);
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.#free.push(environment);
      else next(environment);
    }
  }

  #wait(got: (environment: Environment) => void): void {
    this.mostWaiting = Math.max(this.mostWaiting, this.#waiting.push(got));
  }
}

/** Lambda guide, "Capturing records of Lambda asynchronous invocations": as much of it as is read. */
function failureRecord(event: unknown): object {
  return {
    requestContext: { condition: 'RetriesExhausted', approximateInvokeCount: NEXT_TRIES_MS.length + 1 },
    requestPayload: event,
  };
}
