import type { Container } from '../container.ts';
import type { Invoked } from '../create-handler.ts';

/** Something that is done later, by way of the retry queue: `c.later` sends it, with the name of its unit. */
export interface Task<P = unknown> {
  /** Small letters and hyphens. Messages that wait for days have it, so it never changes. */
  readonly name: string;
  /** @returns `undefined` if the payload is not this task's. A person is told, and it is not tried again. */
  readonly parse: (payload: unknown) => P | undefined;
  /** It may run twice, because SQS may deliver a message twice. If it throws, it runs again later. */
  readonly run: (payload: P, c: Container & Invoked) => Promise<void>;
}

/** A task of the list. It keeps its type of payload to itself. */
export interface AnyTask {
  readonly name: string;
  /** @returns `undefined` if the payload is not this task's. */
  readonly prepare: (payload: unknown) => ((c: Container & Invoked) => Promise<void>) | undefined;
}

export function task<P>({ name, parse, run }: Task<P>): AnyTask {
  return {
    name,
    prepare: (payload) => {
      const parsed = parse(payload);
      return parsed === undefined ? undefined : (c) => run(parsed, c);
    },
  };
}
