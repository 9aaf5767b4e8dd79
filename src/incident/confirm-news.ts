import type { Claim, Reactivation } from '../core/claims.ts';
import type { LedgerEntry } from './entries.ts';
import type { Ledger, Told } from './ledger.ts';
import type { Reminders } from './reminders.ts';

interface Confirming {
  readonly ledger: Ledger;
  readonly reminders: Reminders;
  /** `undefined` if the ledger was not asked. */
  readonly claim: Claim | undefined;
  readonly told: Told;
}

/** Stores what of the news of one credential reached people, after publishing. Rejects with AWS's error. */
export async function confirmNews(
  entry: LedgerEntry,
  { ledger, reminders, claim, told }: Confirming,
): Promise<void> {
  const { item, eventId, restore } = entry;
  if (restore !== undefined) await ledger.useRestore(item, { eventId, ...restore });
  if (entry.stoppedByHand) await ledger.adopt(entry);
  if (claim === undefined) await ledger.note(entry, { again: true });
  // Who reminds people while SNS refuses one of the topics has won the right to tell it, too.
  if (claim?.reminder !== undefined && claim.unfinished === undefined) {
    await reminders.confirm(entry, { ...claim.reminder, told });
    return;
  }
  if (claim !== undefined && claim.audience !== 'change' && !claim.page && !claim.inDigest) return;
  await ledger.confirm(entry, {
    // New evidence is no state that people were told of.
    told: { ...told, alert: told.alert && claim?.audience !== 'evidence' },
    reactivations: [...(claim?.reactivations ?? []), ...newsOfActivation(entry)].slice(-10),
    unfinished: claim?.unfinished,
    wasOpen: claim && claim.openSince !== undefined,
    reminder: claim?.reminder,
  });
}

function newsOfActivation({ alert, reactivatedAt }: LedgerEntry): readonly Reactivation[] {
  return alert === undefined || reactivatedAt === undefined ? [] : [{ at: reactivatedAt, news: alert.news }];
}
