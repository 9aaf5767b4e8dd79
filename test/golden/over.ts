import { NO_HISTORY } from '../../src/core/history.ts';
import { fixture, withValue } from '../fixture.ts';
import { accepted, at, DETAILS, type GoldenCase, KEY, MADE } from './case.ts';

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
        consolePassword: { ok: true, value: 'present' },
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
