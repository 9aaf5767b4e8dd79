import { type JsonValue, withValue } from '../fixture.ts';
import { event } from './events.ts';
import { cannot, type Named, type Row, type RowsOfSource } from './row.ts';
import type { Setting } from './settings.ts';
import { KEY, MEMBER, MEMBER_KEY, OWN, SESSION } from './world.ts';

type Changes = Readonly<Record<string, JsonValue | undefined>>;

/** A finding of a class that is acted on in every mode, with other details of the access key. */
function finding(
  tells: string,
  details: Changes,
  named: Omit<Named, 'class'>,
  name = 'guardduty-malicious-ip-caller',
  additionalInfo?: Changes,
): Row {
  const changes = Object.entries(details).map(([path, value]) => [
    `detail.resource.accessKeyDetails.${path}`,
    value,
  ]);
  return {
    tells,
    event: event(name, {
      ...Object.fromEntries(changes),
      ...(additionalInfo !== undefined && {
        'detail.service.additionalInfo': { ...additionalInfo } as JsonValue,
      }),
    }),
    rule: 'GuardDutyFindingRule',
    names: [{ severity: 'given', ...named, class: 'confirmed' }],
  };
}

/** The same key and user in a finding of another type. */
function ofType(type: string, severity: number, itsClass: Named['class'], suspectedBy?: Setting): Row {
  return {
    tells: `${type} at ${severity}`,
    event: event('guardduty-malicious-ip-caller', { 'detail.type': type, 'detail.severity': severity }),
    rule: 'GuardDutyFindingRule',
    names: [
      {
        ...{ credential: 'key of a named user', key: KEY, class: itsClass, severity: 'given' },
        ...(suspectedBy !== undefined && { suspectedBy }),
      },
    ],
  };
}

/** GuardDuty user guide, "Custom Detection Rules finding types", as of November 2026. */
const customRules = [
  ...['EC2/UnsecuredCredentials', 'RDS/ModifyAuthenticationProcess'].map(
    (rule) => `CredentialAccess:${rule}`,
  ),
  ...[
    ...['EC2', 'Organizations', 'Route53Resolver', 'S3'].map((service) => `${service}/DisableOrModifyTools`),
    ...['Organizations/ModifyCloudResourceHierarchy', 'RDS/ModifyAuthenticationProcess'],
  ].map((rule) => `DefenseImpairment:${rule}`),
  'Execution:SageMaker/CommandAndScriptingInterpreter',
  ...['EC2', 'RDS', 'S3'].map((service) => `Exfiltration:${service}/TransferDataToCloudAccount`),
  ...['S3/DataDestruction', 'SES/ResourceHijacking'].map((rule) => `Impact:${rule}`),
  ...['IAM/ValidAccounts', 'RDS/ExploitPublicFacingApplication'].map((rule) => `InitialAccess:${rule}`),
  'LateralMovement:EC2/RemoteServices',
  ...[
    ...['EC2/BootOrLogonInitializationScripts', 'EC2/ExternalRemoteServices', 'IAM/AccountManipulation'],
    ...[
      'Lambda/AccountManipulation',
      'Lambda/ModifyAuthenticationProcess',
      'RolesAnywhere/AccountManipulation',
    ],
  ].map((rule) => `Persistence:${rule}`),
  'PrivilegeEscalation:IAM/AccountManipulation',
  'ResourceDevelopment:SES/CompromiseAccounts',
];

const DETAILS = 'detail.resource.accessKeyDetails';

const namedKey = { credential: 'key of a named user', key: KEY } as const;
const byOwnRules = {
  class: 'informational',
  severity: 'given',
  suspectedBy: 'own rules may contain',
} as const;
const lookedUp = { credential: 'key whose owner is looked up', key: KEY } as const;

