import { chatNotification } from './chat-notification.ts';
import { runbookText, wrapped } from './runbook-lines.ts';
import { codeForChat } from './sanitize.ts';
import { chatStyle } from './style.ts';
import { firstLines } from './unreadable-email.ts';
import { UNREADABLE, type UnreadableModel } from './unreadable-model.ts';

export function unreadableChat(model: UnreadableModel): string {
  const { problem, context, accountId, title, named, actBy, doNow, dedupKey, links } = model;
  const { eventId = 'none', source = 'none', why } = problem;
  return chatNotification({
    id: eventId,
    title: `P1 NOT CONTAINED: an event about an AWS key could not be read, account ${accountId}`,
    description: [
      `${title}${named}`,
      actBy,
      `Problem: ${codeForChat(why, 200)}`,
      `Source: ${codeForChat(source)} event ${codeForChat(eventId)}`,
      ...firstLines(model).map((line) => (line.startsWith('[') ? chatStyle.command(line) : line)),
      'UNKNOWN: everything else, of the key, its user and its sessions',
      ...(links.runbook === undefined ? wrapped(runbookText(UNREADABLE)).map(chatStyle.plain) : []),
      ...(links.trail === undefined ? [] : [`Trail: ${links.trail}`]),
    ],
    nextSteps: [`Now: ${doNow}`, ...(links.runbook === undefined ? [] : [`Runbook: ${links.runbook}`])],
    keywords: ['P1', 'NOT-CONTAINED', accountId],
    threadId: dedupKey,
    summary: 'NOT CONTAINED an event that could not be read',
    resources: [],
    state: 'NOT_CONTAINED',
    version: context.settings.version,
  });
}
