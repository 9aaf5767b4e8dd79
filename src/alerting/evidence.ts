import type { Detection, Evidence } from '../core/detection.ts';
import type { Outcome } from '../core/outcome.ts';
import { quoteForText } from './sanitize.ts';

export const sourceNames: Readonly<Record<Detection['source'], string>> = {
  guardduty: 'GuardDuty',
  health: 'AWS Health',
  'security-hub': 'Security Hub',
  'trusted-advisor': 'Trusted Advisor',
  cloudtrail: 'CloudTrail',
  report: 'Report',
};

export function whyLines(
  { source, type, severity, region, evidence, findingId }: Detection,
  { decision: { classification } }: Outcome,
): readonly string[] {
  const level = severity === undefined ? '' : `, severity ${severity} (${band(severity)})`;
  const times = evidence.count === undefined ? '' : `, seen ${evidence.count} times`;
  return [
    '',
    `WHY      ${sourceNames[source]}${level}${times}, in ${quoteForText(region, 30)}`,
    `         ${quoteForText(type)}`,
    `         ${classification.class}: ${classification.because}`,
    ...(findingId === undefined ? [] : [`         its id ${quoteForText(findingId, 140)}`]),
  ];
}

/** GuardDuty user guide, "Severity levels". */
function band(severity: number): string {
  if (severity >= 9) return 'Critical';
  if (severity >= 7) return 'High';
  return severity >= 4 ? 'Medium' : 'Low';
}

/** The event's own times are somebody else's text: what is no time is left out. */
export function timeLine({ evidence }: Detection, sentAt: Date): readonly string[] {
  const first = timeOf(evidence.firstSeen);
  const last = timeOf(evidence.lastSeen);
  const age =
    first === undefined ? '' : ` (${ageInWords(sentAt.getTime() - first.getTime())} after the first)`;
  const seen = [first, last].map((time) => (time === undefined ? 'unknown' : inSeconds(time)));
  return [`TIME     first ${seen[0]}, last ${seen[1]}, sent ${inSeconds(sentAt)}${age}`];
}

export function timeOf(text: string | undefined): Date | undefined {
  const time = new Date(text ?? Number.NaN);
  return Number.isNaN(time.getTime()) ? undefined : time;
}

function inSeconds(time: Date): string {
  return `${time.toISOString().slice(0, 19).replace('T', ' ')}Z`;
}

function ageInWords(milliseconds: number): string {
  const minutes = Math.max(0, Math.round(milliseconds / 60_000));
  if (minutes < 120) return `${minutes} min`;
  return minutes < 2_880 ? `${Math.round(minutes / 60)} h` : `${Math.round(minutes / 1_440)} days`;
}

/** Everything here is somebody else's text, most of it the attacker's: after the verdict, quoted, and named as such. */
export function evidenceLines(facts: Evidence): readonly string[] {
  const lines = [
    line('from', [facts.sourceIp], ['network', facts.network], ['country', facts.country]),
    line('call', [facts.api], ['failed with', facts.errorCode]),
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

type Part = readonly [string | undefined] | readonly [string, string | undefined];

function line(label: string, ...parts: readonly Part[]): string | undefined {
  const shown = parts.flatMap((part) => {
    const [name, value] = part.length === 1 ? ['', part[0]] : part;
    return value === undefined ? [] : [`${name === '' ? '' : `${name} `}${quoteForText(value)}`];
  });
  return shown.length === 0 ? undefined : ` ${label.padEnd(10)} ${shown.join(', ')}`;
}
