import type { Reactivation } from '../core/claims.ts';
import { containmentIdOf } from '../core/dedup-key.ts';
import { onLedger, type Permission } from '../core/permission.ts';
import type { Reminder } from '../core/reminder.ts';
import { claimOf, pagedNews, tellingText } from './claim-condition.ts';
import type { EntryAlert, LedgerEntry } from './entries.ts';
import { reactivationText } from './ledger-item.ts';
import { type Change, expiry, inSeconds, type LedgerTable } from './table.ts';
import type { ItemUpdate } from './update-expression.ts';
import type { Watch } from './watches.ts';
import { whatHappened } from './what-happened.ts';

export const ledgerPermissions: readonly Permission[] = [onLedger('dynamodb:UpdateItem', 'dynamodb:GetItem')];

/** What reached people, of what was claimed. */
export interface Told {
  readonly alert: boolean;
  readonly page: boolean;
  /** A page woke somebody because the alert reached nobody. */
  readonly woken: boolean;
}

/** One item for each credential and each principal. Every call rejects with AWS's error. */
export class Ledger {
  readonly #table: LedgerTable;

  constructor(table: LedgerTable) {
    this.#table = table;
  }

  /**
   * Asks to be the one who tells people this news about the credential. Only one of many events at the same time wins, and
   * nobody does if people know it already. @param owner the same for each retry of one delivery. @returns `done` if the caller is
   * the one who tells people.
   */
  async claim(
    entry: LedgerEntry,
    {
      telling,
      owner,
      limit,
    }: { readonly telling: EntryAlert; readonly owner: string; readonly limit: AbortSignal },
  ): Promise<Change> {
    const { set, ...stored } = whatHappened(entry);
    const { condition, compare, ...claim } = claimOf(entry, { telling, owner });
    return this.#table.updateIf(condition, {
      ...stored,
      key: entry.item,
      set: { ...set, ...claim.set },
      compare,
      limit,
    });
  }

  /** Stores what an event did, without telling anybody. @returns the item before it. */
  async note(
    entry: LedgerEntry,
    { again, limit }: { readonly again: boolean; readonly limit?: AbortSignal },
  ) {
    const stored = whatHappened(entry);
    // A retry of one event does not count twice.
    const seen = again ? {} : { seen: { N: '1' } };
    return this.#table.update(entry.item, { ...stored, add: { ...stored.add, ...seen }, limit });
  }

  /** After publishing: people know it. If nothing was published, others may tell it. */
  async confirm(
    { item, eventId, at, alert }: LedgerEntry,
    {
      told,
      reactivations,
      unfinished = [],
      wasOpen,
      reminder,
    }: {
      readonly told: Told;
      readonly reactivations: readonly Reactivation[];
      readonly unfinished?: readonly string[] | undefined;
      /** Somebody was awake about it before. `undefined` if the ledger did not say. */
      readonly wasOpen?: boolean | undefined;
      /** Of what SNS publishes on one topic only: src/incident/claim-news.ts. */
      readonly reminder?: Reminder | undefined;
    },
  ): Promise<void> {
    if (alert === undefined) return;
    // What ends another event's try says nothing of the tries that go on.
    const going = [...unfinished, ...(alert.unfinished ? [tellingText(eventId, alert)] : [])].slice(-10);
    const page = told.woken ? 'open' : told.page ? alert.page : undefined;
    // People who got only the alert are to be reminded as well.
    const opens = (page === 'open' || (told.alert && alert.page === 'open')) && wasOpen === false;
    const openSince = { openSince: { S: at.toISOString() } };
    const reminded = reminder !== undefined && (told.alert || told.page);
    await this.#table.update(item, {
      set: {
        ...(told.alert && {
          told: { S: alert.news },
          toldState: { S: alert.state },
          toldAt: { S: at.toISOString() },
          unfinished: { L: going.map((one) => ({ S: one })) },
        }),
        ...((told.alert || page) && alert.accuses && { suspect: { BOOL: true } }),
        ...(page && { paged: pagedNews({ ...alert, page }), alarm: { S: page } }),
        ...(opens && openSince),
        ...(reminded && {
          reminders: { N: String(reminder.number) },
          openSince: { S: reminder.since.toISOString() },
        }),
        ...(told.alert &&
          reactivations.length > 0 && {
            reactivations: { L: reactivations.map((one) => ({ S: reactivationText(one) })) },
          }),
        expiresAt: expiry(at),
      },
      setOnce: page === 'open' && wasOpen === undefined ? openSince : {},
      ...(told.alert && { add: { alerts: { N: '1' } } }),
      remove: [
        'claimedUntil',
        ...(told.alert ? ['seen'] : []),
        ...(told.alert || page === 'closed' ? ['givenUpAt'] : []),
        ...(opens ? ['reminders'] : []),
      ],
    });
  }

  /** A key that people were told of, and that one of them stopped, is contained as if the responder had done it. */
  async adopt({ item, eventId, at }: LedgerEntry): Promise<void> {
    await this.#table.updateIf('suspect = :suspect', {
      key: item,
      set: { expiresAt: expiry(at) },
      setOnce: { containment: { S: containmentIdOf(eventId) } },
      compare: { suspect: { BOOL: true } },
    });
  }

  /** One undo is for one activation: this one, unless it was made before the undo. */
  async useRestore(
    key: string,
    { eventId, at, by }: { readonly eventId: string; readonly at: Date; readonly by: string },
  ): Promise<void> {
    await this.#table.updateIf('attribute_not_exists(restoreUsedBy) AND restoredAt <= :at', {
      key,
      set: { restoreUsedBy: { S: eventId }, restoredBy: { S: by } },
      compare: { at: { S: at.toISOString().replace(/\.\d+/, '') } },
    });
  }

  /** @returns who had been contained on suspected evidence in this hour. */
  async countSuspected(
    hour: string,
    { principals, at }: { readonly principals: readonly string[]; readonly at: Date },
  ): Promise<readonly string[]> {
    const before = await this.#table.update(`suspected/${hour}`, {
      set: { expiresAt: expiry(at, 24 * 3600) },
      add: { principals: { SS: [...principals] } },
    });
    return before['principals']?.SS ?? [];
  }

  /** The principal is watched, denied, denied no more, or it fought back; or a key was made by one. */
  async watch({ key, at, lifted, onlyLonger, ...watch }: Watch): Promise<void> {
    if (lifted !== undefined) {
      const compare = { lifted: { S: lifted } };
      await this.#table.updateIf('deniedBy = :lifted', { key, remove: ['deniedBy'], compare });
      return;
    }
    const { since, until, made, foughtBackIn, keys = [], deniedBy, maker } = watch;
    const change = {
      set: {
        expiresAt: expiry(at),
        ...(until && { watchedUntil: inSeconds(until) }),
        ...(deniedBy && { deniedBy: { S: deniedBy } }),
        ...(keys.length > 0 && { watchedFor: { SS: [...keys] } }),
        ...(maker && {
          maker: { S: maker.principal },
          ...(maker.key !== undefined && { makerKey: { S: maker.key } }),
        }),
      },
      setOnce: {
        // An event that does not say when it began may tell of anything earlier.
        ...(until && { watchedSince: { S: since?.toISOString() ?? 'unknown' } }),
        ...(foughtBackIn !== undefined && { foughtBackFirst: { S: foughtBackIn } }),
      },
      ...(made !== undefined && { add: { made: { SS: [made] } } }),
    } satisfies ItemUpdate;
    if (!onlyLonger) {
      await this.#table.update(key, change);
      return;
    }
    const compare = { now: inSeconds(at) };
    await this.#table.updateIf('watchedUntil > :now', { key, ...change, compare });
  }
}
