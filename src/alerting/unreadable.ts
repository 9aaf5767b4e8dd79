import type { Detection, UnreadableEvent } from '../core/detection.ts';
import type { Outcome } from '../core/outcome.ts';
import { type Alert, type AlertContext, runbookFor, stateInWords, urgencyOf, worstFirst } from './alert.ts';
import { headline } from './headline.ts';
import { machineJson, unreadableJson } from './machine-json.ts';
import { quoteForText, subjectLine } from './sanitize.ts';
import { sectionOf } from './section.ts';
import { subjectMatterOf } from './subject-matter.ts';

/** SNS takes 262,144 bytes, all protocols together; GuardDuty lists up to 400 actors in one attack sequence. */
const MOST_OTHERS = 10;

/** One alert for one event, whatever number of credentials it names; the worst of them gives the headline. */
export function composeAlert(
  detection: Detection,
  outcomes: readonly Outcome[],
  context: AlertContext,
): Alert {
  const [worst, ...others] = worstFirst(outcomes);
  if (worst === undefined) throw new RangeError('an event ends in at least one outcome');
  const subject = subjectMatterOf(worst, detection, context.partition);
  const { severity } = urgencyOf(worst);
  const shown = others.slice(0, MOST_OTHERS);
  return {
    // Of the event only what is checked and bounded: a Subject that SNS refuses is an alert that nobody reads.
    subject: subjectLine(
      `[${severity} ${stateInWords(worst.state)}] account ${subject.accountId} AWS key ${subject.accessKeyId ?? 'of a user or role'}`,
    ),
    text: [
      headline(worst, subject),
      ...alsoNamed(others.length, shown.length),
      ...sectionOf(worst, subject, context),
      ...shown.flatMap((other) => {
        const otherSubject = subjectMatterOf(other, detection, context.partition);
        return [
          '',
          '-'.repeat(60),
          headline(other, otherSubject),
          ...sectionOf(other, otherSubject, context),
        ];
      }),
      '',
      ...why(detection, worst),
      ...evidence(detection),
      `RUNBOOK  ${runbookFor(worst.reason, context)}`,
      `EVENT    ${quoteForText(detection.eventId, 64)}`,
    ].join('\n'),
    machine: machineJson(detection, worst, shown, context),
  };
}

function alsoNamed(others: number, shown: number): readonly string[] {
  if (others === 0) return [];
  const rest = shown < others ? `, the worst ${shown} of them here, all of them as outcome events` : '';
  return [`The event names ${others} more, each with its own state below${rest}.`];
}

function why(
  { source, type, severity, region }: Detection,
  { decision: { classification } }: Outcome,
): readonly string[] {
  const level = severity === undefined ? '' : `, severity ${severity}`;
  return [
    `WHY      ${sourceNames[source]} ${quoteForText(type)}${level}, in ${quoteForText(region, 30)}`,
    `         ${classification.class}: ${classification.because}`,
  ];
}

const sourceNames: Readonly<Record<Detection['source'], string>> = {
  guardduty: 'GuardDuty',
  health: 'AWS Health',
  'security-hub': 'Security Hub',
  'trusted-advisor': 'Trusted Advisor',
  cloudtrail: 'CloudTrail',
  report: 'Report',
};

/** Everything here is somebody else's text, most of it the attacker's: after the verdict, quoted, and named as such. */
function evidence({ evidence: facts }: Detection): readonly string[] {
  const lines = [
    line('first seen', facts.firstSeen),
    line('last seen', facts.lastSeen),
    line('times', facts.count?.toString()),
    line('source IP', facts.sourceIp),
    line('network', facts.network),
    line('country', facts.country),
    line('called by', facts.caller),
    line('API call', facts.api),
    line('it failed', facts.errorCode),
    line('user agent', facts.userAgent),
    line('about user', facts.targetUser),
    line('about key', facts.targetKey),
    line('title', facts.title),
    line('reason', facts.reason),
    line('reported by', facts.reportedBy),
    line('found at', facts.url),
  ].filter((text) => text !== undefined);
  return lines.length === 0
    ? []
    : ['', 'EVIDENCE (as the event has it; partly written by the attacker)', ...lines, ''];
}

function line(label: string, value: string | undefined): string | undefined {
  return value === undefined ? undefined : ` ${label.padEnd(12)} ${quoteForText(value)}`;
}

/** Nothing could be read, so nothing was done: somebody must look, because a key may be in the wrong hands. */
export function composeUnreadableAlert(problem: UnreadableEvent, context: AlertContext): Alert {
  const accountId = /^\d{12}$/.exec(problem.accountId ?? '')?.[0] ?? 'unknown';
  return {
    subject: subjectLine(`[P1 NOT CONTAINED] account ${accountId} event that could not be read`),
    text: [
      'NOT CONTAINED: an event that may report a stolen access key could not be read. Nothing was done.',
      ...(problem.accessKeyId === undefined
        ? []
        : [`The access key id named there: ${problem.accessKeyId}. Treat it as ACTIVE.`]),
      '',
      `ACCOUNT  ${accountId}`,
      `PROBLEM  ${quoteForText(problem.why, 200)}`,
      `EVENT    id ${quoteForText(problem.eventId ?? 'none', 64)}`,
      `         source ${quoteForText(problem.source ?? 'none', 64)}`,
      `         detail-type ${quoteForText(problem.detailType ?? 'none', 64)}`,
      '',
      'DO NOW   look the event up at its source, and deactivate the key that it names by hand.',
      `RUNBOOK  ${runbookFor('unreadable-event', context)}`,
    ].join('\n'),
    machine: unreadableJson(problem, accountId, context),
  };
}
