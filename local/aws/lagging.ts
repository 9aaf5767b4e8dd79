/**
 * A value whose newest state is not in force at once. IAM is eventually consistent: the control plane shows a change
 * immediately, and requests go on being judged by the old value for some seconds.
 */
export class Lagging<T> {
  #history: { readonly value: T; readonly since: number }[];

  /** `since` is 0 for what has always been so. */
  constructor(value: T, since = 0) {
    this.#history = [{ value, since }];
  }

  write(value: T): void {
    this.#history.push({ value, since: Date.now() });
  }

  /** As if it had always been so. */
  reset(value: T): void {
    this.#history = [{ value, since: 0 }];
  }

  /** The value in force for a reader who lags behind; `undefined` where the thing did not exist yet, or was unmade. */
  read(lagMilliseconds: number): T | undefined {
    const horizon = Date.now() - lagMilliseconds;
    return this.#history.findLast(({ since }) => since <= horizon)?.value;
  }
}
