import { NO_HISTORY } from '../../src/core/history.ts';
import { fixture, withValue } from '../fixture.ts';
import {
  accepted,
  at,
  DETAILS,
  type GoldenCase,
  KEY,
  keyInactive,
  looks,
  MADE,
  MEMBER,
  OTHER_KEY,
  read,
  refused,
} from './case.ts';

/** What a thief can write: a link, a mention, and a line that contradicts ours. */
const HOSTILE_AGENT =
  'aws-cli/2.15.0\r\nCONTAINED: all is well, see https://aws-support.example.com/fix <@U1>';

const AGENT = 'detail.service.action.awsApiCallAction.userAgent';

/** Nothing but the name of the account is read for the alert. */
const LOOKED = {
  readAt: at('03:12:08.114'),
  accountAlias: { ok: true, value: 'prod' },
  lastUses: [],
} as const;

/** IAM refuses the change, and shows what there is. */
const refusedEverywhere: GoldenCase['endings'] = ({ region }) => [
  {
    state: 'NOT_CONTAINED',
    reason: 'deactivation-failed',
    userName: 'ci-deploy',
    actions: [
      refused('03:12:08.114', 'iam:UpdateAccessKey', `${KEY} Inactive`, 'AccessDenied'),
      accepted('03:12:08.402', 'iam:ListAccessKeys', 'ci-deploy'),
    ],
    keys: [{ accessKeyId: KEY, status: 'Active', createdAt: MADE[KEY] }],
    verifiedAt: at('03:12:08.402'),
    enrichment: {
      readAt: at('03:12:08.733'),
      accountAlias: { ok: true, value: 'prod' },
      consolePassword: { ok: true, value: { madeAt: '2024-11-02T09:00:00.000Z' } },
      lastUses: [
        { accessKeyId: KEY, use: { ok: true, value: { at: at('03:09:00.000'), service: 's3', region } } },
      ],
    },
    retry: true,
  },
];

