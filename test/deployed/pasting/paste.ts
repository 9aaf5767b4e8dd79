import { finding } from '../messages/alert-form.ts';
import type { Finding } from '../report.ts';
import { accountCheckIn, commandsUnder, isAccountCheck } from './commands-in-text.ts';
import type { Ran, Shell } from './shell.ts';

/** Somebody with an alert in front of them, at a terminal. */
export interface Reader {
  /** Pastes what comes before any change: whoever is signed in to another account stops here. */
  readonly checkAccount: () => Promise<Finding>;
  /** Pastes the commands of a section one after the other; one of them must print what `prints` says. */
  readonly paste: (title: string, prints?: RegExp) => Promise<Finding>;
}

/** @param who the finding's name for the credential of the alert. */
export function readerOf(alert: string, shell: Shell, who: string): Reader {
  return {
    async checkAccount() {
      const { line, accountId } = accountCheckIn(alert);
      const { code, output } = await shell.paste(line);
      const passed = code === 0 && accountId !== '' && output.trim() === accountId;
      return { what: `${who}: the account check prints the account of the alert`, passed, found: output };
    },
    async paste(title, prints) {
      const lines = commandsUnder(alert, title).filter((line) => !isAccountCheck(line));
      const ran: Pasted[] = [];
      for (const line of lines) ran.push({ line, ...(await shell.paste(line)) });
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

/** ` aws iam update-access-key --user-name=…` is called `iam update-access-key`. */
function nameOf({ line }: Pasted): string {
  return line.trim().split(' ').slice(1, 3).join(' ');
}

function failureOf({ line, code, output }: Pasted): string {
  return code === 0 ? '' : `${line.trim()} ended with ${code}: ${output.trim()}`;
}
