/** All times are milliseconds of the machine's clock since its start, which every process reads alike. */
export interface InvocationRecord {
  readonly calledAt: number;
  readonly answeredAt: number;
  /** The message of what the handler threw: Lambda would run the event again. */
  readonly failure: string | null;
}

/** What the process of a function writes down of its life. */
export interface LifeRecord {
  readonly invocations: readonly InvocationRecord[];
  /** The most memory that it had resident. */
  readonly peakMegabytes: number;
}
