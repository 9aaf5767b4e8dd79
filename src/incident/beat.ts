import { findSentinel, LedgerErasedError } from './sentinel.ts';
import { expiry, type LedgerTable } from './table.ts';

/**
 * Writes the ledger as a response does, and reads whether somebody erased it.
 * @throws LedgerErasedError, or AWS's error.
 */
export async function beat(table: LedgerTable, at: Date): Promise<void> {
  const set = { lastAt: { S: at.toISOString() }, expiresAt: expiry(at) };
  const [sentinel] = await Promise.all([findSentinel(table), table.update('heartbeat', { set })]);
  if (sentinel === undefined) throw new LedgerErasedError();
}
