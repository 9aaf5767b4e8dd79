import { longTermKey, shortTermKey } from '../api-keys.ts';
import type { JsonValue } from '../fixture.ts';
import { event } from './events.ts';
import { cannot, type Named, type Row, type RowsOfSource } from './row.ts';
import { API_USER, CREDENTIAL, KEY, keyOf, MEMBER, MEMBER_KEY, OWN, SESSION } from './world.ts';

/** Sources that name a key and never a principal: whose it is, IAM is asked. */

type Changes = Readonly<Record<string, JsonValue | undefined>>;

const lookedUp = { credential: 'key whose owner is looked up', key: KEY } as const;
const inMemberAccount = {
  credential: 'key in another account, whose owner is looked up',
  key: MEMBER_KEY,
  user: 'member-deploy',
  account: MEMBER,
} as const;

function onlyUnknown(rows: readonly Row[]): RowsOfSource {
  const named = cannot('it names keys, and the principal is asked of IAM');
  return {
    IAMUser: named,
    AssumedRole: named,
    FederatedUser: named,
    Root: named,
    AWSService: named,
    Unknown: rows,
  };
}

function risk(name: string, named: Named, changes: Changes = {}, tells = name): Row {
  return { tells, event: event(name, changes), rule: 'CredentialRiskRule', names: [named] };
}

function entities(...values: readonly string[]): Changes {
  return { 'detail.affectedEntities': values.map((entityValue) => ({ entityValue })) };
}

const confirmed = { ...lookedUp, class: 'confirmed' } as const;
const inTag = { credential: 'key of a user named without an id', key: KEY, class: 'confirmed' } as const;
const suspected = { ...lookedUp, class: 'suspected' } as const;

/** Whoever tags a user writes the tag: test/respond/key-in-tag.test.ts. */
const healthOfTags: readonly Row[] = [
  risk(
    'health-credentials-exposed',
    inTag,
    {
      'detail.affectedEntities': [
        { entityValue: `arn:aws:iam::${OWN}:user/ci-deploy`, tags: { [KEY]: 'CI' } },
      ],
    },
    "a user's ARN, and the key is the name of a tag",
  ),
  risk(
    'health-credentials-exposed',
    inTag,
    { 'detail.affectedEntities': [{ entityValue: 'ci-deploy', tags: { key: KEY } }] },
    'a name, and the key is the value of a tag',
  ),
];

const healthOfKeys = onlyUnknown([
  {
    ...risk('health-credentials-exposed', confirmed),
    names: [confirmed, { ...confirmed, key: keyOf('security-admin'), user: 'security-admin' }],
  },
  risk('health-exposure-suspected', suspected),
  risk(
    'health-exposure-suspected',
    suspected,
    { 'detail.eventTypeCode': 'AWS_RISK_CREDENTIALS_COMPROMISE_SUSPECTED' },
    'a compromise that AWS suspects',
  ),
  risk('health-credentials-compromised', confirmed),
  risk('health-iam-quarantine', confirmed),
  risk('health-console-compromise', { credential: 'no key id', class: 'confirmed' }),
  risk('health-new-risk-code', { ...lookedUp, class: 'informational' }),
  risk('health-organization-view', { ...inMemberAccount, class: 'confirmed' }),
  risk('health-backup-copy', confirmed),
  risk('health-public-key-fallback', confirmed),
  risk('health-closed', { credential: 'key that was dealt with', key: KEY, class: 'confirmed' }),
  risk(
    'health-credentials-exposed',
    confirmed,
    { ...entities(KEY), 'detail-type': 'AWS Health Abuse Event' },
    'an abuse event',
  ),
  risk(
    'health-credentials-exposed',
    { credential: 'session of nobody known', class: 'confirmed' },
    entities(SESSION),
    'a session',
  ),
  risk(
    'health-credentials-exposed',
    confirmed,
    entities(` ${KEY.toLowerCase()}\n`),
    'a key in small letters',
  ),
  risk(
    'health-credentials-exposed',
    confirmed,
    entities(KEY, KEY.toLowerCase(), ` ${KEY}\u200b`),
    'one key in three spellings',
  ),
  risk(
    'health-credentials-exposed',
    confirmed,
    { 'detail.affectedEntities': [{ entityValue: 'UNKNOWN', tags: { key: KEY } }] },
    'UNKNOWN, and the key is the value of a tag',
  ),
  risk(
    'health-credentials-exposed',
    { credential: 'text that is no key id', written: 'ci-deploy', class: 'confirmed' },
    { ...entities('ci-deploy'), 'detail.eventMetadata.publicKey': undefined },
    'a name',
  ),
  risk(
    'health-credentials-exposed',
    { credential: 'text that is no key id', written: 'ci-deploy', class: 'confirmed' },
    { ...entities('ci-deploy'), 'detail.eventMetadata.publicKey': 'ci-deploy' },
    'a name, in the metadata too',
  ),
  risk(
    'health-credentials-compromised',
    { credential: 'text that is no key id', written: 'UNKNOWN', class: 'confirmed' },
    { ...entities('UNKNOWN'), 'detail.eventMetadata.publicKey': undefined },
    'UNKNOWN',
  ),
  risk(
    'health-credentials-exposed',
    { credential: 'service-specific credential of nobody known', key: CREDENTIAL, class: 'confirmed' },
    { ...entities(CREDENTIAL), 'detail.eventMetadata.publicKey': undefined },
    'the id of another credential',
  ),
  {
    ...risk('health-credentials-exposed', confirmed, entities(KEY, 'UNKNOWN'), 'a key, and UNKNOWN'),
    names: [confirmed, { credential: 'text that is no key id', written: 'UNKNOWN', class: 'confirmed' }],
  },
  risk(
    'health-exposure-suspected',
    { credential: 'text that is no key id, only suspected', class: 'suspected' },
    { ...entities('ci-deploy'), 'detail.eventMetadata.publicKey': undefined },
    'a name that AWS only suspects',
  ),
  risk(
    'health-credentials-exposed',
    { credential: 'malformed key id', class: 'confirmed' },
    { ...entities('ACCESS_KEY_ID_HERE'), 'detail.eventMetadata.publicKey': undefined },
    "a placeholder of AWS's tools",
  ),
]);

