import type { Clock } from '../core/clock.ts';
import type { ClientError } from './client-error.ts';

/** How fast a call is tried again, and for how long. */
export interface Pace {
  readonly firstMs: number;
  readonly mostMs: number;
  /** How long after the end of the response's own time it may still be tried. */
  readonly overtimeMs: number;
  readonly attempts: number;
  /** Not tried again if IAM is throttled: others need its rate. */
  readonly givesWay?: true;
  /** Waits before the first call as long as for the next one after the refusals of the change before it. */
  readonly goesOn?: true;
  /** Waits before the first call, too, if IAM was in trouble: others may be stopping their keys. */
  readonly hesitates?: true;
  /** Not even asked while many others stop their keys. */
  readonly leavesCrowds?: true;
  /** Tried for so long at most, and only once if the change before it was refused many times: the rest is for later. */
  readonly forMs?: number;
  /** Never waits longer than this part of the time that is left. */
  readonly partOfRest?: number;
}

/**
 * A call that stops a credential, or without which none can be stopped, is tried for as long as the response has time. A read
 * never competes with it for the rate that IAM grants to the account: it waits longer, or is given up.
 */
export const paces = {
  stop: {
    ...{ firstMs: 50, mostMs: 5_000, overtimeMs: 0, attempts: Number.POSITIVE_INFINITY },
    // Of a thousand who ask, those ask most often who have waited longest: so none waits for much longer than the others.
    partOfRest: 1 / 12,
  },
  readBack: {
    ...{ firstMs: 250, mostMs: 20_000, overtimeMs: 15_000, attempts: Number.POSITIVE_INFINITY },
    goesOn: true,
  },
  /** The same where the queue brings it back: nobody has to wait here while others stop their keys. */
  readBriefly: {
    ...{ firstMs: 250, mostMs: 10_000, overtimeMs: 15_000, attempts: Number.POSITIVE_INFINITY },
    ...{ goesOn: true, forMs: 15_000 },
  },
  /**
   * The second look, which the queue brings back if it cannot read. It does not give up at once: what it has read is lost if it
   * ends without the rest.
   */
  lookAgain: {
    ...{ firstMs: 1_000, mostMs: 8_000, overtimeMs: 15_000, attempts: Number.POSITIVE_INFINITY },
    ...{ leavesCrowds: true, hesitates: true, forMs: 45_000 },
  },
  /** What decides the state beside the keys. An alert waits for it: `forMs` is given by who asks. */
  beside: { firstMs: 250, mostMs: 1_000, overtimeMs: 30_000, attempts: 3, hesitates: true },
  /** What is only good to know before a change must not use up its time. */
  ask: { firstMs: 100, mostMs: 2_000, overtimeMs: 0, attempts: 4 },
  /** What is only good to know for the alert. */
  look: { firstMs: 50, mostMs: 500, overtimeMs: 30_000, attempts: 3, givesWay: true },
} as const satisfies Readonly<Record<string, Pace>>;

/** Time and chance. */
export interface Pacing {
  readonly clock: Pick<Clock, 'now' | 'wait'>;
  /** At least 0 and less than 1. */
  readonly random: () => number;
}

/** What IAM of one account said last when it was busy or out. */
export type Trouble = 'is throttled' | 'does not answer';

/** After this time IAM may be asked for what is merely good to know. */
const REMEMBERED_MS = 60_000;

/** A change that was refused so often was tried for more than five seconds: many others are being refused with it. */
const MANY_REFUSALS = 8;

/** However little time is left. */
const LEAST_WAIT_MS = 500;

/**
 * Tries calls again, with full jitter: a thousand environments that were refused at the same moment must not come back at the
 * same moment. AWS Architecture Blog, "Exponential Backoff And Jitter". The SDK's own strategy gives up after seconds, and
 * takes its retries from one bucket for reads and changes.
 */
export class Patience {
  readonly #pacing: Pacing;
  /** How often IAM refused the last change as too many requests. */
  #refusals = 0;
  /** When a change was last refused many times. */
  #crowdedAt = Number.NEGATIVE_INFINITY;
  #metTroubleBefore = false;
  #last: { readonly trouble: Trouble; readonly at: number } | undefined;

