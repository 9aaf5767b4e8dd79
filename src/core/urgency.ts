import type { Alarm } from './history.ts';
import type { Outcome, State } from './outcome.ts';

/** P1 wakes somebody, P2 wants an answer today, P3 the next working day. */
export interface Urgency {
  readonly severity: 'P1' | 'P2' | 'P3';
  readonly page: boolean;
}

export function urgencyOf({ state, reason, decision }: Outcome): Urgency {
  switch (state) {
    case 'NOT_CONTAINED':
      return { severity: 'P1', page: true };
    case 'PARTLY_CONTAINED':
      return { severity: 'P2', page: true };
    case 'CONTAINED':
    case 'RESOLVED':
    case 'TEST':
      return { severity: 'P3', page: false };
    case 'NO_ACTION':
      if (reason === 'exempt') return { severity: 'P1', page: true };
      // Nothing was changed because of a setting, and the key is in the wrong hands all the same.
      if (reason === 'observe' && decision.classification.class === 'confirmed')
        return { severity: 'P2', page: true };
      return { severity: 'P3', page: false };
  }
}

/** Whether this outcome wakes somebody, or ends what woke somebody before; `undefined` where it says nothing of either. */
export function alarmOf(outcome: Outcome): Alarm | undefined {
  const { state, reason } = outcome;
  if (urgencyOf(outcome).page) return 'open';
  const stopped =
    state === 'CONTAINED' || state === 'RESOLVED' || reason === 'key-gone' || reason === 'role-gone';
  return stopped ? 'closed' : undefined;
}

const order: readonly State[] = [
  'NOT_CONTAINED',
  'PARTLY_CONTAINED',
  'NO_ACTION',
  'CONTAINED',
  'RESOLVED',
  'TEST',
];

/** What a person must know first comes first; the alert's headline is the first one's. */
export function worstFirst(outcomes: readonly Outcome[]): readonly Outcome[] {
  return outcomes.toSorted(
    (a, b) =>
      urgencyOf(a).severity.localeCompare(urgencyOf(b).severity) ||
      order.indexOf(a.state) - order.indexOf(b.state),
  );
}

/** Everyday work that a rule cannot tell apart: in the log and on the bus, and in nobody's mailbox. */
export function isOrdinary({ reason }: Outcome): boolean {
  return reason === 'own-key' || reason === 'nothing-to-resolve';
}
