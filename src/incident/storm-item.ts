import { SINGLE_ALERTS, STORM_MS, type StormMember } from '../core/storm.ts';
import type { Item } from './ledger-item.ts';

/** The present storm: one item, whatever its number of credentials. It holds the first ones: few alerts become a storm. */
export const PRESENT = 'storm';

/** An item of DynamoDB holds 400 KB, so the credentials of a storm are in items of a hundred, the first ones too. */
export const IN_ONE_ITEM = 100;

/** Which place a credential has in its storm. */
export interface Place {
  readonly storm: string;
  /** Beginning with 1. */
  readonly number: number;
  /** How many pages the storm opened, with this one. */
  readonly pages: number;
  readonly hasEnd: boolean;
  /** The page of the storm went out. */
  readonly hasPage: boolean;
}

export interface Joining {
  readonly now: Date;
  /** The credential, as it is stored. */
  readonly text: string;
  readonly opensPage: boolean;
  readonly limit: AbortSignal;
}

/** Before the sixth alert the time runs from the first one, and after it from the last one. */
export const GOES_ON = 'startedAt > :ago OR (alerts > :single AND lastAt > :ago)';

export function since(now: Date) {
  return { ago: { N: String(now.getTime() - STORM_MS) }, single: { N: String(SINGLE_ALERTS) } };
}

export function pagesOf({ opensPage }: Pick<Joining, 'opensPage'>): number {
  return opensPage ? 1 : 0;
}

/** One of few alerts that could not be published is tried again: it is no further one, and begins no storm. */
export function isCounted(present: Item, { text }: Pick<Joining, 'text'>): boolean {
  const isSame = (other: string) => newsIn(other) === newsIn(text);
  return placeIn(present).number <= SINGLE_ALERTS && (present['members']?.SS ?? []).some(isSame);
}

function newsIn(text: string): string {
  const { dedupKey, heading, reason }: StormMember = JSON.parse(text);
  return `${dedupKey} ${heading} ${reason}`;
}

export function placeIn(present: Item): Place {
  const number = (name: string) => Number(present[name]?.N ?? 0);
  return {
    storm: present['storm']?.S ?? PRESENT,
    number: number('alerts'),
    pages: number('pages'),
    hasEnd: present['ending']?.BOOL === true,
    hasPage: present['paged']?.BOOL === true,
  };
}

export function placeAfter(before: Item, joining: Pick<Joining, 'opensPage'>): Place {
  const { number, pages, ...place } = placeIn(before);
  return { ...place, number: number + 1, pages: pages + pagesOf(joining) };
}

export function bucketOf(storm: string, number: number): string {
  return `${storm}/${Math.floor((number - 1) / IN_ONE_ITEM)}`;
}
