import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { Reactivation } from '../core/claims.ts';
import { detectorsIn } from '../core/evidence-kinds.ts';
import type {
  CallerHistory,
  KnownHistory,
  LastAlert,
  PreviousAlerts,
  ReplacedUndo,
  Restored,
} from '../core/history.ts';
import { states } from '../core/state.ts';
import { timeOf } from '../core/time.ts';

export type Item = Readonly<Record<string, AttributeValue>>;

/** What the item of a credential says. An absent item says nothing. */
export function historyIn(item: Item | undefined, now: Date): KnownHistory {
  const stored = item ?? {};
  const containment = containmentIn(stored);
  const since = timeOf(stored['since']?.S);
  const lastAlert = lastAlertIn(stored);
  const activations = reactivationsIn(stored).map(({ at }) => at.getTime());
  const restored = containment === undefined ? restoredIn(stored, now) : undefined;
  const replacedUndo = containment === undefined ? undefined : replacedUndoIn(stored);
  return {
    kind: 'known',
    ...(containment !== undefined && { containment }),
    ...(restored && { restored }),
    ...(replacedUndo && { replacedUndo }),
    ...(since && { since }),
    ...(stored['suspect']?.BOOL === true && { suspect: true as const }),
    ...(activations.length > 0 && { lastActivation: new Date(Math.max(...activations)) }),
    ...(lastAlert && { lastAlert }),
    ...(stored['givenUpAt'] && { givenUp: true as const }),
    findings: new Set(stored['findings']?.SS),
    evidence: evidenceIn(stored),
  };
}

/** Something was contained, undone, watched, or said to be in the wrong hands. */
export function knowsIncident(item: Item = {}): boolean {
  return (
    containmentIn(item) !== undefined ||
    ['restoredFor', 'watchedUntil', 'deniedBy'].some((name) => item[name] !== undefined) ||
    item['suspect']?.BOOL === true
  );
}

/** Absent if people were not told of anything. */
export function previousAlertsIn(item: Item = {}): PreviousAlerts {
  const state = stateIn(item);
  const at = timeOf(item['toldAt']?.S);
  return {
    ...(state && { state }),
    ...(at && { at }),
    alerts: Number(item['alerts']?.N ?? 0),
    eventsSince: Number(item['seen']?.N ?? 0),
    detectors: detectorsIn(item['evidence']?.SS ?? []),
  };
}

/** Since when somebody is awake about it. `undefined` if nobody is, or if a person undid it. */
export function openSinceIn(item: Item = {}): Date | undefined {
  return item['paged']?.S?.startsWith('open ') === true ? pagedSinceIn(item) : undefined;
}

/** The same, also if SNS refused the page. */
export function pagedSinceIn(item: Item): Date | undefined {
  // An older version did not store when it woke somebody.
  return timeOf(item['openSince']?.S ?? item['toldAt']?.S);
}

/** How many reminders were due when people were reminded last. */
export function remindersIn(item: Item): number {
  return Number(item['reminders']?.N ?? 0);
}

export function reactivationsIn(item: Item = {}): readonly Reactivation[] {
  return (item['reactivations']?.L ?? []).flatMap(({ S = '' }) => {
    const [time = '', ...news] = S.split(' ');
    const at = timeOf(time);
    return at === undefined ? [] : [{ at, news: news.join(' ') }];
  });
}

export function unfinishedIn(item: Item): readonly string[] {
  return (item['unfinished']?.L ?? []).flatMap(({ S }) => S ?? []);
}

/** As an element of the list `reactivations`. */
export function reactivationText({ at, news }: Reactivation): string {
  return `${at.toISOString()} ${news}`;
}

/** What the item of a user says of its containment, and the items of the keys that it was for. */
export function denialIn(item: Item = {}, now: Date) {
  const deniedBy = (['policy', 'boundary'] as const).find((by) => by === item['deniedBy']?.S);
  return {
    contained: deniedBy !== undefined || isWatched(item, now),
    ...(deniedBy && { deniedBy }),
    keys: item['watchedFor']?.SS ?? [],
  };
}

