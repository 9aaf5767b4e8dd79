import {
  ConditionalCheckFailedException,
  DynamoDBClient,
  type DynamoDBClientConfig,
  GetItemCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import type { Reactivation } from '../core/claims.ts';
import { containmentIdOf } from '../core/dedup-key.ts';
import { onLedger, type Permission } from '../core/permission.ts';
import { noBetterThan } from '../core/state.ts';
import type { Telling } from '../core/telling.ts';
import type { LedgerEntry } from './entries.ts';
import { type Item, reactivationText } from './ledger-item.ts';
import { type ItemUpdate, updateExpression } from './update-expression.ts';
import type { Watch } from './watches.ts';

export const ledgerPermissions: readonly Permission[] = [onLedger('dynamodb:UpdateItem', 'dynamodb:GetItem')];

export const ledgerLimits: DynamoDBClientConfig = { maxAttempts: 3 };

/** Longer than a thief waits before activating a key again, and short enough that an old incident ends at some time. */
export const KEPT_SECONDS = 180 * 24 * 3600;

/** A winner publishes within seconds. If it dies, Lambda runs its event again after a minute. */
const CLAIM_MS = 60_000;

/** What a claim found. */
export interface Claimed {
  /** The caller is the one who tells people. */
  readonly won: boolean;
  /** The item before the claim. */
  readonly before: Item;
}

/** What reached people, of what was claimed. */
export interface Told {
  readonly alert: boolean;
  readonly page: boolean;
  /** A page woke somebody because the alert reached nobody. */
  readonly woken: boolean;
}

/** The table with one item for each credential and each principal. Every call rejects with AWS's error. */
export class Ledger {
  readonly #tableName: string;
  readonly #client: DynamoDBClient;

  constructor(tableName: string, config: DynamoDBClientConfig) {
    this.#tableName = tableName;
    this.#client = new DynamoDBClient({ ...ledgerLimits, ...config });
  }

  /** @returns `undefined` if there is no such item. */
  async find(key: string, limit?: AbortSignal): Promise<Item | undefined> {
    const { Item } = await this.#client.send(
      new GetItemCommand({
        TableName: this.#tableName,
        Key: { incident: { S: key } },
        ConsistentRead: true,
      }),
      limit && { abortSignal: limit },
    );
    return Item;
  }

  /**
   * Asks to be the one who tells people this news about the credential. Only one of many events at the same time wins, and
   * nobody does if people know it already. @param owner the same for each retry of one event.
   */
  async claim(
    entry: LedgerEntry,
    {
      telling,
      owner,
      limit,
    }: { readonly telling: Telling; readonly owner: string; readonly limit: AbortSignal },
  ): Promise<Claimed> {
    const { set, ...stored } = whatHappened(entry);
    const claim = {
      claim: { S: telling.news },
      claimedBy: { S: owner },
      claimedUntil: { N: String(entry.at.getTime() + CLAIM_MS) },
    };
    const untold = telling.onlyIfFirst
      ? 'attribute_not_exists(told)'
      : `((attribute_not_exists(told) OR NOT begins_with(told, :claim)) AND (attribute_not_exists(reactivations) OR NOT contains(reactivations, :told))${telling.page ? ' OR attribute_not_exists(paged) OR NOT begins_with(paged, :paged)' : ''})`;
    const { unfinished } = telling;
    const worse = noBetterThan(entry.alert?.state ?? 'NOT_CONTAINED');
    const again = unfinished
      ? ` AND NOT (attribute_exists(told) AND contains(unfinished, :mine) AND begins_with(paged, :open) AND toldState IN (${worse.map((_, index) => `:worse${index}`).join(', ')}))`
      : '';
    const free =
      '(attribute_not_exists(claimedUntil) OR NOT begins_with(claim, :claim) OR claimedBy = :claimedBy OR claimedUntil < :now)';
    const update = {
      ...stored,
      set: { ...set, ...claim },
      condition: `${untold}${again} AND ${free}`,
      compare: {
        now: { N: String(entry.at.getTime()) },
        ...(!telling.onlyIfFirst && { told: { S: toldText(entry, telling) } }),
        ...(telling.page && { paged: pagedNews(telling) }),
        ...(unfinished && {
          mine: { S: tellingText(entry.eventId, telling) },
          open: { S: 'open ' },
          ...Object.fromEntries(worse.map((state, index) => [`worse${index}`, { S: state }])),
        }),
      },
    };
    try {
      return { won: true, before: await this.update(entry.item, { ...update, limit }) };
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return { won: false, before: error.Item ?? {} };
      throw error;
    }
  }

  /** Stores what an event did, without telling anybody. @returns the item before it. */
  async note(
    entry: LedgerEntry,
    { again, limit }: { readonly again: boolean; readonly limit?: AbortSignal },
  ) {
    const stored = whatHappened(entry);
    // A retry of one event does not count twice.
    const seen = again ? {} : { seen: { N: '1' } };
    return this.update(entry.item, { ...stored, add: { ...stored.add, ...seen }, limit });
  }

  /** After publishing: people know it. If nothing was published, others may tell it. */
  async confirm(
    { item, eventId, at, alert }: LedgerEntry,
    {
      told,
      reactivations,
      unfinished = [],
    }: {
      readonly told: Told;
      readonly reactivations: readonly Reactivation[];
      readonly unfinished?: readonly string[];
    },
  ): Promise<void> {
    if (alert === undefined) return;
    const going = alert.unfinished ? [...unfinished, tellingText(eventId, alert)].slice(-10) : [];
    const page = told.woken ? 'open' : told.page ? alert.page : undefined;
    await this.update(item, {
      set: {
        ...(told.alert && {
          told: { S: alert.news },
          toldState: { S: alert.state },
          toldAt: { S: at.toISOString() },
          unfinished: { L: going.map((one) => ({ S: one })) },
        }),
        ...((told.alert || page) && alert.accuses && { suspect: { BOOL: true } }),
        ...(page && { paged: pagedNews({ ...alert, page }), alarm: { S: page } }),
        ...(told.alert &&
          reactivations.length > 0 && {
            reactivations: { L: reactivations.map((one) => ({ S: reactivationText(one) })) },
          }),
        expiresAt: expiry(at),
      },
      ...(told.alert && { add: { alerts: { N: '1' } } }),
      remove: ['claimedUntil', ...(told.alert ? ['seen'] : [])],
    });
  }

  /** A key that people were told of, and that one of them stopped, is contained as if the responder had done it. */
  async adopt({ item, eventId, at }: LedgerEntry): Promise<void> {
    await this.#updateIf('suspect = :suspect', {
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
    await this.#updateIf('attribute_not_exists(restoreUsedBy) AND restoredAt <= :at', {
      key,
      set: { restoreUsedBy: { S: eventId }, restoredBy: { S: by } },
      compare: { at: { S: at.toISOString().replace(/\.\d+Z$/, 'Z') } },
    });
  }

  /** @returns who had been contained on suspected evidence in this hour. */
  async countSuspected(
    hour: string,
    { principals, at }: { readonly principals: readonly string[]; readonly at: Date },
  ): Promise<readonly string[]> {
    const before = await this.update(`suspected/${hour}`, {
      set: { expiresAt: { N: String(Math.floor(at.getTime() / 1000) + 24 * 3600) } },
      add: { principals: { SS: [...principals] } },
    });
    return before['principals']?.SS ?? [];
  }

  /** The principal is watched, or it fought back. */
  async watch({ key, at, until, foughtBackIn }: Watch): Promise<void> {
    await this.update(key, {
      set: {
        expiresAt: expiry(at),
        ...(until && { watchedUntil: { N: String(Math.floor(until.getTime() / 1000)) } }),
      },
      setOnce: { ...(foughtBackIn !== undefined && { foughtBackFirst: { S: foughtBackIn } }) },
    });
  }

  async #updateIf(
    condition: string,
    { key, ...update }: ItemUpdate & { readonly key: string },
  ): Promise<void> {
    try {
      await this.update(key, { ...update, condition });
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
    }
  }

  /** @returns the item before the change. */
  async update(
    key: string,
    { limit, ...update }: ItemUpdate & { readonly limit?: AbortSignal | undefined },
  ): Promise<Item> {
    const { Attributes } = await this.#client.send(
      new UpdateItemCommand({
        TableName: this.#tableName,
        Key: { incident: { S: key } },
        ...updateExpression(update),
        ReturnValues: 'ALL_OLD',
        ...(update.condition !== undefined && { ReturnValuesOnConditionCheckFailure: 'ALL_OLD' }),
      }),
      limit && { abortSignal: limit },
    );
    return Attributes ?? {};
  }
}

