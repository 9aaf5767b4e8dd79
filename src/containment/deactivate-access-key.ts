import { isUserName } from '../core/access-key-id.ts';
import type { Outcome } from '../core/outcome.ts';
import type { Containment, DecisionTo, Ending, Work } from './containment.ts';
import { findOwner, refuseExempt } from './owner.ts';
import { judge } from './read-back.ts';
import { recorderOf } from './recorder.ts';

/** What this way of containing may call; a test holds the role to it. */
export const permissions = [
  'iam:UpdateAccessKey',
  'iam:ListAccessKeys',
  'iam:GetAccessKeyLastUsed',
  'iam:GetUser',
];

/** One long-term key. Its first call is the one that stops the key, whenever the event names the owner. */
export async function deactivateAccessKey(
  decision: DecisionTo<'deactivate-access-key'>,
  containment: Containment,
): Promise<Outcome> {
  const work = { ...containment, recorder: recorderOf(containment.clock) };
  return { ...(await deactivateIt(decision, work)), decision, actions: work.recorder.records };
}

async function deactivateIt(decision: DecisionTo<'deactivate-access-key'>, work: Work): Promise<Ending> {
  const { accessKeyId, user } = decision;
  if (!isUserName(user.userName)) return deactivateAtOwner(accessKeyId, work);

  const refusal = await refuseExempt(user, work);
  if (refusal !== undefined) return refusal;
  const error = await setInactive(user.userName, accessKeyId, work);
  // The user was renamed, or the event's name was wrong: IAM knows whose key it is, or that it is gone.
  if (error === 'NoSuchEntityException') return deactivateAtOwner(accessKeyId, work, user.userName);
  return judge({ userName: user.userName, stopped: [accessKeyId], error }, work);
}

async function deactivateAtOwner(accessKeyId: string, work: Work, formerName?: string): Promise<Ending> {
  const { userName, refused } = await findOwner(accessKeyId, work);
  if (userName === undefined) {
    return formerName === undefined ? ownerNotFound(refused) : confirmGone(formerName, refused, work);
  }
  const refusal = await refuseExempt({ type: 'IAMUser', userName }, work);
  if (refusal !== undefined) return refusal;
  const error = await setInactive(userName, accessKeyId, work);
  return judge({ userName, stopped: [accessKeyId], error }, work);
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
