import { isUserName } from '../core/access-key-id.ts';
import type { DecisionTo } from '../core/decision.ts';
import { type ContainmentResult, ended, factsOf, type Quarantine } from '../core/outcome.ts';
import { onEveryResource, onUsers } from '../core/permission.ts';
import type { CredentialsRead } from '../core/user-credential.ts';
import { accessKeyRemedy } from './access-key-remedy.ts';
import type { Containment, Work } from './containment.ts';
import { keyAccountPermission } from './key-account-permission.ts';
import { findOwner, type NamedUser, refuseExempt } from './key-owner.ts';
import { quarantine, withQuarantine } from './quarantine-user.ts';
import { errorOf, setInactive } from './set-inactive.ts';
import { readCredentials, stopCredentials } from './stop-user-credentials.ts';
import { type KeyChange, verifyWithYounger } from './verify-with-younger.ts';
import { withoutOwner } from './without-owner.ts';

type Decision = DecisionTo<'deactivate-access-key'>;

/** Deactivates one long-term key. */
export const deactivateAccessKey: Containment<'deactivate-access-key'> = {
  action: 'deactivate-access-key',
  permissions: [
    onUsers('iam:UpdateAccessKey', 'iam:ListAccessKeys', 'iam:GetUser'),
    onEveryResource('iam:GetAccessKeyLastUsed'),
    keyAccountPermission,
  ],
  contain,
  ...accessKeyRemedy,
};

/** The first call deactivates the key if the event names the owner. */
async function contain(decision: Decision, work: Work): Promise<ContainmentResult> {
  const { user } = decision;
  // A deny that nobody is known to have put is put now, with the key.
  if (work.readsFirst && decision.quarantine === (work.quarantinedBefore !== undefined)) {
    const read = await readFirst(decision, work);
    if (read !== undefined) return read;
  }
  if (!isUserName(user.userName)) return containAtOwner({ decision }, work);

  const refusal = await refuseExempt(user, work);
  if (refusal !== undefined) return refusal;
  const stopped = await stop({ ...user, userName: user.userName }, { decision, work, isOwner: false });
  // The user was renamed, or the event has a wrong name. IAM knows the owner, or that the key is gone.
  return stopped.error === 'NoSuchEntityException'
    ? containAtOwner({ decision, formerName: user.userName }, work)
    : verify(stopped, { decision, work });
}

/** @returns `undefined` if the key is not known to be Inactive, so that it must be stopped. */
async function readFirst(decision: Decision, work: Work): Promise<ContainmentResult | undefined> {
  const { user, accessKeyId } = decision;
  const { userName } = isUserName(user.userName) ? user : await findOwner(accessKeyId, work);
  if (userName === undefined) return undefined;
  const quarantined = decision.quarantine ? await quarantine({ ...user, userName }, work) : undefined;
  const result = await verify({ userName, error: undefined, quarantined }, { decision, work });
  return isStopped(result) || result.reason === 'not-read-yet' ? result : undefined;
}

/**
 * IAM names the owner, and the key is deactivated there. A thief that may call iam:UpdateUser renames the user between the two
 * calls, again and again: so this goes on for as long as a response can wait, and never ends as if the key were gone.
 */
async function containAtOwner(
  { decision, formerName }: { readonly decision: Decision; readonly formerName?: string },
  work: Work,
): Promise<ContainmentResult> {
  const { accessKeyId } = decision;
  const until = work.clock.now().getTime() + CHASE_MS;
  let named = formerName;
  for (
    let round = 0;
    round < LEAST_ROUNDS || (round < MOST_ROUNDS && work.clock.now().getTime() < until);
    round += 1
  ) {
    const owner = await findOwner(accessKeyId, work);
    const { userName } = owner;
    if (userName === undefined) return withoutOwner({ owner, accessKeyId, formerName: named }, work);
    if (decision.ofUserOnly && userName !== decision.user.userName)
      return ended('key-of-another', { userName: decision.user.userName ?? userName });
    const user = { type: 'IAMUser', userName } as const;
    const refusal = await refuseExempt(user, work);
    if (refusal !== undefined) return refusal;
    const stopped = await stop(user, { decision, work, isOwner: true });
    if (stopped.error !== 'NoSuchEntityException') return verify(stopped, { decision, work });
    named = userName;
  }
  return ended('owner-changes', { ...(named !== undefined && { userName: named }) });
}

/** At least ten rounds, and more for as long as 20 seconds; IAM answers in some tens of milliseconds. */
const LEAST_ROUNDS = 10;
const MOST_ROUNDS = 200;
const CHASE_MS = 20_000;

interface Stopped extends KeyChange {
  /** `undefined` if no quarantine was asked for, or if the name belongs to another user. */
  readonly quarantined: Quarantine | undefined;
}

interface Acting {
  readonly decision: Decision;
  readonly work: Work;
}

/**
 * Deactivates the key and, if asked for, quarantines the user. Both run at the same time, because a thief would use the
 * time between them. If the event has no unique id, the name may belong to somebody else now. Then the quarantine waits
 * until IAM has accepted the key as a key of that user.
 */
async function stop(
  user: NamedUser,
  { decision, work, isOwner }: Acting & { readonly isOwner: boolean },
): Promise<Stopped> {
  const { userName } = user;
  const change = setInactive({ userName, accessKeyId: decision.accessKeyId }, work);
  const vouchedFor = isOwner || user.uniqueId !== undefined;
  const mayDeny = decision.quarantine && (vouchedFor || errorOf(await change) !== 'NoSuchEntityException');
  const [changed, quarantined] = await Promise.all([change, mayDeny ? quarantine(user, work) : undefined]);
  return { userName, error: errorOf(changed), quarantined };
}

async function verify(
  { quarantined, ...change }: Stopped,
  { decision, work }: Acting,
): Promise<ContainmentResult> {
  const verifying = verifyWithYounger(change, { decision, work });
  // A second look is in no hurry. If it cannot read the keys, the rest says nothing.
  if (work.readsFirst && (await verifying).reason === 'not-read-yet')
    return withQuarantine(await verifying, { holding: quarantined, work });
  const [keys, credentials] = await Promise.all([verifying, otherCredentials(change, { decision, work })]);
  const verified = { ...keys, ...(credentials !== undefined && { credentials }) };
  const result = withQuarantine(verified, { holding: quarantined, work });
  switch (decision.affected.kind) {
    case 'reactivated-key':
      return stoppedAs('stopped-again', result);
    case 'new-credential':
      return stoppedAs('new-credential-stopped', result);
    default:
      return result;
  }
}

function isStopped({ state }: ContainmentResult): boolean {
  return state === 'CONTAINED' || state === 'PARTLY_CONTAINED';
}

/** IAM vouches for the user if it accepted the key as that user's. Otherwise the name may be somebody else's. */
async function otherCredentials(
  { userName, error }: KeyChange,
  { decision: { reach }, work }: Acting,
): Promise<readonly CredentialsRead[] | undefined> {
  if (error !== undefined) return undefined;
  return stopCredentials({ userName, reach, read: await readCredentials({ userName }, work) }, work);
}

/** The key reads Inactive, as after a theft. But somebody has just switched it on or made it, and can do so again. */
function stoppedAs(
  reason: 'stopped-again' | 'new-credential-stopped',
  result: ContainmentResult,
): ContainmentResult {
  const { userName, keys, verifiedAt } = result;
  if (!isStopped(result) || userName === undefined || keys === undefined || verifiedAt === undefined)
    return result;
  return ended(reason, { ...factsOf(result), userName, keys, verifiedAt });
}
