/** What a warm process is asked for, and what it answers. */
export interface Batch {
  readonly events: readonly unknown[];
  /** How many of them are under way at the same time. */
  readonly concurrency: number;
}

export interface BatchResult {
  /** Milliseconds from the handler's call to the answer to its first request; only when one is under way at a time. */
  readonly toFirstAnswer: readonly number[];
  /** Milliseconds of each whole invocation. */
  readonly whole: readonly number[];
  readonly milliseconds: number;
  /** Of all threads of the process, those that compile and collect garbage included. */
  readonly cpuMilliseconds: number;
  /** The most memory that the process had resident, since its start. */
  readonly peakMegabytes: number;
  /** Messages of the invocations that Lambda would run again. */
  readonly failures: readonly string[];
}
