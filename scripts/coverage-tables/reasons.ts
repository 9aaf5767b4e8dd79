import { reasons } from '../../src/core/reasons/index.ts';
import type { ReasonRow } from '../../src/core/reasons/reason-row.ts';
import { states } from '../../src/core/state.ts';
import { tableOf } from './markdown.ts';

/** Links each reason to its heading in the runbook. */
export function reasonsTable(): readonly string[] {
  const rows = Object.entries(reasons)
    .toSorted(([, a], [, b]) => states.indexOf(a.state) - states.indexOf(b.state))
    .map(([name, row]) => [
      row.state,
      `[${name}](runbook.md#${name})`,
      `${severityOf(row)}${wakes[String(row.page)]}`,
      row.retry ? 'yes' : 'no',
      row.procedure.join(' '),
    ]);
  return tableOf(['state', 'reason', 'urgency', 'retry', 'what a person does'], rows);
}

const wakes: Readonly<Record<string, string>> = {
  true: ', wakes somebody',
  false: '',
  'when-confirmed': ', wakes somebody when confirmed',
};

function severityOf({ severity, page }: ReasonRow): string {
  return page === 'when-confirmed' ? 'P2' : severity;
}
