import type { PageStatus } from './history.ts';
import type { Outcome } from './outcome.ts';
import { reasons } from './reasons/index.ts';
import type { Severity } from './reasons/reason-row.ts';
import { states } from './state.ts';

/** P1 wakes somebody. P2 needs an answer today, P3 on the next working day. */
export interface Urgency {
  readonly severity: Severity;
  readonly page: boolean;
}

/** The reason and the class of the detection decide the urgency. */
export function urgencyOf({ reason, decision: { classification } }: Outcome): Urgency {
  const { severity, severityWhenConfirmed, page } = reasons[reason];
  const confirmed = classification.class === 'confirmed';
  const own = confirmed ? (severityWhenConfirmed ?? severity) : severity;
  if (page === true || page === false) return { severity: own, page };
  if (page === 'when-confirmed' && confirmed) return { severity: own, page: true };
  const wakes = classification.wakes === true;
  return { severity: wakes ? 'P2' : own, page: wakes };
}

/** The first words of every message about it: the state in words, or what the state would hide. */
export function headingOf(outcome: Outcome): string {
  const { headingWhenPaged } = reasons[outcome.reason];
  const state = outcome.state.replaceAll('_', ' ');
  return urgencyOf(outcome).page ? (headingWhenPaged ?? state) : state;
}

/** Whether this outcome opens a page or closes one. `undefined` if it does neither. */
export function pageStatusOf(outcome: Outcome): PageStatus | undefined {
  if (urgencyOf(outcome).page) return 'open';
  const { decision, reason } = outcome;
  const closes = reasons[reason].closesPage || (decision.action === 'none' && decision.closesPage);
  return closes ? 'closed' : undefined;
}

/** Sorts the most urgent outcome first. It gives the alert its headline. */
export function worstFirst<T extends { readonly outcome: Outcome }>(all: readonly T[]): readonly T[] {
  return all.toSorted(
    ({ outcome: a }, { outcome: b }) =>
      urgencyOf(a).severity.localeCompare(urgencyOf(b).severity) ||
      states.indexOf(a.state) - states.indexOf(b.state),
  );
}

/** Everyday work: the log and the bus get it, people get no alert. */
export function isForMachinesOnly({ reason }: Pick<Outcome, 'reason'>): boolean {
  return reasons[reason].audience === 'machines';
}
