import type { Json, Told } from '../../golden/tell.ts';
import type { Sent } from './sent.ts';

/** What people read of a notification. */
export interface Content {
  readonly title: string;
  readonly description: string;
  readonly nextSteps: readonly string[];
}

export function contentOf(chat: Json): Content {
  return (chat as unknown as { readonly content: Content }).content;
}

/**
 * The alert as somebody has it who reads the chat alone: what the questions find in a mail must be in there as well. A line to
 * paste is one code span. In other lines what somebody else wrote is one, where a mail has quotes.
 */
export function readInChat({ told, hostile, later, facts }: Sent): Sent {
  return { told: withChat(told), hostile: withChat(hostile), later: withChat(later), facts };
}

function withChat(told: Told): Told {
  const lines = contentOf(told.alert.chat)
    .description.split('\n')
    .map((line) => (/^ `(?:\[|aws) /.test(line) ? line.replaceAll('`', '') : line.replaceAll('`', '"')));
  return { ...told, alert: { ...told.alert, text: lines.join('\n') } };
}
