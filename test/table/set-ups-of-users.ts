import { accessDenied, serviceFailure } from '../../local/aws/faults.ts';
import { type Calls, together } from './calls.ts';
import type { Ending } from './ending.ts';
import { leftAlone } from './ending.ts';
import { event } from './events.ts';
import { type SetUp, userOf } from './set-up.ts';
import { KEY, MEMBER, MEMBER_KEY, MEMBER_ROLE } from './world.ts';

const finding = event('guardduty-malicious-ip-caller');
const withoutKey = event('guardduty-malicious-ip-caller', {
  'detail.resource.accessKeyDetails.accessKeyId': undefined,
});
const QUARANTINE = { QUARANTINE_USERS: 'true' };
const DENY: Calls = ['iam:GetUser', 'iam:AttachUserPolicy'];

/** The first shot of a new environment, and the SDK, which asks again whatever the answer was. */
const REFUSED: Calls = ['iam:UpdateAccessKey', 'iam:UpdateAccessKey'];

const stopped: Ending = {
  action: 'deactivate-access-key',
  state: 'CONTAINED',
  reason: 'keys-inactive',
  calls: ['iam:UpdateAccessKey', 'iam:ListAccessKeys'],
  headline: `access key ${KEY} of IAM user ci-deploy is Inactive.`,
  inactive: [KEY],
};

function failed(reason: Ending['reason'], headline: string, calls: Calls = stopped.calls): Ending {
  const { action } = stopped;
  return { action, state: 'NOT_CONTAINED', reason, calls, headline, retry: true };
}

/** The key itself: other keys, other owners, refusals, and what IAM says afterwards. */
export const aboutKeys: readonly SetUp[] = [
  {
    tells: 'the user has another Active key',
    source: 'guardduty',
    event: finding,
    arrange: (aws) =>
      aws.identities.createAccessKey(userOf(aws, 'ci-deploy'), { accessKeyId: 'AKIAEXAMPLESECONDKEY' }),
    ends: {
      ...stopped,
      state: 'PARTLY_CONTAINED',
      reason: 'other-key-active',
      headline: `access key ${KEY} of IAM user ci-deploy is Inactive, but the user has another Active key.`,
    },
  },
  {
    tells: 'the key belongs to another user by now',
    source: 'guardduty',
    event: event('guardduty-malicious-ip-caller', {
      'detail.resource.accessKeyDetails.userName': 'ci-deploy-before',
    }),
    ends: { ...stopped, calls: [...REFUSED, 'iam:GetAccessKeyLastUsed', ...stopped.calls] },
  },
  {
    tells: 'the key was deleted',
    source: 'guardduty',
    event: finding,
    arrange: (aws) => aws.identities.deleteAccessKey(KEY),
    ends: {
      ...stopped,
      state: 'NO_ACTION',
      reason: 'key-gone',
      calls: [...REFUSED, 'iam:GetAccessKeyLastUsed', 'iam:ListAccessKeys'],
      headline: `access key ${KEY} of IAM user ci-deploy does not exist any more`,
      inactive: [],
    },
  },
  {
    tells: 'the user was deleted, or renamed: the name tells not which, and no key is known',
    source: 'guardduty',
    event: event('guardduty-user-session'),
    arrange: (aws) => aws.identities.deleteUser(userOf(aws, 'ci-deploy')),
    ends: {
      action: 'deactivate-all-access-keys',
      state: 'NOT_CONTAINED',
      reason: 'unconfirmed-user',
      calls: [together(['iam:ListAccessKeys'], ['iam:GetUser'])],
      headline:
        'IAM user ci-deploy was left alone: account 111122223333 knows that name by another unique id',
    },
  },
  {
    tells: 'the user whose session it was is gone, and another bears the name',
    source: 'guardduty',
    event: event('guardduty-user-session', {
      'detail.resource.accessKeyDetails.principalId': 'AIDAEXAMPLEFORMERONE',
    }),
    ends: {
      action: 'deactivate-all-access-keys',
      state: 'NOT_CONTAINED',
      reason: 'unconfirmed-user',
      calls: [together(['iam:ListAccessKeys'], ['iam:GetUser'])],
      headline:
        'IAM user ci-deploy was left alone: account 111122223333 knows that name by another unique id',
    },
  },
  {
    tells: 'IAM refuses to name the owner of the reported key',
    source: 'report',
    event: event('report', { 'detail.accessKeyId': 'AKIAEXAMPLEOFNOBODYS' }),
    principal: 'Unknown',
    ends: failed('owner-not-read', 'access key AKIAEXAMPLEOFNOBODYS MAY STILL BE ACTIVE.', [
      'iam:GetAccessKeyLastUsed',
    ]),
  },
  {
    tells: 'IAM names an owner of the reported key that is no user, as it does for root',
    source: 'report',
    event: event('report', { 'detail.accessKeyId': 'AKIAEXAMPLEOFTHEROOT' }),
    principal: 'Unknown',
    arrange: ({ identities }) =>
      identities.createAccessKey(identities.createUser({ userName: '<root_account>' }), {
        accessKeyId: 'AKIAEXAMPLEOFTHEROOT',
      }),
    ends: {
      ...failed('owner-not-found', 'access key AKIAEXAMPLEOFTHEROOT MAY STILL BE ACTIVE.', [
        'iam:GetAccessKeyLastUsed',
      ]),
      retry: false,
    },
  },
  {
    tells: 'every key of the user is Inactive already',
    source: 'cloudtrail',
    event: event('cloudtrail-quarantine-by-aws'),
    arrange: (aws) => aws.identities.findAccessKey(KEY)?.key.status.write('Inactive'),
    remembered: 0,
    ends: {
      ...stopped,
      action: 'deactivate-all-access-keys',
      reason: 'no-active-key',
      calls: ['iam:ListAccessKeys'],
      headline: 'IAM user ci-deploy has no Active key.',
    },
  },
  {
    tells: 'the change is refused',
    source: 'guardduty',
    event: finding,
    arrange: ({ faults }) =>
      faults.inject({ action: 'iam:UpdateAccessKey', fault: accessDenied, times: 'forever' }),
    ends: failed('deactivation-failed', `access key ${KEY} of IAM user ci-deploy IS STILL ACTIVE.`, [
      ...REFUSED,
      'iam:ListAccessKeys',
    ]),
  },
  {
    tells: 'the list goes on showing the key Active',
    source: 'guardduty',
    event: finding,
    arrange: (aws) => {
      aws.lag.read = 60_000;
    },
    remembered: 0,
    ends: {
      ...failed(
        'still-active',
        `access key ${KEY} of IAM user ci-deploy IS STILL ACTIVE, although IAM accepted`,
        ['iam:UpdateAccessKey', ...Array.from({ length: 4 }, () => 'iam:ListAccessKeys')],
      ),
      inactive: [KEY],
    },
  },
  {
    tells: 'the change cannot be read back',
    source: 'guardduty',
    event: finding,
    arrange: ({ faults }) =>
      faults.inject({ action: 'iam:ListAccessKeys', fault: accessDenied, times: 'forever' }),
    ends: {
      ...failed('not-verified', `access key ${KEY} of IAM user ci-deploy MAY STILL BE ACTIVE.`),
      inactive: [KEY],
    },
  },
];

