import type { Detection, Evidence } from '../core/detection.ts';
import type { Outcome } from '../core/outcome.ts';
import { quoteForText } from './sanitize.ts';
import { ageInWords, inSeconds, timeOf } from './times.ts';

export function whyLines(
  { source, type, severity, region, evidence, findingId }: Detection,
  { decision: { classification } }: Outcome,
): readonly string[] {
  const level = severity === undefined ? '' : `, severity ${severity} (${band(severity)})`;
  const times =
    evidence.count === undefined
      ? ''
      : evidence.count === 1
        ? ', seen once'
        : `, seen ${evidence.count} times`;
  return [
    '',
    `WHY      ${source.name}${level}${times}, in ${quoteForText(region, 30)}`,
    `         ${isFindingType(type) ? type : quoteForText(type)}`,
    `         ${classification.class}: ${classification.because}`,
    ...(findingId === undefined ? [] : [`         finding id ${quoteForText(findingId, 140)}`]),
  ];
}

/** GuardDuty user guide, "Severity levels". */
function band(severity: number): string {
  if (severity >= 9) return 'Critical';
  if (severity >= 7) return 'High';
  return severity >= 4 ? 'Medium' : 'Low';
}

export function timeLine({ evidence }: Detection, sentAt: Date): readonly string[] {
  const first = timeOf(evidence.firstSeen);
  const last = timeOf(evidence.lastSeen);
  const age =
    first === undefined ? '' : ` (${ageInWords(sentAt.getTime() - first.getTime())} after the first)`;
  const [from, to, sent] = [first, last, sentAt].map((time) =>
    time === undefined ? 'unknown' : inSeconds(time.toISOString()),
  );
  return [`TIME     first ${from}, last ${to}, sent ${sent}${age}`];
}

/** As GuardDuty writes them: shown whole, with the endings that it has, of which none makes a domain. */
export function isFindingType(type: string): boolean {
  return /^[A-Za-z]{3,40}:[A-Za-z0-9]{2,20}\/[A-Za-z0-9]{3,60}(!DNS)?(\.(Custom|B|InsideAWS|OutsideAWS))?$/.test(
    type,
  );
}

/** Everything here is somebody else's text, most of it the attacker's: after the verdict, quoted, and named as such. */
export function evidenceLines(facts: Evidence): readonly string[] {
  const lines = [
    line('from', [facts.sourceIp], ['network', facts.network], ['country', facts.country]),
    line('call', [facts.api], ['failed with', facts.errorCode], ...withoutError(facts)),
    line('by', [facts.caller]),
    line('user agent', [facts.userAgent]),
    line('about', ['user', facts.targetUser], ['key', facts.targetKey]),
    line('title', [facts.title]),
    line('reason', [facts.reason], ['reported by', facts.reportedBy]),
    line('found at', [facts.url]),
  ].filter((text) => text !== undefined);
  return lines.length === 0
    ? []
    : ['EVIDENCE, as the event has it, partly written by the attacker', ...lines];
}

/** Detectors say that a call failed, and say nothing of one that did not. */
function withoutError({ api, errorCode }: Evidence): readonly Part[] {
  return api !== undefined && errorCode === undefined ? [{ ours: 'no error' }] : [];
}

/** A value of the event, perhaps after a word of ours; or words of ours alone. */
type Part = readonly [string | undefined] | readonly [string, string | undefined] | { readonly ours: string };

function line(label: string, ...parts: readonly Part[]): string | undefined {
  const shown = parts.flatMap((part) => {
    if ('ours' in part) return [part.ours];
    const [name, value] = part.length === 1 ? ['', part[0]] : part;
    return value === undefined ? [] : [`${name === '' ? '' : `${name} `}${quoteForText(value)}`];
  });
  return shown.length === 0 ? undefined : ` ${label.padEnd(10)} ${shown.join(', ')}`;
}
