import { dedupKeyOf } from '../core/dedup-key.ts';
import type { PageStatus } from '../core/history.ts';
import type { Incident, IncidentEntry } from '../core/incident.ts';
import { keysSetInactive } from '../core/outcome.ts';
import type { State } from '../core/state.ts';
import { isForMachinesOnly, worstFirst } from '../core/urgency.ts';

/** What is written of one credential. */
export interface LedgerEntry {
  /** `akr:<partition>:<account>:<access key id>` */
  readonly dedupKey: string;
  readonly eventId: string;
  readonly at: Date;
  /** The key was set Inactive. */
  readonly deactivatedAt?: Date;
  /** People were told; `page` where that opened or ended one. */
  readonly alert?: { readonly state: State; readonly page?: PageStatus };
}

/** What is to be remembered of an event: what people were told of each credential, and every key that was set Inactive. */
export function entriesOf(incident: Incident): readonly LedgerEntry[] {
  // The worst is written last, and so is what is kept where two outcomes are about one key.
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
