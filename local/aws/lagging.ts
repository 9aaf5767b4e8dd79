import type { Elapsed } from './elapsed.ts';

/**
 * A value whose newest state is not in force at once. IAM is eventually consistent: the control plane shows a change
 * immediately, and requests go on being judged by the old value for some seconds.
 */
export class Lagging<T> {
  #history: { readonly value: T; readonly since: number }[];
  readonly #elapsed: Elapsed;

  /** `since` is 0 for what has always been so. */
  constructor(value: T, { elapsed, since = 0 }: { readonly elapsed: Elapsed; readonly since?: number }) {
    this.#history = [{ value, since }];
    this.#elapsed = elapsed;
  }

  write(value: T): void {
    this.#history.push({ value, since: this.#elapsed.now() });
  }

  /** As if it had always been so. */
  reset(value: T): void {
    this.#history = [{ value, since: 0 }];
  }

  /** The value in force for a reader who lags behind; `undefined` where the thing did not exist yet, or was unmade. */
  read(lagMilliseconds: number): T | undefined {
    const horizon = this.#elapsed.now() - lagMilliseconds;
    return this.#history.findLast(({ since }) => since <= horizon)?.value;
  }
}
