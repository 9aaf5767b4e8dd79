import type { Command } from '../core/command.ts';
import { reasons } from '../core/reasons/index.ts';
import type { AlertModel } from './alert-model.ts';
import { shellLine } from './shell-line.ts';

/** The first commands to paste. They begin with a check of the account, because a terminal may use another account. */
export function firstSteps(model: AlertModel): readonly string[] {
  const { outcome, commands } = model;
  const contain = commands.contain.length === 0 ? [] : [...confirm(model), ...run(commands.contain)];
  const { procedure: steps, readFirst } = reasons[outcome.reason];
  const procedure = steps.map((step) => ` ${step}`);
  const lines = readFirst ? [...procedure, ...contain] : [...contain, ...procedure];
  return titled(titleOf(model), lines);
}

function titleOf({ outcome, urgency, commands }: AlertModel): string {
  if (urgency.page) return 'DO THIS NOW';
  return outcome.state === 'NO_ACTION' && commands.contain.length > 0 ? 'TO STOP IT BY HAND' : 'NEXT';
}

/** The commands to check, to undo and to finish. */
export function laterSteps(model: AlertModel): readonly string[] {
  const { inspect, undo, finish } = model.commands;
  const confirmed = model.commands.contain.length > 0 || inspect.length === 0;
  return [
    ...titled('CHECK', [...(confirmed ? [] : confirm(model)), ...run(inspect)]),
    ...titled('UNDO, only if this is proven to be a false alarm', inTheirAccounts(undo, model)),
    ...titled('FINISH, after the evidence is saved and the jobs use another key', run(finish)),
  ];
}

/** The text is a comment for the shell, so that all lines can be pasted together. */
function confirm({ commands, entity }: AlertModel): readonly string[] {
  return [...run([commands.confirmAccount]), ` # must print ${entity.accountId}`];
}

/** The ledger is in the responder's account. The key may be in another account. */
function inTheirAccounts(commands: readonly Command[], { entity, context }: AlertModel): readonly string[] {
  if (entity.accountId === context.place.accountId) return run(commands);
  return commands.flatMap((command) => [
    ` # in account ${command.accountId ?? entity.accountId}:`,
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
