import type { DeadLetter } from '../src/core/dead-letter.ts';

/** A dead letter of which nothing is known, but for what a test says of it. */
export function aDeadLetter(change: Partial<DeadLetter> = {}): DeadLetter {
  return {
    ...{ messageId: 'letter', sentAt: undefined, cause: undefined, task: undefined, eventId: undefined },
    ...{ source: undefined, detailType: undefined, accountId: undefined },
    ...{ credentials: [], users: [], callers: [], made: [] },
    ...change,
  };
}
