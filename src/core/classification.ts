import type { AffectedIdentity, Detection, DetectionClass, StoppedKey } from './detection.ts';
import { isTrusted } from './exemption.ts';
import type { History, KnownHistory } from './history.ts';
import { isOwnChange } from './own-change.ts';
import { isEarlier, isOfReplacedUndo, isReactivation } from './reactivation.ts';
import type { ResponsePolicy } from './response-policy.ts';
import { timeOf } from './time.ts';

export interface Classification {
  readonly class: DetectionClass;
  /** Why it has this class, in words for the alert. */
  readonly because: string;
  /** It may be an administrator's act: the credential is contained, and whoever acted is not accused. */
  readonly mayBeUndo?: true;
}

export interface Facts {
  /** What the ledger knows about a key that somebody switched on or off. `undefined` for every other event. */
  readonly history: History | undefined;
  readonly detection: Detection;
  readonly affected: AffectedIdentity;
  readonly policy: ResponsePolicy;
}

type Matcher = (facts: Facts) => boolean;
type Rule = Classification & { readonly matches: Matcher };

/**
 * The first rule that matches wins. Types: GuardDuty user guide, "GuardDuty IAM finding types" and its sister pages.
 */
export const rules: readonly Rule[] = [
  confirmed('AWS says that a key of the user leaked, by its quarantine policy', signal('quarantine-policy')),
  confirmed('an analyst pressed the button', signal('analyst')),
  informational('only GuardDuty findings are acted on', signal('other-product')),
  {
    ...confirmed('it was switched on after an undo, and then it was contained again', switchedOnToUndo),
    mayBeUndo: true,
  },
  confirmed('somebody switched a key on again, about which an incident is known', switchedOnAgain),
  confirmed('it switched a contained key on, as one that fights back does', fightsBack),
  confirmed('it was reported on the responder bus', signal('report')),
  confirmed('it is a honey key, which nothing legitimate uses', usesHoneyKey),
  suspected('a long-term key switched logging or detection off', isSuspectedApiCall),
  confirmed(
    'the root user made an access key, which nobody should ever do',
    both(call('iam:CreateAccessKey'), byRoot),
  ),
  benign('a user made an access key for itself', both(call('iam:CreateAccessKey'), forItself)),
  informational('a key was made for another user, as a thief does to stay', call('iam:CreateAccessKey')),
  informational('a session that outlives its key was made', call('sts:GetFederationToken')),
  benign('a key was switched on before the incident about it began', switchedOnEarlier),
  informational('a key was switched on', signal('reactivation')),
  benign('this responder set the key Inactive, and CloudTrail records it', isOwn),
  informational('somebody stopped a key that an alert is open about', endsAnIncident),
  benign('somebody set a key Inactive or deleted it, and no alert is open about it', signal('stop')),
  informational('an API call that no setting lists', signal('api-call')),

  confirmed(
    'AWS found the key in public',
    type('AWS_RISK_CREDENTIALS_EXPOSED', 'Exposed Access Keys: Exposed'),
  ),
  confirmed('AWS saw somebody else use the key', type('AWS_RISK_CREDENTIALS_COMPROMISED')),
  confirmed('AWS put the account under quarantine', type('AWS_RISK_IAM_QUARANTINE')),
  confirmed('AWS saw the console in the wrong hands', type('AWS_RISK_ACCOUNT_CONSOLE_COMPROMISE')),
  suspected(
    'AWS suspects that the key leaked',
    type('AWS_RISK_CREDENTIALS_EXPOSURE_SUSPECTED', 'Exposed Access Keys:'),
  ),
  suspected(
    'AWS suspects that somebody else uses the key',
    type('AWS_RISK_CREDENTIALS_COMPROMISE_SUSPECTED'),
  ),
  informational('a risk that nobody listed yet', type('AWS_RISK_')),

  informational('it tells of a setting, usually changed by its administrator', type('Policy:', 'Stealth:')),
  informational(
    'it is about a password, not a key',
    type('UnauthorizedAccess:IAMUser/ConsoleLoginSuccess.B'),
  ),
  informational('Bedrock logging was changed', type('DefenseEvasion:IAMUser/BedrockLoggingDisabled')),
  informational('it tells how a model is used', type('Impact:IAMUser/AnomalousModelInvocation')),
  informational(
    'it tells how a model is used',
    type('Impact:IAMUser/CostHarvesting', 'Impact:IAMUser/PromptInjection'),
  ),
  informational('a custom detection rule', type('Persistence:IAM/', 'PrivilegeEscalation:IAM/')),
  informational('a custom detection rule', type('InitialAccess:IAM/', 'DefenseImpairment:')),

  confirmed('GuardDuty correlated several signals into an attack', type('AttackSequence:')),
  confirmed(
    'Amazon knows the key as compromised, and it was used',
    type('CredentialAccess:IAMUser/CompromisedCredentials'),
  ),
  suspected('the address is on a threat list of your own', ({ detection }) =>
    detection.type.endsWith('.Custom'),
  ),
  confirmed('a known malicious address used the key', type('UnauthorizedAccess:IAMUser/MaliciousIPCaller')),
  confirmed('a known malicious address used it on S3', type('Discovery:S3/MaliciousIPCaller')),
  confirmed(
    'a known malicious address used it on S3',
    type('Exfiltration:S3/MaliciousIPCaller', 'Impact:S3/MaliciousIPCaller'),
  ),
  confirmed('it was used through Tor', type('UnauthorizedAccess:IAMUser/TorIPCaller')),
  confirmed(
    'it was used through Tor on S3',
    type('UnauthorizedAccess:S3/TorIPCaller', 'Discovery:S3/TorIPCaller'),
  ),
  confirmed(
    "a workload's credentials are used elsewhere",
    type('UnauthorizedAccess:IAMUser/InstanceCredentialExfiltration'),
  ),
  confirmed(
    "a workload's credentials are used elsewhere",
    type('UnauthorizedAccess:IAMUser/ResourceCredentialExfiltration'),
  ),
  confirmed(
    'data was exfiltrated or damaged, at high severity',
    both(type('Exfiltration:', 'Impact:'), atLeast(7)),
  ),
  informational('a low-severity anomaly', both(type('Discovery:'), below(4))),
];

