import { chatNotification } from './chat-notification.ts';
import { chatStyle } from './style.ts';
import type { UnreadableModel } from './unreadable-model.ts';
import { unreadableText } from './unreadable-text.ts';

export function unreadableChat(model: UnreadableModel): string {
  const { problem, context, accountId, doNow, dedupKey, links } = model;
  return chatNotification({
    id: problem.eventId ?? 'none',
    title: `P1 NOT CONTAINED: ${model.inShort}, account ${accountId}`,
    description: unreadableText(model, chatStyle).split('\n'),
    nextSteps: [`Now: ${doNow}`, ...(links.runbook === undefined ? [] : [`Runbook: ${links.runbook}`])],
    keywords: ['P1', 'NOT-CONTAINED', accountId],
    threadId: dedupKey,
    summary: `NOT CONTAINED ${model.inShort}`,
    resources: [],
    state: 'NOT_CONTAINED',
    version: context.settings.version,
  });
}
