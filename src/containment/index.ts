import type { Clock } from '../core/clock.ts';
import type { Remedy } from '../core/command.ts';
import { type ContainmentAction, contains, type Decision, type DecisionTo } from '../core/decision.ts';
import { type ContainmentResult, type Enrichment, ended, type Outcome } from '../core/outcome.ts';
import { reasons } from '../core/reasons/index.ts';
import type { ResponsePolicy } from '../core/response-policy.ts';
import type { Accounts } from './accounts.ts';
import { ActionLog } from './action-log.ts';
import { confirmStopped } from './confirm-stopped.ts';
import type { Containment, Measure } from './containment.ts';
import { deactivateAccessKey } from './deactivate-access-key.ts';
import { deactivateAllAccessKeys } from './deactivate-all-access-keys.ts';
import { LookAround } from './enrich.ts';
import type { Iam } from './iam-account.ts';
import { madeCredentialRemedy } from './made-credential-remedy.ts';
import { quarantineUser } from './quarantine-user.ts';
import { revokeRoleSessions } from './revoke-role-sessions.ts';

/**
 * Every containment. `npm run generate` writes roles and docs from this list, and alerts take their commands from it.
 */
export const containments: { readonly [A in ContainmentAction]: Containment<A> } = {
  'deactivate-access-key': deactivateAccessKey,
  'deactivate-all-access-keys': deactivateAllAccessKeys,
  'confirm-stopped': confirmStopped,
  'revoke-role-sessions': revokeRoleSessions,
};

export const measures: readonly Measure[] = [quarantineUser];

/**
 * A person runs containment commands in this order, and undo commands in the opposite order. First comes what stops what
 * the alert is about.
 */
export const remedies: readonly Remedy[] = [
  madeCredentialRemedy,
  ...Object.values(containments),
  ...measures,
];

export interface Containing {
  readonly accounts: Pick<Accounts, 'own' | 'member' | 'ofKey'>;
  readonly clock: Clock;
  /** How long it may be tried to stop a credential. */
  readonly until: Date;
  readonly policy: Pick<ResponsePolicy, 'exemptPrincipals' | 'accountId' | 'partition'>;
}

export interface Contained {
  /** How it ended. Nothing that is read later changes that. */
  readonly outcome: Outcome;
  /** What is still being read for the alert. Never rejects. */
  readonly enrichment: Promise<Enrichment | undefined>;
}

/** Runs a decision. Never rejects: one failure must not stop the next credential or the alert. */
export async function contain(
  decision: Decision,
  c: Containing & { readonly log?: ActionLog },
): Promise<Contained> {
  const { log = new ActionLog(c.clock) } = c;
  const iam = await iamFor(decision, { ...c, log });
  const look = iam && new LookAround({ iam, clock: c.clock });
  const result = contains(decision)
    ? await carryOut(decision, { ...c, log, iam, look })
    : ended(decision.reason, {});
  const outcome = { ...result, decision, actions: log.records };
  const { nothingReal, audience } = reasons[result.reason];
  const isTold = !nothingReal && audience !== 'machines';
  return { outcome, enrichment: Promise.resolve(isTold ? look?.enrich(outcome) : undefined) };
}

interface Acting extends Containing {
  readonly log: ActionLog;
  readonly iam: Iam | undefined;
  readonly look: LookAround | undefined;
}

/** IAM of the credential's account. `undefined` if it cannot be reached. */
async function iamFor(
  decision: Decision,
  { accounts, policy, log, until }: Omit<Acting, 'iam' | 'look'>,
): Promise<Iam | undefined> {
  if (decision.affected.accountId === policy.accountId) return accounts.own(until);
  // There is no containment. The account's name alone is no reason to assume a role in another account.
  if (!contains(decision)) return undefined;
  const { accountId } = decision;
  const member = accounts.member({ partition: policy.partition, accountId }, until);
  const assumed = await log.record({ call: 'sts:AssumeRole', target: accountId }, member);
  return assumed.ok ? assumed.value : undefined;
}

async function carryOut<A extends ContainmentAction>(
  decision: DecisionTo<A>,
  { accounts, clock, policy, log, iam, look }: Acting,
): Promise<ContainmentResult> {
  if (iam === undefined || look === undefined) return ended('member-role-failed', {});
  const { accountId } = decision;
  const containment: Containment<A> = containments[decision.action];
  try {
    return await containment.contain(decision, {
      ...{ iam, accounts, log, clock, look },
      policy: { ...policy, accountId },
    });
  } catch {
    // AWS's errors are in the result, so this is a bug of this project, and the key may be Active.
    return ended('deactivation-failed', {});
  }
}
