import type { State } from '../core/state.ts';
import type { Urgency } from '../core/urgency.ts';
import type { AlertContent, Channel } from './channel.ts';
import { inShort } from './key-in-short.ts';
import { UNREADABLE, type UnreadableModel } from './unreadable-model.ts';

/** One line for phones. */
export const sms: Channel = {
  id: 'sms',
  protocols: ['sms'],
  format: 'text',
  render: smsText,
  renderUnreadable: unreadableSms,
  limits: { lines: 1, characters: 125, only: /^[A-Za-z0-9 .,:;!?()+=/_'"%&*#@$<>-]*$/ },
  answers: [1, 4, 8, 24],
};

/**
 * The text fits into one part of 160 GSM characters, and SNS puts the topic's display name in front. It uses only the
 * basic GSM 03.38 set, and nothing that a phone makes a link of. SNS developer guide, "Publishing to a mobile phone".
 */
function smsText({ worst: { outcome, entity, urgency, heading } }: AlertContent): string {
  const { accountId, accessKeyId, userName } = entity;
  const key = accessKeyId === undefined ? 'AWS principal' : `AWS key ${inShort(accessKeyId)}`;
  const call = outcome.quarantine?.holds === 'yes' ? 'Its jobs fail now.' : calls[outcome.state](urgency);
  const name = userName !== undefined && /^[\w+=,-]{1,20}$/.test(userName) ? ` ${userName}` : '';
  return `${urgency.severity} ${heading}: ${key}${name} account ${accountId}. ${call}`;
}

const calls: Readonly<Record<State, (urgency: Urgency) => string>> = {
  NOT_CONTAINED: () => 'ACT NOW, see e-mail.',
  PARTLY_CONTAINED: () => 'Act now, see e-mail.',
  CONTAINED: ({ severity }) => (severity === 'P2' ? 'Look at it today.' : 'No rush.'),
  NO_ACTION: ({ page }) => (page ? 'Act now, see e-mail.' : 'No rush.'),
  RESOLVED: () => 'No rush.',
  TEST: () => 'Only a test.',
};

function unreadableSms({ reason, accountId, letters, problem: { accessKeyId } }: UnreadableModel): string {
  const key = accessKeyId === undefined ? 'an AWS key' : `AWS key ${inShort(accessKeyId)}`;
  const about = letters.length > 1 ? `${letters.length} events` : `event about ${key}`;
  const what = reason === UNREADABLE ? 'unreadable' : 'given up';
  return `P1 NOT CONTAINED: ${about} ${what}, account ${accountId}. ACT NOW, see e-mail.`;
}