/** In place of a key id: who is meant, if it is the ARN of somebody. */
function meant(arn: string): Changes {
  return { ...entities(arn), 'detail.eventMetadata.publicKey': undefined };
}

function ofArn(tells: string, resource: string, named: Omit<Named, 'class'>): Row {
  const arn = `arn:aws:iam::${OWN}:${resource}`;
  return risk(
    'health-credentials-exposed',
    { written: arn, ...named, class: 'confirmed' },
    meant(arn),
    tells,
  );
}

export const health: RowsOfSource = {
  ...healthOfKeys,
  IAMUser: [
    ofArn("a user's ARN", 'user/team/ci-deploy', { credential: 'text that is no key id' }),
    ...healthOfTags,
  ],
  AssumedRole: [ofArn("a role's ARN", 'role/deploy-admin', { credential: 'text that is no key id' })],
  Root: [ofArn("root's ARN", 'root', { credential: 'root' })],
};

function check(
  tells: string,
  name: string,
  rule: string | undefined,
  named: Named,
  changes: Changes = {},
): Row {
  return { tells, event: event(name, changes), rule, names: [named] };
}

const item = 'detail.check-item-detail';

export const trustedAdvisor = onlyUnknown([
  check('an exposed key', 'trusted-advisor-exposed', 'ExposedAccessKeyRule', confirmed),
  check('a suspected key', 'trusted-advisor-suspected', 'ExposedAccessKeyRule', suspected),
  check('a key that may be compromised', 'trusted-advisor-suspected', 'ExposedAccessKeyRule', suspected, {
    [`${item}.Fraud Type`]: 'Potentially compromised',
  }),
  check('a key that was dealt with', 'trusted-advisor-ok', undefined, {
    credential: 'key that was dealt with',
    key: KEY,
    class: 'confirmed',
  }),
  check(
    'an id that is none',
    'trusted-advisor-exposed',
    'ExposedAccessKeyRule',
    { credential: 'malformed key id', class: 'confirmed' },
    {
      [`${item}.Access Key ID`]: 'ACCESS_KEY_ID_HERE',
    },
  ),
  check(
    'a name in the place of a key',
    'trusted-advisor-exposed',
    'ExposedAccessKeyRule',
    { credential: 'text that is no key id', written: 'ci-deploy', class: 'confirmed' },
    { [`${item}.Access Key ID`]: 'ci-deploy' },
  ),
  check(
    'a name that is only suspected',
    'trusted-advisor-suspected',
    'ExposedAccessKeyRule',
    { credential: 'text that is no key id, only suspected', class: 'suspected' },
    { [`${item}.Access Key ID`]: 'ci-deploy' },
  ),
  check('a key in small letters', 'trusted-advisor-exposed', 'ExposedAccessKeyRule', confirmed, {
    [`${item}.Access Key ID`]: ` ${KEY.toLowerCase()}`,
  }),
  check(
    'an item without a key',
    'trusted-advisor-exposed',
    'ExposedAccessKeyRule',
    { credential: 'no key id', class: 'confirmed' },
    {
      [`${item}.Access Key ID`]: undefined,
    },
  ),
]);

