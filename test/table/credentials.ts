import { type Calls, together } from './calls.ts';
import { type Ending, escalated, leftAlone } from './ending.ts';
import type { Setting } from './settings.ts';
import { API_USER, CREDENTIAL, KEY, keyOf, MEMBER, OWN } from './world.ts';

/** A credential that an event names, and whose it is in the accounts of the table. */
export interface Credential {
  /** What stands in the place of a key id, as the alert shows it. */
  readonly written?: string;
  readonly key?: string;
  readonly user?: string;
  readonly role?: string;
  readonly account?: string;
}

/** How it ends where it may be acted on: by default, and in the columns where that differs. */
export type Endings = { readonly usually: Ending } & { readonly [Column in Setting]?: Ending };

const STOP: Calls = ['iam:UpdateAccessKey', 'iam:ListAccessKeys'];
const LOOK_UP = 'iam:GetAccessKeyLastUsed';
/** Whose name it is by now is asked at the same time as the keys, where the event says the unique id. */
const STOP_ALL_OF_ONE: Calls = [together(['iam:ListAccessKeys'], ['iam:GetUser']), ...STOP];
const STOP_ALL: Calls = ['iam:ListAccessKeys', 'iam:UpdateAccessKey', 'iam:ListAccessKeys'];
const DENY: Calls = ['iam:AttachUserPolicy', 'iam:ListAttachedUserPolicies'];
/** Where the event says the unique id, whether the name is still that user's is asked first. */
const CONFIRM_AND_DENY: Calls = ['iam:GetUser', ...DENY];
const STOP_CREDENTIAL = 'iam:UpdateServiceSpecificCredential';
const LIST_CREDENTIALS = 'iam:ListServiceSpecificCredentials';
const STOP_CREDENTIALS: Calls = [LIST_CREDENTIALS, STOP_CREDENTIAL, LIST_CREDENTIALS];
const ASSUME = 'sts:AssumeRole';

