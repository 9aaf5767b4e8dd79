import type { Reminder } from '../core/reminder.ts';
import type { LedgerEntry } from './entries.ts';
import { expiry, type LedgerTable } from './table.ts';

/** Whoever reminds people publishes within seconds. If it dies, the event comes back after a minute or later. */
const CLAIM_MS = 60_000;

/** Of many events about one credential, one reminds people when it is due. Every call rejects with AWS's error. */
export class Reminders {
  readonly #table: LedgerTable;

  constructor(table: LedgerTable) {
    this.#table = table;
  }

  /** @param owner the same for each retry of one delivery. @returns whether the caller is the one who reminds people. */
  async claim(
    { item, at }: LedgerEntry,
    {
      number,
      owner,
      limit,
    }: { readonly number: number; readonly owner: string; readonly limit: AbortSignal },
  ): Promise<boolean> {
    const { done } = await this.#table.updateIf(
      'begins_with(paged, :open) AND (attribute_not_exists(reminders) OR reminders < :due) AND (attribute_not_exists(remindsUntil) OR remindedBy = :remindedBy OR remindsUntil < :now)',
      {
        key: item,
        set: { remindedBy: { S: owner }, remindsUntil: { N: String(at.getTime() + CLAIM_MS) } },
        compare: { open: { S: 'open ' }, due: { N: String(number) }, now: { N: String(at.getTime()) } },
        limit,
      },
    );
    return done;
  }

  /** After publishing. If nothing was published, the next try reminds people. */
  async confirm(
    { item, at }: LedgerEntry,
    { number, since, told }: Reminder & { readonly told: { readonly alert: boolean } },
  ): Promise<void> {
    await this.#table.update(item, {
      set: {
        expiresAt: expiry(at),
        ...(told.alert && {
          reminders: { N: String(number) },
          // An older version did not store it, and had only the time of the last alert.
          openSince: { S: since.toISOString() },
          toldAt: { S: at.toISOString() },
        }),
      },
      ...(told.alert && { add: { alerts: { N: '1' } } }),
      remove: ['remindsUntil', ...(told.alert ? ['seen'] : [])],
    });
  }
}