export function classify(facts: Facts): Classification {
  const rule = rules.find(({ matches }) => matches(facts)) ?? UNLISTED;
  return { class: rule.class, because: rule.because, ...(rule.mayBeUndo && { mayBeUndo: true }) };
}

/** A finding type that GuardDuty adds later counts as suspected, so its severity decides. */
const UNLISTED: Classification = {
  class: 'suspected',
  because: 'GuardDuty saw unusual or unwanted use of it',
};

function confirmed(because: string, matches: Matcher): Rule {
  return { class: 'confirmed', because, matches };
}

function suspected(because: string, matches: Matcher): Rule {
  return { class: 'suspected', because, matches };
}

function informational(because: string, matches: Matcher): Rule {
  return { class: 'informational', because, matches };
}

function benign(because: string, matches: Matcher): Rule {
  return { class: 'benign', because, matches };
}

/** A call that succeeded. */
function call(api: string): Matcher {
  return ({ detection, affected }) =>
    affected.signal === 'api-call' && detection.type === api && detection.evidence.errorCode === undefined;
}

/** The record of the activation came late, after a later containment. */
function switchedOnToUndo({ affected, history, detection: { eventId } }: Facts): boolean {
  return (
    affected.kind === 'reactivated-key' &&
    history?.kind === 'known' &&
    isReactivation(affected, { history, eventId }) &&
    isOfReplacedUndo(affected, { history, eventId })
  );
}

/** If the ledger does not answer, the key may be one that the responder deactivated: that must not be missed. */
function switchedOnAgain({ affected, history, detection: { eventId } }: Facts): boolean {
  if (affected.kind !== 'reactivated-key' || history === undefined) return false;
  return history.kind === 'unreadable' || isReactivation(affected, { history, eventId });
}

function switchedOnEarlier({ affected, history }: Facts): boolean {
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
function fightsBack({ detection, affected, policy, history }: Facts): boolean {
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
    !isTrusted(affected.principal, policy)
  );
}

/**
 * The stop closes an open page, or finishes a response by deleting the key. If the ledger does not answer, there may be
 * an open page, so that counts as well.
 */
function endsAnIncident({ affected, history }: Facts): boolean {
  if (affected.kind !== 'stopped-key' || history === undefined) return false;
  if (history.kind === 'unreadable') return true;
  // A person undid it. The record of an earlier stop may come late, or twice, and the key is Active by right.
  if (history.restored !== undefined || isOlder(affected, history)) return false;
  if (history.lastAlert?.page === 'open') return true;
  return affected.deleted && history.containment !== undefined && history.lastAlert?.state !== 'RESOLVED';
}

/** The record came late: somebody has switched the key on since, and people were told. CloudTrail's times are in whole seconds. */
function isOlder({ at }: StoppedKey, { lastActivation }: KnownHistory): boolean {
  const stopped = timeOf(at);
  return stopped !== undefined && lastActivation !== undefined && stopped < lastActivation;
}

function isOwn({ affected, policy }: Facts): boolean {
  return isOwnChange(affected, policy);
}

function byRoot({ affected }: Facts): boolean {
  return affected.principal.type === 'Root';
}

function forItself({ detection, affected }: Facts): boolean {
  const { targetUser } = detection.evidence;
  const { principal } = affected;
  return principal.type === 'IAMUser' && (targetUser === undefined || targetUser === principal.userName);
}

function signal(wanted: AffectedIdentity['signal']): Matcher {
  return ({ affected }) => affected.signal === wanted;
}

function type(...prefixes: readonly string[]): Matcher {
  return ({ detection }) => prefixes.some((prefix) => detection.type.startsWith(prefix));
}

function both(one: Matcher, other: Matcher): Matcher {
  return (facts) => one(facts) && other(facts);
}

/** GuardDuty's bands: Low below 4, Medium from 4, High from 7, Critical from 9. */
function atLeast(severity: number): Matcher {
  return ({ detection }) => detection.severity !== undefined && detection.severity >= severity;
}

function below(severity: number): Matcher {
  return ({ detection }) => detection.severity !== undefined && detection.severity < severity;
}

function usesHoneyKey({ affected, policy }: Facts): boolean {
  return (
    affected.kind === 'credential' &&
    affected.accessKeyId !== undefined &&
    policy.honeyKeys.includes(affected.accessKeyId)
  );
}

/** Only a successful call by a long-term key counts: deployment pipelines make the same calls with sessions. */
function isSuspectedApiCall({ detection, affected, policy }: Facts): boolean {
  return (
    affected.signal === 'api-call' &&
    detection.evidence.errorCode === undefined &&
    affected.accessKeyId?.startsWith('AKIA') === true &&
    policy.suspectedApiCalls.includes(detection.type)
  );
}
