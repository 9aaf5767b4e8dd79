import type { Command } from '../core/command.ts';
import { reasons } from '../core/reasons/index.ts';
import type { AlertModel } from './alert-model.ts';
import { guardedLine } from './shell-line.ts';
import type { Style } from './style.ts';

/** The first commands to paste. Each line checks the account itself, because a terminal may use another account. */
export function firstSteps(model: AlertModel, style: Style): readonly string[] {
  const { outcome, commands } = model;
  const contain = pasteLines(commands.contain, { model, style });
  const { procedure: steps, readFirst } = reasons[outcome.reason];
  const procedure = steps.map((step) => ` ${style.plain(step)}`);
  const lines = readFirst ? [...procedure, ...contain] : [...contain, ...procedure];
  return titled({ title: titleOf(model), lines }, style);
}

function titleOf({ outcome, urgency, commands }: AlertModel): string {
  if (urgency.page) return 'DO THIS NOW';
  return outcome.state === 'NO_ACTION' && commands.contain.length > 0 ? 'TO STOP IT BY HAND' : 'NEXT';
}

/** The commands to check, to undo and to finish. */
export function laterSteps(model: AlertModel, style: Style): readonly string[] {
  const { inspect, undo, finish } = model.commands;
  const section = (title: string, commands: readonly Command[]) =>
    titled({ title, lines: pasteLines(commands, { model, style }) }, style);
  return [
    ...section('CHECK', inspect),
    ...section('UNDO, only if this is proven to be a false alarm', undo),
    ...section('FINISH, after the evidence is saved and the jobs use another key', finish),
  ];
}

/** The commands of a section: one line for each, or for those that belong together. */
export function pasteLines(
  commands: readonly Command[],
  { model, style }: { readonly model: AlertModel; readonly style: Style },
): readonly string[] {
  const { entity, commands: all } = model;
  const groups = joined(commands);
  const accounts = groups.map(([first]) => first?.accountId ?? entity.accountId);
  const comment = (index: number): readonly string[] => {
    const accountId = accounts[index] ?? entity.accountId;
    if (!/^\d{12}$/.test(accountId)) return index === 0 ? [UNKNOWN_ACCOUNT] : [];
    const isElsewhere = accounts.some((one) => one !== entity.accountId);
    return isElsewhere && accounts[index - 1] !== accountId ? [` # in account ${accountId}:`] : [];
  };
  return groups.flatMap((group, index) => {
    const accountId = accounts[index] ?? entity.accountId;
    const line = guardedLine(group, { accountId, confirmAccount: all.confirmAccount });
    return [
      ...comment(index),
      line === undefined
        ? ' (a value that cannot be pasted safely: see the JSON)'
        : ` ${style.command(line)}`,
    ];
  });
}

const UNKNOWN_ACCOUNT = ' # the event names no account, so these lines do not check it:';

/**
 * What is no command of IAM prepares the one after it: the ledger must know of the undo before the key works, or the
 * responder deactivates it again. So the two are one line. In another account the terminal is another one.
 */
function joined(commands: readonly Command[]): readonly (readonly Command[])[] {
  const groups: Command[][] = [];
  for (const command of commands) {
    const last = groups.at(-1);
    const before = last?.at(-1);
    const follows =
      before !== undefined &&
      command.argv[1] === 'iam' &&
      !['iam', 'cloudtrail'].includes(before.argv[1] ?? '') &&
      before.accountId === command.accountId;
    if (follows) last?.push(command);
    else groups.push([command]);
  }
  return groups;
}

/** Nothing, if there are no lines. */
export function titled(
  { title, lines }: { readonly title: string; readonly lines: readonly string[] },
  { gap }: Style,
): readonly string[] {
  return lines.length === 0 ? [] : [...gap, title, ...lines];
}