  constructor(pacing: Pacing) {
    this.#pacing = pacing;
  }

  /** What was wrong with IAM within the last minute. `undefined` if nothing was. */
  get trouble(): Trouble | undefined {
    const last = this.#last;
    return last !== undefined && this.#now() - last.at < REMEMBERED_MS ? last.trouble : undefined;
  }

  /**
   * The same, if others are stopping their keys, or IAM is out. A few refused calls are no such trouble. If the event before met
   * trouble too, more events wait, and each of their keys comes before what else a user has.
   */
  get severeTrouble(): Trouble | undefined {
    const { trouble } = this;
    const isMild = trouble === 'is throttled' && !this.#isCrowded && !this.#metTroubleBefore;
    return isMild ? undefined : trouble;
  }

  /** Another event begins. What it changes was not refused yet. */
  begin(): void {
    this.#refusals = 0;
    this.#metTroubleBefore = this.trouble !== undefined;
  }

  async tryAgain<T>(
    call: () => Promise<T>,
    { pace, until }: { readonly pace: Pace; readonly until: Date },
  ): Promise<T> {
    const { clock, random } = this.#pacing;
    if (pace.leavesCrowds && this.#isCrowded) throw new CrowdError();
    const { forMs = Number.POSITIVE_INFINITY } = pace;
    const most = Math.min(until.getTime() + pace.overtimeMs, this.#now() + forMs);
    const waitAfter = (failed: number) =>
      random() * Math.min(this.#longest(pace, until), pace.firstMs * 2 ** failed);
    // While others wait for a long time, the next event must not pass them all by its first quick tries.
    const isChange = pace.partOfRest !== undefined;
    const head = isChange && this.#isCrowded ? MANY_REFUSALS : 0;
    const attempts = pace.forMs !== undefined && this.#refusals >= MANY_REFUSALS ? 1 : pace.attempts;
    const waitInTime = (milliseconds: number) =>
      clock.wait(Math.max(0, Math.min(milliseconds, most - this.#now())));
    if (isChange) this.#refusals = 0;
    if (pace.goesOn && this.#refusals > 0) await waitInTime(waitAfter(this.#refusals));
    if (pace.hesitates && this.trouble !== undefined) await waitInTime(waitAfter(1));
    for (let failed = 1; ; failed += 1) {
      try {
        return await call();
      } catch (error) {
        if (!isOfClient(error)) throw error;
        const { isThrottlingError, isTransientError } = await classification();
        const throttled = isThrottlingError(error);
        if (throttled) this.#remember('is throttled');
        if (throttled && isChange) this.#refusals += 1;
        if (this.#refusals >= MANY_REFUSALS) this.#crowdedAt = this.#now();
        if (throttled ? pace.givesWay : !isTransientError(error)) throw error;
        const wait = waitAfter(failed + head);
        if (failed >= attempts || this.#now() + wait > most) {
          if (!throttled) this.#remember('does not answer');
          throw error;
        }
        await clock.wait(wait);
      }
    }
  }

  get #isCrowded(): boolean {
    return this.#now() - this.#crowdedAt < REMEMBERED_MS;
  }

  #longest({ mostMs, partOfRest }: Pace, until: Date): number {
    if (partOfRest === undefined) return mostMs;
    return Math.min(mostMs, Math.max(LEAST_WAIT_MS, (until.getTime() - this.#now()) * partOfRest));
  }

  #remember(trouble: Trouble): void {
    this.#last = { trouble, at: this.#now() };
  }

  #now(): number {
    return this.#pacing.clock.now().getTime();
  }
}

/** Others need the rate of IAM. The name stands in alerts, as a code of AWS would. */
class CrowdError extends Error {
  override readonly name = 'NotAskedWhileThrottled';
}

/** IAM refuses because of too many requests. */
export async function isThrottled(error: unknown): Promise<boolean> {
  return isOfClient(error) && (await classification()).isThrottlingError(error);
}

/** A part of the SDK, which is not loaded before the first call. */
function classification() {
  return import('./client-error.ts');
}

/** What a client throws is an `Error`. Its type says more of it than is known. */
function isOfClient(error: unknown): error is ClientError {
  return error instanceof Error;
}
