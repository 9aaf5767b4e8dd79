import type { Evidence } from '../core/detection.ts';
import { timeOf } from '../core/time.ts';
import type { AlertModel } from './alert-model.ts';
import { madeInWords } from './made-words.ts';
import type { Style } from './style.ts';
import { ageInWords, inSeconds } from './times.ts';

export function whyLines({ detection, outcome }: AlertModel, { quote }: Style): readonly string[] {
  const { source, type, severity, region, evidence, findingId } = detection;
  const { classification } = outcome.decision;
  const level = severity === undefined ? '' : `, severity ${severity} (${band(severity)})`;
  const times =
    evidence.count === undefined
      ? ''
      : evidence.count === 1
        ? ', seen once'
        : `, seen ${evidence.count} times`;
  return [
    `WHY      ${source.name}${level}${times}, in ${quote(region, 30)}`,
    `         ${isFindingType(type) ? type : quote(type)}`,
    `         ${classification.class}: ${classification.because}`,
    ...(findingId === undefined ? [] : [`         finding id ${quote(findingId, 140)}`]),
  ];
}

/** GuardDuty user guide, "Severity levels". */
function band(severity: number): string {
  if (severity >= 9) return 'Critical';
  if (severity >= 7) return 'High';
  return severity >= 4 ? 'Medium' : 'Low';
}

export function timeLine({ detection: { evidence }, context: { sentAt } }: AlertModel): readonly string[] {
  const first = timeOf(evidence.firstSeen);
  const last = timeOf(evidence.lastSeen);
  const age =
    first === undefined ? '' : ` (${ageInWords(sentAt.getTime() - first.getTime())} after the first)`;
  const [from, to, sent] = [first, last, sentAt].map((time) =>
    time === undefined ? 'unknown' : inSeconds(time.toISOString()),
  );
  return [`TIME     first ${from}, last ${to}, sent ${sent}${age}`];
}

/** A finding type of GuardDuty. It is shown unchanged, because none of the allowed endings makes it a domain. */
export function isFindingType(type: string): boolean {
  return /^[A-Za-z]{3,40}:[A-Za-z0-9]{2,20}\/[A-Za-z0-9]{3,60}(!DNS)?(\.(Custom|B|InsideAWS|OutsideAWS))?$/.test(
    type,
  );
}

/** Untrusted text, most of it from the attacker. So it comes after the verdict, quoted and marked as such. */
export function evidenceLines(
  { detection: { evidence: facts }, made }: AlertModel,
  style: Style,
): readonly string[] {
  const { line, list } = linesIn(style);
  const lines = [
    line('from', [facts.sourceIp], ['network', facts.network], ['country', facts.country]),
    line('call', [facts.api], ['failed with', facts.errorCode], ...withoutError(facts)),
    line('by', [facts.caller], ['through', facts.through]),
    line('user agent', [facts.userAgent]),
    made === undefined
      ? line('about', ['user', facts.targetUser], ['key', facts.targetKey])
      : ` ${'effect'.padEnd(10)} ${style.quote(madeInWords(made), LONGEST_MADE)}`,
    line('title', [facts.title]),
    line('API key', [facts.apiKey]),
    line('reason', [facts.reason], ['reported by', facts.reportedBy]),
    line('found at', [facts.url]),
    list('addresses', facts.addresses),
    list('calls', facts.calls),
    list('signals', facts.signals),
    list('processes', facts.processes),
    list('resources', facts.resources),
  ].filter((text) => text !== undefined);
  return lines.length === 0
    ? []
    : ['EVIDENCE, as the event has it, partly written by the attacker', ...lines];
}

/** Sources say that a call failed. They do not say that a call succeeded. */
function withoutError({ api, errorCode }: Evidence): readonly Part[] {
  return api !== undefined && errorCode === undefined ? [{ ours: 'no error' }] : [];
}

/** A value of the event, maybe after a word of this project. Or only words of this project. */
type Part = readonly [string | undefined] | readonly [string, string | undefined] | { readonly ours: string };

/** The names of a policy and of a user are whole in it, if IAM's own limits are not used up. */
const LONGEST_MADE = 300;

/** More of a sequence are in the JSON. */
const SHOWN = 8;

function linesIn({ quote }: Style) {
  return {
    line: (label: string, ...parts: readonly Part[]): string | undefined => {
      const shown = parts.flatMap((part) => {
        if ('ours' in part) return [part.ours];
        const [name, value] = part.length === 1 ? ['', part[0]] : part;
        return value === undefined ? [] : [`${name === '' ? '' : `${name} `}${quote(value)}`];
      });
      return shown.length === 0 ? undefined : ` ${label.padEnd(10)} ${shown.join(', ')}`;
    },
    list: (label: string, values: readonly string[] = []): string | undefined => {
      const more = values.length > SHOWN ? `, and ${values.length - SHOWN} more` : '';
      const shown = values.slice(0, SHOWN).map((value) => quote(value, 80));
      return shown.length === 0 ? undefined : ` ${label.padEnd(10)} ${shown.join(', ')}${more}`;
    },
  };
}
