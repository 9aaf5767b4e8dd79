import type { ReactivatedKey } from './detection.ts';
import type { KnownHistory } from './history.ts';
import { timeOf } from './time.ts';

interface Facts {
  readonly history: KnownHistory;
  /** The event that tells of the activation. */
  readonly eventId: string;
}

/** Somebody switched on a key that an incident is known about. No other event explains it. */
export function isReactivation(key: ReactivatedKey, { history, eventId }: Facts): boolean {
  return isIncident(history) && !isEarlier(key, history) && !isRestore(key, { history, eventId });
}

/** The record came late: the key was switched on before the incident began. CloudTrail's times are in whole seconds. */
export function isEarlier({ at }: ReactivatedKey, { since }: KnownHistory): boolean {
  const switchedOn = timeOf(at);
  return switchedOn !== undefined && since !== undefined && inSeconds(switchedOn) < inSeconds(since);
}

/**
 * The activation that the undo of an alert is for, or one before it. One undo is for one activation: after that, whoever
 * switches the key on again is a new event.
 */
export function isRestore({ at }: ReactivatedKey, { history: { restored }, eventId }: Facts): boolean {
  if (restored === undefined) return false;
  const switchedOn = timeOf(at);
  const before = switchedOn !== undefined && inSeconds(switchedOn) < inSeconds(restored.at);
  return before || restored.usedBy === undefined || restored.usedBy === eventId;
}

/**
 * The key was switched on between an undo and the containment that took its place: whoever did it may have done the second
 * step of that undo. The key must be Inactive all the same, but this is no evidence against whoever it was.
 */
export function isOfReplacedUndo(
  { at }: ReactivatedKey,
  { history: { replacedUndo }, eventId }: Facts,
): boolean {
  const switchedOn = timeOf(at);
  if (switchedOn === undefined || replacedUndo === undefined) return false;
  const { at: undoneAt, until, usedBy = eventId } = replacedUndo;
  const second = inSeconds(switchedOn);
  return usedBy === eventId && inSeconds(undoneAt) <= second && second <= inSeconds(until);
}

/**
 * An alert about this activation may be open, because the ledger could not be read: now it can, and the activation is no part
 * of an incident. If an incident is known, a page that the ledger has may be of that.
 */
export function endsLostLedger(key: ReactivatedKey, { history }: Pick<Facts, 'history'>): boolean {
  const { mayHavePaged = false, lastAlert } = history;
  const isOpen = lastAlert?.page === 'open';
  return isIncident(history) ? mayHavePaged && !isOpen && isEarlier(key, history) : mayHavePaged || isOpen;
}

/** The key was contained, or an alert said that it is in the wrong hands. */
function isIncident({ containment, suspect }: KnownHistory): boolean {
  return containment !== undefined || suspect === true;
}

function inSeconds(time: Date): number {
  return Math.floor(time.getTime() / 1000);
}