/** The containment keeps its first id until it is undone, so that the undo of the first alert stays valid. */
function whatHappened(entry: LedgerEntry) {
  const { eventId, at, since, findingId, evidence, deactivatedAt, acted, stopped } = entry;
  return {
    set: {
      expiresAt: expiry(at),
      lastEvent: { S: eventId },
      ...(deactivatedAt && { deactivatedAt: { S: deactivatedAt.toISOString() } }),
    },
    setOnce: {
      since: { S: since.toISOString() },
      ...(deactivatedAt && { containment: { S: containmentIdOf(eventId) } }),
    },
    add: {
      evidence: evidence.length > 0 ? { SS: [...evidence] } : undefined,
      findings: findingId === undefined ? undefined : { SS: [findingId] },
      stopped: stopped && { SS: [...stopped] },
    },
    remove: acted ? ['restoredFor'] : [],
  } satisfies ItemUpdate;
}

/** How the list of re-activations would name this news. `none` is no element of it. */
function toldText({ reactivatedAt }: LedgerEntry, { news }: Telling): string {
  return reactivatedAt === undefined ? 'none' : reactivationText({ at: reactivatedAt, news });
}

/** As an element of the list `unfinished`. */
function tellingText(eventId: string, { news }: Telling): string {
  return `${eventId.slice(0, 64)} ${news}`;
}

function pagedNews({ page, news }: Telling) {
  return { S: page === 'open' ? `open ${news}` : 'closed' };
}

/** Whether the last page about it woke somebody by these news. */
export function isPagedIn(item: Item, telling: Telling): boolean {
  return item['paged']?.S?.startsWith(pagedNews({ ...telling, page: 'open' }).S) === true;
}

function expiry(at: Date) {
  return { N: String(Math.floor(at.getTime() / 1000) + KEPT_SECONDS) };
}
