import { dedupKeyOf } from '../core/dedup-key.ts';
import type { PageStatus } from '../core/history.ts';
import type { Incident, IncidentEntry } from '../core/incident.ts';
import { keysSetInactive } from '../core/outcome.ts';
import type { State } from '../core/state.ts';
import { isForMachinesOnly, worstFirst } from '../core/urgency.ts';

/** What the ledger stores about one credential. */
export interface LedgerEntry {
  /** `akr:<partition>:<account>:<access key id>` */
  readonly dedupKey: string;
  readonly eventId: string;
  readonly at: Date;
  /** When the key was set Inactive. */
  readonly deactivatedAt?: Date;
  /** Present if people got an alert. `page` is set if the alert opened or closed a page. */
  readonly alert?: { readonly state: State; readonly page?: PageStatus };
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

function alerted(
  { outcome, entity: { dedupKey }, page }: IncidentEntry,
  { detection: { eventId }, sentAt }: Incident,
): readonly LedgerEntry[] {
  if (outcome.state === 'TEST' || isForMachinesOnly(outcome)) return [];
  const alert = { state: outcome.state, ...(page !== undefined && { page }) };
  return [{ dedupKey, eventId, at: sentAt, alert }];
}

function deactivated(
  { outcome }: IncidentEntry,
  { detection, place: { partition }, sentAt }: Incident,
): readonly LedgerEntry[] {
  const accountId = outcome.decision.affected.accountId ?? detection.accountId;
  return keysSetInactive(outcome).map(({ accessKeyId, at }) => ({
    dedupKey: dedupKeyOf({ partition, accountId, about: accessKeyId }),
    eventId: detection.eventId,
    at: sentAt,
    deactivatedAt: at,
  }));
}
