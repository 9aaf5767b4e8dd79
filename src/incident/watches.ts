import { dedupKeyOf } from '../core/dedup-key.ts';
import type { Incident, IncidentEntry } from '../core/incident.ts';
import { principalKeyOf } from '../core/principal-key.ts';
import { reasons } from '../core/reasons/index.ts';

/** What the ledger stores about one principal. */
export interface Watch {
  readonly key: string;
  readonly at: Date;
  /** It is watched until then. */
  readonly until?: Date;
  /** The event in which it switched a contained key on, of which people were told. */
  readonly foughtBackIn?: string;
}

const WATCHED_MS = 30 * 24 * 3600_000;

/**
 * Whom to watch after this incident: every principal with confirmed evidence against it, and whoever switched a key on
 * again. @param isTold whether people were told of a credential, by dedup key.
 */
export function watchesOf(incident: Incident, isTold: (dedupKey: string) => boolean): readonly Watch[] {
  // An outage of the ledger is evidence against nobody. The event comes back when the ledger answers.
  const known = incident.entries.filter(({ outcome }) => !reasons[outcome.reason].ledgerLost);
  return known.flatMap((entry) => [
    ...watched(entry, incident),
    ...(isTold(entry.entity.dedupKey) ? fightingBack(entry, incident) : []),
  ]);
}

function watched({ outcome, entity }: IncidentEntry, { place, sentAt }: Incident): readonly Watch[] {
  const { decision, reason } = outcome;
  const leftAlone = decision.action === 'none' && reasons[reason].heldBack !== true;
  const named = entity.userName ?? entity.roleName;
  if (decision.classification.class !== 'confirmed' || leftAlone || named === undefined) return [];
  const { principal: about, accountId } = entity;
  const key = dedupKeyOf({ partition: place.partition, accountId, about });
  return [{ key, at: sentAt, until: new Date(sentAt.getTime() + WATCHED_MS) }];
}

function fightingBack({ outcome }: IncidentEntry, { place, sentAt, detection }: Incident): readonly Watch[] {
  const { affected, classification } = outcome.decision;
  if (affected.kind !== 'reactivated-key' || classification.class !== 'confirmed') return [];
  if (classification.mayBeUndo) return [];
  const key = principalKeyOf(affected.by, place.partition);
  return key === undefined ? [] : [{ key, at: sentAt, foughtBackIn: detection.eventId }];
}
