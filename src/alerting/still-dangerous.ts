import type { IncidentEntity } from '../core/incident-entity.ts';
import { isAlive } from '../core/key-status.ts';
import { credentialsSetInactive, type KeyUse, type Outcome, stoppedKeysOf } from '../core/outcome.ts';
import { reasons } from '../core/reasons/index.ts';
import type { AlertModel } from './alert-model.ts';
import type { Risk } from './risk.ts';
import { defang } from './sanitize.ts';
import { titled } from './steps.ts';
import type { Style } from './style.ts';
import { inMinutes, inSeconds } from './times.ts';

/** What may still be dangerous, and what may break because the credential was stopped. */
export function stillDangerous({ risks, outcome, entity }: AlertModel, style: Style): readonly string[] {
  return [
    ...titled(
      { title: 'STILL DANGEROUS?', lines: risks.map((risk) => ` ${style.plain(inWords(risk))}`) },
      style,
    ),
    ...mayBreak(outcome, entity).map(style.plain),
  ];
}

function inWords({ status, detail, checkedAt, blindSpot }: Risk): string {
  const word = { present: 'YES', absent: 'no', unknown: 'UNKNOWN' }[status];
  const looked = [
    ...(checkedAt === undefined ? [] : [`read ${inSeconds(checkedAt)}`]),
    ...(blindSpot === undefined ? [] : [blindSpot]),
  ];
  return `${word.padEnd(8)} ${detail}${looked.length === 0 ? '' : ` (${looked.join('; ')})`}`;
}

/** IAM keeps only the last use, and that may be the thief's. */
function mayBreak(outcome: Outcome, { accessKeyId: named }: IncidentEntity): readonly string[] {
  const { enrichment, quarantine, revokedBefore } = outcome;
  const all = [
    ...(quarantine === undefined || quarantine.holds === 'no' ? [] : ['everything that runs as the user']),
    ...(revokedBefore === undefined
      ? []
      : [`everything that runs on a session of the role issued before ${inSeconds(revokedBefore)}`]),
  ];
  const uses = enrichment?.lastUses ?? [];
  const isKey =
    named?.startsWith('AKIA') === true && outcome.state !== 'TEST' && !reasons[outcome.reason].gone;
  const unknown = isKey && !uses.some(({ accessKeyId }) => accessKeyId === named) ? [named] : [];
  return [
    ...unknown.map((id) => `${labelOf(id, outcome)} jobs on ${id}: last use UNKNOWN, not looked up`),
    ...all.map((what) => `MAY BREAK ${what}`),
    ...credentialsSetInactive(outcome).map(({ id }) => `MAY BREAK whatever uses ${id}`),
    ...uses.map(
      ({ accessKeyId, use }) =>
        `${labelOf(accessKeyId, outcome)} jobs on ${accessKeyId}: ${use.ok ? lastUse(use.value) : `last use UNKNOWN, ${use.error}`}${mailOf(accessKeyId, outcome)}`,
    ),
  ];
}

/** SES derives its SMTP password from the key. SES developer guide, "Obtaining Amazon SES SMTP credentials". */
function mailOf(accessKeyId: string, outcome: Outcome): string {
  const isStopped = stoppedKeysOf(outcome).includes(accessKeyId);
  return isStopped ? '; mail that is sent over SES SMTP with this key stops' : '';
}

function labelOf(accessKeyId: string, outcome: Outcome): string {
  return isActive(accessKeyId, outcome) ? 'ACTIVE   ' : 'MAY BREAK';
}

function isActive(accessKeyId: string, { keys, state, reason }: Outcome): boolean {
  const key = keys?.find((one) => one.accessKeyId === accessKeyId);
  // A setting stopped the responder from acting, so nothing was stopped, even if no status was read.
  return key === undefined ? state === 'NO_ACTION' && !reasons[reason].gone : isAlive(key);
}

function lastUse({ at, service, region }: KeyUse): string {
  if (at === undefined) return 'never used, as far as IAM knows';
  return `last used ${inMinutes(at)} for ${defang(service ?? 'an unnamed service')} in ${defang(region ?? 'an unnamed Region')}, by whomever`;
}
