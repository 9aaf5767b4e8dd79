import { reasons } from '../core/reasons/index.ts';
import type { AlertModel } from './alert-model.ts';
import { alertText } from './alert-text.ts';
import type { AlertContent, Channel } from './channel.ts';
import { chatNotification, longestInChat } from './chat-notification.ts';
import { digestChat } from './digest-text.ts';
import { chatStyle } from './style.ts';
import { subjectWords } from './subject.ts';
import { unreadableChat } from './unreadable-chat.ts';

/**
 * For a channel of Slack or Teams: a custom notification of Amazon Q Developer in chat applications. Amazon Q drops any
 * other message and shows no error. The text is the mail's, so that nobody must look for the mail, and uses only markdown
 * that means the same in Slack and Teams. It has no buttons, because nothing in chat may change anything.
 * https://docs.aws.amazon.com/chatbot/latest/adminguide/custom-notifs.html
 */
export const chat: Channel = {
  id: 'chat',
  protocols: ['https'],
  format: 'json',
  render: chatText,
  renderUnreadable: unreadableChat,
  renderDigest: digestChat,
  limits: { characters: 12_000, only: /^[\n\x20-\x7e]*$/ },
  answers: [1, 3, 4, 8, 22, 24],
};

const ROOM = { lines: 90, characters: longestInChat.description };

function chatText(content: AlertContent): string {
  const { worst: model } = content;
  const { detection, outcome, entity, urgency, context, heading } = model;
  return chatNotification({
    id: detection.eventId,
    title: chatStyle.plain(
      `${urgency.severity} ${heading}: ${subjectWords(model, longestInChat.title - 60)}`,
    ),
    description: alertText(content, { style: chatStyle, room: ROOM }).split('\n'),
    nextSteps: steps(model),
    keywords: [
      urgency.severity,
      ...heading.split(', ').map((words) => words.replaceAll(' ', '-')),
      entity.accountId,
    ],
    threadId: entity.dedupKey,
    summary: chatStyle.plain(`${heading} ${subjectWords(model, longestInChat.title - 60)}`),
    resources: [entity.principal],
    state: outcome.state,
    version: context.settings.version,
  });
}

/** The commands are in the description, since most of them are longer than a step may be. */
function steps({ outcome, urgency, commands, links, entity }: AlertModel): readonly string[] {
  const { procedure, readFirst } = reasons[outcome.reason];
  const when = urgency.page ? 'Now' : outcome.state === 'NO_ACTION' ? 'To stop it by hand' : 'Next';
  const run =
    commands.contain.length === 0
      ? []
      : [`${when}: paste the line above into a terminal of account ${entity.accountId}`];
  const finish = commands.finish.length === 0 ? [] : ['To finish: move its jobs to another key, then FINISH'];
  return [
    ...(readFirst ? [...procedure, ...run] : [...run, ...procedure]),
    ...finish,
    ...(links.runbook === undefined ? [] : [`Runbook: ${links.runbook}`]),
  ].map((step) => (step.length > longestInChat.step ? `${step.slice(0, longestInChat.step - 3)}...` : step));
}