/** Design 2.4, a line for every kind of credential. */
export const endings = {
  'key of a named user': ({ key = KEY, user = 'ci-deploy' }) => ({
    usually: keyStopped(STOP, key),
    observe: leftAlone('observe'),
    'every user exempt': leftAlone('exempt'),
    'users quarantined': quarantined(stopAndDeny(CONFIRM_AND_DENY), key, user),
  }),
  'key of a user named without an id': ({ key = KEY, user = 'ci-deploy' }) => ({
    usually: keyStopped(STOP, key),
    observe: leftAlone('observe'),
    'every user exempt': leftAlone('exempt'),
    // Nothing vouches for the name: the user is denied only once IAM has taken the key for theirs.
    'users quarantined': quarantined(['iam:UpdateAccessKey', ...DENY, 'iam:ListAccessKeys'], key, user),
  }),
  'key whose owner is looked up': ({ key = KEY, user = 'ci-deploy' }) => ({
    usually: keyStopped([LOOK_UP, ...STOP], key),
    observe: leftAlone('observe'),
    'every user exempt': { ...leftAlone('exempt'), action: 'deactivate-access-key', calls: [LOOK_UP] },
    'users quarantined': quarantined([LOOK_UP, ...stopAndDeny(DENY)], key, user),
  }),
  'session of a named user': ({ user = 'ci-deploy' }) => ({
    usually: { ...sessionLivesOn(user), calls: STOP_ALL_OF_ONE },
    observe: leftAlone('observe'),
    'every user exempt': leftAlone('exempt'),
    'users quarantined': {
      ...everyKeyQuarantined(CONFIRM_AND_DENY, user),
      calls: [together(STOP_ALL_OF_ONE, CONFIRM_AND_DENY)],
    },
  }),
  'federated session of a user': ({ user = 'ci-deploy' }) => ({
    usually: sessionLivesOn(user),
    observe: leftAlone('observe'),
    'every user exempt': leftAlone('exempt'),
    // An issuer is named by ARN, without a unique id to compare.
    'users quarantined': everyKeyQuarantined(DENY, user),
  }),
  'user whom AWS put under quarantine': ({ user = 'ci-deploy' }) => ({
    usually: everyKeyStopped(STOP_ALL, user),
    observe: leftAlone('observe'),
    'every user exempt': leftAlone('exempt'),
    'users quarantined': everyKeyQuarantined(DENY, user),
  }),
  'user whom AWS was refused to put under quarantine': ({ user = 'ci-deploy' }) => ({
    usually: {
      ...everyKeyStopped(STOP_ALL, user),
      state: 'PARTLY_CONTAINED',
      reason: 'quarantine-refused',
      headline: `IAM user ${user} has no Active key. One of its keys leaked, and AWS WAS REFUSED`,
    },
    observe: leftAlone('observe'),
    'every user exempt': leftAlone('exempt'),
    'users quarantined': everyKeyQuarantined(DENY, user),
  }),
  'user in a refusal that a caller can cause': ({ user = 'ci-deploy' }) => ({
    usually: escalated('quarantine-attempt', `AWS tried to put IAM user ${user} under QUARANTINE`),
  }),
  'user named without a key': ({ user = 'ci-deploy' }) => ({
    usually: everyKeyStopped(['iam:GetUser', ...STOP_ALL], user),
    observe: leftAlone('observe'),
    'every user exempt': leftAlone('exempt'),
    'users quarantined': {
      ...everyKeyQuarantined(CONFIRM_AND_DENY, user),
      calls: ['iam:GetUser', together(STOP_ALL, CONFIRM_AND_DENY)],
    },
  }),

  'service-specific credential of a named user': () => ({
    usually: credentialStopped([STOP_CREDENTIAL, together([LIST_CREDENTIALS], ['iam:ListAccessKeys'])]),
    observe: leftAlone('observe'),
    'every user exempt': leftAlone('exempt'),
    'users quarantined': credentialQuarantined([
      STOP_CREDENTIAL,
      together([LIST_CREDENTIALS], ['iam:ListAccessKeys'], DENY),
    ]),
  }),
  'API key, which shows its user': () => ({
    usually: {
      ...credentialStopped([together(STOP_CREDENTIALS, ['iam:ListAccessKeys'])]),
      headline: `no service-specific credential and no access key of IAM user ${API_USER} is Active: service-specific credential ${CREDENTIAL}`,
    },
    observe: leftAlone('observe'),
    'every user exempt': leftAlone('exempt'),
    'users quarantined': {
      ...credentialQuarantined([together(STOP_CREDENTIALS, ['iam:ListAccessKeys'], DENY)]),
      headline: `the long-term keys of IAM user ${API_USER} are Inactive, and everything is denied`,
    },
  }),
  'service-specific credential of nobody known': ({ key }) => ({
    usually: escalated(
      'owner-not-named',
      `${key === undefined ? 'the reported API key of bedrock' : `service-specific credential ${key}`} MAY STILL BE ACTIVE.`,
    ),
  }),

  'session of a role': ({ role = 'ci-deploy' }) => ({
    usually: escalated('role-session', `temporary credentials of role ${role} are in use.`),
    'every role revocable': {
      action: 'revoke-role-sessions',
      state: 'PARTLY_CONTAINED',
      reason: 'sessions-revoked',
      calls: ['iam:GetRole', 'iam:PutRolePolicy', 'iam:GetRolePolicy'],
      headline: `every session of role ${role} issued before `,
      revoked: [role],
    },
  }),
  'session of a role without a name': () => ({
    usually: escalated('role-session', 'temporary credentials of an unnamed principal'),
  }),
  'session of Identity Center': ({ role = '' }) => ({
    usually: escalated(
      'identity-center',
      `a session of role ${role} is in use, by its name or path a role of Identity Center.`,
    ),
  }),
  'session of a service-linked role': ({ role = '' }) => ({
    usually: escalated('service-linked-role', `a session of the service-linked role ${role} is in use.`),
  }),
  'session of the responder itself': () => ({
    usually: escalated('own-role', 'the credential is of the responder itself'),
  }),
  'federated session of an unknown issuer': () => ({
    usually: escalated(
      'federated-user-unknown-issuer',
      'a federated session is in use, and the event does not',
    ),
  }),
  'federated session of root': ({ account = OWN }) => ({
    usually: escalated(
      'root-federation',
      `a federated session issued by the ROOT USER of account ${account}`,
    ),
  }),
  root: ({ account = OWN }) => ({
    usually: escalated('root', `this is the ROOT USER of account ${account}.`),
  }),
  'caller that is a service': () => ({
    usually: escalated('aws-service', 'an AWS service made the call.'),
  }),
  'session of nobody known': () => ({
    usually: escalated('unknown-user', 'the event names no IAM user that could be acted on.'),
  }),
  'no key id': () => ({
    usually: escalated('no-access-key-id', 'the event names no access key id.'),
  }),

  'text that is no key id': ({ written }) => ({
    usually: {
      ...escalated('not-a-key-id', 'nothing was stopped. The event names a credential of '),
      ...(written !== undefined && { written }),
    },
  }),
  'text that is no key id, only suspected': () => ({
    usually: leftAlone('suspected-without-key'),
    'only confirmed': leftAlone('only-confirmed'),
  }),

  'key of a user in another account': ({ key = '', account = MEMBER }) => ({
    usually: elsewhere(key, account),
    'member accounts': keyStopped([ASSUME, ...STOP], key),
  }),
  'key in another account, whose owner is looked up': ({ key = '', account = MEMBER }) => ({
    usually: elsewhere(key, account),
    'member accounts': keyStopped([ASSUME, LOOK_UP, ...STOP], key),
  }),
  'session of a user in another account': ({ key = '', account = MEMBER, user = '' }) => ({
    usually: elsewhere(key, account),
    'member accounts': { ...sessionLivesOn(user), calls: [ASSUME, ...STOP_ALL_OF_ONE] },
  }),
  'key of an unknown account': ({ key = KEY }) => ({
    usually: escalated('unknown-account', `access key ${key} was left alone: the event does not say`),
  }),
  'key that a stranger reports': () => ({
    usually: escalated('unverified-event', 'the event was sent by an account that is neither'),
  }),

  'malformed key id': () => ({ usually: leftAlone('malformed-key-id') }),
  'sample of a key': () => ({ usually: leftAlone('sample') }),
  'key that was dealt with': () => ({ usually: leftAlone('archived') }),
  'key of a finding that a person settled': () => ({ usually: leftAlone('settled') }),
  'key of the past': () => ({ usually: leftAlone('replayed') }),
  /** What the class holds back in every column. */
  'whatever it is': () => ({ usually: leftAlone('informational') }),
} as const satisfies Readonly<Record<string, (credential: Credential) => Endings>>;

