import { isCustomDetection } from './custom-detection.ts';
import type { AffectedIdentity, Detection, StoppedKey } from './detection.ts';
import { isTrustedCaller } from './exemption.ts';
import type { History, KnownHistory } from './history.ts';
import { isOwnChange } from './own-change.ts';
import { isEarlier, isOfReplacedUndo, isReactivation } from './reactivation.ts';
import type { ResponsePolicy } from './response-policy.ts';
import { makes, switchesOff } from './root-user.ts';
import { timeOf } from './time.ts';

export interface Facts {
  /** What the ledger knows about a key that somebody switched on or off. `undefined` for every other event. */
  readonly history: History | undefined;
  readonly detection: Detection;
  readonly affected: AffectedIdentity;
  readonly policy: ResponsePolicy;
}

/** Whether a rule of the classification is about these facts. */
export type Matcher = (facts: Facts) => boolean;

/** One of these calls, that succeeded. */
export function call(...apis: readonly string[]): Matcher {
  return ({ detection: { type: api, evidence }, affected }) =>
    affected.signal === 'api-call' && apis.includes(api) && evidence.errorCode === undefined;
}

/** The record of the activation came late, after a later containment. */
export function switchedOnToUndo({ affected, history, detection: { eventId } }: Facts): boolean {
  return (
    affected.kind === 'reactivated-key' &&
    history?.kind === 'known' &&
    isReactivation(affected, { history, eventId }) &&
    isOfReplacedUndo(affected, { history, eventId })
  );
}

/** If the ledger does not answer, the key may be one that the responder deactivated: that must not be missed. */
export function switchedOnAgain({ affected, history, detection: { eventId } }: Facts): boolean {
  if (affected.kind !== 'reactivated-key' || history === undefined) return false;
  return history.kind === 'unreadable' || isReactivation(affected, { history, eventId });
}

export function switchedOnEarlier({ affected, history }: Facts): boolean {
  return (
    affected.kind === 'reactivated-key' &&
    history?.kind === 'known' &&
    history.containment !== undefined &&
    isEarlier(affected, history)
  );
}

/**
 * Whoever switches a contained key on may be an administrator or a pipeline that restores a service. It is a thief if there
 * is evidence against it, or if it does so again after people were told.
 */
export function fightsBack({ detection, affected, policy, history }: Facts): boolean {
  if (affected.signal !== 'api-call' || history?.kind !== 'known') return false;
  const { caller } = history;
  const again = detection.affected.some(
    (key) =>
      key.kind === 'reactivated-key' &&
      isReactivation(key, { history, eventId: detection.eventId }) &&
      !isOfReplacedUndo(key, { history, eventId: detection.eventId }),
  );
  return (
    again &&
    caller !== undefined &&
    (caller.watched || caller.foughtBack) &&
    !isTrustedCaller(affected, policy)
  );
}

/**
 * The stop closes an open page, or finishes a response by deleting the key. If the ledger does not answer, there may be
 * an open page, so that counts as well.
 */
export function endsAnIncident({ affected, history }: Facts): boolean {
  if (affected.kind !== 'stopped-key' || history === undefined) return false;
  if (history.kind === 'unreadable') return true;
  // A person undid it. The record of an earlier stop may come late, or twice, and the key is Active by right.
  if (history.restored !== undefined || isOlder(affected, history)) return false;
  if (history.lastAlert?.page === 'open' || history.givenUp) return true;
  return affected.deleted && history.containment !== undefined && history.lastAlert?.state !== 'RESOLVED';
}

/** The record came late: somebody has switched the key on since, and people were told. CloudTrail's times are in whole seconds. */
function isOlder({ at }: StoppedKey, { lastActivation }: KnownHistory): boolean {
  const stopped = timeOf(at);
  return stopped !== undefined && lastActivation !== undefined && stopped < lastActivation;
}

