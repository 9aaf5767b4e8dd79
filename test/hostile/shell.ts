import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';

/** Ends a word; nothing that can be quoted for a shell holds it. */
const END = '\u001f';

/** What the shell's `date` says. */
export const NOW = '2026-05-04T03:12:00Z';

/**
 * What a real shell makes of the lines of an alert: the words of each call of `aws`, but for the one that checks the account,
 * which prints the account that the line is for. The lines are run, by a shell that finds no program and opens no file; what
 * a line does besides shows in words that are missing or too many.
 */
export function wordsOf(lines: readonly string[]): readonly (readonly string[])[] {
  const date = `date() { echo ${NOW}; }`;
  const check = `if [ "$1 $2" = 'sts get-caller-identity' ]; then echo "$account"; return; fi`;
  const aws = `aws() { ${check}; printf 'aws${END}'; printf '%s${END}' "$@"; echo; }`;
  const script = [date, aws, ...lines.flatMap((line) => [accountFor(line), line])].join('\n');
  const output = execFileSync('/bin/bash', ['--noprofile', '--norc', '--restricted'], {
    input: script,
    encoding: 'utf8',
    cwd: tmpdir(),
    env: { PATH: '/nonexistent', HOME: '/nonexistent' },
    maxBuffer: 100_000_000,
  });
  return output
    .split('\n')
    .slice(0, -1)
    .map((line) => line.split(END).slice(0, -1));
}

function accountFor(line: string): string {
  return `account='${/ = '(\d{12})' \] && /.exec(line)?.[1] ?? ''}'`;
}

/** Without the check of the account before it, and what it says if that fails: each command of the line. */
export function commandsOf(line: string): readonly string[] {
  return line
    .trim()
    .replace(/^\[ "\$\(aws sts get-caller-identity [^)]*\)" = '\d{12}' \] && /, '')
    .replace(/ \|\| echo '[^']*'$/, '')
    .split(' && ');
}

/** Whether the line of a mail, or of chat without its marks, is one to paste. */
export function isCommand(line: string): boolean {
  return /^ ?(?:\[ "\$\(aws sts get-caller-identity |aws )/.test(line);
}
