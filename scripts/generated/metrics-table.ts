import { type Metric, metrics } from '../../src/core/metrics.ts';
import { code, tableOf } from '../coverage-tables/markdown.ts';

/** The table of docs/slo.md. */
export function metricsLines(): readonly string[] {
  const all: readonly (readonly [string, Metric])[] = Object.entries(metrics);
  const rows = all.map(([name, { unit, each, meaning }]) => [code(name), unit, each, meaning]);
  return tableOf(['metric', 'unit', 'one value for each', 'meaning'], rows);
}
