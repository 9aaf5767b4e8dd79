import { noBetterThan } from '../core/state.ts';
import type { Telling } from '../core/telling.ts';
import type { EntryAlert, LedgerEntry } from './entries.ts';
import { type Item, reactivationText } from './ledger-item.ts';
import type { ItemUpdate } from './update-expression.ts';

/** A winner publishes within seconds. If it dies, its event runs again after a minute. */
const CLAIM_MS = 60_000;

/**
 * Whether an event may tell people its news about a credential, as a condition of DynamoDB on the credential's item.
 * @param owner the same for each retry of one delivery.
 */
export function claimOf(
  entry: LedgerEntry,
  { telling, owner }: { readonly telling: EntryAlert; readonly owner: string },
) {
  const asked = [
    isNews(entry, telling),
    ...(telling.unlessContained ? [NOT_CONTAINED] : []),
    ...(telling.saysLess ? [NOT_TOLD_STOPPED] : []),
    ...(isContained(telling) ? [NOT_FOUGHT_BACK] : []),
    ...(telling.unfinished ? [isNotToldBefore(entry, telling)] : []),
    IS_FREE,
  ];
  return {
    condition: asked.map(({ condition }) => `(${condition})`).join(' AND '),
    compare: Object.assign(
      { now: { N: String(entry.at.getTime()) } },
      ...asked.map(({ compare }) => compare),
    ),
    set: {
      claim: { S: telling.news },
      claimedBy: { S: owner },
      claimedUntil: { N: String(entry.at.getTime() + CLAIM_MS) },
    },
  } satisfies ItemUpdate;
}

type Condition = Required<Pick<ItemUpdate, 'condition' | 'compare'>>;

/** People do not know it, or nobody was woken by it. */
function isNews({ reactivatedAt }: LedgerEntry, telling: Telling): Condition {
  // An alert that the event was given up told nothing of what it is.
  if (telling.onlyIfFirst)
    return {
      condition: 'attribute_not_exists(told) OR told = :givenUp',
      compare: { givenUp: { S: GIVEN_UP } },
    };
  // `none` is no element of the list of re-activations.
  const asReactivation =
    reactivatedAt === undefined ? 'none' : reactivationText({ at: reactivatedAt, news: telling.news });
  const untold =
    '(attribute_not_exists(told) OR NOT begins_with(told, :claim)) AND (attribute_not_exists(reactivations) OR NOT contains(reactivations, :told))';
  return {
    condition: telling.page
      ? `(${untold}) OR attribute_not_exists(paged) OR NOT begins_with(paged, :paged)`
      : untold,
    compare: { told: { S: asReactivation }, ...(telling.page && { paged: pagedNews(telling) }) },
  };
}

/** An event that runs again, and has told this before, tells it once more only if people know a better state by now. */
function isNotToldBefore({ eventId }: LedgerEntry, telling: EntryAlert): Condition {
  const worse = noBetterThan(telling.state).map((state, index) => [`worse${index}`, { S: state }] as const);
  const names = worse.map(([name]) => `:${name}`).join(', ');
  return {
    condition: `NOT (attribute_exists(told) AND contains(unfinished, :mine) AND begins_with(paged, :open) AND toldState IN (${names}))`,
    compare: {
      mine: { S: tellingText(eventId, telling) },
      open: { S: 'open ' },
      ...Object.fromEntries(worse),
    },
  };
}

const NOT_CONTAINED: Condition = { condition: 'attribute_not_exists(containment)', compare: {} };

/** The news of what is stopped begin so. */
const STOPPED = { contained: 'CONTAINED', partly: 'PARTLY CONTAINED', resolved: 'RESOLVED' } as const;

const NOT_TOLD_STOPPED: Condition = {
  condition: `attribute_not_exists(told) OR NOT (${Object.keys(STOPPED)
    .map((name) => `begins_with(told, :${name})`)
    .join(' OR ')})`,
  compare: Object.fromEntries(Object.entries(STOPPED).map(([name, S]) => [name, { S }])),
};

/** The credential is stopped, and nothing needs anybody to be awake. */
function isContained({ state, page }: EntryAlert): boolean {
  return page === 'closed' && (state === 'CONTAINED' || state === 'PARTLY_CONTAINED');
}

/**
 * Somebody has switched the credential on, or taken its deny off, and it was stopped again: that another event finds it stopped says nothing
 * of who that was. Such news have their event behind the heading.
 */
const NOT_FOUGHT_BACK: Condition = {
  condition:
    '(attribute_not_exists(told) OR NOT begins_with(told, :again)) AND (attribute_not_exists(paged) OR NOT begins_with(paged, :openAgain))',
  compare: { again: { S: 'PARTLY CONTAINED: ' }, openAgain: { S: 'open PARTLY CONTAINED: ' } },
};

/** Nobody else is telling it just now. */
const IS_FREE: Condition = {
  condition:
    'attribute_not_exists(claimedUntil) OR NOT begins_with(claim, :claim) OR claimedBy = :claimedBy OR claimedUntil < :now',
  compare: {},
};

/** The news of an event about a credential that was given up, or that nobody could read. It begins as every alert that it is not contained. */
export const GIVEN_UP = 'NOT CONTAINED: dead-letter';

export function saysStopped(news: string): boolean {
  return Object.values(STOPPED).some((stopped) => news.startsWith(stopped));
}

/** As an element of the list `unfinished`. */
export function tellingText(eventId: string, { news }: Telling): string {
  return `${eventId.slice(0, 64)} ${news}`;
}

export function pagedNews({ page, news }: Telling) {
  return { S: page === 'open' ? `open ${news}` : 'closed' };
}

/** Whether the last page about it woke somebody by these news. */
export function isPagedIn(item: Item, telling: Telling): boolean {
  return item['paged']?.S?.startsWith(pagedNews({ ...telling, page: 'open' }).S) === true;
}
