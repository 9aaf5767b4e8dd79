import { type Json, type JsonValue, withValue } from '../fixture.ts';
import { event } from './events.ts';
import type { Named, Row, RowsOfSource } from './row.ts';
import { KEY, MEMBER, MEMBER_KEY, SESSION } from './world.ts';

type Changes = Readonly<Record<string, JsonValue | undefined>>;

function call(
  tells: string,
  name: string,
  rule: string | undefined,
  named: Named,
  changes: Changes = {},
): Row {
  return { tells, event: event(name, changes), rule, names: [named] };
}

/** Somebody switches logging off, with this identity. */
function stopsLogging(
  tells: string,
  identity: Changes,
  named: Named,
  name = 'cloudtrail-stop-logging-by-key',
): Row {
  const changes = Object.entries(identity).map(([path, value]) => [`detail.userIdentity.${path}`, value]);
  return call(tells, name, 'SuspectedApiCallRule', named, Object.fromEntries(changes));
}

const TRUSTED = { trustedIn: 'everybody trusted' } as const;
const SUSPECTED = { class: 'suspected', suspectedCall: true, ...TRUSTED } as const;
const TOLD = { credential: 'whatever it is', class: 'informational' } as const;
const LOUD = { ...TOLD, loud: 'tampering' } as const;
const REFUSED = { class: 'informational', loud: 'tampering-refused', ...TRUSTED } as const;
const namedKey = { credential: 'key of a named user', key: KEY } as const;
const quarantined = { credential: 'user whom AWS put under quarantine', class: 'confirmed' } as const;
const administrator = { ...TOLD, bystander: true } as const;

function quarantine(tells: string, name: string): Row {
  return { tells, event: event(name), rule: 'QuarantinePolicyRule', names: [quarantined, administrator] };
}

/** The answer of each call that makes another credential than an access key. */
const OTHERS = [
  [
    'CreateServiceSpecificCredential',
    { name: 'serviceSpecificCredential', id: 'serviceSpecificCredentialId' },
  ],
  [
    'ResetServiceSpecificCredential',
    { name: 'serviceSpecificCredential', id: 'serviceSpecificCredentialId' },
  ],
  ['UploadSSHPublicKey', { name: 'sSHPublicKey', id: 'sSHPublicKeyId' }],
  ['UploadSigningCertificate', { name: 'certificate', id: 'certificateId' }],
] as const;

/** A user makes a credential, and nothing is known against it. */
function makes(
  tells: string,
  changes: Changes,
  credential: Named['credential'] = 'key of a named user',
): Row {
  return {
    ...call(
      tells,
      'cloudtrail-create-own-key',
      'WatchedApiCallRule',
      { credential, key: KEY, class: 'benign', ...(credential === 'key of a named user' && TRUSTED) },
      changes,
    ),
    without: {
      column: 'a honey key',
      because: 'what a honey key makes is stopped as well: test/respond/new-credentials.test.ts',
    },
  };
}

/** AWS acts as the user, whose key the record has. */
function byAws(tells: string, name: string): Row {
  return {
    ...quarantine(tells, name),
    names: [quarantined, { ...administrator, ...namedKey }],
    without: {
      column: 'a honey key',
      because: 'the two stop the same key at the same time, and either may find it Inactive already',
    },
  };
}

function refusal(target: string): string {
  return `User: arn:aws:iam::111122223333:user/ci-deploy is not authorized to perform: iam:AttachUserPolicy on resource: user ${target} because no identity-based policy allows the iam:AttachUserPolicy action`;
}

const ofRoot = { credential: 'root', class: 'confirmed' } as const;

const root: Json = {
  type: 'Root',
  principalId: '111122223333',
  arn: 'arn:aws:iam::111122223333:root',
  accountId: '111122223333',
  accessKeyId: KEY,
  userName: 'ci-deploy',
};