export type CredentialKind = keyof typeof endings;

function stopAndDeny(deny: Calls): Calls {
  return [together(['iam:UpdateAccessKey'], deny), 'iam:ListAccessKeys'];
}

function credentialStopped(calls: Calls): Ending {
  return {
    action: 'deactivate-service-credentials',
    state: 'CONTAINED',
    reason: 'credential-inactive',
    calls,
    headline: `service-specific credential ${CREDENTIAL} (bedrock) of IAM user ${API_USER} is Inactive`,
    inactive: [CREDENTIAL],
  };
}

function credentialQuarantined(calls: Calls): Ending {
  return {
    ...credentialStopped(calls),
    reason: 'user-quarantined',
    headline: `service-specific credential ${CREDENTIAL} (bedrock) of IAM user ${API_USER} is Inactive, and everything is denied`,
    denied: [API_USER],
  };
}

function keyStopped(calls: Calls, key: string): Ending {
  return {
    action: 'deactivate-access-key',
    state: 'CONTAINED',
    reason: 'keys-inactive',
    calls,
    headline: `access key ${key} of IAM user `,
    inactive: [key],
  };
}

function everyKeyStopped(calls: Calls, user: string): Ending {
  return {
    action: 'deactivate-all-access-keys',
    state: 'CONTAINED',
    reason: 'keys-inactive',
    calls,
    headline: `every key of IAM user ${user} is Inactive.`,
    inactive: [keyOf(user)],
  };
}

function sessionLivesOn(user: string): Ending {
  return {
    ...everyKeyStopped(STOP_ALL, user),
    state: 'PARTLY_CONTAINED',
    reason: 'session-alive',
    headline: `the long-term keys of IAM user ${user} are Inactive, but the session`,
  };
}

function quarantined(calls: Calls, key: string, user: string): Ending {
  return {
    ...keyStopped(calls, key),
    reason: 'user-quarantined',
    headline: `access key ${key} of IAM user ${user} is Inactive, and everything is denied to IAM user ${user}`,
    denied: [user],
  };
}

function everyKeyQuarantined(deny: Calls, user: string): Ending {
  return {
    ...everyKeyStopped([together(STOP_ALL, deny)], user),
    reason: 'user-quarantined',
    headline: `the long-term keys of IAM user ${user} are Inactive, and everything is denied to IAM user ${user}`,
    denied: [user],
  };
}

function elsewhere(key: string, account: string): Ending {
  return escalated('other-account', `access key ${key} belongs to account ${account}`);
}
