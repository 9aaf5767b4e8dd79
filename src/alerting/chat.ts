import { reasons } from '../core/reasons/index.ts';
import type { AlertModel } from './alert-model.ts';
import type { AlertContent, Channel } from './channel.ts';
import { chatNotification, longestInChat } from './chat-notification.ts';
import { isFindingType } from './evidence.ts';
import type { Risk } from './risk.ts';
import { codeForChat } from './sanitize.ts';
import { shellLine } from './shell-line.ts';
import { inSeconds } from './times.ts';
import { unreadableChat } from './unreadable-chat.ts';

/**
 * For a channel of Slack or Teams: a custom notification of Amazon Q Developer in chat applications. Amazon Q drops any
 * other message and shows no error. The text uses only markdown that means the same in Slack and Teams. It has no
 * buttons, because nothing in chat may change anything.
 * https://docs.aws.amazon.com/chatbot/latest/adminguide/custom-notifs.html
 */
export const chat: Channel = {
  id: 'chat',
  protocols: ['https'],
  format: 'json',
  render: chatText,
  renderUnreadable: unreadableChat,
  limits: { characters: 6_000, only: /^[\n\x20-\x7e]*$/ },
  answers: [1, 3, 4, 8, 22, 24],
};

function chatText({ worst: model, others, left }: AlertContent): string {
  const { detection, outcome, entity, urgency, context } = model;
  const state = model.heading;
  const more = others.length + left;
  return chatNotification({
    id: detection.eventId,
    title: `${urgency.severity} ${state}: ${nameOf(model)}, account ${entity.accountId}`,
    description: [
      plain(model.headline),
      `${outcome.verifiedAt === undefined ? '' : `Read back from IAM at ${inSeconds(outcome.verifiedAt)}. `}${model.actBy}`,
      ...(more === 0 ? [] : [`The event names ${more} more: see the e-mail.`]),
      `Why: ${detection.source.name} ${isFindingType(detection.type) ? `\`${detection.type}\`` : codeForChat(detection.type)}, ${outcome.decision.classification.because}`,
      ...from(model),
      ...model.risks.map(riskLine),
    ],
    nextSteps: steps(model),
    keywords: [urgency.severity, state.replaceAll(' ', '-'), entity.accountId],
    threadId: entity.dedupKey,
    summary: `${state} ${nameOf(model)}`,
    resources: [entity.principal],
    state: outcome.state,
    version: context.settings.version,
  });
}

function nameOf({ entity: { accessKeyId } }: AlertModel): string {
  return accessKeyId === undefined ? 'an AWS user or role' : `AWS key ${accessKeyId}`;
}

function from({ detection: { evidence } }: AlertModel): readonly string[] {
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

/** For names outside a code span, because a user can have the name `@channel`. */
function plain(text: string): string {
  return text.replaceAll('@', '(at)').replace(/[`<>&]/g, '?');
}

/** The first command, if it is short enough. The e-mail has all of them. */
function steps(model: AlertModel): readonly string[] {
  const { outcome, links } = model;
  const { procedure, readFirst } = reasons[outcome.reason];
  const first = readFirst ? [...procedure, ...command(model)] : [...command(model), ...procedure];
  const finish = outcome.state === 'CONTAINED' ? [FINISH] : [];
  return [...first, ...finish, `Runbook: ${links.runbook}`]
    .slice(0, 5)
    .map((step) => (step.length > longestInChat.step ? `${step.slice(0, longestInChat.step - 3)}...` : step));
}

const FINISH = 'To finish: move its jobs to another key, then delete it (the commands are in the e-mail)';

function command({ commands, urgency, outcome, entity }: AlertModel): readonly string[] {
  const [first] = commands.contain.map(shellLine);
  if (commands.contain.length === 0) return [];
  const when = urgency.page ? 'Now' : outcome.state === 'NO_ACTION' ? 'To stop it by hand' : 'Next';
  return first !== undefined && first.length <= longestInChat.step - 60
    ? [`${when}, in account ${entity.accountId}: \`${first}\``]
    : [`${when}: the command of the e-mail, in account ${entity.accountId}`];
}
