import type { Claim } from '../core/claims.ts';
import { remindersDue } from '../core/reminder.ts';
import { saysStopped } from './claim-condition.ts';
import type { LedgerEntry } from './entries.ts';
import type { Told } from './ledger.ts';
import { makeRoomIn } from './remember.ts';

interface Known {
  /** What this event told last of the credential. */
  readonly news: string | undefined;
  readonly since: Date;
  /** How many reminders were due when people were reminded last. */
  readonly reminders: number;
  /** The alert went out. */
  readonly alerted: boolean;
  /** The page that belongs to it went out. */
  readonly paged: boolean;
  /** Somebody was woken, by that page or because the alert did not go out. */
  readonly woken: boolean;
}

/** What this process told people, in case the ledger cannot be asked or written: a retry must not tell it again. */
export class ToldHere {
  readonly #known = new Map<string, Known>();

  /** @returns `undefined` if this process did not tell it. Else what did not go out, and silence until people are to be reminded. */
  recall(entry: LedgerEntry): Claim | undefined {
    const last = this.#known.get(placeOf(entry));
    if (entry.alert?.saysLess && saysStopped(last?.news ?? '')) return { page: false, reactivations: [] };
    const known = this.#lastOf(entry);
    if (known === undefined) return undefined;
    const { since, reminders, alerted, paged, woken } = known;
    const number = remindersDue(since, entry.at);
    const isDue = entry.alert?.reminds === true && number > reminders;
    return {
      ...((!alerted || isDue) && { audience: 'change' as const }),
      // A retry for the sake of the alert must not wake anybody again.
      ...(!alerted && woken && { woken: true as const }),
      page: isDue || (entry.alert?.page !== undefined && !paged),
      openSince: since,
      ...(isDue && { reminder: { number, since } }),
      reactivations: [],
    };
  }

  /** @param told something of it reached people. */
  remember(
    entry: LedgerEntry,
    { claim, told }: { readonly claim: Claim | undefined; readonly told: Told },
  ): void {
    const { at, alert } = entry;
    const known = this.#lastOf(entry);
    makeRoomIn(this.#known);
    this.#known.set(placeOf(entry), {
      news: alert?.news,
      since: claim?.openSince ?? known?.since ?? at,
      reminders: claim?.reminder?.number ?? known?.reminders ?? 0,
      alerted: told.alert || known?.alerted === true,
      // What woke somebody in place of the alert opened the page anew.
      paged: !told.woken && (told.page || known?.paged === true),
      woken: told.woken || (told.page && alert?.page === 'open') || known?.woken === true,
    });
  }

  /** What an event told before another state is news again. */
  #lastOf(entry: LedgerEntry): Known | undefined {
    const known = this.#known.get(placeOf(entry));
    return known?.news === entry.alert?.news ? known : undefined;
  }
}

function placeOf({ eventId, item }: LedgerEntry): string {
  return `${eventId} ${item}`;
}
