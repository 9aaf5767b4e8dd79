import type { Decision } from '../core/decision.ts';
import type { Outcome } from '../core/outcome.ts';
import type { Clock, Iam } from '../core/ports.ts';
import type { Containment, Ending, Work } from './containment.ts';
import { deactivateAccessKey } from './deactivate-access-key.ts';
import { deactivateAllAccessKeys } from './deactivate-all-access-keys.ts';
import { type Recorder, recorderOf } from './recorder.ts';
import { revokeRoleSessions } from './revoke-role-sessions.ts';

export interface Accounts {
  /** IAM of the account that the function runs in: at hand, so that nothing comes before the first call. */
  readonly own: Iam;
  readonly other: (accountId: string) => Promise<Iam>;
  readonly clock: Clock;
  readonly policy: Containment['policy'];
}

/** Every way to end a decision. Never rejects: one credential's failure must not stop the next one, nor the alert. */
export async function carryOut(decision: Decision, accounts: Accounts): Promise<Outcome> {
  const recorder = recorderOf(accounts.clock);
  try {
    return { ...(await act(decision, accounts, recorder)), decision, actions: recorder.records };
  } catch {
    // Calls to AWS do not get here, their errors are in the ending; this is a mistake of ours, and the key may be Active.
    return {
      state: 'NOT_CONTAINED',
      reason: 'deactivation-failed',
      decision,
      actions: recorder.records,
      unfinished: true,
    };
  }
}

function act(decision: Decision, accounts: Accounts, recorder: Recorder): Ending | Promise<Ending> {
  switch (decision.action) {
    case 'deactivate-access-key':
      return inAccount(decision.accountId, accounts, recorder, (work) => deactivateAccessKey(decision, work));
    case 'deactivate-all-access-keys':
      return inAccount(decision.accountId, accounts, recorder, (work) =>
        deactivateAllAccessKeys(decision, work),
      );
    case 'revoke-role-sessions':
      return inAccount(decision.accountId, accounts, recorder, (work) => revokeRoleSessions(decision, work));
    case 'escalate':
      return {
        state: 'NOT_CONTAINED',
        reason: decision.reason,
        unfinished: decision.reason === 'ledger-unreadable',
      };
    case 'none': {
      const state = decision.reason === 'sample' ? 'TEST' : 'NO_ACTION';
      return { state, reason: decision.reason, unfinished: false };
    }
  }
}

async function inAccount(
  accountId: string,
  { own, other, clock, policy }: Accounts,
  recorder: Recorder,
  contain: (work: Work) => Promise<Ending>,
): Promise<Ending> {
  const work = { clock, recorder, policy: { ...policy, accountId } };
  if (accountId === policy.accountId) return contain({ ...work, iam: own });
  const assumed = await recorder.attempt('sts:AssumeRole', accountId, () => other(accountId));
  if (!assumed.ok) return { state: 'NOT_CONTAINED', reason: 'member-role-failed', unfinished: true };
  return contain({ ...work, iam: assumed.value });
}
