import type { Outcome, State } from '../core/outcome.ts';

/** One message about one event: the same facts for a person, for a mail client's list, and for a machine. */
export interface Alert {
  readonly subject: string;
  readonly text: string;
  readonly machine: Readonly<Record<string, unknown>>;
}

/** What an alert says beside the detection and its outcomes. */
export interface AlertContext {
  readonly sentAt: Date;
  readonly partition: string;
  readonly region: string;
  /** The responder's own account, where its ledger is. */
  readonly accountId: string;
  readonly ledgerTableName: string;
  /** Where the deployer keeps docs/runbook.md; empty where nobody said. */
  readonly runbookUrl: string;
  /** The setting `CONTAIN`. */
  readonly mode: string;
  readonly version: string;
}

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

const order: readonly State[] = ['NOT_CONTAINED', 'PARTLY_CONTAINED', 'NO_ACTION', 'CONTAINED', 'TEST'];

/** What a person must know first comes first; the alert's headline is the first one's. */
export function worstFirst(outcomes: readonly Outcome[]): readonly Outcome[] {
  return outcomes.toSorted(
    (a, b) =>
      urgencyOf(a).severity.localeCompare(urgencyOf(b).severity) ||
      order.indexOf(a.state) - order.indexOf(b.state),
  );
}

export function stateInWords(state: State): string {
  return state.replaceAll('_', ' ');
}

/** The runbook has a heading for every reason. Without an address, the name of the file: a guessed link could be anybody's. */
export function runbookFor(reason: string, { runbookUrl }: AlertContext): string {
  return `${runbookUrl === '' ? 'docs/runbook.md' : runbookUrl}#${reason}`;
}
