import type { Container } from './container.ts';
import type { Detection } from './core/detection.ts';
import { measurementsOf } from './core/measurements.ts';
import type { Outcome } from './core/outcome.ts';
import { timeOf } from './core/time.ts';
import type { Invoked } from './create-handler.ts';
import { text } from './sources/fields.ts';

/** Never throws: a response does not depend on its metrics. */
export function measureResponse(
  detection: Detection,
  {
    event,
    outcomes,
    startedAt,
    c: { measure, invocation },
  }: {
    readonly event: unknown;
    readonly outcomes: readonly Outcome[];
    readonly startedAt: Date;
    readonly c: Container & Invoked;
  },
): void {
  const { receives, secondLook } = invocation;
  measure(() =>
    measurementsOf(detection, {
      outcomes,
      arrivedAt: arrivalOf(event, secondLook?.since ?? startedAt),
      receives,
      isSecondLook: secondLook !== undefined,
    }),
  );
}

/**
 * The envelope has the time when its sender put it on the bus, to the second, except CloudTrail: there it is the time of the
 * call, and the record comes seconds or minutes after it.
 */
function arrivalOf(event: unknown, startedAt: Date): Date {
  const at = timeOf(text(event, 'time'));
  const isOfCloudTrail = text(event, 'detail-type')?.endsWith(' via CloudTrail') === true;
  return at === undefined || isOfCloudTrail || at > startedAt ? startedAt : at;
}
