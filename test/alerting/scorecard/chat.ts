import type { Json } from '../../golden/tell.ts';

/** What people read of a notification. */
export interface Content {
  readonly title: string;
  readonly description: string;
  readonly nextSteps: readonly string[];
}

export function contentOf(chat: Json): Content {
  return (chat as unknown as { readonly content: Content }).content;
}

/** What is told of the credential, line by line. */
export function chatLines(chat: Json): readonly string[] {
  return contentOf(chat).description.split('\n');
}

export function stepsOf(chat: Json): readonly string[] {
  return contentOf(chat).nextSteps;
}

/** What stands between backticks. */
export function inCode(step: string): readonly string[] {
  return step.split('`').filter((_, index) => index % 2 === 1);
}
