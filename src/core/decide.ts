import { accessKeyKind } from './access-key-id.ts';
import { verdictFor } from './credential.ts';
import type { Decision, DecisionBase, NoActionReason, Verdict } from './decision.ts';
import type { Detection, Implicated } from './detection.ts';
import { isExempt, isExemptRole } from './exemption.ts';
import { type History, MOST_DEACTIVATIONS } from './history.ts';
import { classify, type ResponsePolicy } from './response-policy.ts';

/**
 * One decision for everything the event implicates. Pure: the same detection and policy give the same decisions.
 * @param history what the ledger knows of a key that was switched on or off; `undefined` for every other event.
 */
export function decide(detection: Detection, policy: ResponsePolicy, history?: History): readonly Decision[] {
  return detection.implicated
    .map((implicated) => ({ implicated, classification: classify(detection, implicated, policy, history) }))
    .filter((candidate, _, all) => all.length === 1 || !isBystander(candidate))
    .map((candidate) => ({ ...candidate, ...decideOne(detection, candidate, policy, history) }));
}

/** Who attaches AWS's quarantine policy is named in the event, but the event says nothing against them. */
function isBystander({ implicated, classification }: DecisionBase): boolean {
  return implicated.signal === 'api-call' && classification.class === 'informational';
}

function decideOne(
  detection: Detection,
  { implicated, classification }: DecisionBase,
  policy: ResponsePolicy,
  history: History | undefined,
): Verdict {
  const restored = implicated.kind === 'reactivated-key' && history?.kind === 'known' && history.restored;
  const leave =
    notAnIncident(detection, implicated) ??
    (restored ? 'restored' : heldBack(detection, { implicated, classification }, policy));
  if (leave !== undefined) return { action: 'none', reason: leave };

  const { accountId } = implicated;
  if (implicated.principal.type === 'AWSService') return { action: 'escalate', reason: 'aws-service' };
  // It becomes part of the ARN of a role that is assumed.
  if (accountId === undefined || !/^\d{12}$/.test(accountId)) {
    return { action: 'escalate', reason: 'unknown-account' };
  }
  if (!isReceivedFromItsAccount(detection, accountId, policy)) {
    return { action: 'escalate', reason: 'unverified-event' };
  }

  if (implicated.kind === 'reactivated-key') {
    const end = endOfTheLoop(history);
    if (end !== undefined) return end;
  }
  const verdict = verdictFor(implicated, accountId, policy);
  if (verdict.action === 'escalate' || verdict.action === 'none') return verdict;
  const reachable = accountId === policy.accountId || policy.memberRoleName !== '';
  // Nothing is read back there, so no alert can be closed; and nobody is exempt from being looked at.
  if (verdict.action === 'confirm-stopped') {
    return reachable ? verdict : { action: 'none', reason: 'nothing-to-resolve' };
  }
  if (!reachable) return { action: 'escalate', reason: 'other-account' };
  const exemptions = { ...policy, accountId };
  const exempt =
    verdict.action === 'revoke-role-sessions'
      ? isExemptRole(verdict.role, exemptions)
      : isExempt(verdict.user, exemptions);
  if (exempt) return { action: 'none', reason: 'exempt' };
  return policy.contain === 'observe' ? { action: 'none', reason: 'observe' } : verdict;
}

/** A thief's script switches a key on as fast as this responder switches it off. */
function endOfTheLoop(history: History | undefined): Verdict | undefined {
  if (history?.kind === 'unreadable') return { action: 'escalate', reason: 'ledger-unreadable' };
  const tooOften = history?.kind === 'known' && history.deactivations >= MOST_DEACTIVATIONS;
  return tooOften ? { action: 'escalate', reason: 'reactivated-too-often' } : undefined;
}

function notAnIncident(detection: Detection, implicated: Implicated): NoActionReason | undefined {
  if (detection.sample) return 'sample';
  if (implicated.kind !== 'user' && isMalformed(implicated.accessKeyId)) return 'malformed-key-id';
  if (detection.archived) return 'archived';
  return detection.replayed ? 'replayed' : undefined;
}

function isMalformed(accessKeyId: string | undefined): boolean {
  return accessKeyId !== undefined && accessKeyKind(accessKeyId) === 'malformed';
}

/** The class of the detection and the deployer's settings, before anybody looks at what kind of credential it is. */
function heldBack(
  { severity }: Detection,
  { implicated, classification }: DecisionBase,
  policy: ResponsePolicy,
): NoActionReason | undefined {
  const stop = implicated.kind === 'stopped-key';
  switch (classification.class) {
    case 'ordinary':
      return stop ? 'nothing-to-resolve' : 'own-key';
    case 'informational':
      // To look whether a key is stopped changes nothing: it is done whatever the settings are.
      return stop ? undefined : 'informational';
    case 'confirmed':
      return undefined;
    case 'suspected':
      if (severity !== undefined && severity < policy.minimumSeverity) return 'below-minimum-severity';
      return policy.contain === 'confirmed' ? 'only-confirmed' : undefined;
  }
}

/**
 * An event comes from the account that it is about, or from our own, which may be the administrator that receives the
 * others' findings. Any other sender could name a victim in an account that is not its own.
 */
function isReceivedFromItsAccount(
  { receivedBy }: Detection,
  accountId: string,
  policy: ResponsePolicy,
): boolean {
  return receivedBy === policy.accountId || receivedBy === accountId;
}
