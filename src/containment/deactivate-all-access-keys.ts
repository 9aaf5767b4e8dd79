import type { Outcome } from '../core/outcome.ts';
import type { Containment, DecisionTo, Ending, Work } from './containment.ts';
import { setInactive } from './deactivate-access-key.ts';
import { refuseExempt } from './owner.ts';
import { judge } from './read-back.ts';
import { recorderOf } from './recorder.ts';

/** What this way of containing may call; a test holds the role to it. */
export const permissions = ['iam:ListAccessKeys', 'iam:UpdateAccessKey', 'iam:GetUser'];

/** Every Active key of a user: after AWS's quarantine, or when a session was seen that any of them may have made. */
export async function deactivateAllAccessKeys(
  decision: DecisionTo<'deactivate-all-access-keys'>,
  containment: Containment,
): Promise<Outcome> {
  const work = { ...containment, recorder: recorderOf(containment.clock) };
  const ending = await deactivateThem(decision, work);
  const session = decision.implicated.kind === 'credential';
  return {
    ...(session && ending.state === 'CONTAINED' ? sessionLivesOn(ending) : ending),
    decision,
    actions: work.recorder.records,
  };
}

async function deactivateThem(
  { userName, user }: DecisionTo<'deactivate-all-access-keys'>,
  work: Work,
): Promise<Ending> {
  const { iam, recorder, clock } = work;
  const refusal = await refuseExempt(user, work);
  if (refusal !== undefined) return refusal;

  const listed = await recorder.attempt('iam:ListAccessKeys', userName, () => iam.listAccessKeys(userName));
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

/** A session outlives the key that made it: IAM user guide, "Disabling permissions for temporary security credentials". */
function sessionLivesOn(ending: Ending): Ending {
  return { ...ending, state: 'PARTLY_CONTAINED', reason: 'session-alive' };
}