/** Everything denied to the user, or not. */
export const aboutQuarantine: readonly SetUp[] = [
  {
    tells: 'the ten places for policies are taken: the boundary denies instead',
    source: 'guardduty',
    event: finding,
    settings: QUARANTINE,
    arrange: (aws) => {
      const made = Array.from({ length: 10 }, (_, index) =>
        aws.identities.policies.create({ policyName: `filler-${index}`, accountId: '111122223333' }),
      );
      userOf(aws, 'ci-deploy').attachedPolicies.write(made);
    },
    ends: {
      ...stopped,
      reason: 'user-quarantined',
      calls: [
        together(
          ['iam:UpdateAccessKey'],
          [...DENY, 'iam:GetUser', 'iam:PutUserPermissionsBoundary', 'iam:GetUser'],
        ),
        'iam:ListAccessKeys',
      ],
      headline: `access key ${KEY} of IAM user ci-deploy is Inactive, and everything is denied to IAM user ci-deploy by the permissions boundary`,
      bounded: ['ci-deploy'],
    },
  },
  {
    tells: 'the deny is refused',
    source: 'guardduty',
    event: finding,
    settings: QUARANTINE,
    arrange: ({ faults }) =>
      faults.inject({ action: 'iam:AttachUserPolicy', fault: accessDenied, times: 'forever' }),
    ends: {
      ...stopped,
      state: 'PARTLY_CONTAINED',
      reason: 'quarantine-failed',
      calls: [
        together(['iam:UpdateAccessKey'], [...DENY, 'iam:ListAttachedUserPolicies']),
        'iam:ListAccessKeys',
      ],
      headline: `access key ${KEY} of IAM user ci-deploy is Inactive, but the deny on the user`,
      retry: true,
    },
  },
  {
    tells: 'the deny cannot be read back',
    source: 'guardduty',
    event: finding,
    settings: QUARANTINE,
    arrange: ({ faults }) =>
      faults.inject({ action: 'iam:ListAttachedUserPolicies', fault: accessDenied, times: 'forever' }),
    ends: {
      ...stopped,
      state: 'PARTLY_CONTAINED',
      reason: 'quarantine-not-verified',
      calls: [
        together(['iam:UpdateAccessKey'], [...DENY, 'iam:ListAttachedUserPolicies']),
        'iam:ListAccessKeys',
      ],
      headline: `access key ${KEY} of IAM user ci-deploy is Inactive. Whether the deny on the user`,
      denied: ['ci-deploy'],
      retry: true,
    },
  },
  {
    tells:
      'the name is another user by now: its key is stopped, and nothing denied to whom the event does not mean',
    source: 'guardduty',
    event: event('guardduty-malicious-ip-caller', {
      'detail.resource.accessKeyDetails.principalId': 'AIDAEXAMPLESTRANGERS',
    }),
    settings: QUARANTINE,
    ends: { ...stopped, calls: [together(['iam:UpdateAccessKey'], ['iam:GetUser']), 'iam:ListAccessKeys'] },
  },
];

