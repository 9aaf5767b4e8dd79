import type { Claim } from '../core/claims.ts';
import { remindersDue } from '../core/reminder.ts';
import type { LedgerEntry } from './entries.ts';
import { makeRoomIn } from './remember.ts';

interface Known {
  readonly since: Date;
  /** How many reminders were due when people were reminded last. */
  readonly reminders: number;
  /** The page that belongs to it went out, too. */
  readonly paged: boolean;
}

/** What this process told people, in case the ledger cannot be asked or written: a retry must not tell it again. */
export class ToldHere {
  readonly #known = new Map<string, Known>();

  /** @returns `undefined` if this process did not tell it. Else silence, until people are to be reminded. */
  recall(entry: LedgerEntry): Claim | undefined {
    const known = this.#known.get(newsOf(entry));
    if (known === undefined) return undefined;
    const { since, reminders, paged } = known;
    const number = remindersDue(since, entry.at);
    const page = entry.alert?.page !== undefined && !paged;
    const silence = { page, openSince: since, reactivations: [] };
    if (entry.alert?.reminds !== true || number <= reminders) return silence;
    return { ...silence, audience: 'change', page: true, reminder: { number, since } };
  }

  remember(
    entry: LedgerEntry,
    { claim, paged }: { readonly claim: Claim | undefined; readonly paged: boolean },
  ): void {
    const news = newsOf(entry);
    const known = this.#known.get(news) ?? { since: entry.at, reminders: 0, paged: false };
    const { since, reminders } = known;
    makeRoomIn(this.#known);
    this.#known.set(news, {
      since: claim?.openSince ?? since,
      reminders: claim?.reminder?.number ?? reminders,
      paged: paged || known.paged,
    });
  }
}

function newsOf({ eventId, item, alert }: LedgerEntry): string {
  return `${eventId} ${item} ${alert?.news}`;
}
