import type { Claim } from '../core/claims.ts';
import { remindersDue } from '../core/reminder.ts';
import type { LedgerEntry } from './entries.ts';
import { makeRoomIn } from './remember.ts';

interface Known {
  readonly since: Date;
  /** How many reminders were due when people were reminded last. */
  readonly reminders: number;
}

/** What this process told people, in case the ledger cannot be written: a retry must not tell it again. */
export class ToldHere {
  readonly #known = new Map<string, Known>();

  /** @returns `undefined` if this process did not tell it. Else silence, until people are to be reminded. */
  recall(entry: LedgerEntry): Claim | undefined {
    const known = this.#known.get(newsOf(entry));
    if (known === undefined) return undefined;
    const { since, reminders } = known;
    const number = remindersDue(since, entry.at);
    const silence = { page: false, openSince: since, reactivations: [] };
    if (entry.alert?.reminds !== true || number <= reminders) return silence;
    return { ...silence, audience: 'change', page: true, reminder: { number, since } };
  }

  remember(entry: LedgerEntry, claim: Claim | undefined): void {
    const news = newsOf(entry);
    const { since, reminders } = this.#known.get(news) ?? { since: entry.at, reminders: 0 };
    makeRoomIn(this.#known);
    this.#known.set(news, {
      since: claim?.openSince ?? since,
      reminders: claim?.reminder?.number ?? reminders,
    });
  }
}

function newsOf({ eventId, item, alert }: LedgerEntry): string {
  return `${eventId} ${item} ${alert?.news}`;
}
