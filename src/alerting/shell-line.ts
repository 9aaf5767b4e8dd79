import type { Command } from '../core/command.ts';
import { quoteForShell } from './sanitize.ts';

/**
 * `--flag='value'`, always: a user may be called `--no-verify-ssl`. Values are names that IAM's own pattern allows or
 * text of ours, so none holds a single quote.
 * @returns `undefined` where one does all the same: then there is nothing to paste.
 */
export function shellLine({ argv }: Command): string | undefined {
  const words = argv.map((word) => {
    const [, flag, value = ''] = /^(--[a-z-]+)=(.*)$/s.exec(word) ?? [];
    if (flag === undefined) return word;
    const quoted = quoteForShell(value);
    return quoted && `${flag}=${atPasting(quoted)}`;
  });
  return words.every((word) => word !== undefined) ? words.join(' ') : undefined;
}

/**
 * Sessions that were issued between the alert and the pasting are to be refused as well; and what is taken back is the last
 * deactivation, which may be later than the alert.
 */
function atPasting(quoted: string): string {
  return quoted.replace(
    /("aws:TokenIssueTime":|":at":\{"S":)"[^"]+"/,
    `$1"'"$(date -u +%Y-%m-%dT%H:%M:%SZ)"'"`,
  );
}