export const cloudTrail: RowsOfSource = {
  IAMUser: [
    call('any call by a key', 'cloudtrail-honey-key', undefined, { ...namedKey, class: 'informational' }),
    stopsLogging('logging switched off by a key', {}, { ...namedKey, ...SUSPECTED }),
    stopsLogging(
      'logging switched off by a key without a name',
      { userName: undefined, arn: 'arn:aws:iam::111122223333:user/team/ci-deploy' },
      { ...namedKey, ...SUSPECTED },
    ),
    stopsLogging(
      'logging switched off by nobody named',
      { userName: undefined, arn: undefined },
      { credential: 'key whose owner is looked up', key: KEY, class: 'suspected', suspectedCall: true },
    ),
    stopsLogging(
      'logging switched off by a session of a user',
      { accessKeyId: SESSION },
      { ...LOUD, ...TRUSTED },
    ),
    call(
      'logging not switched off, because it was refused',
      'cloudtrail-stop-logging-refused',
      'SuspectedApiCallRule',
      { ...namedKey, ...REFUSED },
    ),
    stopsLogging(
      'logging switched off by a service, for a key',
      { invokedBy: 'cloudformation.amazonaws.com' },
      { ...namedKey, ...SUSPECTED },
    ),
    stopsLogging(
      'logging switched off by a key of a member account',
      { accountId: MEMBER, accessKeyId: MEMBER_KEY, userName: 'member-deploy', principalId: undefined },
      {
        credential: 'key of a user in another account',
        key: MEMBER_KEY,
        user: 'member-deploy',
        account: MEMBER,
        ...SUSPECTED,
      },
    ),
    stopsLogging(
      'logging switched off by a key of an unknown account',
      { accountId: undefined },
      { credential: 'key of an unknown account', key: KEY, class: 'suspected', suspectedCall: true },
    ),
    byAws('a quarantine policy that AWS attached', 'cloudtrail-quarantine-by-aws'),
    quarantine(
      'a quarantine policy that an administrator attached',
      'cloudtrail-quarantine-by-administrator',
    ),
    byAws('a quarantine policy of the fourth version that AWS attached', 'cloudtrail-quarantine-v4'),
    byAws('a quarantine policy that AWS put inline', 'cloudtrail-quarantine-inline'),
    call(
      'a policy of the account with the name of a quarantine policy',
      'cloudtrail-look-alike-policy',
      'QuarantinePolicyRule',
      TOLD,
    ),
    call(
      'an inline policy with the name of a quarantine policy, put by a person',
      'cloudtrail-look-alike-inline',
      'QuarantinePolicyRule',
      TOLD,
    ),
    {
      tells: 'a quarantine policy that AWS was refused to attach',
      event: event('cloudtrail-quarantine-refused'),
      rule: 'QuarantinePolicyRule',
      names: [
        { credential: 'user whom AWS was refused to put under quarantine', class: 'confirmed' },
        administrator,
      ],
    },
    {
      tells: 'the same, with a key of the user, who may have caused it',
      event: event('cloudtrail-quarantine-refused', { 'detail.userIdentity.accessKeyId': KEY }),
      rule: 'QuarantinePolicyRule',
      names: [
        { credential: 'user in a refusal that a caller can cause', class: 'confirmed' },
        { ...administrator, ...namedKey },
      ],
    },
    {
      tells: 'the same, with a message that names nobody',
      event: event('cloudtrail-quarantine-refused', { 'detail.errorMessage': 'Access Denied' }),
      rule: 'QuarantinePolicyRule',
      names: [{ credential: 'user in a refusal that a caller can cause', class: 'confirmed' }, administrator],
    },
    call(
      'a policy that a service was refused to put on another user',
      'cloudtrail-quarantine-refused',
      'QuarantinePolicyRule',
      { ...namedKey, class: 'informational' },
      { 'detail.userIdentity.accessKeyId': KEY, 'detail.errorMessage': refusal('security-admin') },
    ),
    call('a quarantine policy that a person could not attach', 'cloudtrail-quarantine-denied', undefined, {
      ...namedKey,
      class: 'informational',
    }),
    call(
      'a quarantine policy that nobody was let attach',
      'cloudtrail-quarantine-by-administrator',
      undefined,
      TOLD,
      { 'detail.errorCode': 'AccessDenied' },
    ),
    call('a key that nobody was let switch on', 'cloudtrail-activate-key', undefined, TOLD, {
      'detail.errorCode': 'AccessDenied',
    }),
    call('another policy attached', 'cloudtrail-attach-ordinary-policy', undefined, TOLD),
    call('a key made for another user', 'cloudtrail-create-access-key-for-other', 'WatchedApiCallRule', {
      ...TOLD,
      ...TRUSTED,
    }),
    makes('a key that a user made for itself', {}),
    makes('a key that a user made for itself, without its name', { 'detail.requestParameters': null }),
    ...OTHERS.map(([eventName, answer]) =>
      makes(`${eventName} by a user`, {
        'detail.eventName': eventName,
        'detail.responseElements': {
          [answer.name]: { [answer.id]: 'ACCAEXAMPLE123EXAMPLE', userName: 'broker' },
        },
      }),
    ),
    makes(
      'a key that a user made for itself long ago, replayed',
      { 'replay-name': 'example-replay' },
      'key of the past',
    ),
    call('a federation token made', 'cloudtrail-get-federation-token', 'WatchedApiCallRule', {
      ...namedKey,
      class: 'informational',
    }),
    call('a sign-in to the console', 'cloudtrail-console-login', undefined, TOLD),
  ],
  AssumedRole: [
    stopsLogging(
      'logging switched off by a role',
      {},
      { ...LOUD, ...TRUSTED },
      'cloudtrail-stop-logging-by-role',
    ),
    call(
      'logging not switched off by a role, because it was refused',
      'cloudtrail-stop-logging-by-role',
      'SuspectedApiCallRule',
      { ...REFUSED, credential: 'whatever it is' },
      { 'detail.errorCode': 'AccessDenied' },
    ),
    stopsLogging(
      'logging switched off by a service, for a role',
      { invokedBy: 'cloudformation.amazonaws.com' },
      { ...LOUD, ...TRUSTED },
      'cloudtrail-stop-logging-by-role',
    ),
    stopsLogging(
      'logging switched off by a role of the same name in another account',
      { accountId: MEMBER, 'sessionContext.sessionIssuer.arn': `arn:aws:iam::${MEMBER}:role/ci-deploy` },
      LOUD,
      'cloudtrail-stop-logging-by-role',
    ),
    stopsLogging('logging switched off through Identity Center', {}, LOUD, 'cloudtrail-sso-role-session'),
    stopsLogging('logging switched off by a service-linked role', {}, LOUD, 'cloudtrail-service-linked-role'),
  ],
  FederatedUser: [
    call('a call by a federated session', 'cloudtrail-federated-session', undefined, TOLD),
    call(
      'logging switched off by a federated session',
      'cloudtrail-federated-session',
      'SuspectedApiCallRule',
      LOUD,
      {
        source: 'aws.cloudtrail',
        'detail.eventSource': 'cloudtrail.amazonaws.com',
        'detail.eventName': 'StopLogging',
      },
    ),
  ],
  Root: [
    call('a key made by root', 'cloudtrail-create-root-key', 'RootSessionRule', ofRoot),
    call('a key made by root for a user', 'cloudtrail-create-root-key', 'RootSessionRule', ofRoot, {
      'detail.requestParameters': { userName: 'ci-deploy' },
    }),
    call('a key that root was not let make', 'cloudtrail-create-root-key', 'RootSessionRule', ofRoot, {
      'detail.errorCode': 'AccessDenied',
    }),
    call('a user made by root', 'cloudtrail-create-root-key', 'RootSessionRule', ofRoot, {
      'detail.eventName': 'CreateUser',
      'detail.requestParameters': { userName: 'somebody-new' },
    }),
    ...['RunInstances', 'PutRolePolicy', 'UploadServerCertificate', 'GetFederationToken'].map((eventName) =>
      call(`${eventName} by root`, 'cloudtrail-create-root-key', 'RootSessionRule', ofRoot, {
        'detail.eventName': eventName,
      }),
    ),
    call('a user made by root in the console', 'cloudtrail-create-root-key', 'RootSessionRule', ofRoot, {
      'detail.eventName': 'CreateUser',
      'detail.userIdentity.invokedBy': 'signin.amazonaws.com',
    }),
    call('a look around by root in the console', 'cloudtrail-create-root-key', undefined, TOLD, {
      'detail.eventName': 'ListUsers',
      'detail.readOnly': true,
    }),
    call('a look around by a key of root', 'cloudtrail-root-key-read', 'RootKeyRule', {
      ...ofRoot,
      key: KEY,
    }),
    call(
      'a call that a key of root was not let make',
      'cloudtrail-root-key-read',
      'RootKeyRule',
      { ...ofRoot, key: KEY },
      { 'detail.errorCode': 'AccessDenied', 'detail.eventName': 'ListBuckets' },
    ),
    {
      tells: 'logging switched off by a key of root, in the name of a user',
      event: event('cloudtrail-stop-logging-by-key', { 'detail.userIdentity': root }),
      rule: 'RootKeyRule',
      names: [{ ...ofRoot, key: KEY }],
    },
    {
      tells: 'logging switched off by a session of root',
      event: stopLoggingByRoot(),
      rule: 'RootSessionRule',
      names: [ofRoot],
    },
    {
      tells: 'logging switched off by a service, for root',
      event: event('cloudtrail-stop-logging-for-root'),
      rule: 'SuspectedApiCallRule',
      names: [{ ...ofRoot, suspectedCall: true }],
    },
    call('a user made by a service, for root', 'cloudtrail-create-root-key', undefined, TOLD, {
      'detail.eventName': 'CreateUser',
      'detail.userIdentity.invokedBy': 'autoscaling.amazonaws.com',
    }),
    ...['UpdateDetector', 'DisableSecurityHub', 'DeleteFlowLogs', 'DeactivateMFADevice'].map((eventName) => ({
      tells: `${eventName} by a session of root`,
      event: withEventName(stopLoggingByRoot(), eventName),
      rule: 'RootSessionRule',
      names: [ofRoot] as const,
    })),
  ],
  AWSService: [
    stopsLogging(
      'logging switched off by a service, in a record that names a key nevertheless',
      { type: 'AWSService', invokedBy: 'cloudformation.amazonaws.com' },
      { credential: 'caller that is a service', key: KEY, class: 'suspected', suspectedCall: true },
    ),
    {
      tells: 'logging switched off by a service of its own',
      event: event('cloudtrail-stop-logging-by-key', {
        'detail.userIdentity': { type: 'AWSService', invokedBy: 'controltower.amazonaws.com' },
      }),
      rule: 'SuspectedApiCallRule',
      names: [TOLD],
    },
  ],
  Unknown: [
    stopsLogging(
      'logging switched off by a key of a type that is new',
      { type: 'SomethingNew' },
      { credential: 'key whose owner is looked up', key: KEY, class: 'suspected', suspectedCall: true },
    ),
    stopsLogging(
      'logging switched off by a stranger',
      { type: 'AWSAccount', accessKeyId: undefined, accountId: MEMBER },
      LOUD,
    ),
  ],
};

function stopLoggingByRoot(): Json {
  return event('cloudtrail-stop-logging-by-key', {
    'detail.userIdentity': { ...root, accessKeyId: SESSION },
  });
}

function withEventName(record: Json, eventName: string): Json {
  return withValue(record, 'detail.eventName', eventName);
}
