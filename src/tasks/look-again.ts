import { type ChangedKey, LOOK_AGAIN, type RevokedRole, type SecondLook } from '../core/second-look.ts';
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
    const changed = list(payload, 'changed').flatMap(changedKeyOf);
    return { event, since, keysRead, changed, revoked: list(payload, 'revoked').flatMap(revokedRoleOf) };
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
    : [{ userName, accessKeyId, at, ...quarantineIn(value) }];
}

function quarantineIn(value: unknown): Pick<ChangedKey, 'quarantine'> {
  const by = (['policy', 'boundary'] as const).find((one) => one === text(value, 'quarantine', 'by'));
  const previousBoundary = text(value, 'quarantine', 'previousBoundary');
  if (by === undefined) return {};
  return { quarantine: { by, ...(previousBoundary !== undefined && { previousBoundary }) } };
}

function revokedRoleOf(value: unknown): readonly RevokedRole[] {
  const accountId = text(value, 'accountId');
  const roleName = text(value, 'roleName');
  const revokedBefore = timeOf(text(value, 'revokedBefore'))?.toISOString();
  const at = timeOf(text(value, 'at'));
  return accountId === undefined || roleName === undefined || revokedBefore === undefined || at === undefined
    ? []
    : [{ accountId, roleName, revokedBefore, at }];
}
