import { accessDenied } from '../../local/aws/faults.ts';
import { erase } from '../ledger-items.ts';
import { type Calls, together } from './calls.ts';
import { type Ending, escalated, leftAlone } from './ending.ts';
import { event } from './events.ts';
import { deactivatedBefore, restored, type SetUp, toldBefore } from './set-up.ts';
import { KEY, keyOf, MEMBER_ROLE } from './world.ts';

const ROLES = { REVOCABLE_ROLES: '*' };
const SESSION_OF = (roleName: string) =>
  event('guardduty-role-session', { 'detail.resource.accessKeyDetails.userName': roleName });

function revocation(calls: Calls, ending: Pick<Ending, 'state' | 'reason' | 'headline'>): Ending {
  return { action: 'revoke-role-sessions', calls, ...ending };
}

/** Roles that the event cannot tell apart by their names. */
export const aboutRoles: readonly SetUp[] = [
  {
    tells: 'the role is not there any more',
    source: 'guardduty',
    event: SESSION_OF('gone'),
    settings: ROLES,
    principal: 'AssumedRole',
    ends: revocation(['iam:GetRole'], {
      state: 'NO_ACTION',
      reason: 'role-gone',
      headline: 'role gone does not exist any more.',
    }),
  },
  {
    tells: 'the path shows that the role is of Identity Center',
    source: 'guardduty',
    event: SESSION_OF('plain-administrator'),
    settings: ROLES,
    principal: 'AssumedRole',
    arrange: ({ identities }) =>
      identities.createRole({ roleName: 'plain-administrator', path: '/aws-reserved/sso.amazonaws.com/' }),
    ends: {
      ...escalated('identity-center', 'a session of role plain-administrator is in use'),
      action: 'revoke-role-sessions',
      calls: ['iam:GetRole'],
    },
  },
  {
    tells: 'the path shows that the role is linked to a service',
    source: 'guardduty',
    event: SESSION_OF('plain-service'),
    settings: ROLES,
    principal: 'AssumedRole',
    arrange: ({ identities }) =>
      identities.createRole({ roleName: 'plain-service', path: '/aws-service-role/support.amazonaws.com/' }),
    ends: {
      ...escalated('service-linked-role', 'a session of the service-linked role plain-service'),
      action: 'revoke-role-sessions',
      calls: ['iam:GetRole'],
    },
  },
  {
    tells: 'the deny on the sessions is refused',
    source: 'guardduty',
    event: SESSION_OF('ci-deploy'),
    settings: ROLES,
    principal: 'AssumedRole',
    arrange: ({ faults }) =>
      faults.inject({ action: 'iam:PutRolePolicy', fault: accessDenied, times: 'forever' }),
    ends: {
      ...revocation(['iam:GetRole', 'iam:PutRolePolicy', 'iam:GetRolePolicy'], {
        state: 'NOT_CONTAINED',
        reason: 'revocation-failed',
        headline: 'sessions of role ci-deploy ARE STILL IN USE.',
      }),
      retry: true,
    },
  },
  {
    tells: 'the deny on the sessions cannot be read back',
    source: 'guardduty',
    event: SESSION_OF('ci-deploy'),
    settings: ROLES,
    principal: 'AssumedRole',
    arrange: ({ faults }) =>
      faults.inject({ action: 'iam:GetRolePolicy', fault: accessDenied, times: 'forever' }),
    ends: {
      ...revocation(['iam:GetRole', 'iam:PutRolePolicy', 'iam:GetRolePolicy'], {
        state: 'NOT_CONTAINED',
        reason: 'revocation-not-verified',
        headline: 'sessions of role ci-deploy MAY STILL BE IN USE.',
      }),
      revoked: ['ci-deploy'],
      retry: true,
    },
  },
  {
    tells: 'the role is the one that the responder assumes in other accounts',
    source: 'guardduty',
    event: SESSION_OF(MEMBER_ROLE),
    settings: { ...ROLES, MEMBER_ROLE_NAME: MEMBER_ROLE },
    principal: 'AssumedRole',
    ends: escalated('own-role', 'the credential is of the responder itself'),
  },
  {
    tells: 'another role is listed as revocable',
    source: 'guardduty',
    event: SESSION_OF('ci-deploy'),
    settings: { REVOCABLE_ROLES: 'deploy-admin' },
    principal: 'AssumedRole',
    ends: escalated('role-session', 'temporary credentials of role ci-deploy are in use.'),
  },
];

/** What is known of the key and of whoever switched it on, and whether the ledger was erased. */
const RECALL: Calls = [together(['dynamodb:GetItem'], ['dynamodb:GetItem'], ['dynamodb:GetItem'])];
const switchedOn = event('cloudtrail-activate-key');
const stoppedKey: Ending = {
  action: 'deactivate-access-key',
  state: 'CONTAINED',
  reason: 'keys-inactive',
  calls: ['iam:UpdateAccessKey', 'iam:ListAccessKeys'],
  headline: `access key ${KEY} of IAM user ci-deploy is Inactive.`,
  inactive: [KEY],
};

