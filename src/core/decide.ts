import { classify } from './classification.ts';
import { contains, type Decision, type DecisionBase, type Escalating, type Plan } from './decision.ts';
import { denialIn, isDenyRemoval } from './denial.ts';
import type { AffectedIdentity, Detection, DetectionClass } from './detection.ts';
import { isExempt, isExemptRole } from './exemption.ts';
import type { History, KnownHistory } from './history.ts';
import { leaveAlone } from './leave-alone.ts';
import { withoutTheOther } from './maker-or-made.ts';
import { isMadeByNobodyKnown } from './making.ts';
import { planFor } from './plan.ts';
import { principalKeyOf } from './principal-key.ts';
import { reachOf } from './reach.ts';
import type { ResponsePolicy } from './response-policy.ts';

export interface Known {
  readonly policy: ResponsePolicy;
  /** What the ledger knows about a key that somebody switched on or off. Absent for every other event. */
  readonly history?: History | undefined;
  /** Whose containment a person undid, and the event tells nothing new. */
  readonly undone?: ReadonlyMap<AffectedIdentity, KnownHistory>;
  /** Who was contained on suspected evidence in this hour, by the ledger's keys (brake.ts). */
  readonly containedOnSuspicion?: ReadonlySet<string>;
}

/** One decision for each affected identity, without bystanders. Pure: the same input gives the same decisions. */
export function decide(detection: Detection, known: Known): readonly Decision[] {
  const { policy, history } = known;
  const candidates = detection.affected.map((affected) => ({
    affected,
    classification: classify({ detection, affected, policy, history }),
  }));
  const concerned = withoutTheOther(candidates, { history });
  const implicated = concerned.filter(
    (candidate) => concerned.length === 1 || !isBystander(candidate, concerned),
  );
  return implicated
    .filter((candidate) => !isOutweighed(candidate, implicated))
    .map((candidate) => ({ ...candidate, ...planForCandidate(candidate, { ...known, detection }) }));
}

/**
 * The event about AWS's quarantine policy also names the caller who attached it. It is no evidence against that
 * caller, unless the deployer listed the call.
 */
function isBystander({ affected, classification }: DecisionBase, all: readonly DecisionBase[]): boolean {
  const isOfMaking = all.some((one) => one.affected.kind === 'new-credential');
  return (
    affected.signal === 'api-call' &&
    classification.class === 'informational' &&
    classification.wakes !== true &&
    !isOfMaking
  );
}

/** A key that switches itself on or off is named twice. One credential gets one decision: by what says most against it. */
function isOutweighed(candidate: DecisionBase, all: readonly DecisionBase[]): boolean {
  const key = keyIdOf(candidate);
  const sameKey = all.filter((one) => key !== undefined && keyIdOf(one) === key);
  if (!sameKey.some(({ affected }) => affected.signal === 'api-call')) return false;
  const [heaviest] = sameKey.toSorted((one, other) => weightOf(one) - weightOf(other));
  return heaviest !== candidate;
}

const WEIGHTS: readonly DetectionClass[] = ['confirmed', 'suspected', 'informational', 'benign'];

function weightOf({ classification }: DecisionBase): number {
  return WEIGHTS.indexOf(classification.class);
}

function keyIdOf({ affected }: DecisionBase): string | undefined {
  return affected.kind === 'user' ? undefined : affected.accessKeyId;
}

interface Facts extends Known {
  readonly detection: Detection;
}

function planForCandidate(candidate: DecisionBase, facts: Facts): Plan {
  const { affected } = candidate;
  const { detection, policy, history } = facts;
  const left = leaveAlone(candidate, facts);
  if (left !== undefined) return left;

  const { accountId } = affected;
  if (affected.principal.type === 'AWSService') return { action: 'escalate', reason: 'aws-service' };
  // The account id becomes part of the ARN of the role to assume.
  if (accountId === undefined || !/^\d{12}$/.test(accountId)) {
    return { action: 'escalate', reason: 'unknown-account' };
  }
  if (!isReceivedFromItsAccount(detection, { accountId, policy })) {
    return { action: 'escalate', reason: 'unverified-event' };
  }
  const reach = reachOf(candidate, { detection, history });
  const plan = planFor(affected, { ...policy, accountId, reach, denial: denialIn(history) });
  if (plan.action === 'escalate' && NAMES_NOBODY.includes(plan.reason) && !isConfirmed(candidate)) {
    return { action: 'none', reason: 'suspected-without-key' };
  }
  return (
    ledgerUnreadable(candidate, { detection, policy, history }) ??
    withinBrake(withinSettings(plan, policy), { ...facts, candidate })
  );
}

