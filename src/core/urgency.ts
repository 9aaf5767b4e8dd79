import type { PageStatus } from './history.ts';
import type { Outcome } from './outcome.ts';
import { reasons } from './reasons/index.ts';
import type { Severity } from './reasons/reason-row.ts';
import { states } from './state.ts';

/** P1 wakes somebody, P2 wants an answer today, P3 the next working day. */
export interface Urgency {
  readonly severity: Severity;
  readonly page: boolean;
}

/** What an outcome asks of people, by its reason and the class of its detection. */
export function urgencyOf({ reason, decision: { classification } }: Outcome): Urgency {
  const { severity, page } = reasons[reason];
  if (page !== 'when-confirmed') return { severity, page };
  return classification.class === 'confirmed' ? { severity: 'P2', page: true } : { severity, page: false };
}

/** Whether this outcome wakes somebody, or ends what woke somebody before; `undefined` where it does neither. */
export function pageStatusOf(outcome: Outcome): PageStatus | undefined {
  if (urgencyOf(outcome).page) return 'open';
  return reasons[outcome.reason].closesPage ? 'closed' : undefined;
}

/** What a person must know first comes first; the alert's headline is the first one's. */
export function worstFirst<T extends { readonly outcome: Outcome }>(all: readonly T[]): readonly T[] {
  return all.toSorted(
    ({ outcome: a }, { outcome: b }) =>
      urgencyOf(a).severity.localeCompare(urgencyOf(b).severity) ||
      states.indexOf(a.state) - states.indexOf(b.state),
  );
}

/** Everyday work: machines are told, people are not. */
export function isForMachinesOnly({ reason }: Pick<Outcome, 'reason'>): boolean {
  return reasons[reason].audience === 'machines';
}
