/** What an alert's text asks a person to run, as it is printed. */
export interface PrintedCommand {
  /** Of the section: `DO THIS NOW`. */
  readonly title: string;
  /** The line, with the blank in front of it. */
  readonly line: string;
  /** The account that the line compares with before it does anything. */
  readonly accountId: string;
}

const GUARDED = /^ +\[ "\$\(aws sts get-caller-identity [^)]*\)" = '(\d{12})' \] && aws /;

/** A title stands at the margin; what belongs to it is indented. Other credentials of the event follow under their own. */
export function commandsIn(text: string): readonly PrintedCommand[] {
  const commands: PrintedCommand[] = [];
  let title = '';
  for (const line of text.split('\n')) {
    const accountId = GUARDED.exec(line)?.[1];
    if (accountId !== undefined) commands.push({ title, line, accountId });
    else if (/^\S/.test(line)) title = line;
  }
  return commands;
}

/** @param title what the title begins with: more may follow, as in `UNDO, only if…`. */
export function commandsUnder(text: string, title: string): readonly string[] {
  return commandsIn(text)
    .filter((command) => command.title.startsWith(title))
    .map(({ line }) => line);
}

/** What a line prints instead, where it did nothing or was refused. */
export const NOT_DONE = 'NOT DONE: ';

/** The line as it would be of another account: in the account of the terminal it must do nothing. */
export function forAnotherAccount(line: string): string {
  return line.replace(/= '\d{12}' \]/, "= '999988887777' ]");
}
