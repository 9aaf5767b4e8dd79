import { isUserName } from '../core/access-key-id.ts';
import type { IamUser } from '../core/detection.ts';
import type { DecisionTo, Ending, Work } from './containment.ts';
import { findOwner, refuseExempt } from './owner.ts';
import { quarantineUser, withQuarantine } from './quarantine-user.ts';
import { judge } from './read-back.ts';

/** What this way of containing may call; a test holds the role to it. */
export const permissions = [
  'iam:UpdateAccessKey',
  'iam:ListAccessKeys',
  'iam:GetAccessKeyLastUsed',
  'iam:GetUser',
];

type Decision = DecisionTo<'deactivate-access-key'>;

/** One long-term key. Its first call is the one that stops the key, whenever the event names the owner. */
export async function deactivateAccessKey(decision: Decision, work: Work): Promise<Ending> {
  const { user } = decision;
  if (!isUserName(user.userName)) return deactivateAtOwner(decision, work);

  const refusal = await refuseExempt(user, work);
  if (refusal !== undefined) return refusal;
  const { error, ending } = await stop({ ...user, userName: user.userName }, decision, work);
  // The user was renamed, or the event's name was wrong: IAM knows whose key it is, or that it is gone.
  return error === 'NoSuchEntityException' ? deactivateAtOwner(decision, work, user.userName) : ending();
}

async function deactivateAtOwner(decision: Decision, work: Work, formerName?: string): Promise<Ending> {
  const { userName, refused } = await findOwner(decision.accessKeyId, work);
  if (userName === undefined) {
    return formerName === undefined ? ownerNotFound(refused) : confirmGone(formerName, refused, work);
  }
  const owner = { type: 'IAMUser', userName } as const;
  return (await refuseExempt(owner, work)) ?? (await stop(owner, decision, work, true)).ending();
}

/**
 * The key and, where it is asked for, the user: at the same time, since a thief uses the time between. A name that nothing
 * vouches for may be somebody else's by now: then the user is denied only once IAM has taken the key for theirs.
 */
async function stop(
  user: IamUser & { readonly userName: string },
  { accessKeyId, quarantine }: Decision,
  work: Work,
  isOwner = false,
) {
  const { userName } = user;
  const change = setInactive(userName, accessKeyId, work);
  const vouchedFor = isOwner || user.uniqueId !== undefined;
  const mayDeny = quarantine && (vouchedFor || (await change) !== 'NoSuchEntityException');
  const [error, quarantined] = await Promise.all([change, mayDeny ? quarantineUser(user, work) : undefined]);
  const ending = async () =>
    withQuarantine(await judge({ userName, stopped: [accessKeyId], error }, work), quarantined);
  return { error, ending };
}

function ownerNotFound(refused: boolean): Ending {
  return { state: 'NOT_CONTAINED', reason: 'owner-not-found', unfinished: refused };
}

/**
 * No such key under the user that the event names, and no owner by its id. IAM refuses to look up keys that are gone
 * in the same words as keys that the role may not see, so only a user who is there without the key proves it gone.
 */
async function confirmGone(
  userName: string,
  refused: boolean,
  { iam, recorder, clock }: Work,
): Promise<Ending> {
  const gone = { state: 'NO_ACTION', reason: 'key-gone', userName, unfinished: false } as const;
  if (!refused) return gone;
  const listed = await recorder.attempt('iam:ListAccessKeys', userName, () => iam.listAccessKeys(userName));
  return listed.ok
    ? { ...gone, keys: listed.value, verifiedAt: clock.now().toISOString() }
    : ownerNotFound(refused);
}

/** @returns the code of the error, `undefined` when IAM accepted the change. */
export async function setInactive(
  userName: string,
  accessKeyId: string,
  { iam, recorder }: Work,
): Promise<string | undefined> {
  const change = await recorder.attempt('iam:UpdateAccessKey', `${accessKeyId} Inactive`, () =>
    iam.deactivateAccessKey(userName, accessKeyId),
  );
  return change.ok ? undefined : change.error;
}
