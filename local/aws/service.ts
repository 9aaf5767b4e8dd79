import type { Caller } from './caller.ts';

/** The names of services in a signature's credential scope. */
export type ServiceName = 'iam' | 'sts' | 'sns' | 'sqs' | 'events';

/** One call of an action, with its caller. */
export interface Call {
  readonly action: string;
  readonly params: Params;
  /** The Region that the request was signed for. */
  readonly region: string;
  readonly caller: Caller;
}

/** Flat strings from AWS Query (`Entries.member.1.Id`), or the JSON body. */
export type Params = Readonly<Record<string, unknown>>;

/** The content of `<ActionResult>`, or the JSON body. `undefined` if the action has no result. */
export type Result = Readonly<Record<string, unknown>> | undefined;

/** A service is a table of actions. To add an action, add one function. */
export interface Service {
  readonly protocol: 'query' | 'json';
  /** The `Version` of a Query request and the XML namespace of its answer. */
  readonly version: string;
  readonly namespace: string;
  readonly actions: Readonly<Record<string, (call: Call) => Result>>;
}

export function textOf(params: Params, name: string): string | undefined {
  const value = params[name];
  return typeof value === 'string' ? value : undefined;
}
