import { containmentIdOf } from '../core/dedup-key.ts';
import type { LedgerEntry } from './entries.ts';
import { expiry } from './table.ts';
import type { ItemUpdate } from './update-expression.ts';

/**
 * What an event did, as a change of its item. The containment keeps its first id until it is undone, so that the undo of the first
 * alert stays valid.
 */
export function whatHappened(entry: LedgerEntry) {
  const { eventId, at, since, findingId, evidence, deactivatedAt, acted, stopped, madeBy } = entry;
  const containedAt = deactivatedAt ?? entry.restrainedAt;
  return {
    set: {
      expiresAt: expiry(at),
      lastEvent: { S: eventId },
      ...(madeBy !== undefined && { madeBy: { S: madeBy } }),
      ...(deactivatedAt && { deactivatedAt: { S: deactivatedAt.toISOString() } }),
    },
    setOnce: {
      since: { S: since.toISOString() },
      ...(containedAt && {
        containment: { S: containmentIdOf(eventId) },
        containedAt: { S: containedAt.toISOString() },
      }),
    },
    add: {
      evidence: evidence.length > 0 ? { SS: [...evidence] } : undefined,
      findings: findingId === undefined ? undefined : { SS: [findingId] },
      stopped: stopped && { SS: [...stopped] },
    },
    remove: acted ? ['restoredFor'] : [],
  } satisfies ItemUpdate;
}
