import type { Command } from '../core/command.ts';
import { quoteForShell } from './sanitize.ts';

/**
 * Always writes `--flag='value'`, because a user can have the name `--no-verify-ssl`. Values are names that IAM's pattern
 * allows or text of this project, so none should contain a single quote.
 * @returns `undefined` if one does. Then there is nothing to paste.
 */
export function shellLine({ argv }: Command): string | undefined {
  const words = argv.map((word) => {
    const flag = /^--[a-z-]+=/.exec(word)?.[0];
    if (flag === undefined) return word;
    const quoted = quoteForShell(word.slice(flag.length));
    return quoted && `${flag}${atPasting(quoted)}`;
  });
  return words.every((word) => word !== undefined) ? words.join(' ') : undefined;
}

export interface Guard {
  /** The account that the commands are for. */
  readonly accountId: string;
  /** Prints the account that the terminal is signed in to. */
  readonly confirmAccount: Command;
}

/**
 * One line that runs the commands one after the other, and none of them in another account: at night a terminal is often
 * signed in elsewhere, and most of these commands print nothing when they work. bash and zsh read it alike.
 */
export function guardedLine(
  commands: readonly Command[],
  { accountId, confirmAccount }: Guard,
): string | undefined {
  const lines = commands.map(shellLine);
  if (!lines.every((line) => line !== undefined)) return undefined;
  const run = lines.join(' && ');
  // An event that names no account: there is nothing to compare with.
  if (!/^\d{12}$/.test(accountId)) return run;
  return `[ "$(${confirmAccount.argv.join(' ')})" = '${accountId}' ] && ${run} || echo '${NOT_DONE}'`;
}

const NOT_DONE = 'NOT DONE: wrong account, or see the error above';

/**
 * Uses the time of pasting, for two reasons. Sessions that are issued between the alert and the pasting must be denied,
 * too. And the undo is recorded with its time.
 */
function atPasting(quoted: string): string {
  return quoted.replace(
    /("aws:TokenIssueTime":|":at":\{"S":)"[^"]+"/,
    `$1"'"$(date -u +%Y-%m-%dT%H:%M:%SZ)"'"`,
  );
}
