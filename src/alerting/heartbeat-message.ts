import type { Place } from '../core/place.ts';
import type { Alert, AlertSettings } from './alert.ts';

export interface Beat {
  readonly place: Place;
  /** When it was put on the bus. */
  readonly sentAt: Date;
}

/**
 * The queue for heartbeats gets it. A subscription that takes whatever is published gets it, too: so it says what it is, and
 * how to get no more. A chat shows none, because it is no custom notification of Amazon Q Developer.
 */
export function heartbeatMessage(
  { place, sentAt }: Beat,
  { policy, version }: Pick<AlertSettings, 'policy' | 'version'>,
): Omit<Alert, 'machine'> {
  const { accountId, partition, region } = place;
  const at = sentAt.toISOString();
  const subject = `[TEST] heartbeat of the key responder, account ${accountId}`;
  const text = [
    `TEST: the key responder in account ${accountId}, ${region}, is alive. Nothing happened, and nothing is to be done.`,
    `Sent ${at}, ${CONTAIN[policy.contain]}.`,
    '',
    // No command: it would need the subscription, and each line to be pasted checks the account first.
    'To get alerts only, give this subscription the filter policy {"audience":["change"]}. The page on integrations has the commands.',
  ].join('\n');
  const json = JSON.stringify({
    schemaVersion: '1.0',
    kind: 'heartbeat',
    state: 'TEST',
    sentAt: at,
    account: { id: accountId, partition },
    region,
    responder: { version, mode: policy.contain },
  });
  return { alertId: 'heartbeat', subject, bodies: { default: text, sms: subject, sqs: json, lambda: json } };
}

const CONTAIN = {
  observe: 'CONTAIN=observe: IAM answered a read, and nothing would be changed',
  confirmed: 'CONTAIN=confirmed: IAM would take a change of a key',
  suspected: 'CONTAIN=suspected: IAM would take a change of a key',
} as const;
