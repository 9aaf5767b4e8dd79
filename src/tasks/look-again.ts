import { LOOK_AGAIN } from '../core/second-look.ts';
import { timeOf } from '../core/time.ts';
import { respond } from '../respond.ts';
import { field, text } from '../sources/fields.ts';
import { type AnyTask, task } from './task.ts';

interface Look {
  readonly event: unknown;
  /** When the response began whose change IAM accepted. */
  readonly since: Date;
}

/**
 * IAM accepted a change and was too busy to show it. Now it is read: then the state is known, and people are told of it once.
 * A key that is not Inactive is set Inactive again.
 */
export const lookAgain: AnyTask = task<Look>({
  name: LOOK_AGAIN,
  parse: (payload) => {
    const event = field(payload, 'event');
    const since = timeOf(text(payload, 'since'));
    return event === undefined || since === undefined ? undefined : { event, since };
  },
  run: async ({ event, since }, c) => {
    await respond(event, { ...c, invocation: { ...c.invocation, looksAgainSince: since } });
  },
});
