import type { DecisionTo } from '../core/decision.ts';
import { isAlive } from '../core/key-status.ts';
import { type ContainmentResult, ended } from '../core/outcome.ts';
import { onEveryResource, onUsers } from '../core/permission.ts';
import type { Result } from '../core/result.ts';
import type { Containment, Work } from './containment.ts';
import { errorOf, setInactive } from './deactivate-access-key.ts';
import { findOwner, isStillUser, type NamedUser, refuseExempt } from './key-owner.ts';
import { quarantine, withQuarantine } from './quarantine-user.ts';
import { listKeys, verifyKeys } from './read-back.ts';

/** Deactivates every Active key of a user: after AWS's quarantine, or if any of the keys may have made a session. */
export const deactivateAllAccessKeys: Containment<'deactivate-all-access-keys'> = {
  action: 'deactivate-all-access-keys',
  permissions: [
    onUsers('iam:ListAccessKeys', 'iam:UpdateAccessKey', 'iam:GetUser'),
    onEveryResource('iam:GetAccessKeyLastUsed'),
  ],
  contain,
};

async function contain(
  decision: DecisionTo<'deactivate-all-access-keys'>,
  work: Work,
): Promise<ContainmentResult> {
  const { user, userName, affected, confirmUniqueId } = decision;
  const refusal =
    (await refuseExempt(user, work)) ??
    (confirmUniqueId === undefined
      ? undefined
      : await refuseUnconfirmed({ userName, uniqueId: confirmUniqueId }, work));
  if (refusal !== undefined) return refusal;

  const [result, quarantined] = await Promise.all([
    // IAM has just confirmed this unique id, so it is not passed on: nothing asks IAM again.
    deactivateAll({ ...(confirmUniqueId === undefined && user), type: 'IAMUser', userName }, work),
    decision.quarantine ? quarantine({ ...user, userName }, work) : undefined,
  ]);
  const bySession = affected.kind === 'credential' && affected.accessKeyId !== undefined;
  return withQuarantine(bySession ? withLiveSession(result) : result, quarantined);
}

/** @param names how many other names the user may still turn out to have. */
async function deactivateAll(
  { names = 10, ...user }: NamedUser & { readonly names?: number },
  work: Work,
): Promise<ContainmentResult> {
  const { userName, uniqueId } = user;
  const [listed, still] = await Promise.all([
    listKeys(userName, work),
    uniqueId === undefined ? 'unknown' : isStillUser({ userName, uniqueId }, work),
  ]);
  // Only a clear "no" counts. A busy IAM must not leave the user of a stolen session alone.
  if (still === 'no') return ended('unconfirmed-user', { userName });
  if (!listed.ok) {
    // Deleted, or renamed: nothing tells which, since no key is known by which IAM could be asked.
    const reason = listed.error === 'NoSuchEntityException' ? 'unconfirmed-user' : 'deactivation-failed';
    return ended(reason, { userName });
  }
  const alive = listed.value.filter(isAlive).map(({ accessKeyId }) => accessKeyId);
  if (alive.length === 0) {
    const verifiedAt = work.clock.now().toISOString();
    return ended('no-active-key', { userName, keys: listed.value, verifiedAt });
  }
  const changes = await Promise.all(alive.map((accessKeyId) => setInactive({ userName, accessKeyId }, work)));
  const [lost] = alive.filter((_, index) => changes[index] !== undefined && isNotThere(changes[index]));
  const owner = lost === undefined ? undefined : await findOwner(lost, work);
  if (owner?.userName !== undefined && owner.userName !== userName) {
    // Renamed since the list: the same keys, under another name.
    if (names === 0) return ended('owner-changes', { userName });
    return deactivateAll({ ...user, userName: owner.userName, names: names - 1 }, work);
  }
  const error = changes.map(errorOf).find((code) => code !== undefined);
  return verifyKeys({ userName, stopped: alive, error }, work);
}

function isNotThere(change: Result<void>): boolean {
  return errorOf(change) === 'NoSuchEntityException';
}

/** The event names a user and no key. Sample findings do the same, with names that real users may have. */
async function refuseUnconfirmed(
  user: { readonly userName: string; readonly uniqueId: string },
  work: Work,
): Promise<ContainmentResult | undefined> {
  const { userName } = user;
  switch (await isStillUser(user, work)) {
    case 'yes':
      return undefined;
    case 'no':
    case 'gone':
      return ended('unconfirmed-user', { userName });
    case 'unknown':
      return ended('user-not-read', { userName });
  }
}

/**
 * A session outlives the key that made it. IAM user guide, "Disabling permissions for temporary security credentials".
 */
function withLiveSession(result: ContainmentResult): ContainmentResult {
  const { state, userName, keys, verifiedAt } = result;
  return state === 'CONTAINED' && userName !== undefined && keys && verifiedAt !== undefined
    ? ended('session-alive', { userName, keys, verifiedAt })
    : result;
}
