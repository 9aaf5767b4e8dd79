import { codeForChat, quoteForText } from './sanitize.ts';

/** How a channel writes the parts of a line, so that one text serves mail and chat. */
export interface Style {
  /** Text that somebody else wrote. */
  readonly quote: (hostile: string, limit?: number) => string;
  /** A line to paste. */
  readonly command: (line: string) => string;
  /** Words of this project, with names that were checked. */
  readonly plain: (text: string) => string;
  /** What separates two sections. */
  readonly gap: readonly string[];
}

export const mailStyle: Style = {
  quote: quoteForText,
  command: (line) => line,
  plain: (text) => text,
  gap: [''],
};

/**
 * Only a code span means the same in Slack and Teams, and nothing in it is marked. A user can have the name `@channel`. Of
 * `&&` neither makes anything: only `&lt;` and the like are marks.
 */
export const chatStyle: Style = {
  quote: codeForChat,
  command: (line) => `\`${line}\``,
  plain: (text) => text.replaceAll('@', '(at)').replace(/[`<>&]/g, '?'),
  gap: [],
};
