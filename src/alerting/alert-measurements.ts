import type { DeliveryReport } from '../core/delivery.ts';
import { secondsBetween } from '../core/measurements.ts';
import type { Measurements } from '../core/metrics.ts';
import { timeOf } from '../core/time.ts';
import type { AlertModel } from './alert-model.ts';
import { isPublished } from './deliver.ts';

/** How long after the last activity people were told. A reminder tells them nothing new, hours later. */
export function measurementsOfAlert(
  models: readonly AlertModel[],
  { deliveries }: Pick<DeliveryReport, 'deliveries'>,
): Measurements {
  const model = models.find(({ claim }) => claim.audience === 'change' && claim.reminder === undefined);
  if (model === undefined || model.detection.sample || !deliveries.some(isPublished)) return {};
  const since = timeOf(model.detection.evidence.lastSeen);
  return since === undefined ? {} : { SecondsToAlert: [secondsBetween(since, model.context.sentAt)] };
}
