import { liftsItsOwnRestraint, liftsRestraint } from './denial.ts';
import type { DetectionClass } from './detection.ts';
import { isLoudCall, isOtherTampering, isRefusedLoudCall, isRoutineCall } from './loud-call.ts';
import {
  isMadeByNobodyKnown,
  keyOfApiKeyUser,
  MAKES_KEY,
  madeByWatched,
  makesAsItsWork,
  makesOther,
  rotates,
} from './making.ts';
import {
  atLeast,
  below,
  both,
  call,
  customList,
  customRule,
  endsAnIncident,
  type Facts,
  fightsBack,
  forItself,
  isOwn,
  isSuspectedApiCall,
  type Matcher,
  rootMakes,
  rootSwitchesOff,
  signal,
  switchedOnAgain,
  switchedOnEarlier,
  switchedOnToUndo,
  type,
  usesHoneyKey,
  usesRootKey,
} from './matchers.ts';
import type { NoActionReason } from './reasons/index.ts';

export interface Classification {
  readonly class: DetectionClass;
  /** Why it has this class, in words for the alert. */
  readonly because: string;
  /** It may be an administrator's act: the credential is contained, and whoever acted is not accused. */
  readonly mayBeUndo?: true;
  /** People are woken, also if nothing is acted on. */
  readonly wakes?: true;
  /** Why it is left alone, where its class is one that is never acted on. Absent: what is usual for the class. */
  readonly leftAlone?: NoActionReason;
}

type Rule = Classification & { readonly matches: Matcher };

/**
 * The first rule that matches wins. Types: GuardDuty user guide, "GuardDuty IAM finding types" and its sister pages.
 */
export const rules: readonly Rule[] = [
  confirmed('AWS says that a key of the user leaked, by its quarantine policy', signal('quarantine-policy')),
  confirmed(
    'AWS tried to put the user under quarantine, because a key of it leaked, and was refused',
    signal('quarantine-refused'),
  ),
  confirmed('an analyst pressed the button', signal('analyst')),
  informational('only GuardDuty findings are acted on', signal('other-product')),
  {
    ...confirmed('it was switched on after an undo, and then it was contained again', switchedOnToUndo),
    mayBeUndo: true,
  },
  confirmed('somebody switched a key on again, about which an incident is known', switchedOnAgain),
  benign('whom you trust made a credential, as its work', both(signal('making'), makesAsItsWork)),
  confirmed('it was made by somebody about whom an incident is open', madeByWatched),
  confirmed(
    'it is an access key for the user of an API key, which nothing legitimate needs',
    keyOfApiKeyUser,
  ),
  confirmed('it was made, and the ledger does not say whether that was a thief', isMadeByNobodyKnown),
  benign('nothing is known against whoever made it', signal('making')),
  confirmed('it switched a contained key on, as one that fights back does', fightsBack),
  confirmed('a deny or a quarantine was taken off a user of an incident', liftsRestraint),
  confirmed(
    'it took the deny or the quarantine off the contained user whose credential it is',
    liftsItsOwnRestraint,
  ),
  benign('a deny or a quarantine was taken off, and that is no part of an incident', signal('deny-removal')),
  confirmed('it was reported on the responder bus', signal('report')),
  confirmed('it is a honey key, which nothing legitimate uses', usesHoneyKey),
  confirmed("the root user's access key was used, which nothing legitimate needs", usesRootKey),
  confirmed('the root user made something, which nobody should ever do', rootMakes),
  confirmed('the root user switched logging, detection or a protection off', rootSwitchesOff),
  {
    ...benign('whoever made the call is trusted with it (trustedPrincipals)', isRoutineCall),
    leftAlone: 'trusted',
  },
  { ...suspected('a long-term key switched logging or detection off', isSuspectedApiCall), wakes: true },
  {
    ...informational('it tried to switch logging or detection off, and was refused', isRefusedLoudCall),
    wakes: true,
    leftAlone: 'tampering-refused',
  },
  {
    ...informational(
      'it silenced the trail or a detector, by a call for which nothing is stopped',
      isOtherTampering,
    ),
    wakes: true,
    leftAlone: 'tampering',
  },
  {
    ...informational('it switched logging or detection off, and is no long-term key', isLoudCall),
    wakes: true,
    leftAlone: 'tampering',
  },
  { ...benign('whom you trust made a credential, as its work', makesAsItsWork), leftAlone: 'trusted' },
  informational('a credential was made for a user about whom an incident is open', rotates),
  benign('a user made an access key for itself', both(call(MAKES_KEY), forItself)),
  benign('a credential other than an access key was made, and no incident is open', makesOther),
  informational('a key was made for another user, as a thief does to stay', call(MAKES_KEY)),
  informational('a session that outlives its key was made', call('sts:GetFederationToken')),
  informational(
    "a policy was put on a user that is no quarantine of AWS's own, whatever its name",
    call('iam:AttachUserPolicy', 'iam:PutUserPolicy'),
  ),
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
  {
    ...informational(
      'a model is used in a way that costs much or harms, at high severity',
      both(usesModel, atLeast(7)),
    ),
    wakes: true,
  },
  informational('it tells how a model is used', usesModel),
  suspected('a custom detection rule of yours, which may contain', customRule(true)),
  informational('a custom detection rule, which only alerts (containCustomRules)', customRule(false)),
  suspected('the address is on a threat list of your own, which may contain', customList(true)),
  informational(
    'the address is on a threat list of your own, which only alerts (containCustomLists)',
    customList(false),
  ),

  confirmed('GuardDuty correlated several signals into an attack', type('AttackSequence:')),
  confirmed(
    'Amazon knows the key as compromised, and it was used',
    type('CredentialAccess:IAMUser/CompromisedCredentials'),
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

function usesModel(facts: Facts): boolean {
  return type(
    ...['AnomalousModelInvocation', 'CostHarvesting', 'PromptInjection'].map(
      (name) => `Impact:IAMUser/${name}`,
    ),
  )(facts);
}

export function classify(facts: Facts): Classification {
  const rule = rules.find(({ matches }) => matches(facts)) ?? UNLISTED;
  return {
    class: rule.class,
    because: rule.because,
    ...(rule.mayBeUndo && { mayBeUndo: true }),
    ...(rule.wakes && { wakes: true }),
    ...(rule.leftAlone && { leftAlone: rule.leftAlone }),
  };
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
