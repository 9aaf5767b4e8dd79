import { accessDenied } from '../../local/aws/faults.ts';
import type { Aws } from '../../local/aws.ts';
import { erase } from '../ledger-items.ts';
import { type Calls, together } from './calls.ts';
import { type Ending, escalated, leftAlone } from './ending.ts';
import { event } from './events.ts';
import { deniedBefore, type SetUp } from './set-up.ts';
import { KEY } from './world.ts';

const DENIES = { QUARANTINE_USERS: 'true' };
const RECALL: Calls = [together(['dynamodb:GetItem'], ['dynamodb:GetItem'], ['dynamodb:GetItem'])];
const ABOUT = { source: 'cloudtrail', before: RECALL, principal: 'IAMUser' } as const;

const byAdministrator = event('cloudtrail-detach-deny');
const byItself = event('cloudtrail-detach-deny', {
  'detail.userIdentity.userName': 'ci-deploy',
  'detail.userIdentity.principalId': 'AIDAIOSFODNN7EXAMPLE',
  'detail.userIdentity.accessKeyId': KEY,
});

const takenOff = escalated(
  'deny-taken-off',
  'IAM user security-admin took the policy AWSDenyAll OFF IAM user ci-deploy, a user of an incident',
);
/** The key that the user took the deny off with. */
const keyStopped: Ending = {
  action: 'deactivate-access-key',
  state: 'CONTAINED',
  reason: 'user-quarantined',
  calls: [
    together(
      ['iam:UpdateAccessKey'],
      ['iam:GetUser', 'iam:AttachUserPolicy', 'iam:ListAttachedUserPolicies'],
    ),
    'iam:ListAccessKeys',
  ],
  headline: `access key ${KEY} of IAM user ci-deploy is Inactive, and everything is denied to IAM user ci-deploy`,
  inactive: [KEY],
  denied: ['ci-deploy'],
};
const REFUSED = { action: 'iam:AttachUserPolicy', fault: accessDenied, times: 'forever' } as const;

/** Somebody takes a deny off a user: what the ledger knows of the user decides. */
export const aboutDenials: readonly SetUp[] = [
  {
    ...ABOUT,
    tells: 'the deny of the responder is taken off by the contained user itself',
    event: byItself,
    settings: DENIES,
    arrange: deniedBefore,
    ends: {
      action: 'deny-user',
      state: 'PARTLY_CONTAINED',
      reason: 'denied-again',
      calls: ['iam:AttachUserPolicy', 'iam:ListAttachedUserPolicies'],
      headline:
        'everything is denied to IAM user ci-deploy AGAIN, by the policy AWSDenyAll. IAM user ci-deploy',
      denied: ['ci-deploy'],
    },
    alsoEnds: keyStopped,
  },
  {
    ...ABOUT,
    tells:
      'the deny of the responder is taken off by the contained user itself, and IAM refuses it from then on',
    event: byItself,
    settings: DENIES,
    arrange: async (aws) => {
      await deniedBefore(aws);
      aws.faults.inject(REFUSED);
    },
    ends: {
      action: 'deny-user',
      state: 'NOT_CONTAINED',
      reason: 'deny-not-put-back',
      calls: ['iam:AttachUserPolicy', 'iam:ListAttachedUserPolicies'],
      headline: 'the deny on IAM user ci-deploy IS OFF, or may be. IAM user ci-deploy took it off',
      retry: true,
    },
    alsoEnds: {
      ...keyStopped,
      state: 'PARTLY_CONTAINED',
      reason: 'quarantine-failed',
      headline: `access key ${KEY} of IAM user ci-deploy is Inactive, but the deny on the user`,
      denied: [],
      retry: true,
    },
  },
  {
    ...ABOUT,
    tells: 'the deny of the responder is taken off by an administrator',
    event: byAdministrator,
    settings: DENIES,
    arrange: deniedBefore,
    ends: takenOff,
  },
  {
    ...ABOUT,
    tells: 'the deny of the responder is taken off by an administrator, in the mode that changes nothing',
    event: byAdministrator,
    settings: { CONTAIN: 'observe' },
    arrange: deniedBefore,
    ends: takenOff,
  },
  {
    ...ABOUT,
    tells: 'the deny of the responder is taken off by whom the deployer trusts',
    event: byAdministrator,
    settings: { ...DENIES, TRUSTED_PRINCIPALS: 'security-admin' },
    class: 'benign',
    arrange: deniedBefore,
    ends: leftAlone('no-restraint'),
  },
  {
    ...ABOUT,
    tells: 'a deny is taken off a user about whom nothing is known',
    event: byAdministrator,
    class: 'benign',
    ends: leftAlone('no-restraint'),
  },
  {
    ...ABOUT,
    tells: 'a deny is taken off, and the ledger does not answer',
    event: byAdministrator,
    arrange: ({ faults }: Aws) =>
      faults.inject({ action: 'dynamodb:GetItem', fault: accessDenied, times: 'forever' }),
    ends: {
      ...escalated(
        'ledger-unreadable',
        'the policy AWSDenyAll was TAKEN OFF IAM user ci-deploy, and the ledger',
      ),
      retry: true,
    },
  },
  {
    ...ABOUT,
    tells: 'a deny is taken off, and the ledger was erased',
    event: byAdministrator,
    arrange: (aws) => erase(aws),
    ends: {
      ...escalated('ledger-erased', 'the policy AWSDenyAll was TAKEN OFF IAM user ci-deploy, and the ledger'),
      retry: true,
    },
  },
];
