import { longTermKey } from '../api-keys.ts';
import { fixture, withValue } from '../fixture.ts';
import {
  accepted,
  at,
  BEARER_KEY,
  bearerKey,
  DETAILS,
  type GoldenCase,
  isOfOthers,
  KEY,
  keyInactive,
  looks,
  MADE,
  MEMBER,
  OTHER_KEY,
  OWN,
  ofServicesFirst,
  read,
} from './case.ts';

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
        ...keyInactive({ region, service: 's3' }),
      },
    ],
  },
  {
    name: 'contained-with-quarantine',
    event: fixture('guardduty-malicious-ip-caller'),
    policy: { quarantineUsers: true },
    runbookUrl: 'https://wiki.example.com/akr',
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
          ...looks('03:12:08.680', 'ci-deploy'),
        ],
        credentials: read('03:12:08.680'),
        keys: [{ accessKeyId: KEY, status: 'Inactive', createdAt: MADE[KEY] }],
        quarantine: { by: 'policy', holds: 'yes' },
        verifiedAt: at('03:12:08.671'),
        enrichment: {
          readAt: at('03:12:08.942'),
          accountAlias: { ok: true, value: 'prod' },
          consolePassword: { ok: true, value: { madeAt: '2024-11-02T09:00:00.000Z' } },
          lastUses: [
            { accessKeyId: KEY, use: { ok: true, value: { at: at('03:09:00.000'), service: 's3', region } } },
          ],
        },
        retry: false,
      },
    ],
  },
  {
    // The ledger is in the responder's account, and the key in another.
    name: 'contained-in-member-account',
    event: withValue(fixture('guardduty-member-account'), DETAILS, OTHER_KEY),
    policy: { memberRoleName: 'compromised-key-responder-member' },
    endings: ({ region }) => [
      {
        state: 'CONTAINED',
        reason: 'keys-inactive',
        userName: 'member-deploy',
        actions: [
          accepted('03:12:08.114', 'sts:AssumeRole', MEMBER),
          accepted('03:12:08.330', 'iam:UpdateAccessKey', `${OTHER_KEY} Inactive`),
          accepted('03:12:08.541', 'iam:ListAccessKeys', 'member-deploy'),
          ...looks('03:12:08.550', 'member-deploy'),
        ],
        credentials: read('03:12:08.550'),
        keys: [{ accessKeyId: OTHER_KEY, status: 'Inactive', createdAt: MADE[OTHER_KEY] }],
        verifiedAt: at('03:12:08.541'),
        enrichment: {
          readAt: at('03:12:08.733'),
          accountAlias: { ok: true, value: 'shop' },
          consolePassword: { ok: true, value: 'absent' },
          lastUses: [
            {
              accessKeyId: OTHER_KEY,
              use: { ok: true, value: { at: at('03:09:00.000'), service: 's3', region } },
            },
          ],
        },
        retry: false,
      },
    ],
  },
  {
    // The user of a bearer key of Bedrock has no access key, and nothing but that key to stop.
    name: 'contained-bearer-key',
    event: fixture('cloudtrail-quarantine-by-aws'),
    endings: () => [
      {
        state: 'CONTAINED',
        reason: 'no-active-key',
        userName: 'ci-deploy',
        actions: [
          accepted('03:12:08.114', 'iam:ListAccessKeys', 'ci-deploy'),
          ...looks('03:12:08.121', 'ci-deploy'),
          accepted('03:12:08.330', 'iam:UpdateServiceSpecificCredential', `${BEARER_KEY} Inactive`),
          accepted('03:12:08.541', 'iam:ListServiceSpecificCredentials', 'ci-deploy'),
        ],
        keys: [],
        credentials: read('03:12:08.541', {
          'service-specific-credential': { ok: true, value: [{ ...bearerKey, status: 'Inactive' }] },
        }),
        verifiedAt: at('03:12:08.120'),
        enrichment: {
          readAt: at('03:12:08.733'),
          accountAlias: { ok: true, value: 'prod' },
          consolePassword: { ok: true, value: 'absent' },
          lastUses: [],
        },
        retry: false,
      },
    ],
  },
  {
    // An API key as somebody found it. It shows its user, and not its id.
    name: 'contained-reported-api-key',
    event: withValue(fixture('report'), 'detail.accessKeyId', longTermKey(`ci-deploy-at-${OWN}`)),
    endings: () => [
      {
        state: 'CONTAINED',
        reason: 'credential-inactive',
        userName: 'ci-deploy',
        actions: [
          accepted('03:12:08.114', 'iam:ListServiceSpecificCredentials', 'ci-deploy'),
          accepted('03:12:08.114', 'iam:ListAccessKeys', 'ci-deploy'),
          ...looks('03:12:08.121', 'ci-deploy').filter(isOfOthers),
          accepted('03:12:08.330', 'iam:UpdateServiceSpecificCredential', `${BEARER_KEY} Inactive`),
          accepted('03:12:08.341', 'iam:UpdateAccessKey', `${KEY} Inactive`),
          accepted('03:12:08.541', 'iam:ListServiceSpecificCredentials', 'ci-deploy'),
          accepted('03:12:08.552', 'iam:ListAccessKeys', 'ci-deploy'),
        ],
        keys: [{ accessKeyId: KEY, status: 'Inactive', createdAt: MADE[KEY] }],
        credentials: read('03:12:08.541', {
          'service-specific-credential': { ok: true, value: [{ ...bearerKey, status: 'Inactive' }] },
        }).toSorted(ofServicesFirst),
        verifiedAt: at('03:12:08.552'),
        enrichment: {
          readAt: at('03:12:08.733'),
          accountAlias: { ok: true, value: 'prod' },
          consolePassword: { ok: true, value: 'absent' },
          lastUses: [
            {
              accessKeyId: KEY,
              use: { ok: true, value: { at: at('03:09:00.000'), service: 's3', region: 'us-east-1' } },
            },
          ],
        },
        retry: false,
      },
    ],
  },
  {
    name: 'contained-reported-credential',
    event: fixture('report-credential-id'),
    endings: () => [
      {
        state: 'CONTAINED',
        reason: 'credential-inactive',
        userName: 'ci-deploy',
        actions: [
          accepted('03:12:08.114', 'iam:UpdateServiceSpecificCredential', `${BEARER_KEY} Inactive`),
          accepted('03:12:08.541', 'iam:ListAccessKeys', 'ci-deploy'),
          ...looks('03:12:08.541', 'ci-deploy'),
        ],
        keys: [],
        credentials: read('03:12:08.541', {
          'service-specific-credential': { ok: true, value: [{ ...bearerKey, status: 'Inactive' }] },
        }).toSorted(ofServicesFirst),
        verifiedAt: at('03:12:08.541'),
        enrichment: {
          readAt: at('03:12:08.733'),
          accountAlias: { ok: true, value: 'prod' },
          consolePassword: { ok: true, value: 'absent' },
          lastUses: [],
        },
        retry: false,
      },
    ],
  },
];
