import { type Command, shellLine } from './command.ts';
import { procedures, readFirst } from './procedures.ts';
import type { Story } from './story.ts';

/** What to do first, as it can be pasted: the account before anything else, since a terminal may be signed in to another. */
export function firstSteps(story: Story): readonly string[] {
  const { outcome, commands } = story;
  const contain = commands.contain.length === 0 ? [] : [...confirm(story), ...run(commands.contain)];
  const procedure = procedures[outcome.reason].map((step) => ` ${step}`);
  const lines = readFirst.includes(outcome.reason) ? [...procedure, ...contain] : [...contain, ...procedure];
  return titled(titleOf(story), lines);
}

function titleOf({ outcome, urgency, commands }: Story): string {
  if (urgency.page) return 'DO THIS NOW';
  return outcome.state === 'NO_ACTION' && commands.contain.length > 0 ? 'TO STOP IT BY HAND' : 'NEXT';
}

/** To look, to take back, to finish. */
export function laterSteps(story: Story): readonly string[] {
  const { inspect, undo, finish } = story.commands;
  const confirmed = story.commands.contain.length > 0 || inspect.length === 0;
  return [
    ...titled('CHECK', [...(confirmed ? [] : confirm(story)), ...run(inspect)]),
    ...titled('UNDO, only if this is proven to be a false alarm', inTheirAccounts(undo, story)),
    ...titled('FINISH, after the evidence is saved and the jobs use another key', run(finish)),
  ];
}

/** A comment to the shell, so that the lines can be pasted together. */
function confirm({ commands, subject }: Story): readonly string[] {
  return [...run([commands.confirmAccount]), ` # must print ${subject.accountId}`];
}

/** The ledger is in the responder's account, and the key may be in another. */
function inTheirAccounts(commands: readonly Command[], { subject, context }: Story): readonly string[] {
  if (subject.accountId === context.accountId) return run(commands);
  return commands.flatMap((command) => [
    ` # in account ${command.accountId ?? subject.accountId}:`,
    ...run([command]),
  ]);
}

function run(commands: readonly Command[]): readonly string[] {
  return commands.map(
    (command) => ` ${shellLine(command) ?? '(a value that cannot be pasted safely: see the JSON)'}`,
  );
}

export function titled(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ['', title, ...lines];
}
