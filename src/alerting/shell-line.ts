import type { Command } from '../core/command.ts';
import { quoteForShell } from './sanitize.ts';

/**
 * Always writes `--flag='value'`, because a user can have the name `--no-verify-ssl`. Values are names that IAM's pattern
 * allows or text of this project, so none should contain a single quote.
 * @returns `undefined` if one does. Then there is nothing to paste.
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
 * Uses the time of pasting, for two reasons. Sessions that are issued between the alert and the pasting must be denied,
 * too. And the undo is recorded with its time, and with who pasted it.
 */
function atPasting(quoted: string): string {
  return quoted
    .replace(/("aws:TokenIssueTime":|":at":\{"S":)"[^"]+"/, `$1"'"$(date -u +%Y-%m-%dT%H:%M:%SZ)"'"`)
    .replace(
      '":by":{"S":"unknown"}',
      `":by":{"S":"'"$(aws sts get-caller-identity --query Arn --output text)"'"}`,
    );
}