export function isOwn({ affected, policy }: Facts): boolean {
  return isOwnChange(affected, policy);
}

/** A long-term key of root, whatever it was used for, and whether that was refused. */
export function usesRootKey(facts: Facts): boolean {
  const { affected } = facts;
  return (
    isByRoot(facts) && affected.kind === 'credential' && affected.accessKeyId?.startsWith('AKIA') === true
  );
}

/**
 * Also what was refused: whoever tried has root's session. A service that acts for root, such as an Auto Scaling group that root
 * once made, is no use of that session now.
 */
export function rootMakes(facts: Facts): boolean {
  const { detection } = facts;
  return isByRoot(facts) && detection.evidence.through === undefined && makes(apiOf(detection));
}

/** Findings of these kinds say that it was done, whatever call did it. GuardDuty user guide, "IAM finding types". */
export function rootSwitchesOff(facts: Facts): boolean {
  const { detection, policy } = facts;
  const api = apiOf(detection);
  const isListed = policy.suspectedApiCalls.includes(api);
  // What a service does for root counts only if the deployer listed the call.
  const isOff = isListed || (switchesOff(api) && detection.evidence.through === undefined);
  return isByRoot(facts) && (isOff || /^(?:Stealth|DefenseEvasion):/.test(detection.type));
}

/** Not the word of another product, which may be anybody's. */
function isByRoot({ affected }: Facts): boolean {
  return affected.principal.type === 'Root' && ['api-call', 'finding'].includes(affected.signal);
}

/** A record is of one call. A finding names the call that it saw. */
function apiOf({ source, type: seen, evidence }: Detection): string {
  return evidence.api ?? (source.id === 'cloudtrail' ? seen : '');
}

export function forItself({ detection, affected }: Facts): boolean {
  const { targetUser } = detection.evidence;
  const { principal } = affected;
  return principal.type === 'IAMUser' && (targetUser === undefined || targetUser === principal.userName);
}

export function signal(wanted: AffectedIdentity['signal']): Matcher {
  return ({ affected }) => affected.signal === wanted;
}

export function type(...prefixes: readonly string[]): Matcher {
  return ({ detection }) => prefixes.some((prefix) => detection.type.startsWith(prefix));
}

/** A finding of a custom detection rule, where the deployer lets these contain, or where not. */
export function customRule(mayContain: boolean): Matcher {
  return ({ detection, policy }) =>
    policy.containCustomRules === mayContain && isCustomDetection(detection.type);
}

/** A finding about an address on a threat list of the deployer. GuardDuty user guide, "Working with threat lists". */
export function customList(mayContain: boolean): Matcher {
  return ({ detection, policy }) =>
    policy.containCustomLists === mayContain && detection.type.endsWith('.Custom');
}

export function both(one: Matcher, other: Matcher): Matcher {
  return (facts) => one(facts) && other(facts);
}

/** GuardDuty's bands: Low below 4, Medium from 4, High from 7, Critical from 9. */
export function atLeast(severity: number): Matcher {
  return ({ detection }) => detection.severity !== undefined && detection.severity >= severity;
}

export function below(severity: number): Matcher {
  return ({ detection }) => detection.severity !== undefined && detection.severity < severity;
}

export function usesHoneyKey({ affected, policy }: Facts): boolean {
  return (
    affected.kind === 'credential' &&
    affected.accessKeyId !== undefined &&
    policy.honeyKeys.includes(affected.accessKeyId)
  );
}

/**
 * Only a successful call by a long-term key counts: deployment pipelines make the same calls with sessions. It counts also if the
 * key had a service make the call, or a thief would act through CloudFormation.
 */
export function isSuspectedApiCall({ detection, affected, policy }: Facts): boolean {
  return (
    affected.signal === 'api-call' &&
    detection.evidence.errorCode === undefined &&
    affected.accessKeyId?.startsWith('AKIA') === true &&
    policy.suspectedApiCalls.includes(detection.type)
  );
}
