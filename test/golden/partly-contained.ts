import { NO_HISTORY } from '../../src/core/history.ts';
import { fixture, withValue } from '../fixture.ts';
import {
  accepted,
  at,
  BEARER_KEY,
  bearerKey,
  type GoldenCase,
  isOfOthers,
  KEY,
  keyInactive,
  looks,
  MADE,
  OTHER_KEY,
  ofServicesFirst,
  read,
  refused,
} from './case.ts';

const byItself = Object.entries({
  userName: 'ci-deploy',
  principalId: 'AIDAIOSFODNN7EXAMPLE',
  arn: 'arn:aws:iam::111122223333:user/ci-deploy',
  accessKeyId: KEY,
}).reduce(
  (event, [name, value]) => withValue(event, `detail.userIdentity.${name}`, value),
  fixture('cloudtrail-detach-deny'),
);

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
          ...looks('03:12:08.410', 'ci-deploy'),
        ],
        credentials: read('03:12:08.410'),
        keys: [
          { accessKeyId: KEY, status: 'Inactive', createdAt: MADE[KEY] },
          { accessKeyId: OTHER_KEY, status: 'Active', createdAt: MADE[OTHER_KEY] },
        ],
        verifiedAt: at('03:12:08.402'),
        enrichment: {
          readAt: at('03:12:08.733'),
          accountAlias: { ok: true, value: 'prod' },
          consolePassword: { ok: true, value: { madeAt: '2024-11-02T09:00:00.000Z' } },
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
          ...looks('03:12:08.130', 'ci-deploy'),
          accepted('03:12:08.330', 'iam:UpdateAccessKey', `${KEY} Inactive`),
          accepted('03:12:08.541', 'iam:ListAccessKeys', 'ci-deploy'),
        ],
        credentials: read('03:12:08.130'),
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
  {
    // The administrator's own key was stolen.
    name: 'partly-contained-new-key',
    event: fixture('cloudtrail-create-access-key-for-other'),
    history: { ...NO_HISTORY, making: { byWatched: true, forWatched: false } },
    endings: ({ region }) => {
      const { keys: _, ...ending } = keyInactive({ region, service: 'iam' });
      return [
        {
          state: 'PARTLY_CONTAINED',
          reason: 'new-credential-stopped',
          ...ending,
          keys: [{ accessKeyId: KEY, status: 'Inactive', createdAt: at('03:10:02.000') }],
        },
      ];
    },
  },
  {
    name: 'partly-contained-quarantine-refused',
    event: fixture('cloudtrail-quarantine-refused'),
    endings: ({ region }) => [
      {
        state: 'PARTLY_CONTAINED',
        reason: 'quarantine-refused',
        ...keyInactive({ region, service: 's3' }),
        actions: [
          accepted('03:12:08.114', 'iam:ListAccessKeys', 'ci-deploy'),
          ...looks('03:12:08.130', 'ci-deploy'),
          accepted('03:12:08.330', 'iam:UpdateAccessKey', `${KEY} Inactive`),
          accepted('03:12:08.402', 'iam:ListAccessKeys', 'ci-deploy'),
        ],
      },
    ],
  },
  {
    // The user itself took the deny off, with a key of its own.
    name: 'partly-contained-denied-again',
    event: byItself,
    policy: { quarantineUsers: true },
    history: {
      ...NO_HISTORY,
      denial: {
        ...{ contained: true, deniedBy: 'policy', undone: false, byItself: true },
        containments: [
          { item: `akr:aws:111122223333:${KEY}`, containment: '0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0' },
        ],
      },
    },
    before: { state: 'CONTAINED', alerts: 1, eventsSince: 0, detectors: [] },
    endings: ({ region }) => {
      const { actions, ...ending } = keyInactive({ region, service: 's3' });
      return [
        {
          state: 'PARTLY_CONTAINED',
          reason: 'denied-again',
          userName: 'ci-deploy',
          actions: [
            accepted('03:12:08.102', 'iam:ListAccessKeys', 'ci-deploy'),
            accepted('03:12:08.118', 'iam:AttachUserPolicy', 'ci-deploy AWSDenyAll'),
            accepted('03:12:08.290', 'iam:ListAttachedUserPolicies', 'ci-deploy'),
          ],
          keys: [{ accessKeyId: KEY, status: 'Inactive', createdAt: MADE[KEY] }],
          quarantine: { by: 'policy', holds: 'yes' },
          verifiedAt: at('03:12:08.290'),
          enrichment: {
            readAt: at('03:12:08.733'),
            accountAlias: { ok: true, value: 'prod' },
            consolePassword: { ok: true, value: 'absent' },
            lastUses: [],
          },
          retry: false,
        },
        {
          state: 'CONTAINED',
          reason: 'user-quarantined',
          ...ending,
          actions: [
            ...actions,
            accepted('03:12:08.121', 'iam:GetUser', 'ci-deploy'),
            accepted('03:12:08.318', 'iam:AttachUserPolicy', 'ci-deploy AWSDenyAll'),
            accepted('03:12:08.490', 'iam:ListAttachedUserPolicies', 'ci-deploy'),
          ],
          quarantine: { by: 'policy', holds: 'yes' },
        },
      ];
    },
  },
  {
    name: 'partly-contained-new-bearer-key',
    event: fixture('cloudtrail-create-bearer-key'),
    history: { ...NO_HISTORY, making: { byWatched: true, forWatched: false } },
    endings: ({ region }) => [
      {
        state: 'PARTLY_CONTAINED',
        reason: 'new-credential-stopped',
        userName: 'ci-deploy',
        actions: [
          accepted('03:12:08.114', 'iam:UpdateServiceSpecificCredential', `${BEARER_KEY} Inactive`),
          accepted('03:12:08.330', 'iam:ListServiceSpecificCredentials', 'ci-deploy'),
          ...looks('03:12:08.402', 'ci-deploy').filter(isOfOthers),
          accepted('03:12:08.402', 'iam:ListAccessKeys', 'ci-deploy'),
        ],
        // What was made is read first.
        credentials: read('03:12:08.402', {
          'service-specific-credential': {
            ok: true,
            value: [{ ...bearerKey, status: 'Inactive', createdAt: at('03:10:02.000') }],
          },
        }).toSorted(ofServicesFirst),
        keys: [{ accessKeyId: KEY, status: 'Active', createdAt: MADE[KEY] }],
        verifiedAt: at('03:12:08.402'),
        enrichment: {
          readAt: at('03:12:08.733'),
          accountAlias: { ok: true, value: 'prod' },
          consolePassword: { ok: true, value: 'absent' },
          lastUses: [
            { accessKeyId: KEY, use: { ok: true, value: { at: at('03:09:00.000'), service: 's3', region } } },
          ],
        },
        retry: false,
      },
    ],
  },
  {
    name: 'partly-contained-younger-credential',
    event: fixture('guardduty-malicious-ip-caller'),
    endings: ({ region }) => {
      const { actions, ...ending } = keyInactive({ region, service: 's3' });
      return [
        {
          state: 'PARTLY_CONTAINED',
          reason: 'younger-credential-alive',
          ...ending,
          retry: true,
          actions: [
            ...actions,
            refused(
              '03:12:08.502',
              'iam:UpdateServiceSpecificCredential',
              `${BEARER_KEY} Inactive`,
              'AccessDenied',
            ),
            accepted('03:12:08.541', 'iam:ListServiceSpecificCredentials', 'ci-deploy'),
          ],
          credentials: read('03:12:08.541', {
            'service-specific-credential': {
              ok: true,
              value: [{ ...bearerKey, createdAt: at('03:02:00.000') }],
            },
          }),
          enrichment: {
            ...ending.enrichment,
            consolePassword: { ok: true, value: { madeAt: at('03:04:00.000') } },
          },
        },
      ];
    },
  },
  {
    name: 'partly-contained-older-credential',
    event: fixture('guardduty-malicious-ip-caller'),
    endings: ({ region }) => [
      {
        state: 'PARTLY_CONTAINED',
        reason: 'older-credential-alive',
        ...keyInactive({ region, service: 'ses' }),
        credentials: read('03:12:08.410', {
          'service-specific-credential': { ok: true, value: [bearerKey] },
          'ssh-public-key': { ok: true, value: [sshKey] },
        }),
      },
    ],
  },
  {
    // A member role that was deployed before these calls were in it.
    name: 'partly-contained-credentials-not-read',
    event: fixture('guardduty-malicious-ip-caller'),
    endings: ({ region }) => {
      const { actions, ...ending } = keyInactive({ region, service: 's3' });
      const denied = { ok: false, error: 'AccessDenied' } as const;
      const refusedToRead = actions.map((action) =>
        action.call === 'iam:ListServiceSpecificCredentials' || action.call === 'iam:ListSSHPublicKeys'
          ? ({ ...action, result: 'failed', error: 'AccessDenied' } as const)
          : action,
      );
      return [
        {
          state: 'PARTLY_CONTAINED',
          reason: 'credentials-not-read',
          ...ending,
          actions: refusedToRead,
          credentials: read('03:12:08.410', {
            'service-specific-credential': denied,
            'ssh-public-key': denied,
          }),
        },
      ];
    },
  },
];

const sshKey = {
  kind: 'ssh-public-key',
  id: 'APKAEXAMPLE123EXAMPLE',
  status: 'Active',
  createdAt: '2025-06-30T10:00:00.000Z',
} as const;
