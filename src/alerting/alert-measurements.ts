import type { DeliveryReport } from '../core/delivery.ts';
import { secondsBetween } from '../core/measurements.ts';
import type { Measurements } from '../core/metrics.ts';
import { timeOf } from '../core/time.ts';
import type { AlertModel } from './alert-model.ts';

/** How long after the last activity people were told. */
export function measurementsOfAlert(
  [model]: readonly AlertModel[],
  { deliveries }: Pick<DeliveryReport, 'deliveries'>,
): Measurements {
  const since = timeOf(model?.detection.evidence.lastSeen);
  const told = deliveries.some(({ result }) => result === 'published');
  if (model === undefined || since === undefined || !told || model.detection.sample) return {};
  return { SecondsToAlert: [secondsBetween(since, model.context.sentAt)] };
}
