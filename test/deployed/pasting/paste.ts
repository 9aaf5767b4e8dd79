import { finding } from '../messages/alert-form.ts';
import type { Finding } from '../report.ts';
import { commandsIn, commandsUnder, forAnotherAccount, NOT_DONE } from './commands-in-text.ts';
import type { Ran, Shell } from './shell.ts';

/** Somebody with an alert in front of them, at a terminal. */
export interface Reader {
  /** Pastes every line as it would be of another account: none of them may do anything. */
  readonly checkAccount: () => Promise<Finding>;
  /** Pastes the commands of a section one after the other; one of them must print what `prints` says. */
  readonly paste: (title: string, prints?: RegExp) => Promise<Finding>;
  /** Pastes the commands of a section once more: each must be refused, and say so. */
  readonly pasteInVain: (title: string) => Promise<Finding>;
}

/** @param who the finding's name for the credential of the alert. */
export function readerOf(alert: string, shell: Shell, who: string): Reader {
  async function pasteAll(lines: readonly string[]): Promise<readonly Pasted[]> {
    const ran: Pasted[] = [];
    for (const line of lines) ran.push({ line, ...(await shell.paste(line)) });
    return ran;
  }

  return {
    async checkAccount() {
      const ran = await pasteAll(commandsIn(alert).map(({ line }) => forAnotherAccount(line)));
      return finding(`${who}: in another account no line does anything, and each says so`, [
        ran.length === 0 ? 'there is none' : '',
        ...ran.map(({ line, output }) =>
          output.trim().startsWith(NOT_DONE) ? '' : `${line.trim()} printed ${output.trim()}`,
        ),
      ]);
    },
    async pasteInVain(title) {
      const ran = await pasteAll(commandsUnder(alert, title));
      return finding(`${who}: ${title} once more is refused, and says so`, [
        ran.length === 0 ? 'there is none' : '',
        ...ran.map(({ line, output }) =>
          output.includes(NOT_DONE) ? '' : `${line.trim()} printed ${output.trim()}`,
        ),
      ]);
    },
    async paste(title, prints) {
      const ran = await pasteAll(commandsUnder(alert, title));
      const shown = prints === undefined || ran.some(({ output }) => prints.test(output));
      return finding(`${who}: ${title}: ${ran.map(nameOf).join(', then ') || 'a command'}`, [
        ran.length === 0 ? 'there is none' : '',
        ...ran.map(failureOf),
        shown ? '' : `nothing prints ${prints}`,
      ]);
    },
  };
}

type Pasted = Ran & { readonly line: string };

/** `… && aws iam update-access-key --user-name=…` is called `iam update-access-key`. */
function nameOf({ line }: Pasted): string {
  return [...line.matchAll(/ && aws (\S+ \S+)/g)].map(([, name]) => name).join(' and ');
}

function failureOf({ line, code, output }: Pasted): string {
  return code === 0 && !output.includes(NOT_DONE)
    ? ''
    : `${line.trim()} ended with ${code}: ${output.trim()}`;
}
