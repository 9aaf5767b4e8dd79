import type { DenyRemoval } from '../core/detection.ts';
import { type KnownHistory, NO_HISTORY } from '../core/history.ts';
import { credentialKeyOf, principalKeyOf } from '../core/principal-key.ts';
import { containmentIn, denialIn, historyIn, makerIn } from './ledger-item.ts';
import { findBesideSentinel } from './sentinel.ts';
import type { LedgerTable } from './table.ts';

interface Place {
  readonly partition: string;
  readonly now: Date;
}

/**
 * What the ledger knows of a user whose deny or quarantine somebody took off. Rejects with AWS's error, or with the error of an
 * erased ledger.
 */
export async function findDenial(
  table: LedgerTable,
  { removal, partition, now }: Place & { readonly removal: DenyRemoval },
): Promise<KnownHistory> {
  const { principal, accountId, by } = removal;
  const user = principalKeyOf({ principal, accountId }, partition);
  if (user === undefined) return NO_HISTORY;
  const [item, byItself] = await Promise.all([
    findBesideSentinel(table, user),
    isOf(table, { user, by, partition }),
  ]);
  const { keys, ...denial } = denialIn(item, now);
  const credentials = await Promise.all(keys.map((key) => table.find(key)));
  // A person who undoes a containment takes the deny off as well.
  const undone = credentials.some((one) => historyIn(one, now).restored !== undefined);
  const containments = keys.flatMap((key, index) => {
    const containment = containmentIn(credentials[index] ?? {});
    return containment === undefined ? [] : [{ item: key, containment }];
  });
  return { ...historyIn(item, now), denial: { ...denial, byItself, undone, containments } };
}

/** How many credentials, each made by the one before it, are followed back. */
const MOST_STEPS = 4;

/** Whether the caller is the user itself, its session, or uses a key that the user made for somebody else. */
async function isOf(
  table: LedgerTable,
  {
    user,
    by,
    partition,
  }: { readonly user: string; readonly by: DenyRemoval['by']; readonly partition: string },
): Promise<boolean> {
  if (principalKeyOf(by, partition) === user) return true;
  const { accessKeyId } = by;
  let key = credentialKeyOf({ ...by, accessKeyId }, partition);
  for (let step = 0; step < MOST_STEPS && key !== undefined; step += 1) {
    const maker = makerIn(await table.find(key));
    if (maker?.principal === user) return true;
    key = maker?.key;
  }
  return false;
}
