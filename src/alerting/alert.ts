import type { State } from '../core/outcome.ts';

/** One message about one event, in the form that each kind of subscriber reads. */
export interface Alert {
  readonly subject: string;
  /** For people at a mail client: plain text. */
  readonly text: string;
  /** For people at a phone: one line. */
  readonly sms: string;
  /** For a channel of Slack or Teams: Amazon Q Developer's custom notification. */
  readonly chat: Json;
  readonly machine: Json;
}

export type Json = Readonly<Record<string, unknown>>;

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
  /** Where people sign in to accounts; both empty where nobody said. */
  readonly identityCenter: { readonly url: string; readonly role: string };
  /** The setting `CONTAIN`. */
  readonly mode: string;
  readonly version: string;
}

export function stateInWords(state: State): string {
  return state.replaceAll('_', ' ');
}

/**
 * The runbook has a heading for every reason. Without an address, the file's name without its ending: a guessed link could
 * be anybody's, and `.md` is the domain of a country.
 */
export function runbookFor(reason: string, { runbookUrl }: AlertContext): string {
  return `${runbookUrl === '' ? 'docs/runbook' : runbookUrl}#${reason}`;
}
