import { type ChangedKey, LOOK_AGAIN, type SecondLook } from '../core/second-look.ts';
import { timeOf } from '../core/time.ts';
import { respond } from '../respond.ts';
import { field, list, text } from '../sources/fields.ts';
import { type AnyTask, task } from './task.ts';

interface Look extends SecondLook {
  readonly event: unknown;
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
    if (event === undefined || since === undefined) return undefined;
    const keysRead = field(payload, 'keysRead') === true;
    return { event, since, keysRead, changed: list(payload, 'changed').flatMap(changedKeyOf) };
  },
  run: async ({ event, ...secondLook }, c) => {
    await respond(event, { ...c, invocation: { ...c.invocation, secondLook } });
  },
});

function changedKeyOf(value: unknown): readonly ChangedKey[] {
  const userName = text(value, 'userName');
  const accessKeyId = text(value, 'accessKeyId');
  const at = timeOf(text(value, 'at'));
  return userName === undefined || accessKeyId === undefined || at === undefined
    ? []
    : [{ userName, accessKeyId, at }];
}