export const guardDuty: RowsOfSource = {
  IAMUser: [
    finding('a key of a user', {}, namedKey),
    finding('a key of a user, used on a bucket', {}, namedKey, 'guardduty-s3-exfiltration'),
    ofType('Recon:IAMUser/MaliciousIPCaller', 5, 'suspected'),
    ofType('PenTest:IAMUser/KaliLinux', 5, 'suspected'),
    ...[
      'UnauthorizedAccess:IAMUser/MaliciousIPCaller.Custom',
      'Recon:IAMUser/MaliciousIPCaller.Custom',
      'Discovery:S3/MaliciousIPCaller.Custom',
      'UnauthorizedAccess:S3/MaliciousIPCaller.Custom',
    ].map((type) => ofType(type, 8, 'informational', 'own lists may contain')),
    ...customRules.map((type) => ofType(type, 8, 'informational', 'own rules may contain')),
    ofType('Persistence:ECS/AccountManipulation', 8, 'informational', 'own rules may contain'),
    ofType('DefenseImpairment:CloudTrail/ImpairLogs', 8, 'informational', 'own rules may contain'),
    ofType('SomethingNew:IAMUser/NobodyListedThis', 8, 'suspected'),
    ofType('Impact:IAMUser/AnomalousBehavior', 8, 'confirmed'),
    ofType('Policy:S3/BucketAnonymousAccessGranted', 8, 'informational'),
    ofType('UnauthorizedAccess:IAMUser/ConsoleLoginSuccess.B', 5, 'informational'),
    ofType('Impact:IAMUser/CostHarvesting', 8, 'informational'),
    {
      tells: 'details without any id',
      event: event('guardduty-s3-exfiltration', {
        [DETAILS]: { userName: 'ci-deploy', userType: 'IAMUser' },
      }),
      rule: 'GuardDutyFindingRule',
      names: [{ credential: 'no key id', class: 'confirmed', severity: 'given' }],
    },
    {
      tells: 'details with empty ids',
      event: event('guardduty-s3-exfiltration', {
        [DETAILS]: { accessKeyId: '', principalId: '', userName: 'ci-deploy', userType: 'IAMUser' },
      }),
      rule: 'GuardDutyFindingRule',
      names: [{ credential: 'no key id', class: 'confirmed', severity: 'given' }],
    },
    finding(
      'a user agent that calls it a sample, deep in what GuardDuty adds',
      {},
      namedKey,
      'guardduty-malicious-ip-caller',
      {
        value: JSON.stringify({
          unusualBehavior: { userAgent: '{"sample":true}', deeper: { sample: true } },
        }),
      },
    ),
    {
      ...finding('a sample that says so in a text', {}, namedKey, 'guardduty-malicious-ip-caller', {
        value: JSON.stringify({ sample: true }),
      }),
      names: [{ credential: 'sample of a key', class: 'confirmed', severity: 'given' }],
    },
    {
      tells: 'a custom detection rule, in the form of a sequence',
      event: event('guardduty-attack-sequence', {
        'detail.type': 'Persistence:IAM/AccountManipulation',
        'detail.resource': { resourceType: 'SomethingNew' },
        'detail.severity': 5,
      }),
      rule: 'GuardDutyFindingRule',
      names: [
        { ...namedKey, ...byOwnRules },
        {
          ...{ credential: 'session of a role', role: 'deploy-admin', principal: 'AssumedRole' },
          ...byOwnRules,
        },
      ],
    },
    {
      ...finding('a low anomaly', {}, namedKey, 'guardduty-low-discovery'),
      names: [{ ...namedKey, class: 'informational' }],
    },
    finding(
      'a key without a unique id',
      { principalId: undefined },
      { ...namedKey, credential: 'key of a user named without an id' },
    ),
    finding('a key without a name', { userName: undefined }, lookedUp),
    finding('a session of a user', {}, { credential: 'session of a named user' }, 'guardduty-user-session'),
    finding(
      'a session of nobody named',
      { userName: undefined },
      { credential: 'session of nobody known' },
      'guardduty-user-session',
    ),
    finding('a user without a key', { accessKeyId: undefined }, { credential: 'user named without a key' }),
    finding(
      'a user without a key or an id',
      { accessKeyId: undefined, principalId: undefined },
      { credential: 'no key id' },
    ),
    finding(
      'an id that is none',
      { accessKeyId: 'AKIA_PLACEHOLDER_KEY' },
      { credential: 'malformed key id' },
    ),
    finding('a key in small letters', { accessKeyId: ` ${KEY.toLowerCase()}` }, namedKey),
    finding(
      'a user beside a text that is no key id',
      { accessKeyId: 'ABIAEXAMPLE123EXAMPLE' },
      { credential: 'text that is no key id', written: 'ABIAEXAMPLE123EXAMPLE' },
    ),
    finding(
      'a user without an id beside a text that is no key id',
      { accessKeyId: 'UNKNOWN', principalId: undefined },
      { credential: 'text that is no key id', written: 'UNKNOWN' },
    ),
    {
      ...finding('a sample', {}, { credential: 'sample of a key' }, 'guardduty-sample'),
      names: [{ credential: 'sample of a key', class: 'suspected', severity: 'given' }],
    },
    finding(
      'a finding that somebody archived',
      {},
      { credential: 'key that was dealt with', key: KEY },
      'guardduty-archived',
    ),
    finding('a finding of the past', {}, { credential: 'key of the past', key: KEY }, 'guardduty-replayed'),
    finding(
      'a key of a member account',
      {},
      {
        credential: 'key of a user in another account',
        key: MEMBER_KEY,
        user: 'member-deploy',
        account: MEMBER,
      },
      'guardduty-member-account',
    ),
    finding(
      'a session of a user of a member account',
      { accessKeyId: SESSION },
      {
        credential: 'session of a user in another account',
        key: SESSION,
        user: 'member-deploy',
        account: MEMBER,
      },
      'guardduty-member-account',
    ),
    {
      tells: 'a finding that a stranger sends',
      event: event('guardduty-malicious-ip-caller', { account: MEMBER }),
      rule: 'GuardDutyFindingRule',
      names: [{ credential: 'key that a stranger reports', key: KEY, class: 'confirmed', severity: 'given' }],
    },
    {
      tells: 'an attack sequence of a user and a role',
      event: event('guardduty-attack-sequence'),
      rule: 'GuardDutyFindingRule',
      names: [
        { ...namedKey, class: 'confirmed' },
        {
          credential: 'session of a role',
          role: 'deploy-admin',
          class: 'confirmed',
          principal: 'AssumedRole',
        },
      ],
    },
  ],
  AssumedRole: [
    finding(
      'a session of a role that bears the name of a user',
      {},
      { credential: 'session of a role' },
      'guardduty-role-session',
    ),
    finding(
      'a session of an instance',
      {},
      { credential: 'session of a role', role: 'app-instance' },
      'guardduty-instance-profile',
    ),
    {
      ...finding(
        'a session of a role in a cluster',
        {},
        { credential: 'session of a role' },
        'guardduty-eks-tor',
      ),
      names: [{ credential: 'session of a role', role: 'eks-admin', class: 'suspected', severity: 'given' }],
    },
    finding(
      'a session of a role without a name',
      { userName: undefined },
      { credential: 'session of a role without a name' },
      'guardduty-role-session',
    ),
    finding(
      'a session of Identity Center',
      { userName: 'AWSReservedSSO_Admin_0123456789abcdef' },
      { credential: 'session of Identity Center', role: 'AWSReservedSSO_Admin_0123456789abcdef' },
      'guardduty-role-session',
    ),
    finding(
      'a session of a service-linked role',
      { userName: 'AWSServiceRoleForSupport' },
      { credential: 'session of a service-linked role', role: 'AWSServiceRoleForSupport' },
      'guardduty-role-session',
    ),
    finding(
      'a session of the responder',
      { userName: 'respond' },
      { credential: 'session of the responder itself' },
      'guardduty-role-session',
    ),
    finding("a long-term key beside a role's name", { userType: 'AssumedRole' }, lookedUp),
    finding(
      'a role beside a text that is no key id',
      { accessKeyId: 'UNKNOWN' },
      { credential: 'text that is no key id', written: 'UNKNOWN' },
      'guardduty-role-session',
    ),
    finding(
      'a role without a key',
      { accessKeyId: undefined },
      { credential: 'no key id' },
      'guardduty-role-session',
    ),
  ],
  FederatedUser: [
    finding(
      'a federated session',
      {},
      { credential: 'federated session of an unknown issuer' },
      'guardduty-federated-user',
    ),
    finding(
      'a long-term key of a federated user',
      { accessKeyId: KEY },
      lookedUp,
      'guardduty-federated-user',
    ),
    {
      tells: 'an attack sequence of a federated session that a user issued',
      event: sequenceOfGuest('user/team/ci-deploy'),
      rule: 'GuardDutyFindingRule',
      names: [{ credential: 'federated session of a user', class: 'confirmed' }],
    },
    {
      tells: 'an attack sequence of a federated session that root issued',
      event: sequenceOfGuest('root'),
      rule: 'GuardDutyFindingRule',
      names: [{ credential: 'federated session of root', class: 'confirmed' }],
    },
    finding(
      'a federated user without a key',
      { accessKeyId: undefined },
      { credential: 'no key id' },
      'guardduty-federated-user',
    ),
  ],
  Root: [
    finding(
      'a long-term key of root, in the name of a user',
      {},
      { credential: 'root', key: KEY },
      'guardduty-root',
    ),
    finding('a session of root', { accessKeyId: SESSION }, { credential: 'root' }, 'guardduty-root'),
    finding(
      'root beside a text that is no key id',
      { accessKeyId: 'UNKNOWN' },
      { credential: 'root' },
      'guardduty-root',
    ),
    rootFinding(
      'Policy:IAMUser/RootCredentialUsage at 2, of a key',
      'Policy:IAMUser/RootCredentialUsage',
      {},
    ),
    rootFinding('a low anomaly of a key of root', 'Discovery:IAMUser/AnomalousBehavior', {}),
    rootFinding('logging switched off by a session of root', 'Stealth:IAMUser/CloudTrailLoggingDisabled', {
      accessKeyId: SESSION,
    }),
    rootFinding(
      'a user made by a session of root',
      'Policy:IAMUser/RootCredentialUsage',
      { accessKeyId: SESSION },
      'CreateUser',
    ),
    {
      ...rootFinding('a look around by a session of root', 'Policy:IAMUser/RootCredentialUsage', {
        accessKeyId: SESSION,
      }),
      names: [{ credential: 'whatever it is', class: 'informational', severity: 'given' }],
    },
    finding('root without a key', { accessKeyId: undefined }, { credential: 'root' }, 'guardduty-root'),
  ],
  AWSService: cannot('GuardDuty has no such userType (API reference, AccessKeyDetails)'),
  Unknown: [
    {
      tells: 'a finding without a resource',
      event: event('guardduty-malicious-ip-caller', { 'detail.resource': undefined }),
      rule: 'GuardDutyFindingRule',
      names: [{ credential: 'no key id', class: 'confirmed', severity: 'given' }],
    },
    ...['EKS/CompromisedCluster', 'EC2/CompromisedInstanceGroup'].map(
      (type): Row => ({
        tells: `AttackSequence:${type}, whose actors are processes`,
        event: sequenceOfProcesses(`AttackSequence:${type}`),
        rule: 'GuardDutyFindingRule',
        names: [{ credential: 'no key id', class: 'confirmed', severity: 'given' }],
      }),
    ),
    finding('a key of nobody named', { userType: undefined }, lookedUp),
    finding('a key of a type that is new', { userType: 'SomethingNew' }, lookedUp),
    finding(
      'a session of nobody named',
      { userType: undefined, accessKeyId: SESSION },
      { credential: 'session of nobody known' },
    ),
    finding(
      'a principal without a type or a key',
      { userType: undefined, accessKeyId: undefined },
      { credential: 'no key id' },
    ),
  ],
};