function reported(tells: string, named: Omit<Named, 'class'>, changes: Changes = {}): Row {
  return {
    tells,
    event: event('report', changes),
    rule: 'ReportRule',
    names: [{ ...named, class: 'confirmed' }],
  };
}

const named = { 'detail.accountId': OWN, 'detail.userName': API_USER };
const decoded = { ...named, 'detail.service': 'bedrock', 'detail.accessKeyId': undefined };

const reportsOfKeys = onlyUnknown([
  reported('a key', lookedUp),
  reported('a key without an account', lookedUp, { 'detail.accountId': undefined }),
  reported('a session', { credential: 'session of nobody known' }, { 'detail.accessKeyId': SESSION }),
  reported(
    'an id that is none',
    { credential: 'text that is no key id', written: 'AKIA1234' },
    { 'detail.accessKeyId': 'AKIA1234' },
  ),
  reported(
    'a text that may be a password',
    { credential: 'text that is no key id' },
    { 'detail.accessKeyId': 'correct-horse-battery-staple' },
  ),
  reported(
    'an API key that shows nobody',
    { credential: 'service-specific credential of nobody known' },
    { 'detail.accessKeyId': longTermKey('ab').slice(0, 30) },
  ),
  reported(
    'the id of a credential',
    { credential: 'service-specific credential of nobody known', key: CREDENTIAL },
    { 'detail.accessKeyId': CREDENTIAL },
  ),
  reported('a short-term API key that a key has signed', lookedUp, {
    'detail.accessKeyId': shortTermKey(KEY),
  }),
  reported(
    'a short-term API key that a session has signed',
    { credential: 'session of nobody known' },
    { 'detail.accessKeyId': shortTermKey(SESSION) },
  ),
  reported('a key in small letters', lookedUp, { 'detail.accessKeyId': ` ${KEY.toLowerCase()} ` }),
  reported(
    'a text with the signs of a shell',
    { credential: 'text that is no key id' },
    { 'detail.accessKeyId': "AKIAIOSFODNN7'; rm -rf ~ #" },
  ),
  reported('a placeholder', { credential: 'malformed key id' }, { 'detail.accessKeyId': 'AKIAXXXXXXXXXX' }),
  reported('a key of a member account', inMemberAccount, {
    'detail.accessKeyId': MEMBER_KEY,
    'detail.accountId': MEMBER,
  }),
  reported(
    'a key of an account that is not the sender',
    { credential: 'key that a stranger reports', key: KEY },
    { account: MEMBER },
  ),
]);

export const report: RowsOfSource = {
  ...reportsOfKeys,
  IAMUser: [
    reported(
      'a credential and its user',
      { credential: 'service-specific credential of a named user' },
      { ...named, 'detail.accessKeyId': CREDENTIAL },
    ),
    reported(
      'an API key',
      { credential: 'API key, which shows its user' },
      { 'detail.accessKeyId': longTermKey(`${API_USER}-at-${OWN}`) },
    ),
    reported(
      'the second API key of a user that AWS has made',
      { credential: 'API key, which shows its user' },
      { 'detail.accessKeyId': longTermKey(`${API_USER}+1-at-${OWN}`) },
    ),
    reported(
      'an API key of another service',
      { credential: 'API key, which shows its user' },
      { 'detail.accessKeyId': longTermKey(`${API_USER}-at-${OWN}`, 'AEAA') },
    ),
    reported('an API key, decoded', { credential: 'API key, which shows its user' }, decoded),
    reported(
      'a session, and the user behind it',
      { credential: 'federated session of a user' },
      { 'detail.accessKeyId': SESSION, 'detail.userName': 'ci-deploy' },
    ),
  ],
  AssumedRole: [
    reported(
      'a session, and the role behind it',
      { credential: 'session of a role', role: 'deploy-admin' },
      { 'detail.accessKeyId': SESSION, 'detail.roleName': 'deploy-admin' },
    ),
  ],
};
