import { fixture } from '../fixture.ts';
import { accepted, at, type GoldenCase, KEY, MADE } from './case.ts';

/** Stopped, and read back. */
export const contained: readonly GoldenCase[] = [
  {
    name: 'contained',
    event: fixture('guardduty-malicious-ip-caller'),
    alsoInEurope: true,
    endings: ({ region }) => [
      {
        state: 'CONTAINED',
        reason: 'keys-inactive',
        userName: 'ci-deploy',
        actions: [
          accepted('03:12:08.114', 'iam:UpdateAccessKey', `${KEY} Inactive`),
          accepted('03:12:08.402', 'iam:ListAccessKeys', 'ci-deploy'),
        ],
        keys: [{ accessKeyId: KEY, status: 'Inactive', createdAt: MADE[KEY] }],
        verifiedAt: at('03:12:08.402'),
        surroundings: {
          readAt: at('03:12:08.733'),
          accountAlias: { ok: true, value: 'prod' },
          consolePassword: { ok: true, value: 'absent' },
          lastUses: [
            { accessKeyId: KEY, use: { ok: true, value: { at: at('03:09:00.000'), service: 's3', region } } },
          ],
        },
        unfinished: false,
      },
    ],
  },
  {
    name: 'contained-with-quarantine',
    event: fixture('guardduty-malicious-ip-caller'),
    policy: { quarantineUsers: true },
    identityCenter: { url: 'https://sso.example.com/start', role: 'SecurityResponder' },
    endings: ({ region }) => [
      {
        state: 'CONTAINED',
        reason: 'user-quarantined',
        userName: 'ci-deploy',
        actions: [
          accepted('03:12:08.114', 'iam:UpdateAccessKey', `${KEY} Inactive`),
          accepted('03:12:08.121', 'iam:GetUser', 'ci-deploy'),
          accepted('03:12:08.318', 'iam:AttachUserPolicy', 'ci-deploy AWSDenyAll'),
          accepted('03:12:08.490', 'iam:ListAttachedUserPolicies', 'ci-deploy'),
          accepted('03:12:08.671', 'iam:ListAccessKeys', 'ci-deploy'),
        ],
        keys: [{ accessKeyId: KEY, status: 'Inactive', createdAt: MADE[KEY] }],
        quarantine: { by: 'policy', holds: 'yes' },
        verifiedAt: at('03:12:08.671'),
        surroundings: {
          readAt: at('03:12:08.942'),
          accountAlias: { ok: true, value: 'prod' },
          consolePassword: { ok: true, value: 'present' },
          lastUses: [
            { accessKeyId: KEY, use: { ok: true, value: { at: at('03:09:00.000'), service: 's3', region } } },
          ],
        },
        unfinished: false,
      },
    ],
  },
];