function rootFinding(tells: string, type: string, details: Changes, api = 'ListBuckets'): Row {
  const { event: found } = finding(tells, details, { credential: 'root' }, 'guardduty-root');
  const changes = { type, severity: 2, 'service.action.awsApiCallAction.api': api };
  return {
    tells,
    event: Object.entries(changes).reduce(
      (changed, [path, value]) => withValue(changed, `detail.${path}`, value),
      found,
    ),
    rule: 'GuardDutyFindingRule',
    names: [{ credential: 'root', key: KEY, severity: 'given', class: 'confirmed' }],
  };
}

/** GuardDuty API reference, Actor: it has a user, or a process. */
function sequenceOfProcesses(type: string) {
  return event('guardduty-attack-sequence', {
    'detail.type': type,
    'detail.service.detection.sequence.actors': ['xmrig', 'sh'].map((name) => ({
      id: `process:${name}`,
      process: { name, path: `/tmp/${name}`, sha256: 'e3b0c44298fc1c149afbf4c8996fb924' },
    })),
    'detail.service.detection.sequence.resources': [
      {
        uid: 'i-0123456789abcdef0',
        name: 'i-0123456789abcdef0',
        resourceType: 'EC2_INSTANCE',
        accountId: OWN,
      },
    ],
  });
}

function sequenceOfGuest(issuer: string) {
  return event('guardduty-attack-sequence', {
    'detail.service.detection.sequence.resources': [],
    'detail.service.detection.sequence.actors': [
      {
        id: 'user:FederatedUser:guest',
        user: { name: 'guest', type: 'FederatedUser', credentialUid: SESSION, account: { uid: OWN } },
        session: { uid: 'guest', issuer: `arn:aws:iam::${OWN}:${issuer}` },
      },
    ],
  });
}
