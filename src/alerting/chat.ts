import { type Json, stateInWords } from './alert.ts';
import { shellLine } from './command.ts';
import { isFindingType, sourceNames } from './evidence.ts';
import { procedures, readFirst } from './procedures.ts';
import type { Risk } from './risks.ts';
import { codeForChat } from './sanitize.ts';
import type { Story } from './story.ts';
import { inSeconds } from './times.ts';

/** Amazon Q Developer takes a title of 250, a description of 8,000 and steps of 350 characters; less is read at 3 a.m. */
const LONGEST = { title: 240, description: 3_000, step: 300, keyword: 40 } as const;

/**
 * A custom notification, which Amazon Q Developer in chat applications shows in Slack and Teams; anything else sent to it
 * is dropped in silence. Only markdown that means the same in both. No buttons: nothing in chat may change anything.
 * https://docs.aws.amazon.com/chatbot/latest/adminguide/custom-notifs.html
 */
export function chatNotification(story: Story, others: number): Json {
  const { detection, outcome, subject, urgency, context } = story;
  const state = stateInWords(outcome.state);
  return notification({
    id: detection.eventId,
    title: `${urgency.severity} ${state}: ${nameOf(story)}, account ${subject.accountId}`,
    description: [
      plain(story.headline),
      `${outcome.verifiedAt === undefined ? '' : `Read back from IAM at ${inSeconds(outcome.verifiedAt)}. `}${story.actBy}`,
      ...(others === 0 ? [] : [`The event names ${others} more: see the e-mail.`]),
      `Why: ${sourceNames[detection.source]} ${isFindingType(detection.type) ? `\`${detection.type}\`` : codeForChat(detection.type)}, ${outcome.decision.classification.because}`,
      ...from(story),
      ...story.risks.map(riskLine),
    ],
    nextSteps: steps(story),
    keywords: [urgency.severity, state.replaceAll(' ', '-'), subject.accountId],
    threadId: subject.dedupKey,
    summary: `${state} ${nameOf(story)}`,
    resources: [subject.arn],
    state: outcome.state,
    version: context.version,
  });
}

export interface Notification {
  readonly id: string;
  readonly title: string;
  readonly description: readonly string[];
  readonly nextSteps: readonly string[];
  readonly keywords: readonly string[];
  readonly threadId: string;
  readonly summary: string;
  readonly resources: readonly string[];
  readonly state: string;
  readonly version: string;
}

export function notification(parts: Notification): Json {
  return {
    version: '1.0',
    source: 'custom',
    id: parts.id.replace(/[^\w:-]/g, '').slice(0, 64),
    content: {
      textType: 'client-markdown',
      title: parts.title.slice(0, LONGEST.title),
      description: parts.description.join('\n').slice(0, LONGEST.description),
      nextSteps: parts.nextSteps,
      keywords: parts.keywords.map((keyword) => keyword.slice(0, LONGEST.keyword)),
    },
    metadata: {
      threadId: parts.threadId,
      summary: parts.summary.slice(0, LONGEST.title),
      eventType: 'AccessKeyAlert',
      relatedResources: parts.resources,
      additionalContext: { state: parts.state, schemaVersion: '1.0', responder: parts.version },
      enableCustomActions: false,
    },
  };
}

function nameOf({ subject: { accessKeyId } }: Story): string {
  return accessKeyId === undefined ? 'an AWS user or role' : `AWS key ${accessKeyId}`;
}

function from({ detection: { evidence } }: Story): readonly string[] {
  const parts = [
    part('From', evidence.sourceIp),
    part('call', evidence.api),
    part('failed with', evidence.errorCode),
    part('agent', evidence.userAgent),
  ].filter((text) => text !== undefined);
  return parts.length === 0 ? [] : [`${parts.join(' ')} (partly the attacker's text)`];
}

function part(label: string, value: string | undefined): string | undefined {
  return value === undefined ? undefined : `${label} ${codeForChat(value)}`;
}

function riskLine({ status, detail, blindSpot }: Risk): string {
  const word = { present: 'DANGER', absent: 'Safe', unknown: 'UNKNOWN' }[status];
  return plain(`${word}: ${detail}${blindSpot === undefined ? '' : ` (${blindSpot})`}`);
}

/** Names outside a code span: a user may be called `@channel`. */
function plain(text: string): string {
  return text.replaceAll('@', '(at)').replace(/[`<>&]/g, '?');
}

/** The first command, where it is short enough to be read; the rest is in the e-mail. */
function steps(story: Story): readonly string[] {
  const { outcome, links } = story;
  const procedure = procedures[outcome.reason];
  const first = readFirst.includes(outcome.reason)
    ? [...procedure, ...command(story)]
    : [...command(story), ...procedure];
  const finish = outcome.state === 'CONTAINED' ? [FINISH] : [];
  return [...first, ...finish, `Runbook: ${links.runbook}`]
    .slice(0, 5)
    .map((step) => (step.length > LONGEST.step ? `${step.slice(0, LONGEST.step - 3)}...` : step));
}

const FINISH =
  'Next working day: move its jobs to another key, then delete it (the commands are in the e-mail)';

function command({ commands, urgency, outcome, subject }: Story): readonly string[] {
  const [first] = commands.contain.map(shellLine);
  if (commands.contain.length === 0) return [];
  const when = urgency.page ? 'Now' : outcome.state === 'NO_ACTION' ? 'To stop it by hand' : 'Next';
  return first !== undefined && first.length <= LONGEST.step - 60
    ? [`${when}, in account ${subject.accountId}: \`${first}\``]
    : [`${when}: the command of the e-mail, in account ${subject.accountId}`];
}
