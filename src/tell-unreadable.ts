import type { Container } from './container.ts';
import { CLAIMED_BY_NOBODY } from './core/claims.ts';
import { type DeliveryReport, toldBy } from './core/delivery.ts';
import type { UnreadableEvent } from './core/detection.ts';
import { placeOf } from './core/place.ts';
import type { Invoked } from './create-handler.ts';
import { inTime } from './tell.ts';

/** Nobody can know what the event is about, so people are told, once: its retries repeat only what failed. */
export async function tellUnreadable(
  problem: UnreadableEvent,
  c: Container & Invoked,
): Promise<Pick<DeliveryReport, 'errors'>> {
  const { deliveryId, invokedFunctionArn, receives } = c.invocation;
  const sentAt = c.clock.now();
  const id = problem.eventId ?? deliveryId;
  const owner = `${id} ${deliveryId} ${receives}`;
  const claimed = await inTime(c, (incidents, limit) =>
    incidents.claimUnreadable(id, { at: sentAt, owner, limit }),
  );
  const claim = claimed ?? c.incidents.present?.recallUnreadable(id, sentAt) ?? CLAIMED_BY_NOBODY;
  const alerts = await c.alerts.get();
  const where = { place: placeOf(invokedFunctionArn), sentAt };
  const { about, ...delivered } = await alerts.sendUnreadable(problem, { ...where, claim });
  const told = toldBy(delivered, { dedupKey: about });
  const incidents = await c.incidents.get();
  const recorded = await incidents.recordUnreadable(id, { at: sentAt, claim: claimed, told });
  return { errors: [...delivered.errors, ...recorded.errors] };
}
