import type { AwsEvent } from '../events/envelope.ts';
import { textAt, valueAt } from '../json.ts';
import { forgetIncidents } from '../ledger.ts';
import type { Mailbox } from '../mailbox.ts';
import type { Notification } from '../messages/notification.ts';
import { present } from '../present.ts';
import type { Finding } from '../report.ts';
import { emptyRetries } from '../retry-queue.ts';
import { deliver } from '../rules.ts';
import type { Proof } from '../run-case.ts';

/** Several events about one incident: what is true after them, and what was counted. */
export interface Story {
  readonly findings: readonly Finding[];
  /** Rows of the printed table: what was looked at, and what it came to. */
  readonly figures: readonly Figure[];
}

export type Figure = readonly [string, string];

/** Nothing came before, and nothing that people got before is counted. */
export async function beginStory(proof: Proof): Promise<void> {
  await emptyRetries(proof.aws, proof.stack);
  await forgetIncidents(proof);
  await forgetMessages(proof);
}

export async function forgetMessages({ proofStack }: Proof): Promise<void> {
  const { alerts, mails, pages, outcomes } = proofStack;
  await Promise.all([alerts, mails, pages, outcomes].map((box) => box?.clear()));
}

const SECONDS = 30;

/** Brings an event by the deployed rules, as EventBridge does, and waits until machines hear how it ended. */
export async function tell(proof: Proof, event: AwsEvent): Promise<unknown> {
  await deliver(proof.aws, proof.stack, { event, bus: 'default' });
  return outcomeOf(proof, event);
}

export async function outcomeOf({ proofStack }: Proof, { id }: AwsEvent): Promise<unknown> {
  return proofStack.outcomes.find((outcome) => textAt(outcome, 'alertId') === id, SECONDS);
}

export function ending(outcome: unknown): string {
  return `${textAt(outcome, 'state')} ${textAt(outcome, 'reason')}`;
}

/** What a mailbox gets: a queue with the filter of the stack's own e-mail subscription. */
export function mailsOf({ proofStack }: Proof): Mailbox<Notification> {
  return present(proofStack.mails, 'the queue with the filter of the mailbox');
}

export function pagesOf({ proofStack }: Proof): Mailbox<Notification> {
  return present(proofStack.pages, 'the queue of the pager');
}

export function audienceOf(alert: Notification | undefined): string {
  return textAt(valueAt(alert?.attributes, 'audience'), 'Value');
}

export function isAbout(event: AwsEvent): (message: Notification) => boolean {
  return ({ json }) => textAt(json, 'alertId') === event.id;
}

export function same(what: string, found: unknown, wanted: unknown): Finding {
  return { what, passed: String(found) === String(wanted), found: String(found) };
}
