import { dedupKeyOf } from '../core/dedup-key.ts';
import { isDenyRemoval } from '../core/denial.ts';
import type { Incident, IncidentEntry } from '../core/incident.ts';
import { isRestrained, keysSetInactive, type Outcome } from '../core/outcome.ts';
import { principalKeyOf } from '../core/principal-key.ts';
import { reasons } from '../core/reasons/index.ts';
import { timeOf } from '../core/time.ts';
import { WATCHED_MS } from './ledger-item.ts';

/** What the ledger stores about one principal, or about who made a key. */
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
  /** The items of the keys that it is watched or denied for. */
  readonly keys?: readonly string[];
  /** How this responder denied everything to it. */
  readonly deniedBy?: 'policy' | 'boundary';
  /** Which deny somebody took off for good, and people were told. */
  readonly lifted?: 'policy' | 'boundary';
  /** Of a key: who made it, and the item of the key that it was made with. */
  readonly maker?: { readonly principal: string; readonly key?: string };
}

/**
 * Whom to watch after this incident: every principal with confirmed evidence against it, and whoever switched a key on
 * again. Also to whom everything was denied, and who made a key. @param isTold whether people were told of a credential, by
 * dedup key.
 */
export function watchesOf(incident: Incident, isTold: (dedupKey: string) => boolean): readonly Watch[] {
  // An outage of the ledger is evidence against nobody. The event comes back when the ledger answers.
  const known = incident.entries.filter(({ outcome }) => !reasons[outcome.reason].ledgerLost);
  return known.flatMap((entry) => [
    ...watched(entry, incident),
    ...making(entry, incident),
    ...denied(entry, incident),
    ...made(entry, incident),
    ...(isTold(entry.entity.dedupKey) ? [...fightingBack(entry, incident), ...lifted(entry, incident)] : []),
  ]);
}

function watched(entry: IncidentEntry, { place, sentAt, detection }: Incident): readonly Watch[] {
  const { outcome, entity } = entry;
  const named = entity.userName ?? entity.roleName;
  const isMaking = outcome.decision.affected.kind === 'new-credential';
  if (isMaking || !isEvidence(outcome) || named === undefined) return [];
  const { principal: about, accountId } = entity;
  const key = dedupKeyOf({ partition: place.partition, accountId, about });
  const since = timeOf(detection.evidence.firstSeen);
  const keys = keysOf(entry, place);
  return [{ key, at: sentAt, until: untilAfter(sentAt), keys, ...(since !== undefined && { since }) }];
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

/** Also on suspected evidence, where nobody is watched. What could not be read back may hold. */
function denied(entry: IncidentEntry, { place, sentAt }: Incident): readonly Watch[] {
  const { outcome, entity } = entry;
  const { quarantine } = outcome;
  if (quarantine === undefined || quarantine.holds === 'no' || entity.userName === undefined) return [];
  const { principal: about, accountId } = entity;
  const key = dedupKeyOf({ partition: place.partition, accountId, about });
  return [{ key, at: sentAt, deniedBy: quarantine.by, keys: keysOf(entry, place) }];
}

/** The keys that were stopped, and what the event names: an undo is of one of them. */
function keysOf({ outcome, entity }: IncidentEntry, { partition }: Incident['place']): readonly string[] {
  const { accountId, accessKeyId } = entity;
  const named = accessKeyId?.startsWith('AKIA') === true ? [accessKeyId] : [];
  const all = [...named, ...keysSetInactive(outcome).map((key) => key.accessKeyId)];
  const items = all.map((about) => dedupKeyOf({ partition, accountId, about }));
  return [...new Set([...items, ...(isRestrained(outcome) ? [entity.dedupKey] : [])])];
}

/** A key that was made for somebody else belongs to whoever made it, too. */
function made(
  { made: credential, outcome, entity }: IncidentEntry,
  { place: { partition }, sentAt }: Incident,
): readonly Watch[] {
  const { affected } = outcome.decision;
  if (credential?.kind !== 'access-key' || affected.kind !== 'credential') return [];
  const principal = principalKeyOf(affected, partition);
  if (principal === undefined) return [];
  const { accountId, accessKeyId } = entity;
  const itemOf = (about: string) => dedupKeyOf({ partition, accountId, about });
  const maker = { principal, ...(accessKeyId !== undefined && { key: itemOf(accessKeyId) }) };
  return [{ key: itemOf(credential.accessKeyId), at: sentAt, maker }];
}

function lifted({ outcome }: IncidentEntry, { place, sentAt }: Incident): readonly Watch[] {
  const { affected } = outcome.decision;
  if (outcome.reason !== 'deny-taken-off' || !isDenyRemoval(affected)) return [];
  const key = principalKeyOf(affected, place.partition);
  if (key === undefined || affected.removed === 'quarantine') return [];
  return [{ key, at: sentAt, lifted: affected.removed === 'boundary' ? 'boundary' : 'policy' }];
}

function fightingBack({ outcome }: IncidentEntry, { place, sentAt, detection }: Incident): readonly Watch[] {
  const { affected, classification } = outcome.decision;
  if (affected.kind !== 'reactivated-key' || classification.class !== 'confirmed') return [];
  if (classification.mayBeUndo) return [];
  const key = principalKeyOf(affected.by, place.partition);
  return key === undefined ? [] : [{ key, at: sentAt, foughtBackIn: detection.eventId }];
}
