import type { State } from '../core/state.ts';
import { states } from '../core/state.ts';
import type { AlertModel } from './alert-model.ts';
import { inShort } from './key-in-short.ts';
import { pasteLines } from './steps.ts';
import type { Style } from './style.ts';

/** Enough for a line of a mail. */
const IDS_IN_A_LINE = 5;

/** `9 CONTAINED, 3 NOT CONTAINED`, the worst first. */
export function countedByState(models: readonly Pick<AlertModel, 'outcome'>[]): string {
  return states
    .map((state) => [state, models.filter(({ outcome }) => outcome.state === state).length] as const)
    .filter(([, count]) => count > 0)
    .map(([state, count]) => `${count} ${inWords(state)}`)
    .join(', ');
}

function inWords(state: State): string {
  return state.replaceAll('_', ' ');
}

/**
 * The other credentials of the event, the worst first. What is alive has its command as far as there is room, and its id
 * after that. The others are told in short, or counted.
 */
export function otherCredentials(
  others: readonly AlertModel[],
  { style, lines: room }: { readonly style: Style; readonly lines: number },
): readonly string[] {
  if (others.length === 0) return [];
  const budget = Math.max(0, room - 2);
  const alive = others.filter(({ urgency }) => urgency.page);
  const detailed = howManyInDetail(alive.length, budget);
  const left = budget - 2 * detailed;
  const idLines = linesOfIds(alive.slice(detailed), style).slice(0, left);
  const named = alive.slice(0, detailed + idLines.length * IDS_IN_A_LINE);
  const calm = others
    .filter(({ urgency }) => !urgency.page)
    .slice(0, Math.floor((left - idLines.length) / 2));
  const silent = others.filter((model) => !named.includes(model) && !calm.includes(model));
  return [
    ...style.gap,
    `ALSO NAMED BY THIS EVENT: ${others.length} more: ${countedByState(others)}`,
    ...alive.slice(0, detailed).flatMap((model) => inDetail(model, style)),
    ...idLines,
    ...calm.flatMap((model) => inDetail(model, style)),
    silent.length === 0
      ? ' Each has its outcome event, with every fact and command.'
      : ` Not shown here: ${countedByState(silent)}. Each has its outcome event, and the JSON names them.`,
  ];
}

/** As many as leave room to name all that follow, five in a line. */
function howManyInDetail(alive: number, budget: number): number {
  for (let count = alive; count > 0; count -= 1) {
    if (2 * count + Math.ceil((alive - count) / IDS_IN_A_LINE) <= budget) return count;
  }
  return 0;
}

function inDetail(model: AlertModel, style: Style): readonly string[] {
  const { commands, headline, urgency } = model;
  const [verb, first] =
    commands.contain[0] !== undefined ? ['stop', commands.contain] : ['undo', commands.undo];
  const line = pasteLines(first, { model, style }).find((text) => !text.startsWith(' #'));
  const told = ` ${urgency.severity} ${style.plain(headline)}`;
  return line === undefined ? [told] : [`${told} To ${verb} it:`, line];
}

function linesOfIds(models: readonly AlertModel[], style: Style): readonly string[] {
  const lines: string[] = [];
  for (let from = 0; from < models.length; from += IDS_IN_A_LINE) {
    const ids = models.slice(from, from + IDS_IN_A_LINE).map(({ entity }) => nameOf(entity));
    lines.push(` ALIVE, TOO: ${style.plain(ids.join(', '))}`);
  }
  return lines;
}

function nameOf({ accessKeyId, principal }: AlertModel['entity']): string {
  return accessKeyId === undefined ? principal.slice(0, 80) : inShort(accessKeyId);
}
