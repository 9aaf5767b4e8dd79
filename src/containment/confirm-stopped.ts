import { isUserName } from '../core/access-key-id.ts';
import type { DecisionTo } from '../core/decision.ts';
import { isAlive } from '../core/key-status.ts';
import { type ContainmentResult, ended } from '../core/outcome.ts';
import { onEveryResource, onUsers } from '../core/permission.ts';
import type { Containment, Work } from './containment.ts';
import { findOwner, withoutOwnerBy } from './key-owner.ts';
import { readKeys } from './read-back.ts';

/** CloudTrail says that somebody set the key Inactive or deleted it. Only a read-back from IAM closes the page. */
export const confirmStopped: Containment<'confirm-stopped'> = {
  action: 'confirm-stopped',
  permissions: [onUsers('iam:ListAccessKeys'), onEveryResource('iam:GetAccessKeyLastUsed')],
  contain,
};

/** Only reads. */
async function contain(
  { accessKeyId, user }: DecisionTo<'confirm-stopped'>,
  work: Work,
): Promise<ContainmentResult> {
  const { userName, answer } = isUserName(user.userName)
    ? { userName: user.userName, answer: 'named' as const }
    : await findOwner(accessKeyId, work);
  if (userName === undefined) return withoutOwnerBy(answer, work);

  const answered = await readKeys({ userName, stopped: [accessKeyId], error: undefined }, work);
  if (answered === undefined) return ended('not-verified', { userName });
  const { read } = answered;
  const alive = read.keys.filter(isAlive);
  if (alive.some((key) => key.accessKeyId === accessKeyId)) {
    // IAM's list may lag for some seconds. After minutes it shows a later change, which has a record of its own.
    return ended(work.receives > 0 ? 'active-again' : 'still-active', read);
  }
  return ended(alive.length > 0 ? 'other-key-active' : 'stopped-by-hand', read);
}