/** What stands where a key id belongs tells nobody's name. */
const NAMES_NOBODY: readonly Escalating['reason'][] = ['not-a-key-id', 'owner-not-named'];

function isConfirmed({ classification }: DecisionBase): boolean {
  return classification.class === 'confirmed';
}

/** Only suspected evidence is braked, and nobody who was contained on it already. */
function withinBrake(
  plan: Plan,
  { candidate, policy, containedOnSuspicion }: Facts & { readonly candidate: DecisionBase },
): Plan {
  if (candidate.classification.class !== 'suspected' || !contains(plan)) return plan;
  if (containedOnSuspicion === undefined || containedOnSuspicion.size < policy.maxPrincipalsPerHour) {
    return plan;
  }
  const principal = plan.action === 'revoke-role-sessions' ? plan.role : plan.user;
  const key = principalKeyOf({ principal, accountId: plan.accountId }, policy.partition);
  const known = key !== undefined && containedOnSuspicion.has(key);
  return known ? plan : { action: 'escalate', reason: 'too-many-suspected' };
}

/** The credential allows this plan. The settings may still forbid it. */
function withinSettings(plan: Plan, policy: ResponsePolicy): Plan {
  if (!contains(plan)) return plan;
  const { accountId } = plan;
  const reachable = accountId === policy.accountId || policy.memberRoleName !== '';
  // In an unreachable account there is no read-back, so no page can close. A read is not subject to exemptions.
  if (plan.action === 'confirm-stopped') {
    return reachable ? plan : { action: 'none', reason: 'nothing-to-resolve' };
  }
  if (!reachable) return { action: 'escalate', reason: 'other-account' };
  const exemptions = { ...policy, accountId };
  const exempt =
    plan.action === 'revoke-role-sessions'
      ? isExemptRole(plan.role, exemptions)
      : isExempt(plan.user, exemptions);
  if (exempt) return { action: 'none', reason: 'exempt' };
  return policy.contain === 'observe' ? { action: 'none', reason: 'observe' } : plan;
}

/**
 * Nobody knows whether the key was contained before, or by whom it was made. An outage of the ledger must not deactivate every
 * key that is activated or made, only one that nobody has a reason to activate or make.
 */
function ledgerUnreadable(
  { affected }: DecisionBase,
  { detection, policy, history }: Pick<Facts, 'detection' | 'policy' | 'history'>,
): Plan | undefined {
  if (history?.kind !== 'unreadable') return undefined;
  const isUnknown =
    affected.kind === 'new-credential'
      ? isMadeByNobodyKnown({ detection, affected, policy, history })
      : isDenyRemoval(affected) ||
        (affected.kind === 'reactivated-key' && !policy.honeyKeys.includes(affected.accessKeyId));
  return isUnknown
    ? { action: 'escalate', reason: history.erased ? 'ledger-erased' : 'ledger-unreadable' }
    : undefined;
}

/**
 * A valid event comes from the account that it is about, from our own account, which may be the administrator that
 * receives the findings of others, or is the finding of an administrator that the deployer named. Any other sender could name
 * a victim in an account that is not its own.
 */
function isReceivedFromItsAccount(
  { receivedBy, coversMembers }: Detection,
  { accountId, policy }: { readonly accountId: string; readonly policy: ResponsePolicy },
): boolean {
  const isOfAdministrator = coversMembers === true && policy.findingAdministrators.includes(receivedBy);
  return receivedBy === policy.accountId || receivedBy === accountId || isOfAdministrator;
}
