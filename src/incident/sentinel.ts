import { onLedger, type Permission } from '../core/permission.ts';
import { type Item, knowsIncident } from './ledger-item.ts';
import type { LedgerTable } from './table.ts';

export const sentinelPermissions: readonly Permission[] = [onLedger('dynamodb:UpdateItem')];

/**
 * This item is in the table from the deployment on, and nothing deletes it. So a table without it is not a new one: it was
 * erased, or replaced.
 */
const SENTINEL = 'sentinel';

/** The name of the error, by which logs and alarms know it. */
export const LEDGER_ERASED = 'LedgerErased';

/** A table that knows nothing of a credential says so only if it has its sentinel. */
export class LedgerErasedError extends Error {
  override readonly name = LEDGER_ERASED;

  constructor() {
    super('the ledger has no sentinel');
  }
}

/**
 * Reads an item, and the sentinel at the same time.
 * @returns `undefined` if there is no such item.
 * @throws LedgerErasedError if the sentinel is missing, and the item does not show that the ledger knew the key or has learnt of
 * it since: what the alert about the erased ledger leaves in it is no such knowledge.
 */
export async function findBesideSentinel(table: LedgerTable, key: string): Promise<Item | undefined> {
  const [item, sentinel] = await Promise.all([table.find(key), findSentinel(table)]);
  if (sentinel === undefined && !knowsIncident(item)) throw new LedgerErasedError();
  return item;
}

export function findSentinel(table: LedgerTable): Promise<Item | undefined> {
  return table.find(SENTINEL);
}

/** Changes nothing if it is there. It has no `expiresAt`, so it never expires. Rejects with AWS's error. */
export async function plantSentinel(table: LedgerTable, at: Date): Promise<void> {
  await table.update(SENTINEL, { setOnce: { plantedAt: { S: at.toISOString() } } });
}
