import { SINGLE_ALERTS, STORM_MS, type StormMember } from '../core/storm.ts';
import {
  bucketOf,
  GOES_ON,
  IN_ONE_ITEM,
  isCounted,
  type Joining,
  type Place,
  PRESENT,
  pagesOf,
  placeAfter,
  placeIn,
  since,
} from './storm-item.ts';
import { type Change, expiry, type LedgerTable } from './table.ts';
import type { ItemUpdate } from './update-expression.ts';

const NEW = { hasEnd: false, hasPage: false };

/** Whoever opens the page, or tells the end, publishes within seconds. If it dies, its event or task runs again after a minute. */
const CLAIM_MS = 60_000;

/** A closed storm is remembered for longer than its queue keeps a message. */
const KEPT_SECONDS = 30 * 24 * 3600;

/** Counts the alerts of the last minutes. Every call rejects with AWS's error. */
export class Storms {
  readonly #table: LedgerTable;

  constructor(table: LedgerTable) {
    this.#table = table;
  }

  async join(
    member: StormMember,
    { opensPage, limit }: { readonly opensPage: boolean; readonly limit: AbortSignal },
  ): Promise<Place> {
    const now = new Date(member.at);
    const text = JSON.stringify(member);
    const { place, first } = await this.#count({ now, text, opensPage, limit });
    if (place.number > SINGLE_ALERTS)
      await this.#table.update(bucketOf(place.storm, place.number), {
        set: { expiresAt: expiry(now, KEPT_SECONDS) },
        add: { members: { SS: [...new Set([...first, text])] } },
      });
    return place;
  }

  /** In the present storm, or as the first of a new one. Others may begin it at the same time. */
  async #count(joining: Joining): Promise<Joined> {
    for (let round = 0; round < 5; round += 1) {
      // Most alerts are the only one within ten minutes.
      const { done, storm, before } = await this.#begin(joining);
      if (done) return { place: { storm, number: 1, pages: pagesOf(joining), ...NEW }, first: [] };
      if (isCounted(before, joining)) return { place: placeIn(before), first: [] };
      const isLater = placeIn(before).number >= SINGLE_ALERTS;
      const joined =
        (isLater ? undefined : await this.#joinFirst(joining)) ?? (await this.#joinLater(joining));
      if (joined !== undefined) return joined;
    }
    throw new ContentionError('many events begin a storm at the same time');
  }

  async #begin(joining: Joining): Promise<Change & { readonly storm: string }> {
    const { now, text, limit } = joining;
    const storm = `storm/${now.getTime().toString(36)}`;
    const change = await this.#table.updateIf(
      `attribute_not_exists(storm) OR attribute_exists(isOver) OR NOT (${GOES_ON})`,
      {
        key: PRESENT,
        set: {
          storm: { S: storm },
          startedAt: { N: String(now.getTime()) },
          lastAt: { N: String(now.getTime()) },
          alerts: { N: '1' },
          pages: { N: String(pagesOf(joining)) },
          members: { SS: [text] },
          expiresAt: expiry(now, KEPT_SECONDS),
        },
        remove: ['ending', 'isOver', 'paged', 'pageUntil'],
        compare: since(now),
        limit,
      },
    );
    return { ...change, storm };
  }

  /** The item of the present storm has room for as many credentials as are told singly. */
  #joinFirst(joining: Joining): Promise<Joined | undefined> {
    const members = { SS: [joining.text] };
    return this.#join('startedAt > :ago AND alerts < :single', { ...joining, add: { members } });
  }

  #joinLater(joining: Joining): Promise<Joined | undefined> {
    return this.#join(`attribute_not_exists(isOver) AND (${GOES_ON}) AND alerts >= :single`, {
      ...joining,
      add: {},
    });
  }

  async #join(
    condition: string,
    { now, limit, add, ...joining }: Joining & Required<Pick<ItemUpdate, 'add'>>,
  ): Promise<Joined | undefined> {
    const { done, before } = await this.#table.updateIf(condition, {
      key: PRESENT,
      set: { lastAt: { N: String(now.getTime()) } },
      add: { alerts: { N: '1' }, pages: { N: String(pagesOf(joining)) }, ...add },
      compare: since(now),
      limit,
    });
    if (!done) return undefined;
    const place = placeAfter(before, joining);
    // The sixth stores the first five where the digests look, and so does each of the next, should it be killed.
    return { place, first: place.number > IN_ONE_ITEM ? [] : (before['members']?.SS ?? []) };
  }

  /** Somebody has seen to it that the storm is closed. */
  async willEnd(storm: string): Promise<void> {
    await this.#table.updateIf('storm = :storm', {
      key: PRESENT,
      set: { ending: { BOOL: true } },
      compare: { storm: { S: storm } },
    });
  }

  /** Asks to be the one who opens the page of the storm. If that one dies, another does. */
  async claimPage(
    storm: string,
    { at, limit }: { readonly at: Date; readonly limit: AbortSignal },
  ): Promise<boolean> {
    const { done } = await this.#table.updateIf(
      'storm = :storm AND attribute_not_exists(paged) AND (attribute_not_exists(pageUntil) OR pageUntil < :now)',
      {
        key: PRESENT,
        set: { pageUntil: { N: String(at.getTime() + CLAIM_MS) } },
        compare: { storm: { S: storm }, now: { N: String(at.getTime()) } },
        limit,
      },
    );
    return done;
  }

  /** After publishing. If nothing was published, the next one opens the page. */
  async confirmPage(storm: string, { isPublished }: { readonly isPublished: boolean }): Promise<void> {
    await this.#table.updateIf('storm = :storm', {
      key: PRESENT,
      ...(isPublished && { set: { paged: { BOOL: true } } }),
      remove: ['pageUntil'],
      compare: { storm: { S: storm } },
    });
  }

  /**
   * It is over if it was quiet for ten minutes. Whoever comes from then on begins another: the last digest would not have it.
   * @returns how long it must stay quiet until then, in milliseconds.
   */
  async end(storm: string, now: Date): Promise<number> {
    const { done, before } = await this.#table.updateIf('storm = :storm AND lastAt <= :ago', {
      key: PRESENT,
      set: { isOver: { BOOL: true } },
      compare: { storm: { S: storm }, ago: since(now).ago },
    });
    if (done || before['storm']?.S !== storm) return 0;
    return Number(before['lastAt']?.N ?? 0) + STORM_MS - now.getTime();
  }

  /** All so far, the first first. */
  async members(storm: string): Promise<readonly StormMember[]> {
    const members: StormMember[] = [];
    for (let start = 1; ; start += IN_ONE_ITEM) {
      const item = await this.#table.find(bucketOf(storm, start));
      if (item === undefined) break;
      members.push(...(item['members']?.SS ?? []).map((text): StormMember => JSON.parse(text)));
    }
    return members.toSorted((one, other) => one.at.localeCompare(other.at));
  }

  /**
   * Asks to be the one who tells that the storm is over: each of many events may have seen to that. @returns `later` if another is
   * telling it, and may die, and `never` if it was told.
   */
  async claimEnd(storm: string, now: Date): Promise<'now' | 'later' | 'never'> {
    const { done, before } = await this.#table.updateIf(
      'attribute_not_exists(closed) AND (attribute_not_exists(endsUntil) OR endsUntil <= :now)',
      {
        key: bucketOf(storm, 1),
        set: {
          endsUntil: { N: String(now.getTime() + CLAIM_MS) },
          expiresAt: expiry(now, KEPT_SECONDS),
        },
        compare: { now: { N: String(now.getTime()) } },
      },
    );
    if (done) return 'now';
    return before['closed'] === undefined ? 'later' : 'never';
  }

  async close(storm: string): Promise<void> {
    await this.#table.update(bucketOf(storm, 1), { set: { closed: { BOOL: true } } });
  }
}

export class ContentionError extends Error {
  override readonly name = 'ContentionError';
}

interface Joined {
  readonly place: Place;
  /** The credentials that the item of the present storm holds. */
  readonly first: readonly string[];
}
