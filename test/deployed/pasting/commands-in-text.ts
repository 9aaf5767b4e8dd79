/** What an alert's text asks a person to run, as it is printed. */
export interface PrintedCommand {
  /** Of the section: `DO THIS NOW`. */
  readonly title: string;
  /** The line, with the blank in front of it. */
  readonly line: string;
}

/** A title stands at the margin; what belongs to it is indented. Further credentials of the event follow after dashes. */
export function commandsIn(text: string): readonly PrintedCommand[] {
  const commands: PrintedCommand[] = [];
  let title = '';
  for (const line of text.split('\n')) {
    if (/^-{10,}$/.test(line)) break;
    if (/^ +aws /.test(line)) commands.push({ title, line });
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

/** The command that comes before any other, and the account that it must print. */
export function accountCheckIn(text: string): { readonly line: string; readonly accountId: string } {
  const line = commandsIn(text).find((command) => isAccountCheck(command.line))?.line ?? '';
  return { line, accountId: /must print (\d{12})/.exec(text)?.[1] ?? '' };
}

export function isAccountCheck(line: string): boolean {
  return line.includes(' sts get-caller-identity');
}
