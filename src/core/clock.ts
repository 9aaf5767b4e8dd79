/** The only source of time, so that tests can set it. */
export interface Clock {
  readonly now: () => Date;
  readonly wait: (milliseconds: number) => Promise<void>;
  /** Ends a call that takes longer. */
  readonly abortAfter: (milliseconds: number) => AbortSignal;
}
