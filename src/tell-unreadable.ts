import type { Container } from './container.ts';
import { CLAIMED_BY_NOBODY } from './core/claims.ts';
import { type DeliveryReport, toldBy } from './core/delivery.ts';
import type { UnreadableEvent } from './core/detection.ts';
import { placeOf } from './core/place.ts';
import { resultOf } from './core/result.ts';
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
  const { about: dedupKey, ...delivered } = await alerts.sendUnreadable(problem, { ...where, claim });
  const told = toldBy(delivered, { dedupKey });
  const incidents = await c.incidents.get();
  const isHeard = delivered.deliveries.some(({ result }) => result === 'published');
  const [recorded, marked] = await Promise.all([
    incidents.recordUnreadable(id, { at: sentAt, claim: claimed, told }),
    isHeard && namesCredential(problem)
      ? resultOf(incidents.markGivenUp({ dedupKey, at: sentAt, mailed: told.alert, paged: told.page }))
      : undefined,
  ]);
  // The event runs again for what people were not told, and not for this.
  if (marked?.ok === false) c.log({ level: 'error', message: `dynamodb:UpdateItem ${marked.error}` });
  return { errors: [...delivered.errors, ...recorded.errors] };
}

/** Then the alert has its thread, and whatever ends with the credential closes the page. */
function namesCredential({ accessKeyId, accountId }: UnreadableEvent): boolean {
  return accessKeyId !== undefined && /^\d{12}$/.test(accountId ?? '');
}
