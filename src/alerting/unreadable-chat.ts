import type { Command } from '../core/command.ts';
import { chatNotification } from './chat-notification.ts';
import { keysOf } from './dead-letter-model.ts';
import { codeForChat } from './sanitize.ts';
import { shellLine } from './shell-line.ts';
import type { UnreadableModel } from './unreadable-model.ts';

export function unreadableChat(model: UnreadableModel): string {
  const { problem, context, accountId, title, named, actBy, doNow, dedupKey, links } = model;
  const { eventId = 'none', source = 'none', why } = problem;
  return chatNotification({
    id: eventId,
    title: `P1 NOT CONTAINED: ${model.inShort}, account ${accountId}`,
    description: [
      `${title}${named}`,
      actBy,
      ...lettersInChat(model),
      `Problem: ${codeForChat(why, 200)}`,
      `Source: ${codeForChat(source)} event ${codeForChat(eventId)}`,
      'UNKNOWN: everything else, of the key, its user and its sessions',
    ],
    nextSteps: [`Now: ${doNow}`, ...steps(model), `Runbook: ${links.runbook}`],
    keywords: ['P1', 'NOT-CONTAINED', accountId],
    threadId: dedupKey,
    summary: `NOT CONTAINED ${model.inShort}`,
    resources: [],
    state: 'NOT_CONTAINED',
    version: context.settings.version,
  });
}

/** Commands as they are pasted, each in the account that it is for. */
function steps({ commands, accountId, context: { place } }: UnreadableModel): readonly string[] {
  const inCode = (command: Command, account: string) => {
    const line = shellLine(command);
    return line === undefined ? [] : [`Paste, in account ${account}: \`${line}\``];
  };
  return [
    ...(commands?.contain ?? []).slice(0, 2).flatMap((command) => inCode(command, accountId)),
    ...(commands?.retry ?? []).flatMap((command) => inCode(command, place.accountId)),
  ];
}

function lettersInChat({ letters }: UnreadableModel): readonly string[] {
  return letters.length < 2 ? [] : [`Keys: ${keysOf(letters, 10)}`];
}
