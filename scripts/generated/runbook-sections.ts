import { escalated } from '../../src/core/reasons/escalated.ts';
import { failed } from '../../src/core/reasons/failed.ts';
import { leftAlone } from '../../src/core/reasons/left-alone.ts';
import { runbook } from '../../src/core/reasons/runbook.ts';
import { stopped } from '../../src/core/reasons/stopped.ts';

const WIDTH = 130;

/** The sections of docs/runbook.md: one for each reason, by the tables that the reasons are in. */
export function runbookLines(): readonly string[] {
  const titles: readonly (readonly [string, readonly string[]])[] = [
    ['# Stopped', Object.keys(stopped)],
    [
      '# Not stopped: act now',
      [...Object.keys({ ...failed, ...escalated }), 'unreadable-event', 'dead-letter', 'storm'],
    ],
    ['# Left alone', Object.keys(leftAlone)],
  ];
  return titles.flatMap(([title, reasons]) => [
    title,
    '',
    ...reasons.flatMap((reason) => [`## ${reason}`, ...wrapped(runbook[reason as keyof typeof runbook]), '']),
  ]);
}

function wrapped(text: string): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const line = lines.at(-1);
    if (line === undefined || line.length + 1 + word.length > WIDTH) lines.push(word);
    else lines.splice(-1, 1, `${line} ${word}`);
  }
  return lines;
}
