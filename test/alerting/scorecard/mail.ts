import { spawnSync } from 'node:child_process';

/** The alert as a person has it before them. */
export function linesOf(text: string): readonly string[] {
  return text.split('\n');
}

/** The parts about one credential each, the headline's first. */
export function partsOf(text: string): readonly string[] {
  return text.split(/\n-{60}\n/);
}

/** The rest of the line that begins with the label. */
export function labelled(text: string, label: string): string | undefined {
  return linesOf(text)
    .find((line) => line.startsWith(`${label.padEnd(8)} `))
    ?.slice(9);
}

/** The lines under a title, up to the next empty one. */
export function under(text: string, title: string | RegExp): readonly string[] {
  const lines = linesOf(text);
  const start = lines.findIndex((line) =>
    typeof title === 'string' ? line.startsWith(title) : title.test(line),
  );
  if (start === -1) return [];
  const rest = lines.slice(start + 1);
  const end = rest.indexOf('');
  return end === -1 ? rest : rest.slice(0, end);
}

export function commandLines(text: string): readonly string[] {
  return linesOf(text).filter((line) => line.startsWith(' aws '));
}

/** What somebody would paste: each run of commands, with the comments before and between them. */
export function commandBlocks(text: string): readonly (readonly string[])[] {
  return text
    .split(/\n\n/)
    .map((paragraph) => {
      const lines = linesOf(paragraph);
      const isIn = (line: string) => /^ (?:aws|#) /.test(line);
      return lines.slice(lines.findIndex(isIn), lines.findLastIndex(isIn) + 1);
    })
    .filter((lines) => lines.length > 0);
}

/** The time at which the commands are pasted here: later than that of the alert. */
export const PASTED_AT = '2026-05-04T03:20:00Z';

/**
 * What a shell makes of the lines when somebody pastes them: the words that `aws` would receive, line by line.
 * @returns nothing where the shell does not take them.
 */
export function pasted(lines: readonly string[]): readonly (readonly string[])[] {
  const program = [
    `aws() { printf '%s\\036' aws "$@"; printf '\\035'; }`,
    // The one other program that a line of ours runs.
    `date() { [ "$*" = "-u +%Y-%m-%dT%H:%M:%SZ" ] && printf '${PASTED_AT}'; }`,
    ...lines,
    '',
  ].join('\n');
  const { status, stdout, stderr } = spawnSync('/bin/sh', ['-eu'], {
    input: program,
    encoding: 'utf8',
    // Nothing but `aws` is there to be run.
    env: { PATH: '/nonexistent' },
  });
  if (status !== 0 || stderr !== '') return [];
  return stdout
    .split('\x1d')
    .slice(0, -1)
    .map((line) => line.split('\x1e').slice(0, -1));
}