/** Who made the key of this item, and the item of the key that it was made with. */
export function makerIn(
  item: Item = {},
): { readonly principal: string; readonly key: string | undefined } | undefined {
  const principal = item['maker']?.S ?? item['madeBy']?.S;
  return principal === undefined ? undefined : { principal, key: item['makerKey']?.S };
}

function isWatched(item: Item, now: Date): boolean {
  return Number(item['watchedUntil']?.N ?? 0) * 1000 > now.getTime();
}

export function callerIn(
  item: Item | undefined,
  { now, eventId }: { readonly now: Date; readonly eventId: string },
): CallerHistory | undefined {
  if (item === undefined) return undefined;
  return {
    watched: isWatched(item, now),
    // A retry or a copy of the first such event is not the second time.
    foughtBack: ![undefined, eventId].includes(item['foughtBackFirst']?.S),
  };
}

/** How long a principal is watched after the last evidence. */
export const WATCHED_MS = 30 * 24 * 3600_000;

/** Whether an incident about the principal was open then. CloudTrail's times are in whole seconds. */
export function isWatchedAt(item: Item = {}, at: Date): boolean {
  const second = Math.floor(at.getTime() / 1000);
  const since = timeOf(item['watchedSince']?.S);
  const hasBegun = since === undefined || Math.floor(since.getTime() / 1000) <= second;
  return hasBegun && second < Number(item['watchedUntil']?.N ?? 0);
}

/** `undefined` if the principal was never watched. */
export function lastEvidenceIn(item: Item = {}): Date | undefined {
  const until = item['watchedUntil']?.N;
  return until === undefined ? undefined : new Date(Number(until) * 1000 - WATCHED_MS);
}

/** A credential that was made by somebody about whom an incident was open. */
export function isMadeByThief(item: Item = {}): boolean {
  return item['madeBy'] !== undefined;
}

export function containmentIn(item: Item): string | undefined {
  return item['containment']?.S;
}

/** When the present containment began. Of one that began before an undo, the time is not known. */
export function containedAtIn(item: Item = {}): Date | undefined {
  const at = timeOf(item['containedAt']?.S);
  const undoneAt = timeOf(item['restoredAt']?.S);
  if (containmentIn(item) === undefined || at === undefined) return undefined;
  return undoneAt !== undefined && at <= undoneAt ? undefined : at;
}

export function evidenceIn(item: Item): ReadonlySet<string> {
  return new Set(item['evidence']?.SS);
}

/** The clock of whoever pastes an undo may be some minutes ahead. An undo for the future is none. */
const CLOCK_SKEW_MS = 5 * 60_000;

function restoredIn(item: Item, now: Date): Restored | undefined {
  const at = timeOf(item['restoredAt']?.S);
  const usedBy = item['restoreUsedBy']?.S;
  const of = item['restoredFor']?.S;
  if (at === undefined || of === undefined) return undefined;
  if (at.getTime() > now.getTime() + CLOCK_SKEW_MS) return undefined;
  return { of, at, ...(usedBy !== undefined && { usedBy }) };
}

function replacedUndoIn(item: Item): ReplacedUndo | undefined {
  const at = timeOf(item['restoredAt']?.S);
  const until = timeOf(item['deactivatedAt']?.S);
  const usedBy = item['restoreUsedBy']?.S;
  if (at === undefined || until === undefined) return undefined;
  return { at, until, ...(usedBy !== undefined && { usedBy }) };
}

function lastAlertIn(item: Item): LastAlert | undefined {
  const state = stateIn(item);
  return state && { state, page: item['alarm']?.S === 'open' ? 'open' : 'closed' };
}

function stateIn(item: Item) {
  return states.find((state) => state === item['toldState']?.S);
}