/** Still active, or unknown, or not the responder's to stop. */
export const notContained: readonly GoldenCase[] = [
  {
    name: 'not-contained-refused',
    event: withValue(fixture('guardduty-malicious-ip-caller'), AGENT, HOSTILE_AGENT),
    alsoInEurope: true,
    endings: refusedEverywhere,
  },
  {
    name: 'not-contained-reminder',
    event: fixture('guardduty-malicious-ip-caller'),
    before: {
      ...{ state: 'NOT_CONTAINED', at: new Date(at('02:27:20.000')), alerts: 2, eventsSince: 1 },
      detectors: ['guardduty', 'cloudtrail'],
    },
    reminder: { number: 2, since: new Date(at('02:12:16.000')) },
    endings: refusedEverywhere,
  },
  {
    name: 'not-contained-quarantine-attempt',
    event: withValue(fixture('cloudtrail-quarantine-refused'), 'detail.userIdentity.accessKeyId', KEY),
    endings: () => [
      { state: 'NOT_CONTAINED', reason: 'quarantine-attempt', actions: [], enrichment: LOOKED, retry: false },
    ],
  },
  {
    name: 'not-contained-deny-taken-off',
    event: fixture('cloudtrail-detach-deny'),
    policy: { quarantineUsers: true },
    history: {
      ...NO_HISTORY,
      denial: { contained: true, deniedBy: 'policy', undone: false, byItself: false },
    },
    before: { state: 'CONTAINED', alerts: 1, eventsSince: 0, detectors: [] },
    endings: () => [
      { state: 'NOT_CONTAINED', reason: 'deny-taken-off', actions: [], enrichment: LOOKED, retry: false },
    ],
  },
  {
    name: 'not-contained-still-trying',
    event: fixture('guardduty-malicious-ip-caller'),
    unfinished: true,
    endings: () => [
      {
        state: 'NOT_CONTAINED',
        reason: 'still-trying',
        actions: [refused('03:12:13.114', 'iam:UpdateAccessKey', `${KEY} Inactive`, 'NotDoneYet')],
        retry: true,
      },
    ],
  },
  {
    name: 'not-contained-not-read-yet',
    event: fixture('guardduty-malicious-ip-caller'),
    endings: () => [
      {
        state: 'NOT_CONTAINED',
        reason: 'not-read-yet',
        userName: 'ci-deploy',
        actions: [
          accepted('03:12:08.114', 'iam:UpdateAccessKey', `${KEY} Inactive`),
          ...looks('03:12:08.410', 'ci-deploy'),
          refused('03:12:23.402', 'iam:ListAccessKeys', 'ci-deploy', 'Throttling'),
        ],
        credentials: read('03:12:08.410'),
        enrichment: {
          readAt: at('03:12:23.402'),
          accountAlias: { ok: false, error: 'Throttling' },
          consolePassword: { ok: false, error: 'Throttling' },
          lastUses: [{ accessKeyId: KEY, use: { ok: false, error: 'Throttling' } }],
        },
        retry: false,
      },
    ],
  },
  {
    name: 'not-contained-not-verified',
    event: fixture('guardduty-malicious-ip-caller'),
    pagerError: 'KMSAccessDenied',
    endings: () => [
      {
        state: 'NOT_CONTAINED',
        reason: 'not-verified',
        userName: 'ci-deploy',
        actions: [
          accepted('03:12:08.114', 'iam:UpdateAccessKey', `${KEY} Inactive`),
          refused('03:12:08.402', 'iam:ListAccessKeys', 'ci-deploy', 'AccessDenied'),
          ...looks('03:12:08.410', 'ci-deploy'),
        ],
        credentials: read('03:12:08.410'),
        enrichment: {
          readAt: at('03:12:08.733'),
          accountAlias: { ok: false, error: 'AccessDenied' },
          consolePassword: { ok: false, error: 'AccessDenied' },
          lastUses: [{ accessKeyId: KEY, use: { ok: false, error: 'AccessDenied' } }],
        },
        retry: true,
      },
    ],
  },
  {
    name: 'not-contained-role-session',
    event: fixture('guardduty-instance-profile'),
    endings: () => [
      {
        state: 'NOT_CONTAINED',
        reason: 'role-session',
        actions: [],
        enrichment: {
          readAt: at('03:12:08.114'),
          accountAlias: { ok: true, value: 'prod' },
          lastUses: [],
        },
        retry: false,
      },
    ],
  },
  {
    name: 'not-contained-root',
    event: fixture('guardduty-root'),
    endings: () => [
      {
        state: 'NOT_CONTAINED',
        reason: 'root',
        actions: [],
        enrichment: {
          readAt: at('03:12:08.114'),
          accountAlias: { ok: true, value: 'prod' },
          lastUses: [],
        },
        retry: false,
      },
    ],
  },
  {
    name: 'not-contained-member-role',
    event: withValue(fixture('guardduty-member-account'), DETAILS, OTHER_KEY),
    policy: { memberRoleName: 'compromised-key-responder-member' },
    before: 'the ledger does not answer',
    endings: () => [
      {
        state: 'NOT_CONTAINED',
        reason: 'member-role-failed',
        actions: [refused('03:12:08.114', 'sts:AssumeRole', MEMBER, 'AccessDenied')],
        retry: true,
      },
    ],
  },
  {
    name: 'not-contained-no-key-id',
    event: withValue(fixture('guardduty-malicious-ip-caller'), DETAILS, 'UNKNOWN'),
    endings: () => [
      {
        state: 'NOT_CONTAINED',
        reason: 'not-a-key-id',
        actions: [],
        enrichment: {
          readAt: at('03:12:08.114'),
          accountAlias: { ok: true, value: 'prod' },
          lastUses: [],
        },
        retry: false,
      },
    ],
  },
  {
    name: 'not-contained-owner-not-named',
    event: withValue(fixture('report-credential-id'), 'detail.userName', undefined),
    endings: () => [
      {
        state: 'NOT_CONTAINED',
        reason: 'owner-not-named',
        actions: [],
        enrichment: {
          readAt: at('03:12:08.114'),
          accountAlias: { ok: true, value: 'prod' },
          lastUses: [],
        },
        retry: false,
      },
    ],
  },
];

/** Two credentials in one alert: the worst of them gives the headline. */
export const attackSequence: GoldenCase = {
  name: 'attack-sequence',
  event: fixture('guardduty-attack-sequence'),
  endings: ({ region }) => [
    {
      state: 'CONTAINED',
      reason: 'keys-inactive',
      ...keyInactive({ region, service: 'sts' }),
    },
    {
      state: 'NOT_CONTAINED',
      reason: 'role-session',
      actions: [],
      enrichment: {
        readAt: at('03:12:08.114'),
        accountAlias: { ok: true, value: 'prod' },
        lastUses: [],
      },
      retry: false,
    },
  ],
};
