import { contains } from '../core/decision.ts';
import { dedupKeyOf } from '../core/dedup-key.ts';
import type { AffectedIdentity } from '../core/detection.ts';
import { evidenceKinds, findingKeyOf } from '../core/evidence-kinds.ts';
import type { Incident, IncidentEntry } from '../core/incident.ts';
import {
  credentialsSetInactive,
  isRestrained,
  keysSetInactive,
  type Outcome,
  stoppedByHand,
} from '../core/outcome.ts';
import { principalKeyOf } from '../core/principal-key.ts';
import { printable } from '../core/printable.ts';
import type { State } from '../core/state.ts';
import { type Telling, tellingOf } from '../core/telling.ts';
import { timeOf } from '../core/time.ts';
import { worstFirst } from '../core/urgency.ts';
import { isEvidence } from './watches.ts';

/** What people may be told of one credential. */
export type EntryAlert = Telling & { readonly state: State };

/** What the ledger stores about one credential. */
export interface LedgerEntry {
  /** `akr:<partition>:<account>:<access key id>` */
  readonly dedupKey: string;
  /** The key of the table's item: the dedup key, unless the alert is about something that the credential made. */
  readonly item: string;
  /** EventBridge's id of the event: the id of a containment that begins with it. */
  readonly eventId: string;
  readonly at: Date;
  /** The first evidence. Without a time in the event: `at`. */
  readonly since: Date;
  readonly findingId?: string;
  readonly evidence: readonly string[];
  /** When the key was set Inactive, or what else the user has. */
  readonly deactivatedAt?: Date;
  /** When a policy denied something to the user or to the role's sessions: that is a containment, too. */
  readonly restrainedAt?: Date;
  /** A person set the key Inactive after an alert. From then on it is contained, so that the undo is bound to it. */
  readonly stoppedByHand?: true;
  /** The responder acted, even if IAM refused: what a person undid before, does not speak for this evidence. */
  readonly acted?: true;
  /** Present if people may be told of it. */
  readonly alert?: EntryAlert;
  /** Somebody switched the key on again. */
  readonly reactivatedAt?: Date;
  /** The activation that an undo may be for. */
  readonly restore?: { readonly at: Date; readonly by: string };
  /** The keys that were set Inactive for its sake, by dedup key. */
  readonly stopped?: readonly string[];
  /** Of a credential that a thief made, stopped or not: by whom. Whatever is made with it is a thief's as well. */
  readonly madeBy?: string;
}

/** What the ledger stores about an event: the alert about each credential, and every key that was set Inactive. */
export function entriesOf(incident: Incident): readonly LedgerEntry[] {
  // The worst outcome is last. If two outcomes are about one key, the last one is kept.
  const entries = worstFirst(incident.entries)
    .toReversed()
    .flatMap((entry) => [...alerted(entry, incident), ...deactivated(entry, incident)]);
  return [...Map.groupBy(entries, ({ dedupKey }) => dedupKey).values()].map(merged);
}

function merged(parts: readonly LedgerEntry[]): LedgerEntry {
  return Object.assign({}, ...parts) satisfies LedgerEntry;
}

function alerted(entry: IncidentEntry, incident: Incident): readonly LedgerEntry[] {
  const { outcome, entity } = entry;
  const telling = tellingOf(entry, incident.detection);
  if (telling === undefined) return [];
  const { affected, classification } = outcome.decision;
  const stored = common(incident);
  const { evidence } = stored;
  const stopped = deactivated(entry, incident)
    .map(({ dedupKey }) => dedupKey)
    .filter((key) => key !== entity.dedupKey);
  const switchedOn = switchedOnAt(affected);
  return [
    {
      ...stored,
      dedupKey: entity.dedupKey,
      item: itemOf(entry, incident.detection.eventId),
      alert: { ...telling, state: outcome.state },
      ...(telling.onlyEvidence && {
        evidence: [...evidence, printable(`restored ${incident.detection.type}`, 120)],
      }),
      ...(switchedOn !== undefined && classification.class === 'confirmed' && { reactivatedAt: switchedOn }),
      ...restoreBy(outcome, incident),
      ...(stopped.length > 0 && { stopped }),
      ...makerOf(outcome, incident),
      ...credentialsStopped(outcome),
      ...(isRestrained(outcome) && { restrainedAt: timeOf(outcome.verifiedAt) ?? incident.sentAt }),
      ...(stoppedByHand(outcome).length > 0 && { stoppedByHand: true as const }),
      ...(contains(outcome.decision) &&
        outcome.decision.action !== 'confirm-stopped' && { acted: true as const }),
    },
  ];
}