const stoppedAgain: Ending = {
  action: 'deactivate-access-key',
  state: 'PARTLY_CONTAINED',
  reason: 'stopped-again',
  calls: ['iam:UpdateAccessKey', 'iam:ListAccessKeys'],
  headline: `access key ${KEY} of IAM user ci-deploy is Inactive AGAIN. IAM user security-admin had switched it ON`,
  inactive: [KEY],
};

/** A key that somebody switched on: what the ledger knows of it decides. */
export const aboutReactivation: readonly SetUp[] = [
  {
    tells: 'a key that was never deactivated is switched on',
    source: 'cloudtrail',
    event: switchedOn,
    before: RECALL,
    class: 'informational',
    ends: leftAlone('informational'),
  },
  {
    tells: 'a key that was deactivated is switched on',
    source: 'cloudtrail',
    event: switchedOn,
    before: RECALL,
    arrange: (aws) => deactivatedBefore(aws),
    ends: stoppedAgain,
  },
  {
    tells: 'a key that was deactivated is switched on, in the mode that changes nothing',
    source: 'cloudtrail',
    event: switchedOn,
    before: RECALL,
    settings: { CONTAIN: 'observe' },
    arrange: (aws) => deactivatedBefore(aws),
    ends: leftAlone('observe'),
  },
  {
    tells: 'a key was switched on before the first evidence, and the record of that comes late',
    source: 'cloudtrail',
    event: event('cloudtrail-activate-key', { 'detail.eventTime': '2026-05-04T01:00:00Z' }),
    before: RECALL,
    class: 'benign',
    arrange: (aws) => deactivatedBefore(aws),
    ends: leftAlone('earlier-activation'),
  },
  {
    tells: 'a key is switched on that a person had stopped after an alert',
    source: 'cloudtrail',
    event: switchedOn,
    before: RECALL,
    arrange: (aws) => toldBefore(aws, 'RESOLVED', 'closed'),
    ends: stoppedAgain,
  },
  {
    tells: 'a key is switched on about which people were told and nobody was woken',
    source: 'cloudtrail',
    event: switchedOn,
    before: RECALL,
    class: 'informational',
    arrange: (aws) => toldBefore(aws, 'NO_ACTION', 'closed'),
    ends: leftAlone('informational'),
  },
  {
    tells: 'a key that somebody restored by the undo of an alert is switched on',
    source: 'cloudtrail',
    event: switchedOn,
    before: RECALL,
    class: 'informational',
    arrange: async (aws) => {
      await deactivatedBefore(aws);
      await restored(aws);
    },
    ends: leftAlone('restored'),
  },
  {
    tells: 'the ledger does not answer',
    source: 'cloudtrail',
    event: switchedOn,
    before: RECALL,
    arrange: ({ faults }) =>
      faults.inject({ action: 'dynamodb:GetItem', fault: accessDenied, times: 'forever' }),
    ends: {
      ...escalated('ledger-unreadable', `access key ${KEY} of IAM user ci-deploy was switched ON`),
      retry: true,
    },
  },
  {
    tells: 'the ledger answers again, and knows nothing but the page about itself',
    source: 'cloudtrail',
    event: switchedOn,
    before: RECALL,
    class: 'informational',
    arrange: (aws) => toldBefore(aws, 'NOT_CONTAINED', 'open', false),
    ends: leftAlone('no-incident'),
  },
  {
    tells: 'the ledger was erased',
    source: 'cloudtrail',
    event: switchedOn,
    before: RECALL,
    arrange: (aws) => erase(aws),
    ends: {
      ...escalated('ledger-erased', `access key ${KEY} of IAM user ci-deploy was switched ON`),
      retry: true,
    },
  },
];

/** Two credentials of one event, each for a reason of its own. */
export const aboutSeveral: readonly SetUp[] = [
  {
    tells: 'a honey key attaches the quarantine policy: its user and its target are stopped',
    source: 'cloudtrail',
    event: event('cloudtrail-quarantine-by-administrator'),
    settings: { HONEY_KEYS: keyOf('security-admin') },
    ends: {
      ...stoppedKey,
      action: 'deactivate-all-access-keys',
      calls: ['iam:ListAccessKeys', ...stoppedKey.calls],
      headline: 'every key of IAM user ci-deploy is Inactive.',
    },
    alsoEnds: {
      ...stoppedKey,
      headline: `access key ${keyOf('security-admin')} of IAM user security-admin is Inactive.`,
      inactive: [keyOf('security-admin')],
    },
  },
  {
    tells: 'one entity of Health is no key',
    source: 'health',
    event: event('health-credentials-exposed', {
      'detail.affectedEntities': [{ entityValue: KEY }, { entityValue: 'ci-deploy' }],
    }),
    principal: 'Unknown',
    ends: { ...stoppedKey, calls: ['iam:GetAccessKeyLastUsed', ...stoppedKey.calls] },
    alsoEnds: escalated('not-a-key-id', 'nothing was stopped. The event names a credential of '),
  },
];
