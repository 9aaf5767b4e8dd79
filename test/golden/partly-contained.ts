import { NO_HISTORY } from '../../src/core/history.ts';
import { fixture } from '../fixture.ts';
import { accepted, at, type GoldenCase, KEY, keyInactive, MADE, OTHER_KEY } from './case.ts';

/** Stopped, and something of it is known to be alive. */
export const partlyContained: readonly GoldenCase[] = [
  {
    name: 'partly-contained-other-key',
    event: fixture('guardduty-malicious-ip-caller'),
    seenElsewhere: true,
    endings: ({ elsewhere }) => [
      {
        state: 'PARTLY_CONTAINED',
        reason: 'other-key-active',
        userName: 'ci-deploy',
        actions: [
          accepted('03:12:08.114', 'iam:UpdateAccessKey', `${KEY} Inactive`),
          accepted('03:12:08.402', 'iam:ListAccessKeys', 'ci-deploy'),
        ],
        keys: [
          { accessKeyId: KEY, status: 'Inactive', createdAt: MADE[KEY] },
          { accessKeyId: OTHER_KEY, status: 'Active', createdAt: MADE[OTHER_KEY] },
        ],
        verifiedAt: at('03:12:08.402'),
        enrichment: {
          readAt: at('03:12:08.733'),
          accountAlias: { ok: true, value: 'prod' },
          consolePassword: { ok: true, value: 'present' },
          lastUses: [
            {
              accessKeyId: KEY,
              use: { ok: true, value: { at: at('03:09:00.000'), service: 's3', region: elsewhere } },
            },
            { accessKeyId: OTHER_KEY, use: { ok: true, value: {} } },
          ],
        },
        retry: false,
      },
    ],
  },
  {
    name: 'partly-contained-session',
    event: fixture('guardduty-user-session'),
    endings: ({ region }) => [
      {
        state: 'PARTLY_CONTAINED',
        reason: 'session-alive',
        userName: 'ci-deploy',
        actions: [
          accepted('03:12:08.114', 'iam:ListAccessKeys', 'ci-deploy'),
          accepted('03:12:08.121', 'iam:GetUser', 'ci-deploy'),
          accepted('03:12:08.330', 'iam:UpdateAccessKey', `${KEY} Inactive`),
          accepted('03:12:08.541', 'iam:ListAccessKeys', 'ci-deploy'),
        ],
        keys: [{ accessKeyId: KEY, status: 'Inactive', createdAt: MADE[KEY] }],
        verifiedAt: at('03:12:08.541'),
        enrichment: {
          readAt: at('03:12:08.733'),
          accountAlias: { ok: true, value: '' },
          consolePassword: { ok: true, value: 'absent' },
          lastUses: [
            {
              accessKeyId: KEY,
              use: { ok: true, value: { at: at('02:31:00.000'), service: 'sts', region } },
            },
          ],
        },
        retry: false,
      },
    ],
  },
  {
    name: 'partly-contained-role-sessions-revoked',
    event: fixture('guardduty-instance-profile'),
    policy: { revocableRoles: ['app-instance'] },
    endings: () => [
      {
        state: 'PARTLY_CONTAINED',
        reason: 'sessions-revoked',
        actions: [
          accepted('03:12:08.114', 'iam:GetRole', 'app-instance'),
          accepted(
            '03:12:08.330',
            'iam:PutRolePolicy',
            'app-instance CompromisedKeyResponderRevokedSessions',
          ),
          accepted(
            '03:12:08.541',
            'iam:GetRolePolicy',
            'app-instance CompromisedKeyResponderRevokedSessions',
          ),
        ],
        revokedBefore: at('03:12:08.000'),
        verifiedAt: at('03:12:08.541'),
        enrichment: {
          readAt: at('03:12:08.733'),
          accountAlias: { ok: true, value: 'prod' },
          lastUses: [],
        },
        retry: false,
      },
    ],
  },
  {
    name: 'partly-contained-stopped-again',
    event: fixture('cloudtrail-activate-key'),
    history: {
      ...NO_HISTORY,
      containment: 'event',
      lastAlert: { state: 'CONTAINED', page: 'closed' },
    },
    before: { state: 'CONTAINED', alerts: 1, eventsSince: 0, detectors: [] },
    endings: ({ region }) => [
      {
        state: 'PARTLY_CONTAINED',
        reason: 'stopped-again',
        ...keyInactive({ region, service: 's3' }),
      },
    ],
  },
];
