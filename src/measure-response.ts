import type { Container } from './container.ts';
import type { Claims } from './core/claims.ts';
import type { Incident } from './core/incident.ts';
import { measurementsOf } from './core/measurements.ts';
import { timeOf } from './core/time.ts';
import type { Invoked } from './create-handler.ts';
import { text } from './sources/fields.ts';

/** Never throws: a response does not depend on its metrics. */
export function measureResponse(
  incident: Incident,
  {
    event,
    claims,
    startedAt,
    c: { measure, invocation },
  }: {
    readonly event: unknown;
    readonly claims: Claims;
    readonly startedAt: Date;
    readonly c: Container & Invoked;
  },
): void {
  const { receives, secondLook, queuedAt = startedAt } = invocation;
  const began = queuedAt < startedAt ? queuedAt : startedAt;
  measure(() =>
    measurementsOf(incident, {
      claims,
      arrivedAt: arrivalOf(event, secondLook?.since ?? began),
      receives,
      isSecondLook: secondLook !== undefined,
    }),
  );
}

/**
 * The envelope has the time when its sender put it on the bus, to the second, except CloudTrail: there it is the time of the
 * call, and the record comes seconds or minutes after it. It came when the function, or the retry queue, got it.
 */
function arrivalOf(event: unknown, startedAt: Date): Date {
  const at = timeOf(text(event, 'time'));
  const isOfCloudTrail = text(event, 'detail-type')?.endsWith(' via CloudTrail') === true;
  return at === undefined || isOfCloudTrail || at > startedAt ? startedAt : at;
}
