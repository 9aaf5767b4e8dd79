import { commandLines } from '../alerting/scorecard/mail.ts';
import { committedFiles } from '../golden/files.ts';
import type { Reading } from './powershell.ts';

/** Something that somebody may paste into PowerShell, and what must be true of it. */
export interface Pasted {
  readonly what: string;
  readonly text: string;
  readonly isRight: (reading: Reading) => boolean;
}

const GUARDED = /^ ?\[ "\$\((aws [^)]*)\)" = '(\d{12})' \] && (.*) \|\| echo '([^']*)'$/;

/** @param runbook its page has a variant for PowerShell. */
export function pastedIntoPowerShell(runbook: string): readonly Pasted[] {
  const alerts = [...committedFiles()].map(([file, text]) => ({ file, lines: commandLines(text) }));
  const variants = [...runbook.matchAll(/```powershell\n([\s\S]*?)```/g)].map(([, text = '']) => text);
  return [
    ...alerts.flatMap(({ lines, file }) => lines.flatMap((line) => aboutLine(line, file))),
    ...alerts
      .filter(({ lines }) => lines.length > 1)
      .map(({ lines, file }) => ({
        what: `all lines of ${file} at once run nothing`,
        text: lines.join('\n'),
        isRight: ({ fails }: Reading) => fails,
      })),
    ...variants.map((text) => asIf('the variant of the runbook', text)),
  ];
}

function aboutLine(line: string, file: string): readonly Pasted[] {
  const [, who = '', account, commands = '', otherwise] = GUARDED.exec(line) ?? [];
  const where = `${file}: ${line.trim()}`;
  return [
    { what: `${where} runs nothing`, text: line, isRight: ({ fails }) => fails },
    // Or it would be something else in the line that the grammar does not know.
    { what: `${where} is read without its guard`, text: known(commands), isRight: ({ fails }) => !fails },
    {
      what: `${where} runs nothing because of its guard`,
      text: known(line),
      isRight: ({ fails }) => fails,
    },
    asIf(
      `${where} in the runbook's form`,
      `if ((${who}) -eq '${account}') { ${commands.replaceAll(' && ', '; ')} } else { '${otherwise}' }`,
    ),
  ];
}

/** It compares the account, and changes something only then. */
function asIf(what: string, text: string): Pasted {
  return {
    what: `${what} compares before it changes anything`,
    text: known(text),
    isRight: ({ fails, commands: [first, ...rest] }) =>
      !fails &&
      first?.text.startsWith('aws sts get-caller-identity') === true &&
      first.inside.join() === 'if_statement' &&
      rest.length > 0 &&
      rest.every(({ inside }) => inside.join() === 'if_statement,statement_block'),
  };
}

/**
 * PowerShell takes `--flag='value'` for one word, and so it does quoted texts that follow each other without a space. This
 * grammar knows neither, so both are written in another way.
 */
function known(text: string): string {
  return text.replaceAll(/(--[a-z-]+)=/g, '$1 ').replaceAll(/'"\$\(date [^)]*\)"'/g, '2026-05-04T03:12:16Z');
}
