/** The result of one run, in the form of Lambda's Invoke. */
export interface Invocation {
  readonly requestId: string;
  /** Set if the function failed, timed out or did not start. Lambda has only this value. */
  readonly functionError: 'Unhandled' | undefined;
  /** The result of the handler, or `{ errorType, errorMessage, trace }`. */
  readonly payload: unknown;
  readonly coldStart: boolean;
  readonly startedAt: Date;
  /** From the event to the answer, without the start of the process. */
  readonly milliseconds: number;
  /** The lines on standard output and standard error during the run. */
  readonly logs: readonly string[];
}

/** A failure in the form of the runtime or of Lambda. */
export interface FunctionFailure {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace?: readonly string[];
}
