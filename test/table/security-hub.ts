import type { Json, JsonValue } from '../fixture.ts';
import { event, findingEvent, keyResource } from './events.ts';
import { cannot, type Named, type Row, type RowsOfSource } from './row.ts';
import { KEY, SESSION } from './world.ts';

type Changes = Readonly<Record<string, JsonValue | undefined>>;
type Of = Omit<Named, 'class' | 'severity'> & { readonly class?: Named['class'] };

function imported(tells: string, changes: Changes, named: Of, name = 'securityhub-imported-user-key'): Row {
  return {
    tells,
    event: findingEvent(name, changes),
    rule: 'SecurityHubImportedRule',
    names: [{ class: 'confirmed', severity: 'given', ...named }],
  };
}

/** The key of the finding, with these details. */
function withKey(tells: string, accessKeyId: string, details: Json, named: Of): Row {
  return imported(tells, { Resources: [keyResource(accessKeyId, details)] }, named);
}

function inOcsf(tells: string, changes: Changes, named: Of): Row {
  return {
    tells,
    event: findingEvent('securityhub-ocsf-key', changes),
    rule: 'SecurityHubOcsfRule',
    names: [{ class: 'confirmed', severity: 'given', ...named }],
  };
}

function ofOcsfKey(uid: string, user: Json | undefined): Changes {
  return { resources: [{ type: 'AWS::IAM::AccessKey', uid, ...(user !== undefined && { user }) }] };
}

const namedKey = { credential: 'key of a named user', key: KEY } as const;
const lookedUp = { credential: 'key whose owner is looked up', key: KEY } as const;
const user: Json = {
  PrincipalType: 'IAMUser',
  PrincipalName: 'ci-deploy',
  PrincipalId: 'AIDAIOSFODNN7EXAMPLE',
};
const role: Json = { PrincipalType: 'AssumedRole', PrincipalName: 'ci-deploy' };

const sequenceOfTwo: Row['names'] = [
  { ...namedKey, class: 'confirmed' },
  { credential: 'session of a role', role: 'deploy-admin', class: 'confirmed', principal: 'AssumedRole' },
];

