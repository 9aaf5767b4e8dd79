import type { DeliveryReport } from '../core/delivery.ts';
import { secondsBetween } from '../core/measurements.ts';
import type { Measurements } from '../core/metrics.ts';
import { timeOf } from '../core/time.ts';
import type { AlertModel } from './alert-model.ts';
import { isPublished } from './deliver.ts';

/** How long after the last activity people were told. */
export function measurementsOfAlert(
  [model]: readonly AlertModel[],
  { deliveries }: Pick<DeliveryReport, 'deliveries'>,
): Measurements {
  if (model === undefined || model.detection.sample || !deliveries.some(isPublished)) return {};
  const since = timeOf(model.detection.evidence.lastSeen);
  return since === undefined ? {} : { SecondsToAlert: [secondsBetween(since, model.context.sentAt)] };
}
