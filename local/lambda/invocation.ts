/** How one run of a function ended, as Lambda's Invoke answers. */
export interface Invocation {
  readonly requestId: string;
  /** Set when the function failed, timed out or did not start; Lambda knows no other word. */
  readonly functionError: 'Unhandled' | undefined;
  /** What the handler returned, or `{ errorType, errorMessage, trace }`. */
  readonly payload: unknown;
  readonly coldStart: boolean;
  readonly startedAt: Date;
  /** From the hand-over of the event to the answer; the start of the process is not in it. */
  readonly milliseconds: number;
  /** What was written to standard output and standard error meanwhile, line by line. */
  readonly logs: readonly string[];
}

/** A failure in the shape in which the runtime, or Lambda in its place, reports it. */
export interface FunctionFailure {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace?: readonly string[];
}
