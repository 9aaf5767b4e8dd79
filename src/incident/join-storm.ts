import type { Claims } from '../core/claims.ts';
import type { Incident, IncidentEntry } from '../core/incident.ts';
import { isMilestone, isToldSingly, joinsStorm, memberOf, SINGLE_ALERTS } from '../core/storm.ts';
import type { StormShare } from '../core/storm-share.ts';
import type { Place } from './storm-item.ts';
import type { Storms } from './storms.ts';

interface Joined {
  readonly entry: IncidentEntry;
  readonly opensPage: boolean;
  readonly place: Place;
}

/** Counts the news of an event among those of the last minutes. `undefined` while alerts are few. */
export async function shareOfStorm(
  incident: Incident,
  {
    credentials,
    storms,
    limit,
  }: Pick<Claims, 'credentials'> & { readonly storms: Storms; readonly limit: AbortSignal },
): Promise<StormShare | undefined> {
  const joined = await Promise.all(
    incident.entries.flatMap((entry) => {
      const claim = credentials.get(entry.entity.dedupKey);
      if (!joinsStorm(entry, claim)) return [];
      const opensPage = entry.page === 'open' && claim?.page === true && !isToldSingly(entry);
      const place = storms.join(memberOf(entry, incident.sentAt), { opensPage, limit });
      return [place.then((known): Joined => ({ entry, opensPage, place: known }))];
    }),
  );
  const [first] = joined.filter(isBeyond);
  if (first === undefined) return undefined;
  // If one credential of the event is told, so are all of them.
  const ownAlert = joined.some((one) => !isBeyond(one) || isToldSingly(one.entry));
  const unpaged = joined.filter(({ opensPage, place }) => opensPage && place.pages > SINGLE_ALERTS);
  const { storm: id } = first.place;
  const lacksPage = unpaged.length > 0 && !unpaged.some(({ place }) => place.hasPage);
  const page = lacksPage && (await storms.claimPage(id, { at: incident.sentAt, limit }));
  // Whoever tries the page again sends no mail with it: each of a thousand events may do so while SNS refuses it.
  const isFirstUnpaged = unpaged.some(({ place }) => place.pages === SINGLE_ALERTS + 1);
  return {
    id,
    inDigest: ownAlert ? new Set() : keysOf(joined),
    unpaged: keysOf(unpaged),
    digest:
      (joined.some(({ place }) => isMilestone(place.number)) && (joined.length === 1 || !ownAlert)) ||
      (page && isFirstUnpaged),
    page,
    needsEnd: !first.place.hasEnd,
  };
}

function isBeyond({ place }: Joined): boolean {
  return place.number > SINGLE_ALERTS;
}

function keysOf(joined: readonly Joined[]): ReadonlySet<string> {
  return new Set(joined.map(({ entry }) => entry.entity.dedupKey));
}