const leftForItsId: Ending = {
  action: 'deactivate-all-access-keys',
  state: 'NOT_CONTAINED',
  reason: 'unconfirmed-user',
  calls: ['iam:GetUser'],
  headline: 'IAM user ci-deploy was left alone: account 111122223333 knows that name by another unique id',
};

/** Who is meant: unique ids, and users who are exempt by them. */
export const aboutIdentity: readonly SetUp[] = [
  {
    tells: 'no key is named, and the user is another one by now',
    source: 'guardduty',
    event: event('guardduty-malicious-ip-caller', {
      'detail.resource.accessKeyDetails.accessKeyId': undefined,
      'detail.resource.accessKeyDetails.principalId': 'AIDAEXAMPLESTRANGERS',
    }),
    ends: leftForItsId,
  },
  {
    tells: 'no key is named, and there is no such user',
    source: 'guardduty',
    event: withoutKey,
    arrange: (aws) => aws.identities.deleteUser(userOf(aws, 'ci-deploy')),
    ends: leftForItsId,
  },
  {
    tells: 'no key is named, and IAM does not say who the user is',
    source: 'guardduty',
    event: withoutKey,
    arrange: ({ faults }) =>
      faults.inject({ action: 'iam:GetUser', fault: serviceFailure, times: 'forever' }),
    ends: {
      ...leftForItsId,
      reason: 'user-not-read',
      headline:
        'IAM user ci-deploy was left alone: IAM did not say by which unique id account 111122223333 knows that name.',
      calls: Array.from({ length: 5 }, () => 'iam:GetUser'),
      retry: true,
    },
  },
  {
    tells: 'a user is exempt by its unique id, which the event leaves out',
    source: 'guardduty',
    event: event('guardduty-malicious-ip-caller', {
      'detail.resource.accessKeyDetails.principalId': undefined,
    }),
    settings: { EXEMPT_PRINCIPALS: 'AIDAIOSFODNN7EXAMPLE' },
    ends: { ...leftAlone('exempt'), action: 'deactivate-access-key', calls: ['iam:GetUser'] },
  },
  {
    tells: 'another user is exempt by its unique id',
    source: 'report',
    event: event('report'),
    principal: 'Unknown',
    settings: { EXEMPT_PRINCIPALS: 'AIDAEXAMPLESTRANGERS' },
    ends: { ...stopped, calls: ['iam:GetAccessKeyLastUsed', 'iam:GetUser', ...stopped.calls] },
  },
  {
    tells: 'a user of a member account is exempt by its ARN',
    source: 'guardduty',
    event: event('guardduty-member-account'),
    settings: {
      EXEMPT_PRINCIPALS: `arn:aws:iam::${MEMBER}:user/member-deploy`,
      MEMBER_ROLE_NAME: MEMBER_ROLE,
    },
    ends: leftAlone('exempt'),
  },
  {
    tells: 'a user of a member account is quarantined there',
    source: 'guardduty',
    event: event('guardduty-member-account'),
    settings: { ...QUARANTINE, MEMBER_ROLE_NAME: MEMBER_ROLE },
    ends: {
      ...stopped,
      reason: 'user-quarantined',
      calls: [
        'sts:AssumeRole',
        together(['iam:UpdateAccessKey'], [...DENY, 'iam:ListAttachedUserPolicies']),
        'iam:ListAccessKeys',
      ],
      headline: `access key ${MEMBER_KEY} of IAM user member-deploy is Inactive, and everything is denied to IAM user member-deploy`,
      inactive: [MEMBER_KEY],
      denied: ['member-deploy'],
    },
  },
  {
    tells: 'the member account has no role for the responder',
    source: 'guardduty',
    event: event('guardduty-member-account'),
    settings: { MEMBER_ROLE_NAME: 'nowhere' },
    ends: failed(
      'member-role-failed',
      `access key ${MEMBER_KEY} MAY STILL BE ACTIVE. The role to act in account ${MEMBER}`,
      ['sts:AssumeRole'],
    ),
  },
];
