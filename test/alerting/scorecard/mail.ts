import { spawnSync } from 'node:child_process';

/** The alert as a person has it before them. */
export function linesOf(text: string): readonly string[] {
  return text.split('\n');
}

/** The rest of the line that begins with the label. */
export function labelled(text: string, label: string): string | undefined {
  return linesOf(text)
    .find((line) => line.startsWith(`${label.padEnd(8)} `))
    ?.slice(9);
}

/** The lines under a title: they are indented. */
export function under(text: string, title: string | RegExp): readonly string[] {
  const lines = linesOf(text);
  const start = lines.findIndex((line) =>
    typeof title === 'string' ? line.startsWith(title) : title.test(line),
  );
  if (start === -1) return [];
  const rest = lines.slice(start + 1);
  const end = rest.findIndex((line) => !line.startsWith(' '));
  return end === -1 ? rest : rest.slice(0, end);
}

const COMMAND = /^ (?:\[ "\$\(aws sts get-caller-identity |aws )/;

/** The lines to paste. */
export function commandLines(text: string): readonly string[] {
  return linesOf(text).filter((line) => COMMAND.test(line));
}

/** The account that the line compares with, before it does anything. */
export function guardOf(line: string): string | undefined {
  return /^ \[ "\$\(aws sts get-caller-identity --query=Account --output=text(?: --region=[a-z0-9-]+)?\)" = '(\d{12})' \] && aws /.exec(
    line,
  )?.[1];
}

/** What somebody would paste: each run of commands, with the comments before and between them. */
export function commandBlocks(text: string): readonly (readonly string[])[] {
  const blocks: string[][] = [];
  let open = false;
  for (const line of linesOf(text)) {
    const isIn = COMMAND.test(line) || line.startsWith(' # ');
    if (isIn && open) blocks.at(-1)?.push(line);
    else if (isIn) blocks.push([line]);
    open = isIn;
  }
  return blocks;
}

/** The time at which the commands are pasted here: later than that of the alert. */
export const PASTED_AT = '2026-05-04T03:20:00Z';

const SHELLS = ['/bin/bash', '/usr/bin/zsh'] as const;

/**
 * What a shell makes of the lines when somebody pastes them: the words that `aws` would receive, call by call, but for the
 * check of the account, which prints the account that the terminal is signed in to.
 * @returns nothing where the shell does not take them.
 */
export function pasted(
  lines: readonly string[],
  { signedInTo }: { readonly signedInTo?: string } = {},
): readonly (readonly string[])[] {
  const [first] = SHELLS;
  return pastedInto(first, lines, signedInTo) ?? [];
}

export function pastedInto(
  shell: string,
  lines: readonly string[],
  signedInTo: string | undefined,
): readonly (readonly string[])[] | undefined {
  const program = [
    'account=none',
    `aws() { if [ "$1 $2" = 'sts get-caller-identity' ]; then printf '%s' "$account"; return; fi; printf '%s\\036' aws "$@"; printf '\\035'; }`,
    // The one other program that a line of ours runs.
    `date() { [ "$*" = "-u +%Y-%m-%dT%H:%M:%SZ" ] && printf '${PASTED_AT}'; }`,
    ...lines.flatMap((line) => [`account='${signedInTo ?? guardOf(line) ?? ''}'`, line]),
    '',
  ].join('\n');
  const { status, stdout, stderr } = spawnSync(shell, [], {
    input: program,
    encoding: 'utf8',
    // Nothing but `aws` is there to be run.
    env: { PATH: '/nonexistent' },
  });
  if (status !== 0 || stderr !== '') return undefined;
  return stdout
    .split('\x1d')
    .slice(0, -1)
    .map((call) => call.split('\x1e').slice(0, -1));
}
