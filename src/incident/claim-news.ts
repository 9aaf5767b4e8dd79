import type { Claim } from '../core/claims.ts';
import { type Reminder, remindersDue } from '../core/reminder.ts';
import { saysAlready, type Telling } from '../core/telling.ts';
import { isPagedIn } from './claim-condition.ts';
import type { LedgerEntry } from './entries.ts';
import type { Ledger } from './ledger.ts';
import {
  containmentIn,
  evidenceIn,
  type Item,
  openSinceIn,
  pagedSinceIn,
  previousAlertsIn,
  reactivationsIn,
  remindersIn,
  unfinishedIn,
} from './ledger-item.ts';
import type { Reminders } from './reminders.ts';
import type { Change } from './table.ts';

/** More kinds of evidence than a person reads, and few enough for one item of DynamoDB. */
const MOST_KINDS = 200;

/** Re-activations are counted within this time: more of them mean that somebody does not give up. */
const RECENT_MS = 10 * 60_000;

interface Asking {
  readonly ledger: Ledger;
  readonly reminders: Reminders;
  /** The same for each retry of one delivery. */
  readonly owner: string;
  readonly limit: AbortSignal;
}

export interface Answer {
  /** Absent if the entry is about a key that nobody is told of by itself. */
  readonly claim?: Claim;
  /** The containment that was there before. */
  readonly containment: string | undefined;
}

/** What one event may tell of one credential. It also stores what the event did. Rejects with AWS's error. */
export async function claimNews(entry: LedgerEntry, asking: Asking): Promise<Answer> {
  const { alert: telling } = entry;
  const { ledger, owner, limit } = asking;
  if (telling === undefined) {
    const before = await ledger.note(entry, { again: false, limit });
    return { containment: containmentIn(before) };
  }
  if (telling.onlyEvidence) {
    const claim = await lost(entry, { ...asking, telling, before: {} });
    // A person decided it, so nobody is woken any more, whoever else hears of it.
    return { claim: { ...claim, page: telling.page === 'closed' }, containment: undefined };
  }
  const { done: isWinner, before } = await ledger.claim(entry, { telling, owner, limit });
  const claim = isWinner
    ? won(entry, { before, telling })
    : await lost(entry, { ...asking, telling, before });
  return { claim, containment: containmentIn(before) };
}

/** People know the state. A new kind of evidence is still worth telling, once, and after a while that nothing has changed. */
async function lost(
  entry: LedgerEntry,
  { before, telling, ...asking }: Asking & { readonly before: Item; readonly telling: Telling },
): Promise<Claim> {
  const { ledger, limit } = asking;
  const full = evidenceIn(before).size >= MOST_KINDS;
  const again = before['lastEvent']?.S === entry.eventId;
  // The table itself says what it had before, so only one of many events at the same time finds the kind new.
  const item = await ledger.note({ ...entry, evidence: full ? [] : entry.evidence }, { again, limit });
  const known = evidenceIn(item);
  const isNew = !full && !again && entry.evidence.some((kind) => !known.has(kind));
  const openSince = telling.reminds ? openSinceIn(item) : undefined;
  const reminder = openSince && (await remind(entry, { ...asking, item, openSince }));
  return {
    ...(isNew && { audience: 'evidence' as const }),
    page: false,
    ...(openSince && { openSince }),
    ...(reminder && { audience: 'change' as const, page: true, reminder }),
    previous: previousAlertsIn(item),
    reactivations: [],
  };
}

interface Reminding extends Asking {
  readonly item: Item;
  readonly openSince: Date;
}

/** @returns `undefined` if none is due, or if another event reminds people. */
async function remind(
  entry: LedgerEntry,
  { reminders, owner, limit, item, openSince: since }: Reminding,
): Promise<Reminder | undefined> {
  const number = remindersDue(since, entry.at);
  if (number <= remindersIn(item)) return undefined;
  return (await reminders.claim(entry, { number, owner, limit })) ? { number, since } : undefined;
}

/**
 * Since when the alert has been out without its page, or the page without its alert, because SNS refuses one of the topics: whoever
 * has the one is to be reminded by it. `undefined` if it is not so.
 */
function halfToldSinceIn(
  before: Item,
  { known, paged }: { readonly known: boolean; readonly paged: boolean },
): Date | undefined {
  if (known === paged) return undefined;
  const { at } = previousAlertsIn(before);
  const since = pagedSinceIn(before);
  // People were told something else meanwhile, so this is news, and no reminder.
  const isNews = paged && since !== undefined && at !== undefined && at > since;
  return isNews ? undefined : since;
}

function won(
  { at, eventId, reactivatedAt = at }: LedgerEntry,
  { before, telling }: Pick<Change, 'before'> & { readonly telling: Telling },
): Claim {
  const told = reactivationsIn(before);
  const known = saysAlready(before['told']?.S, telling) || told.some(({ news }) => news === telling.news);
  const paged = isPagedIn(before, telling);
  const halfToldSince = halfToldSinceIn(before, { known, paged });
  const openSince = openSinceIn(before) ?? halfToldSince;
  const number = halfToldSince && telling.reminds ? remindersDue(halfToldSince, at) : 0;
  const reminder =
    halfToldSince && number > remindersIn(before) ? { number, since: halfToldSince } : undefined;
  return {
    ...((!known || reminder) && { audience: 'change' as const }),
    // A retry for the sake of the alert must not wake anybody again.
    page: telling.page === 'closed' || (telling.page === 'open' && (!paged || reminder !== undefined)),
    ...(paged && !known && { woken: true as const }),
    previous: previousAlertsIn(before),
    ...(openSince && { openSince }),
    ...(reminder && { reminder }),
    unfinished: unfinishedIn(before),
    // One activation may be told twice: not stopped yet, and stopped.
    reactivations: told.filter(
      (one) =>
        !one.news.endsWith(` ${eventId}`) && Math.abs(reactivatedAt.getTime() - one.at.getTime()) < RECENT_MS,
    ),
  };
}
