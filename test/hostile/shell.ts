import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';

/** Ends a word; nothing that can be quoted for a shell holds it. */
const END = '\u001f';

/** What the shell's `date` says. */
export const NOW = '2026-05-04T03:12:00Z';

/**
 * What a real shell makes of lines that begin with `aws`: their words, one list for every line. The lines are run, by a
 * shell that finds no program and opens no file; what a line does besides shows in words that are missing or too many.
 */
export function wordsOf(lines: readonly string[]): readonly (readonly string[])[] {
  const date = `date() { echo ${NOW}; }`;
  const script = [date, `aws() { printf 'aws${END}'; printf '%s${END}' "$@"; echo; }`, ...lines].join('\n');
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