export const securityHub: RowsOfSource = {
  IAMUser: [
    imported('a key of a user', {}, namedKey),
    imported(
      'a key in a suspected finding',
      { Types: ['TTPs/Discovery/Recon:IAMUser-TorIPCaller'], 'Severity.Product': 5 },
      {
        ...namedKey,
        class: 'suspected',
      },
    ),
    imported(
      'a finding about a password, with a key that is null',
      {},
      { credential: 'whatever it is', class: 'informational' },
      'securityhub-imported-null-key',
    ),
    withKey('a user with a key that is null', 'null', user, { credential: 'user named without a key' }),
    withKey('a session of a user', SESSION, user, { credential: 'session of a named user' }),
    imported('a sample', { Sample: true }, { credential: 'sample of a key', key: KEY }),
    {
      ...imported(
        'a finding that was resolved',
        {},
        { credential: 'key of a finding that a person settled', key: KEY },
        'securityhub-archived',
      ),
      rule: undefined,
    },
    imported(
      "a finding of the account's own product",
      {},
      { credential: 'whatever it is', key: KEY, class: 'informational', baitOrNot: true },
      'securityhub-imported-other-product',
    ),
    {
      ...imported(
        'an attack sequence of a user and a role',
        {},
        namedKey,
        'securityhub-imported-attack-sequence',
      ),
      names: sequenceOfTwo,
    },
    {
      ...imported('the button of an analyst', {}, namedKey, 'securityhub-custom-action'),
      rule: 'SecurityHubActionRule',
    },
    {
      ...imported(
        "the button of an analyst on another product's finding",
        {
          ProductArn: 'arn:aws:securityhub:us-east-1:111122223333:product/111122223333/default',
          Types: ['Unusual Behaviors'],
        },
        namedKey,
        'securityhub-custom-action',
      ),
      rule: 'SecurityHubActionRule',
    },
    inOcsf(
      "a user's ARN in place of a key, in OCSF",
      ofOcsfKey('arn:aws:iam::111122223333:user/ci-deploy', undefined),
      { credential: 'text that is no key id', written: 'arn:aws:iam::111122223333:user/ci-deploy' },
    ),
    {
      ...imported(
        'an attack sequence whose actor has the key that is a resource as well',
        { Resources: [keyResource(KEY)] },
        namedKey,
        'securityhub-imported-attack-sequence',
      ),
      names: sequenceOfTwo,
    },
    inOcsf('a key of a user, in OCSF', ofOcsfKey(KEY, { type: 'IAMUser', name: 'ci-deploy' }), {
      ...namedKey,
      credential: 'key of a user named without an id',
    }),
  ],
  AssumedRole: [
    withKey('a session of a role that bears the name of a user', SESSION, role, {
      credential: 'session of a role',
    }),
    withKey("a long-term key beside a role's name", KEY, role, lookedUp),
    inOcsf('a session of a role, in OCSF', ofOcsfKey(SESSION, { type: 'AssumedRole', name: 'ci-deploy' }), {
      credential: 'session of a role',
    }),
  ],
  FederatedUser: [
    withKey(
      'a federated session',
      SESSION,
      { PrincipalType: 'FederatedUser', PrincipalName: 'guest' },
      {
        credential: 'federated session of an unknown issuer',
      },
    ),
  ],
  Root: [
    withKey(
      'a key of root',
      KEY,
      { PrincipalType: 'Root', PrincipalName: 'Root' },
      { credential: 'root', key: KEY },
    ),
    imported(
      'any use of a key of root',
      {
        Types: ['TTPs/Policy:IAMUser-RootCredentialUsage'],
        'Severity.Product': 2,
        Resources: [keyResource(KEY, { PrincipalType: 'Root', PrincipalName: 'Root' })],
      },
      { credential: 'root', key: KEY },
    ),
  ],
  AWSService: cannot('Security Hub copies the principal of GuardDuty, which has no such type'),
  Unknown: [
    imported('a key without details', {}, lookedUp, 'securityhub-imported-no-details'),
    imported(
      'a session without details',
      { Resources: [keyResource(SESSION)] },
      { credential: 'session of nobody known' },
    ),
    inOcsf('a key, in OCSF', {}, lookedUp),
    inOcsf('a key behind a prefix, in OCSF', ofOcsfKey(`AWS::IAM::AccessKey:${KEY}`, undefined), lookedUp),
    inOcsf('a key in small letters, in OCSF', ofOcsfKey(` ${KEY.toLowerCase()}`, undefined), lookedUp),
    inOcsf('a key that is null, in OCSF', ofOcsfKey('AWS::IAM::AccessKey:null', undefined), {
      credential: 'no key id',
    }),
    inOcsf('a text that is no key id, in OCSF', ofOcsfKey('ci-deploy', undefined), {
      credential: 'text that is no key id',
      written: 'ci-deploy',
    }),
    withKey(
      'a text that is no key id',
      'UNKNOWN',
      {},
      {
        credential: 'text that is no key id',
        written: 'UNKNOWN',
      },
    ),
    withKey('a key in small letters', KEY.toLowerCase(), {}, lookedUp),
    ...['Resolved', 'Suppressed'].map((status) => ({
      ...inOcsf(
        `a finding that a person set to ${status}, in OCSF`,
        { status },
        { credential: 'key of a finding that a person settled', key: KEY },
      ),
      rule: undefined,
    })),
    inOcsf(
      'a finding that a person suppressed, by its number alone, in OCSF',
      { status: undefined, status_id: 3 },
      { credential: 'key of a finding that a person settled', key: KEY },
    ),
    inOcsf(
      'a finding that its product archived, in OCSF',
      { status: 'Archived' },
      { credential: 'key that was dealt with', key: KEY },
    ),
    inOcsf('a finding without a status, in OCSF', { status: undefined, status_id: undefined }, lookedUp),
    inOcsf(
      'a finding that has its account at the resource alone, in OCSF',
      {
        cloud: undefined,
        resources: [{ type: 'AwsIamAccessKey', uid: KEY, account: { uid: '111122223333' } }],
      },
      lookedUp,
    ),
    inOcsf(
      'an attack sequence without a key, in OCSF',
      { 'finding_info.types': ['TTPs/AttackSequence:EKS/CompromisedCluster'], resources: [] },
      { credential: 'no key id' },
    ),
  ],
};

/** A button that the deployer did not make for the responder. */
export const otherButton = event('securityhub-other-action');
