import { isUserName } from '../core/access-key-id.ts';
import type { DecisionTo, Ending, Work } from './containment.ts';
import { findOwner } from './owner.ts';
import { isActive, readKeys } from './read-back.ts';

/** What this may call; a test holds the role to it. It only reads. */
export const permissions = ['iam:ListAccessKeys', 'iam:GetAccessKeyLastUsed'];

/** CloudTrail says that somebody set the key Inactive or deleted it: an alert is closed by what IAM shows, not by that. */
export async function confirmStopped(
  { accessKeyId, user }: DecisionTo<'confirm-stopped'>,
  work: Work,
): Promise<Ending> {
  const userName = isUserName(user.userName) ? user.userName : (await findOwner(accessKeyId, work)).userName;
  if (userName === undefined) return { state: 'NOT_CONTAINED', reason: 'owner-not-found', unfinished: true };

  const read = await readKeys({ userName, stopped: [accessKeyId], error: undefined }, work);
  if (read === undefined) {
    return { state: 'NOT_CONTAINED', reason: 'not-verified', userName, unfinished: true };
  }
  const active = read.keys.filter(isActive);
  if (active.some((key) => key.accessKeyId === accessKeyId)) {
    return { state: 'NOT_CONTAINED', reason: 'still-active', userName, ...read, unfinished: true };
  }
  return active.length > 0
    ? { state: 'PARTLY_CONTAINED', reason: 'other-key-active', userName, ...read, unfinished: false }
    : { state: 'RESOLVED', reason: 'stopped-by-hand', userName, ...read, unfinished: false };
}
