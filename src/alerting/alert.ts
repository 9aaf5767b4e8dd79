import type { Place } from '../core/place.ts';
import type { State } from '../core/state.ts';
import type { AlertMessage } from './machine-schema.ts';

/** One message about one event. */
export interface Alert {
  /** The EventBridge event's id. */
  readonly alertId: string;
  readonly subject: string;
  /** What each protocol of SNS gets. */
  readonly bodies: Readonly<Record<string, string>>;
  /** As machines get it, for the log. */
  readonly machine: AlertMessage;
}

/** What an alert says beside the detection and its outcomes. */
export interface AlertContext {
  /** Where the responder and its ledger are. */
  readonly place: Place;
  readonly sentAt: Date;
  readonly settings: AlertSettings;
}

export interface AlertSettings {
  readonly ledgerTableName: string;
  /** Where the deployer keeps docs/runbook.md; empty where nobody said. */
  readonly runbookUrl: string;
  /** Where people sign in to accounts; both empty where nobody said. */
  readonly identityCenter: { readonly url: string; readonly role: string };
  readonly policy: { readonly contain: 'observe' | 'confirmed' | 'suspected' };
  /** Of this responder. */
  readonly version: string;
}

export function stateInWords(state: State): string {
  return state.replaceAll('_', ' ');
}

/**
 * The runbook has a heading for every reason. Without an address, the file's name without its ending: a guessed link could
 * be anybody's, and `.md` is the domain of a country.
 */
export function runbookFor(reason: string, { runbookUrl }: Pick<AlertSettings, 'runbookUrl'>): string {
  return `${runbookUrl === '' ? 'docs/runbook' : runbookUrl}#${reason}`;
}
