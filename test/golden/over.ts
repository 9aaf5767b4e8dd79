import { NO_HISTORY } from '../../src/core/history.ts';
import type { QueueMessage } from '../../src/queue/message.ts';
import { fixture, withValue } from '../fixture.ts';
import { accepted, at, DETAILS, type GoldenCase, KEY, MADE, OTHER_KEY } from './case.ts';

/** A person stopped it, of which an alert was open. */
export const resolved: GoldenCase = {
  name: 'resolved',
  event: fixture('cloudtrail-deactivate-key'),
  history: {
    ...NO_HISTORY,
    lastAlert: { state: 'NOT_CONTAINED', page: 'open' },
  },
  before: { state: 'NOT_CONTAINED', alerts: 1, eventsSince: 0, detectors: [] },
  endings: () => [
    {
      state: 'RESOLVED',
      reason: 'stopped-by-hand',
      userName: 'ci-deploy',
      actions: [accepted('03:12:08.114', 'iam:ListAccessKeys', 'ci-deploy')],
      keys: [{ accessKeyId: KEY, status: 'Inactive', createdAt: MADE[KEY] }],
      verifiedAt: at('03:12:08.114'),
      enrichment: {
        readAt: at('03:12:08.402'),
        accountAlias: { ok: true, value: 'prod' },
        consolePassword: { ok: true, value: { madeAt: '2024-11-02T09:00:00.000Z' } },
        lastUses: [],
      },
      retry: false,
    },
  ],
};

/** A sample finding, as an administrator makes it to see whether alerts arrive. */
export const sample: GoldenCase = {
  name: 'test',
  event: fixture('guardduty-sample'),
  endings: () => [{ state: 'TEST', reason: 'sample', actions: [], retry: false }],
};

/** The finding names a key, and not the account that it belongs to. */
export const unreadable: GoldenCase = {
  name: 'unreadable',
  event: withValue(fixture('guardduty-malicious-ip-caller'), 'detail.accountId', undefined),
  endings: () => [],
};

/** Nor does it name the key. */
export const unreadableWithoutKey: GoldenCase = {
  name: 'unreadable-without-key',
  event: withValue(unreadable.event, DETAILS, undefined),
  endings: () => [],
};

/** It was tried for more than a day. */
export const givenUp: GoldenCase = {
  name: 'dead-letter',
  event: fixture('guardduty-malicious-ip-caller'),
  givenUp: (event) => [
    message({ requestContext: FAILED, requestPayload: event, responsePayload: UNFINISHED }),
  ],
  endings: () => [],
};

/** So many at once that they come in one alert: one of a rule, one of a role, a task, and one that nobody can read. */
export const givenUpTogether: GoldenCase = {
  name: 'dead-letters',
  event: fixture('guardduty-malicious-ip-caller'),
  givenUp: (event) => [
    message(event, { ERROR_CODE: 'NO_PERMISSIONS', ERROR_MESSAGE: 'Not authorized' }),
    message(withValue(withValue(event, DETAILS, OTHER_KEY), 'id', '22221111-0000-4000-8000-000000000002')),
    message(fixture('guardduty-role-session')),
    message(fixture('guardduty-attack-sequence')),
    message({ responder: 'task', task: 'look-again', payload: {} }),
    message('hello'),
  ],
  endings: () => [],
};

const FAILED = { condition: 'RetriesExhausted', approximateInvokeCount: 3 };
const UNFINISHED = {
  errorType: 'UnfinishedResponseError',
  errorMessage: 'the response is not finished and must run again: NOT_CONTAINED: deactivation-failed',
};

function message(body: unknown, attributes = {}): QueueMessage {
  return {
    messageId: '7f6e5d4c-0000-4000-8000-000000000021',
    receiptHandle: 'AQEB',
    body: JSON.stringify(body),
    receives: 1,
    sentAt: new Date('2026-05-02T22:04:00.000Z'),
    attributes,
  };
}
