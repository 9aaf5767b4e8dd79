import type { NewCredential } from '../core/detection.ts';
import type { MakingHistory } from '../core/history.ts';
import { credentialKeyOf, keyOf, principalKeyOf } from '../core/principal-key.ts';
import { timeOf } from '../core/time.ts';
import { historyIn, type Item, isMadeByThief, isWatchedAt, lastEvidenceIn } from './ledger-item.ts';
import { findSentinel, LedgerErasedError } from './sentinel.ts';
import type { LedgerTable } from './table.ts';

interface Asking {
  readonly table: LedgerTable;
  readonly partition: string;
  readonly now: Date;
}

interface Making {
  /** The item of what was made. */
  readonly item: Item | undefined;
  readonly making: MakingHistory;
}

/**
 * What the ledger knows of it, all asked at the same time. Rejects with AWS's error.
 * @throws LedgerErasedError if the sentinel is missing, and nothing shows that a thief made it.
 */
export async function makingOf(made: NewCredential, { table, partition, now }: Asking): Promise<Making> {
  const { by, accountId, principal } = made;
  const find = async (key: string | undefined) => (key === undefined ? undefined : table.find(key));
  const [item, maker, used, user, sentinel] = await Promise.all([
    find(keyOf(made, { accountId, partition })),
    find(principalKeyOf(by, partition)),
    find(credentialKeyOf(by, partition)),
    find(principalKeyOf({ principal, accountId }, partition)),
    findSentinel(table),
  ]);
  // CloudTrail's records may arrive late: what counts is when it was made.
  const at = timeOf(made.at) ?? now;
  const byWatched =
    isMadeByThief(used) ||
    isOfIncident(used, { at, now }) ||
    (isWatchedAt(maker, at) && !isUndone({ maker, used }, now));
  if (sentinel === undefined && !byWatched) throw new LedgerErasedError();
  return { item, making: { byWatched, forWatched: isWatchedAt(user, at) } };
}

/** The very key that made it was contained or said to be stolen, whatever its user is called by now. */
function isOfIncident(
  used: Item | undefined,
  { at, now }: { readonly at: Date; readonly now: Date },
): boolean {
  const { containment, suspect, restored, since } = historyIn(used, now);
  const isOpen = containment !== undefined || (suspect === true && restored === undefined);
  return isOpen && since !== undefined && inSeconds(since) <= inSeconds(at);
}

/** CloudTrail's times are in whole seconds. */
function inSeconds(time: Date): number {
  return Math.floor(time.getTime() / 1000);
}

/** A person undid the containment of the very key that made it, after all that is known against the principal. */
function isUndone(
  { maker, used }: { readonly maker: Item | undefined; readonly used: Item | undefined },
  now: Date,
): boolean {
  const restored = historyIn(used, now).restored?.at;
  const last = lastEvidenceIn(maker);
  return restored !== undefined && last !== undefined && last <= restored;
}
