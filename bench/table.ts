import type { ContenderName } from './contenders.ts';
import { median, quantile } from './statistics.ts';

/** One line of the results. Cells that say nothing are left out. */
export type Row = { readonly measured: string } & {
  readonly [column in ContenderName | 'overHandSigned' | 'overTuned']?: string;
};

const COLUMNS = {
  measured: 'Measured',
  responder: 'responder (p)',
  handSigned: 'hand-signed (a)',
  tuned: 'tuned SDK (b)',
  asShipped: 'SDK as shipped',
  boto3: 'boto3',
  custodian: 'Cloud Custodian',
  overHandSigned: 'p/a',
  overTuned: 'p/b',
} satisfies Record<keyof Row, string>;

/** A Markdown table whose columns also line up in a terminal. Columns without a cell are left out. */
export function tableOf(rows: readonly Row[]): string {
  const keys = (Object.keys(COLUMNS) as (keyof Row)[]).filter((key) => rows.some((row) => row[key]));
  const lines = [COLUMNS, ...rows].map((row: Row) => keys.map((key) => row[key] ?? ''));
  const widths = keys.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  const [head = '', ...body] = lines.map((line) => {
    const [first = '', ...others] = line.map((cell, column) => {
      const width = widths[column] ?? 0;
      return column === 0 ? cell.padEnd(width) : cell.padStart(width);
    });
    return `| ${[first, ...others].join(' | ')} |`;
  });
  const rule = widths.map((width, column) =>
    column === 0 ? '-'.repeat(width + 2) : `${'-'.repeat(width + 1)}:`,
  );
  return [head, `|${rule.join('|')}|`, ...body].join('\n');
}

/** `118.2 (114.9–125.0)`: the median, and the middle half of the rounds around it. */
export function spread(values: readonly number[], digits: number): string {
  const [low, high] = [quantile(values, 0.25), quantile(values, 0.75)];
  return `${median(values).toFixed(digits)} (${low.toFixed(digits)}–${high.toFixed(digits)})`;
}

/** Of the medians. */
export function ratio(left: readonly number[], right: readonly number[]): string {
  return (median(left) / median(right)).toFixed(2);
}
