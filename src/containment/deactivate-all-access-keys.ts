import type { IamUser } from '../core/detection.ts';
import type { DecisionTo, Ending, Work } from './containment.ts';
import { setInactive } from './deactivate-access-key.ts';
import { refuseExempt } from './owner.ts';
import { quarantineUser, withQuarantine } from './quarantine-user.ts';
import { judge } from './read-back.ts';

/** What this way of containing may call; a test holds the role to it. */
export const permissions = ['iam:ListAccessKeys', 'iam:UpdateAccessKey', 'iam:GetUser'];

type Decision = DecisionTo<'deactivate-all-access-keys'>;

/** Every Active key of a user: after AWS's quarantine, or when a session was seen that any of them may have made. */
export async function deactivateAllAccessKeys(decision: Decision, work: Work): Promise<Ending> {
  const { user, userName, implicated, quarantine, confirmUniqueId } = decision;
  const refusal =
    (await refuseExempt(user, work)) ?? (await refuseUnconfirmed(userName, confirmUniqueId, work));
  if (refusal !== undefined) return refusal;

  const [keys, quarantined] = await Promise.all([
    // Whom IAM has just confirmed is not asked about twice.
    deactivateThem({ ...(confirmUniqueId === undefined && user), type: 'IAMUser', userName }, work),
    quarantine ? quarantineUser({ ...user, userName }, work) : undefined,
  ]);
  const session = implicated.kind === 'credential' && implicated.accessKeyId !== undefined;
  return withQuarantine(session && keys.state === 'CONTAINED' ? sessionLivesOn(keys) : keys, quarantined);
}

async function deactivateThem(user: NamedUser, work: Work): Promise<Ending> {
  const { iam, recorder, clock } = work;
  const { userName } = user;
  const [listed, another] = await Promise.all([
    recorder.attempt('iam:ListAccessKeys', userName, () => iam.listAccessKeys(userName)),
    isSomebodyElse(user, work),
  ]);
  if (another) return { state: 'NOT_CONTAINED', reason: 'unconfirmed-user', userName, unfinished: false };
  if (!listed.ok) {
    return listed.error === 'NoSuchEntityException'
      ? { state: 'NO_ACTION', reason: 'key-gone', userName, unfinished: false }
      : { state: 'NOT_CONTAINED', reason: 'deactivation-failed', userName, unfinished: true };
  }
  const active = listed.value
    .filter(({ status }) => status === 'Active')
    .map(({ accessKeyId }) => accessKeyId);
  if (active.length === 0) {
    const facts = { userName, keys: listed.value, verifiedAt: clock.now().toISOString() };
    return { state: 'CONTAINED', reason: 'no-active-key', ...facts, unfinished: false };
  }
  const errors = await Promise.all(active.map((accessKeyId) => setInactive(userName, accessKeyId, work)));
  return judge({ userName, stopped: active, error: errors.find((error) => error !== undefined) }, work);
}

/**
 * The event's user was deleted, and another was created under the name. Only a clear answer counts: a stolen session's
 * user is not left alone because IAM is busy.
 */
async function isSomebodyElse({ userName, uniqueId }: NamedUser, { iam, recorder }: Work): Promise<boolean> {
  if (uniqueId === undefined) return false;
  const found = await recorder.attempt('iam:GetUser', userName, () => iam.findUser(userName));
  return found.ok && found.value.uniqueId !== uniqueId;
}

type NamedUser = IamUser & { readonly userName: string };

/** The event names a user and no key. Samples do so too, with names that real users may bear. */
async function refuseUnconfirmed(
  userName: string,
  uniqueId: string | undefined,
  { iam, recorder }: Work,
): Promise<Ending | undefined> {
  if (uniqueId === undefined) return undefined;
  const found = await recorder.attempt('iam:GetUser', userName, () => iam.findUser(userName));
  if (found.ok && found.value.uniqueId === uniqueId) return undefined;
  const passing = !found.ok && found.error !== 'NoSuchEntityException';
  return { state: 'NOT_CONTAINED', reason: 'unconfirmed-user', userName, unfinished: passing };
}

/** A session outlives the key that made it: IAM user guide, "Disabling permissions for temporary security credentials". */
function sessionLivesOn(ending: Ending): Ending {
  return { ...ending, state: 'PARTLY_CONTAINED', reason: 'session-alive' };
}
