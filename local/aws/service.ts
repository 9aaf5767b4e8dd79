import type { Caller } from './caller.ts';

/** The services by the names in a signature's credential scope. */
export type ServiceName = 'iam' | 'sts' | 'sns' | 'events';

/** One call of an action, after the caller is known. */
export interface Call {
  readonly action: string;
  readonly params: Params;
  /** The Region that the request was signed for. */
  readonly region: string;
  readonly caller: Caller;
}

/** Flat strings as AWS Query sends them (`Entries.member.1.Id`), or the JSON body. */
export type Params = Readonly<Record<string, unknown>>;

/** What is written below `<ActionResult>`, or as the JSON body. `undefined`: the action answers nothing. */
export type Result = Readonly<Record<string, unknown>> | undefined;

/** A service is a table: one more action is one more function in it. */
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
