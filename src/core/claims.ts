import type { PreviousAlerts } from './history.ts';
import type { Incident, IncidentEntry } from './incident.ts';
import { nextReminderAt, type Reminder } from './reminder.ts';
import type { StormShare } from './storm-share.ts';
import { isReminded } from './telling.ts';
import { isForMachinesOnly } from './urgency.ts';

/**
 * Who gets an alert. `change`: everybody, because the state changed. `evidence`: chat and queues, because a new kind of
 * evidence came. The subscriptions of the stack's mailbox filter it out. It is the message attribute `audience`.
 */
export type Audience = 'change' | 'evidence';

/** What this event may tell people about one credential, after the ledger was asked. */
export interface Claim {
  /** Absent: people know it already, so only machines are told. */
  readonly audience?: Audience;
  /** It may open or close the page. */
  readonly page: boolean;
  /** Somebody was woken by this very news, and the alert about it did not go out. */
  readonly woken?: true;
  /** A digest of a storm has it. */
  readonly inDigest?: true;
  /** Absent if the ledger did not answer. */
  readonly previous?: PreviousAlerts;
  /** What events told of it that run again, since people were told of an end. Only whoever won the right to tell it has this. */
  readonly unfinished?: readonly string[];
  /** Since when somebody is awake about it. Absent if nobody is. */
  readonly openSince?: Date;
  /** People know it, and it has been so for long. */
  readonly reminder?: Reminder;
  /** When somebody switched the key on, in the last minutes. */
  readonly reactivations: readonly Reactivation[];
}

/** One activation that people were told of. */
export interface Reactivation {
  readonly at: Date;
  /** What they were told: a retry of its event must not tell it again, whatever people were told meanwhile. */
  readonly news: string;
}

export interface Claims {
  /** By dedup key. */
  readonly credentials: ReadonlyMap<string, Claim>;
  /** The containment that an undo is bound to, by the dedup key of each key. Absent: this event began it. */
  readonly containments: ReadonlyMap<string, string>;
  /** Absent while alerts are few. */
  readonly storm?: StormShare;
}

export const NO_CLAIMS: Claims = { credentials: new Map(), containments: new Map() };

/** If the ledger did not answer, people are told: rather twice than never. */
export const CLAIMED_BY_NOBODY: Claim = { audience: 'change', page: true, reactivations: [] };

export function claimFor({ outcome, entity }: IncidentEntry, { credentials }: Claims): Claim {
  if (isForMachinesOnly(outcome)) return { page: false, reactivations: [] };
  return credentials.get(entity.dedupKey) ?? CLAIMED_BY_NOBODY;
}

/** One alert covers a whole event, so the widest audience of its credentials gets it. */
export function audienceOf(entries: readonly IncidentEntry[], claims: Claims): Audience | undefined {
  const audiences = entries.map((entry) => claimFor(entry, claims).audience);
  return (['change', 'evidence'] as const).find((audience) => audiences.includes(audience));
}

/**
 * When people are to be reminded next. `undefined` if nothing is to be tried again. Of many credentials the first one counts: a try
 * for each of them would use up the tries within hours.
 */
export function nextReminderOf(
  { entries, sentAt }: Pick<Incident, 'entries' | 'sentAt'>,
  claims: Claims,
): Date | undefined {
  const times = entries.filter(isReminded).map((entry) => claimFor(entry, claims).openSince ?? sentAt);
  if (times.length === 0) return undefined;
  return nextReminderAt(new Date(Math.min(...times.map((time) => time.getTime()))), sentAt);
}
