import type { Container } from './container.ts';
import type { Claims } from './core/claims.ts';
import type { DeliveryReport } from './core/delivery.ts';
import type { Place } from './core/place.ts';
import { resultOf } from './core/result.ts';
import { END_STORM, STORM_MS, withoutStorm } from './core/storm.ts';

/**
 * What an event tells singly, and what it leaves to a digest. Nothing is left to a digest unless it is certain that the
 * storm will be ended: else a credential could stand in no message at all.
 */
export async function shareStorm(claims: Claims, c: Container): Promise<Claims> {
  const { storm, ...single } = claims;
  if (storm === undefined) return claims;
  if (storm.needsEnd) {
    const { id } = storm;
    const sent = await resultOf(
      c.later
        .get()
        .then((later) =>
          later.send({ task: END_STORM, payload: { storm: id } }, { delaySeconds: STORM_MS / 1000 }),
        ),
    );
    if (!sent.ok) {
      c.log({ level: 'error', message: `sqs:SendMessage ${sent.error}: the storm is told singly` });
      return single;
    }
    await resultOf(c.incidents.get().then(({ storms }) => storms.willEnd(id)));
  }
  return { ...withoutStorm(single, storm), storm };
}

/** The digest and the page of the storm, if they fall to this event. */
export async function tellStorm(
  { storm: share }: Claims,
  { place, c }: { readonly place: Place; readonly c: Container },
): Promise<Pick<DeliveryReport, 'errors'>> {
  if (share === undefined || !(share.digest || share.page)) return { errors: [] };
  const { storms } = await c.incidents.get();
  const members = await resultOf(storms.members(share.id));
  if (!members.ok) return { errors: [`dynamodb:GetItem ${members.error}`] };
  const storm = { storm: share.id, members: members.value, over: false, place, sentAt: c.clock.now() };
  const report = await (await c.alerts.get()).sendDigest(storm, {
    page: share.page,
    mail: share.digest,
  });
  if (share.page) {
    const { deliveries, pagerless } = report;
    const isPublished =
      pagerless || deliveries.some(({ about, result }) => about !== undefined && result === 'published');
    // If the ledger does not take it, another page is opened.
    await resultOf(storms.confirmPage(share.id, { isPublished }));
  }
  return report;
}
