import { dedupKeyOf } from '../core/dedup-key.ts';
import type { Incident, IncidentEntry } from '../core/incident.ts';
import type { Outcome } from '../core/outcome.ts';
import { principalKeyOf } from '../core/principal-key.ts';
import { reasons } from '../core/reasons/index.ts';
import { timeOf } from '../core/time.ts';
import { WATCHED_MS } from './ledger-item.ts';

/** What the ledger stores about one principal. */
export interface Watch {
  readonly key: string;
  readonly at: Date;
  /** It is watched until then. */
  readonly until?: Date;
  /** When the first evidence was seen. Absent if no event says. */
  readonly since?: Date;
  /** It was watched before, or nothing is stored. */
  readonly onlyLonger?: true;
  /** What it made while it was watched, by dedup key. */
  readonly made?: string;
  /** The event in which it switched a contained key on, of which people were told. */
  readonly foughtBackIn?: string;
}

/**
 * Whom to watch after this incident: every principal with confirmed evidence against it, and whoever switched a key on
 * again. @param isTold whether people were told of a credential, by dedup key.
 */
export function watchesOf(incident: Incident, isTold: (dedupKey: string) => boolean): readonly Watch[] {
  // An outage of the ledger is evidence against nobody. The event comes back when the ledger answers.
  const known = incident.entries.filter(({ outcome }) => !reasons[outcome.reason].ledgerLost);
  return known.flatMap((entry) => [
    ...(entry.outcome.decision.affected.kind === 'new-credential'
      ? making(entry, incident)
      : watched(entry, incident)),
    ...(isTold(entry.entity.dedupKey) ? fightingBack(entry, incident) : []),
  ]);
}

function watched(
  { outcome, entity }: IncidentEntry,
  { place, sentAt, detection }: Incident,
): readonly Watch[] {
  const named = entity.userName ?? entity.roleName;
  if (!isEvidence(outcome) || named === undefined) return [];
  const { principal: about, accountId } = entity;
  const key = dedupKeyOf({ partition: place.partition, accountId, about });
  const since = timeOf(detection.evidence.firstSeen);
  return [{ key, at: sentAt, until: untilAfter(sentAt), ...(since !== undefined && { since }) }];
}

/** Nothing is held against the user that a thief made a key for. Whoever made it is watched for longer, if it was before. */
function making({ outcome, entity }: IncidentEntry, { place, sentAt }: Incident): readonly Watch[] {
  const { affected } = outcome.decision;
  if (affected.kind !== 'new-credential' || !isEvidence(outcome)) return [];
  const key = principalKeyOf(affected.by, place.partition);
  return key === undefined
    ? []
    : [{ key, at: sentAt, until: untilAfter(sentAt), onlyLonger: true, made: entity.dedupKey }];
}

/** Confirmed, and acted on unless a setting forbade it. */
export function isEvidence({ decision, reason }: Outcome): boolean {
  const leftAlone = decision.action === 'none' && reasons[reason].heldBack !== true;
  return decision.classification.class === 'confirmed' && !leftAlone && !reasons[reason].ledgerLost;
}

function untilAfter(sentAt: Date): Date {
  return new Date(sentAt.getTime() + WATCHED_MS);
}

function fightingBack({ outcome }: IncidentEntry, { place, sentAt, detection }: Incident): readonly Watch[] {
  const { affected, classification } = outcome.decision;
  if (affected.kind !== 'reactivated-key' || classification.class !== 'confirmed') return [];
  if (classification.mayBeUndo) return [];
  const key = principalKeyOf(affected.by, place.partition);
  return key === undefined ? [] : [{ key, at: sentAt, foughtBackIn: detection.eventId }];
}
