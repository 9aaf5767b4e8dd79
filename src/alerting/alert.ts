import type { Place } from '../core/place.ts';
import type { AlertMessage } from './machine-schema.ts';

/** One alert about one event. */
export interface Alert {
  /** The EventBridge event's id. */
  readonly alertId: string;
  readonly subject: string;
  /** The text for each protocol of SNS. */
  readonly bodies: Readonly<Record<string, string>>;
  /** The form for machines. The log gets it, too. */
  readonly machine: AlertMessage;
}

export interface AlertContext {
  /** Where the responder and its ledger run. */
  readonly place: Place;
  readonly sentAt: Date;
  readonly settings: AlertSettings;
}

export interface AlertSettings {
  readonly ledgerTableName: string;
  /** Only the function that reads dead letters has it. */
  readonly deadLetterQueueUrl?: string;
  /** Where the deployer publishes docs/runbook.md. Empty if not set. */
  readonly runbookUrl: string;
  /** Where people sign in to accounts. Both are empty if not set. */
  readonly identityCenter: { readonly url: string; readonly role: string };
  readonly policy: { readonly contain: 'observe' | 'confirmed' | 'suspected' };
  /** The version of the responder. */
  readonly version: string;
}

/** The runbook has a heading for each reason. Without an address there is no link: the alert has the text of the heading. */
export function runbookFor(
  reason: string,
  { runbookUrl }: Pick<AlertSettings, 'runbookUrl'>,
): string | undefined {
  return runbookUrl === '' ? undefined : `${runbookUrl}#${reason}`;
}
