import { runbook } from '../core/reasons/runbook.ts';
import type { AlertModel } from './alert-model.ts';
import { titled } from './steps.ts';
import type { Style } from './style.ts';

const WIDTH = 180;

/** Without an address of the runbook, the alert carries its section: a path in a repository helps nobody at night. */
export function runbookLines({ outcome, links }: AlertModel, style: Style): readonly string[] {
  if (links.runbook !== undefined) return [];
  const lines = wrapped(runbookText(outcome.reason)).map(style.plain);
  return titled({ title: `RUNBOOK: ${outcome.reason}`, lines }, style);
}

export function runbookText(reason: keyof typeof runbook): string {
  return runbook[reason].replaceAll('`', '');
}

export function wrapped(text: string): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const line = lines.at(-1);
    if (line === undefined || line.length + 1 + word.length > WIDTH) lines.push(` ${word}`);
    else lines.splice(-1, 1, `${line} ${word}`);
  }
  return lines;
}
