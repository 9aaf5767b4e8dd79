import type { Decision } from '../core/decision.ts';
import type { Outcome } from '../core/outcome.ts';
import type { Clock, Iam } from '../core/ports.ts';
import { isOrdinary } from '../core/urgency.ts';
import { confirmStopped } from './confirm-stopped.ts';
import type { Containment, Ending, Work } from './containment.ts';
import { deactivateAccessKey } from './deactivate-access-key.ts';
import { deactivateAllAccessKeys } from './deactivate-all-access-keys.ts';
import { lookAround } from './look-around.ts';
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
  const { ending, iam } = await act(decision, accounts, recorder).catch(mistake);
  const outcome = { ...ending, decision, actions: recorder.records };
  if (iam === undefined || isNoIncident(outcome)) return outcome;
  return { ...outcome, surroundings: await lookAround(outcome, { iam, clock: accounts.clock }) };
}

interface Acted {
  readonly ending: Ending;
  /** Of the account that the credential belongs to, where it can be asked. */
  readonly iam: Iam | undefined;
}

/** Calls to AWS do not get here, their errors are in the ending; this is a mistake of ours, and the key may be Active. */
function mistake(): Acted {
  return {
    ending: { state: 'NOT_CONTAINED', reason: 'deactivation-failed', unfinished: true },
    iam: undefined,
  };
}

/** Nobody wants to know more about a made-up finding, or about somebody's daily work. */
function isNoIncident(outcome: Outcome): boolean {
  return outcome.state === 'TEST' || outcome.reason === 'malformed-key-id' || isOrdinary(outcome);
}

async function act(decision: Decision, accounts: Accounts, recorder: Recorder): Promise<Acted> {
  switch (decision.action) {
    case 'deactivate-access-key':
      return inAccount(decision.accountId, accounts, recorder, (work) => deactivateAccessKey(decision, work));
    case 'deactivate-all-access-keys':
      return inAccount(decision.accountId, accounts, recorder, (work) =>
        deactivateAllAccessKeys(decision, work),
      );
    case 'revoke-role-sessions':
      return inAccount(decision.accountId, accounts, recorder, (work) => revokeRoleSessions(decision, work));
    case 'confirm-stopped':
      return inAccount(decision.accountId, accounts, recorder, (work) => confirmStopped(decision, work));
    case 'escalate': {
      const unfinished = decision.reason === 'ledger-unreadable';
      const ending = { state: 'NOT_CONTAINED', reason: decision.reason, unfinished } as const;
      return { ending, iam: ownIam(decision, accounts) };
    }
    case 'none': {
      const state = decision.reason === 'sample' ? 'TEST' : 'NO_ACTION';
      const ending = { state, reason: decision.reason, unfinished: false } as const;
      return { ending, iam: ownIam(decision, accounts) };
    }
  }
}

/** Nothing is done to the credential. Our own account can still be asked for its name; another is not assumed for that. */
function ownIam({ implicated: { accountId } }: Decision, { own, policy }: Accounts): Iam | undefined {
  return accountId === policy.accountId ? own : undefined;
}

async function inAccount(
  accountId: string,
  { own, other, clock, policy }: Accounts,
  recorder: Recorder,
  contain: (work: Work) => Promise<Ending>,
): Promise<Acted> {
  const work = { clock, recorder, policy: { ...policy, accountId } };
  if (accountId === policy.accountId) return { ending: await contain({ ...work, iam: own }), iam: own };
  const assumed = await recorder.attempt('sts:AssumeRole', accountId, () => other(accountId));
  if (!assumed.ok) {
    const ending = { state: 'NOT_CONTAINED', reason: 'member-role-failed', unfinished: true } as const;
    return { ending, iam: undefined };
  }
  return { ending: await contain({ ...work, iam: assumed.value }), iam: assumed.value };
}
