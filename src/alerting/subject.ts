import { reasons } from '../core/reasons/index.ts';
import type { AlertModel } from './alert-model.ts';
import { isFindingType } from './evidence.ts';
import { inShort } from './key-in-short.ts';
import { madeInShort } from './made-words.ts';
import { defang, subjectLine } from './sanitize.ts';

/** SNS takes 99 characters, and a pager's Subject is six longer: `ALARM: ` in place of the brackets. */
export const LONGEST = 93;

/**
 * `[P1 NOT CONTAINED] role deploy-admin session in use, account 111122223333`: the state stands within the first 40
 * characters, and the account is never cut. Uses only checked and bounded text: if SNS refuses the Subject, nobody gets
 * the alert.
 */
export function subjectOf(model: AlertModel): string {
  const { heading, urgency } = model;
  const head = `[${urgency.severity} ${heading}] `;
  return subjectLine(`${head}${subjectWords(model, LONGEST - head.length)}`);
}

/** What it is about, what happened, where, and the detection as far as there is room. */
export function subjectWords(model: AlertModel, room: number): string {
  const { entity, claim } = model;
  const where = `, account ${entity.accountId}`;
  const whole = aboutOf(model);
  const happened = ` ${happenedIn(model)}`;
  // People know what happened: in a reminder it gives way.
  const isLeftOut = claim.reminder !== undefined && `${whole}${happened}${where}`.length > room;
  const what = `${isLeftOut ? '' : happened}${where}`;
  const about = cut(whole, room - what.length);
  const words = `${about}${what}`;
  const seen = detectionInShort(model);
  return seen !== undefined && words.length + seen.length + 2 <= room ? `${words}, ${seen}` : words;
}

/** A session id alone names nobody: the role or the user behind it does. A thief can choose the names. */
export function aboutOf(model: AlertModel): string {
  const { entity, outcome } = model;
  const { accessKeyId, userName, roleName } = entity;
  const made = madeAlone(model);
  if (made !== undefined) return made.about;
  const { principal } = outcome.decision.affected;
  const isKey = accessKeyId?.startsWith('AKIA') === true;
  if (principal.type === 'Root') return isKey ? `ROOT USER key ${inShort(accessKeyId)}` : 'ROOT USER';
  if (isKey) return `key ${inShort(accessKeyId)}`;
  if (entity.other !== undefined) return `credential ${inShort(entity.other.id)}`;
  if (roleName !== undefined) return `role ${defang(roleName)}`;
  if (userName !== undefined) return `user ${defang(userName)}`;
  const kind = { FederatedUser: 'federated user', AWSService: 'AWS service', AssumedRole: 'unnamed role' };
  const named = kind[principal.type as keyof typeof kind] ?? 'unnamed principal';
  return accessKeyId === undefined ? named : `${named}, session ${inShort(accessKeyId)}`;
}

function happenedIn(model: AlertModel): string {
  return madeAlone(model)?.happened ?? reasons[model.outcome.reason].happened;
}

/** The alert only tells that something was made. Otherwise it is about the credential that made it. */
export function madeAlone({ made, outcome, entity }: AlertModel): ReturnType<typeof madeInShort> | undefined {
  return outcome.reason === 'informational' && made !== undefined
    ? madeInShort(made, entity.userName)
    : undefined;
}

function cut(text: string, room: number): string {
  return text.length <= room ? text : `${text.slice(0, Math.max(0, room - 1))}~`;
}

/** The last word of a finding type, or an API call. Whatever has another form is not shown here. */
function detectionInShort({ detection: { type } }: AlertModel): string | undefined {
  if (isFindingType(type)) return /\/(\w+)/.exec(type)?.[1];
  if (/^(?:iam|sts|cloudtrail|guardduty|organizations|securityhub|config):[A-Z][A-Za-z]{2,40}$/.test(type))
    return type;
  return /^AWS_RISK_[A-Z_]{3,50}$/.exec(type)?.[0];
}
