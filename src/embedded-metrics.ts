import type { Clock } from './core/clock.ts';
import { type Measure, type Measurements, type MetricName, metrics } from './core/metrics.ts';

export const NAMESPACE = 'CompromisedKeyResponder';

/** A metric of a document has so many values at most. CloudWatch user guide, "Specification: Embedded metric format". */
const MOST_VALUES = 100;

/**
 * Metrics as lines of the log, from which CloudWatch takes them: no call, no permission, and nothing waits. The line must be the
 * document alone, without what the runtime adds to a line of the log.
 * @param stack the value of the one dimension.
 */
export function openMeasure({
  stack,
  clock,
  write,
}: {
  readonly stack: string;
  readonly clock: Pick<Clock, 'now'>;
  readonly write: (line: string) => void;
}): Measure {
  return (take) => {
    try {
      for (const part of partsOf(take())) write(documentOf(part, { stack, at: clock.now() }));
    } catch {
      // A response is worth more than its metrics, and the log has the outcome.
    }
  };
}

/** Large events go into several documents. */
function partsOf(measurements: Measurements): readonly Measurements[] {
  const known = Object.entries(measurements).map(
    ([name, values]) => [name, values.filter(Number.isFinite)] as const,
  );
  const most = Math.max(0, ...known.map(([, values]) => values.length));
  return Array.from({ length: Math.ceil(most / MOST_VALUES) }, (_, part) =>
    Object.fromEntries(
      known
        .map(([name, values]) => [name, values.slice(part * MOST_VALUES, (part + 1) * MOST_VALUES)] as const)
        .filter(([, values]) => values.length > 0),
    ),
  );
}

function documentOf(
  measurements: Measurements,
  { stack, at }: { readonly stack: string; readonly at: Date },
): string {
  const names = Object.keys(measurements) as MetricName[];
  const definitions = names.map((Name) => ({ Name, Unit: metrics[Name].unit }));
  return JSON.stringify({
    _aws: {
      Timestamp: at.getTime(),
      CloudWatchMetrics: [{ Namespace: NAMESPACE, Dimensions: [['Stack']], Metrics: definitions }],
    },
    Stack: stack,
    ...measurements,
  });
}
