import type { TimeByHand } from '../test/time-by-hand.ts';

/** Handles an event in an environment of its own. Rejects when Lambda would run the event again. */
export type Environment = (event: unknown) => Promise<unknown>;

/** Lambda developer guide, "Error handling for asynchronous invocation": about one and two minutes after a failure. */
const NEXT_TRIES_MS = [60_000, 120_000];

export interface Run {
  /** How many events failed at every try: they go to the retry queue. */
  readonly failed: number;
  readonly tries: number;
}

/**
 * Lambda as it is: an environment handles one event at a time, and there are no more of them than Lambda allows. All events
 * come at once.
 */
export async function runInLambda(
  events: readonly unknown[],
  {
    environments,
    open,
    time,
  }: { readonly environments: number; readonly open: () => Environment; readonly time: TimeByHand },
): Promise<Run> {
  const free: Environment[] = Array.from({ length: Math.min(environments, events.length) }, open);
  const waiting: ((environment: Environment) => void)[] = [];
  let tries = 0;

  async function invoke(event: unknown): Promise<boolean> {
    const environment = free.pop() ?? (await new Promise<Environment>((got) => waiting.push(got)));
    tries += 1;
    try {
      await environment(event);
      return true;
    } catch {
      return false;
    } finally {
      const next = waiting.shift();
      if (next === undefined) free.push(environment);
      else next(environment);
    }
  }

  async function deliver(event: unknown): Promise<boolean> {
    if (await invoke(event)) return true;
    for (const wait of NEXT_TRIES_MS) {
      await time.clock.wait(wait);
      if (await invoke(event)) return true;
    }
    return false;
  }

  const delivered = await Promise.all(events.map(deliver));
  return { failed: delivered.filter((done) => !done).length, tries };
}
