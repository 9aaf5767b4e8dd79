/** The only source of time, so that tests can set it. */
export interface Clock {
  readonly now: () => Date;
  readonly wait: (milliseconds: number) => Promise<void>;
  /** Ends a call that takes longer. */
  readonly abortAfter: (milliseconds: number) => AbortSignal;
}

/** Resolves when the time of `abortAfter` is over. */
export function passed(limit: AbortSignal): Promise<undefined> {
  return new Promise((resolve) => {
    if (limit.aborted) resolve(undefined);
    else limit.addEventListener('abort', () => resolve(undefined));
  });
}
