import type { State } from '../core/outcome.ts';
import { stateInWords } from './alert.ts';
import type { Story } from './story.ts';

/**
 * One part of 160 GSM characters, of which SNS takes some for the topic's display name. Only characters of the basic
 * GSM 03.38 set, and nothing that a phone makes a link of. SNS developer guide, "Publishing to a mobile phone".
 */
export function smsText({ outcome, subject, urgency }: Story): string {
  const { accountId, accessKeyId, userName } = subject;
  const key = accessKeyId === undefined ? 'AWS principal' : `AWS key ${inShort(accessKeyId)}`;
  const call =
    outcome.quarantine?.holds === 'yes' ? 'Its jobs fail now.' : calls[outcome.state](urgency.page);
  const name = userName !== undefined && /^[\w+=,-]{1,20}$/.test(userName) ? ` ${userName}` : '';
  return `${urgency.severity} ${stateInWords(outcome.state)}: ${key}${name} account ${accountId}. ${call}`;
}

const calls: Readonly<Record<State, (page: boolean) => string>> = {
  NOT_CONTAINED: () => 'ACT NOW, see e-mail.',
  PARTLY_CONTAINED: () => 'Act now, see e-mail.',
  CONTAINED: () => 'No rush.',
  NO_ACTION: (page) => (page ? 'Act now, see e-mail.' : 'No rush.'),
  RESOLVED: () => 'No rush.',
  TEST: () => 'Only a test.',
};

/** They have 20 characters now, and IAM allows 128. IAM API reference, AccessKey. */
export function inShort(accessKeyId: string): string {
  return accessKeyId.length <= 32 ? accessKeyId : `${accessKeyId.slice(0, 20)}..${accessKeyId.slice(-8)}`;
}