/**
 * A test is news each time, and no memory of the credential that it names. A thief makes a key for one user after the other:
 * each of them is news, although one credential made them all.
 */
function itemOf({ outcome, entity, made }: IncidentEntry, eventId: string): string {
  if (outcome.state === 'TEST') return `${entity.dedupKey}/test/${printable(eventId, 64)}`;
  return outcome.reason === 'informational' && made?.kind === 'access-key'
    ? `${entity.dedupKey}/made/${made.accessKeyId}`
    : entity.dedupKey;
}

function makerOf(outcome: Outcome, { place }: Incident): Pick<LedgerEntry, 'madeBy'> {
  const { affected } = outcome.decision;
  if (affected.kind !== 'new-credential' || !isEvidence(outcome)) return {};
  return { madeBy: principalKeyOf(affected.by, place.partition) ?? 'unknown' };
}

/**
 * The user is contained by what it has beside access keys, so the undo of these is bound to the user's own item. What else is
 * stopped with a key was made after the first evidence, and no undo switches it on.
 */
function credentialsStopped(outcome: Outcome): Pick<LedgerEntry, 'deactivatedAt'> {
  const { decision } = outcome;
  const [first] = credentialsSetInactive(outcome);
  const ofUser = 'reach' in decision && decision.reach.stops === 'any-age';
  return ofUser && first ? { deactivatedAt: first.at } : {};
}

/** The record of the activation says who restored the key. */
function restoreBy(
  { reason, decision: { affected, classification } }: Outcome,
  { detection: { evidence } }: Incident,
): Pick<LedgerEntry, 'restore'> {
  const at = switchedOnAt(affected);
  if (at === undefined || (reason !== 'restored' && !classification.mayBeUndo)) return {};
  return { restore: { at, by: printable(evidence.caller ?? 'unknown', 200) } };
}

function switchedOnAt(affected: AffectedIdentity): Date | undefined {
  return affected.kind === 'reactivated-key' ? timeOf(affected.at) : undefined;
}

/** An event that nobody could read is remembered by its id alone. */
export function unreadableEntry(id: string, at: Date): LedgerEntry {
  const item = `unreadable:${printable(id, 64)}`;
  const telling = { news: 'NOT CONTAINED: unreadable-event', page: 'open' } as const;
  const flags = { onlyIfFirst: false, onlyEvidence: false, accuses: false };
  return {
    dedupKey: item,
    item,
    eventId: id,
    at,
    since: at,
    evidence: [],
    alert: { ...telling, ...flags, state: 'NOT_CONTAINED' },
  };
}

function deactivated(
  { outcome, entity: { accountId } }: IncidentEntry,
  incident: Incident,
): readonly LedgerEntry[] {
  const { partition } = incident.place;
  return keysSetInactive(outcome).map(({ accessKeyId, at }) => {
    const dedupKey = dedupKeyOf({ partition, accountId, about: accessKeyId });
    return { ...common(incident), dedupKey, item: dedupKey, deactivatedAt: at };
  });
}

function common({ detection, sentAt }: Incident) {
  const { eventId, evidence } = detection;
  const findingId = findingKeyOf(detection);
  const first = timeOf(evidence.firstSeen) ?? sentAt;
  return {
    eventId,
    at: sentAt,
    since: first < sentAt ? first : sentAt,
    evidence: evidenceKinds(detection),
    ...(findingId !== undefined && { findingId }),
  };
}
