import type { Clock } from '../core/clock.ts';
import type { Remedy } from '../core/command.ts';
import { type ContainmentAction, contains, type Decision, type DecisionTo } from '../core/decision.ts';
import { type ContainmentResult, type Enrichment, ended, type Outcome } from '../core/outcome.ts';
import { reasons } from '../core/reasons/index.ts';
import type { ResponsePolicy } from '../core/response-policy.ts';
import type { Later, SecondLook } from '../core/second-look.ts';
import { withOtherCredentials } from '../core/surviving-credentials.ts';
import type { Accounts } from './accounts.ts';
import { ActionLog } from './action-log.ts';
import { confirmStopped } from './confirm-stopped.ts';
import { consolePassword } from './console-password.ts';
import type { Containment, Measure, Work } from './containment.ts';
import { deactivateAccessKey } from './deactivate-access-key.ts';
import { deactivateAllAccessKeys } from './deactivate-all-access-keys.ts';
import { deactivateCredential } from './deactivate-credential.ts';
import { deactivateServiceCredentials } from './deactivate-service-credentials.ts';
import { denyUser } from './deny-user.ts';
import { LookAround } from './enrich.ts';
import type { Iam } from './iam-account.ts';
import { ledgerRemedy } from './ledger-remedy.ts';
import { madeCredentialRemedy } from './made-credential-remedy.ts';
import { makerRemedy } from './maker-remedy.ts';
import { quarantineUser } from './quarantine-user.ts';
import { revokeRoleSessions } from './revoke-role-sessions.ts';
import { userCredentials } from './user-credentials.ts';

/**
 * Every containment. `npm run generate` writes roles and docs from this list, and alerts take their commands from it.
 */
export const containments: { readonly [A in ContainmentAction]: Containment<A> } = {
  'deactivate-access-key': deactivateAccessKey,
  'deactivate-all-access-keys': deactivateAllAccessKeys,
  'deactivate-credential': deactivateCredential,
  'deactivate-service-credentials': deactivateServiceCredentials,
  'confirm-stopped': confirmStopped,
  'revoke-role-sessions': revokeRoleSessions,
  'deny-user': denyUser,
};

export const measures: readonly Measure[] = [quarantineUser, ...userCredentials, consolePassword];

/**
 * A person runs containment commands in this order, and undo commands in the opposite order. First comes what stops what
 * the alert is about.
 */
export const remedies: readonly Remedy[] = [
  madeCredentialRemedy,
  ...Object.values(containments),
  ...measures,
  makerRemedy,
  ledgerRemedy,
];

export interface Containing {
  readonly accounts: Pick<Accounts, 'own' | 'member' | 'ofKey'>;
  readonly clock: Clock;
  /** How long it may be tried to stop a credential. */
  readonly until: Date;
  /** When people are told, whatever is known by then. */
  readonly tellBy?: Date;
  /** What an earlier response to the same event changed, and IAM did not show. */
  readonly before?: Pick<SecondLook, 'changed' | 'revoked'>;
  /** Absent: what cannot be read is told. */
  readonly later?: Later | undefined;
  /** How often the retry queue gave the event, with this time. */
  readonly receives: number;
  readonly containedAt?: () => Promise<Date | undefined>;
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
  c: Containing & Before & { readonly log?: ActionLog },
): Promise<Contained> {
  const { log = new ActionLog(c.clock) } = c;
  const iam = await iamFor(decision, { ...c, log });
  const look = iam && new LookAround({ ...c, iam });
  const result = contains(decision)
    ? await carryOut(decision, { ...c, log, iam, look })
    : ended(decision.reason, {});
  const { userName, credentials } = result;
  const consolePassword =
    userName === undefined || credentials === undefined ? undefined : await look?.consolePassword(userName);
  const outcome = {
    ...result,
    ...(consolePassword !== undefined && { consolePassword }),
    ...{ decision, actions: log.records },
  };
  const { nothingReal, audience } = reasons[result.reason];
  const isTold = !nothingReal && audience !== 'machines';
  return {
    outcome: withOtherCredentials(outcome, c),
    enrichment: Promise.resolve(isTold ? look?.enrich(outcome) : undefined),
  };
}

type Before = Pick<Work, 'readsFirst' | 'quarantinedBefore' | 'revokedBefore'>;

interface Acting extends Containing, Before {
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
  { iam, look, policy, ...work }: Acting,
): Promise<ContainmentResult> {
  if (iam === undefined || look === undefined) return ended('member-role-failed', {});
  const { accountId } = decision;
  const containment: Containment<A> = containments[decision.action];
  try {
    return await containment.contain(decision, {
      ...work,
      ...{ iam, look },
      policy: { ...policy, accountId },
    });
  } catch {
    // AWS's errors are in the result, so this is a bug of this project, and the key may be Active.
    return ended('deactivation-failed', {});
  }
}
