import { describe, expect, test } from '@jest/globals';
import { type Environment, readLedgerSettings, readSettings } from '../src/read-settings.ts';
import { SettingError } from '../src/setting.ts';
import { deployerSettings } from '../src/settings.ts';

const environment: Environment = {
  CONTAIN: 'suspected',
  MAX_PRINCIPALS_PER_HOUR: '20',
  MINIMUM_SEVERITY: '4',
  EXEMPT_PRINCIPALS: '',
  HONEY_KEYS: '',
  CONTAIN_CUSTOM_LISTS: 'false',
  CONTAIN_CUSTOM_RULES: 'true',
  QUARANTINE_USERS: 'false',
  REVOCABLE_ROLES: 'deploy, *',
  MEMBER_ROLE_NAME: '',
  OWN_ROLE_NAME: 'respond',
  LEDGER_TABLE_NAME: 'ledger',
  RETRY_QUEUE_URL: 'https://sqs.us-gov-west-1.amazonaws.com/111122223333/retries',
  SUSPECTED_API_CALLS: 'cloudtrail:StopLogging, cloudtrail:DeleteTrail',
  RUNBOOK_URL: 'https://wiki.example.com/akr',
  IDENTITY_CENTER_URL: '',
  IDENTITY_CENTER_ROLE: '',
  ALERT_TOPIC_ARN: 'arn:aws-us-gov:sns:us-gov-west-1:111122223333:alerts',
  PAGER_TOPIC_ARN: '',
  OUTCOME_BUS_NAME: 'compromised-key-responder-prod',
};

test('reads the settings', () => {
  expect(readSettings({ ...environment, EXEMPT_PRINCIPALS: ' break-glass , AIDAIOSFODNN7EXAMPLE,' })).toEqual(
    {
      policy: {
        contain: 'suspected',
        minimumSeverity: 4,
        exemptPrincipals: ['break-glass', 'AIDAIOSFODNN7EXAMPLE'],
        trustedPrincipals: [],
        maxPrincipalsPerHour: 20,
        honeyKeys: [],
        containCustomLists: false,
        containCustomRules: true,
        quarantineUsers: false,
        revocableRoles: ['deploy', '*'],
        memberRoleName: '',
        findingAdministrators: [],
        suspectedApiCalls: ['cloudtrail:StopLogging', 'cloudtrail:DeleteTrail'],
        ownRoleName: 'respond',
      },
      ledgerTableName: 'ledger',
      retryQueueUrl: 'https://sqs.us-gov-west-1.amazonaws.com/111122223333/retries',
      deadLetterQueueUrl: '',
      alertTopicArn: 'arn:aws-us-gov:sns:us-gov-west-1:111122223333:alerts',
      pagerTopicArn: '',
      outcomeBusName: 'compromised-key-responder-prod',
      runbookUrl: 'https://wiki.example.com/akr',
      identityCenter: { url: '', role: '' },
      iamPlace: {},
    },
  );
});

test('calls an API as the records of CloudTrail do, also if the deployer wrote the name that IAM has for the service', () => {
  const calls = 'cloudwatch:DeleteAlarms, s3:DeleteBucket, tag:UntagResources, monitoring:DeleteAlarms';
  const { policy } = readSettings({ ...environment, SUSPECTED_API_CALLS: calls });
  expect(policy.suspectedApiCalls).toEqual([
    'monitoring:DeleteAlarms',
    's3:DeleteBucket',
    'tagging:UntagResources',
  ]);
});

test('takes the address of Identity Center without slashes at its end, and the name of the permission set', () => {
  const there = {
    IDENTITY_CENTER_URL: 'https://example.awsapps.com/start//',
    IDENTITY_CENTER_ROLE: 'Security',
  };
  expect(readSettings({ ...environment, ...there }).identityCenter).toEqual({
    url: 'https://example.awsapps.com/start',
    role: 'Security',
  });
});

test.each([
  [{}, {}],
  [{ AWS_REGION: 'eu-west-1' }, { region: 'eu-west-1' }],
  [{ AWS_ENDPOINT_URL: 'http://127.0.0.1:1' }, { endpoint: 'http://127.0.0.1:1' }],
  [
    { AWS_ENDPOINT_URL: 'http://127.0.0.1:1', AWS_ENDPOINT_URL_IAM: 'http://127.0.0.1:2' },
    { endpoint: 'http://127.0.0.1:2' },
  ],
  [{ AWS_REGION: 'us-gov-west-1', AWS_USE_FIPS_ENDPOINT: 'true' }, undefined],
  [{ AWS_REGION: 'eu-west-1', AWS_USE_DUALSTACK_ENDPOINT: 'true' }, undefined],
])('knows where IAM is from the variables of the SDK: %j', (variables, place) => {
  expect(readSettings({ ...environment, ...variables }).iamPlace).toEqual(place);
});

test('takes the credentials that Lambda puts there', () => {
  const credentials = {
    AWS_ACCESS_KEY_ID: 'ASIAIOSFODNN7EXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'secret',
    AWS_SESSION_TOKEN: 'token',
  };
  expect(readSettings({ ...environment, ...credentials }).credentials).toEqual({
    accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
    secretAccessKey: 'secret',
    sessionToken: 'token',
  });
});

test('takes credentials only as a pair, and those of a user without a session', () => {
  const AWS_ACCESS_KEY_ID = 'AKIAIOSFODNN7EXAMPLE';
  const read = (variables: Environment) => readSettings({ ...environment, ...variables });
  expect(read({ AWS_ACCESS_KEY_ID })).not.toHaveProperty('credentials');
  expect(read({ AWS_SECRET_ACCESS_KEY: 'secret' })).not.toHaveProperty('credentials');
  expect(read({ AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY: 'secret' }).credentials).toEqual({
    accessKeyId: AWS_ACCESS_KEY_ID,
    secretAccessKey: 'secret',
  });
});

test('the function of the ledger needs its table alone', () => {
  expect(readLedgerSettings({ LEDGER_TABLE_NAME: ' ledger ' })).toEqual({ ledgerTableName: 'ledger' });
  const variables = { AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE', AWS_SECRET_ACCESS_KEY: 'secret' };
  expect(readLedgerSettings({ LEDGER_TABLE_NAME: 'ledger', ...variables })).toHaveProperty('credentials');
  expect(() => readLedgerSettings({})).toThrow('LEDGER_TABLE_NAME must be the name of a DynamoDB table');
});

test.each([
  ['MINIMUM_SEVERITY', ['0', '10'], ['-0.1', '10.1']],
  ['MAX_PRINCIPALS_PER_HOUR', ['1', '100000'], ['0', '100001']],
])('%s has its limits', (name, allowed, refused) => {
  for (const value of allowed) readSettings({ ...environment, [name]: value });
  for (const value of refused)
    expect(() => readSettings({ ...environment, [name]: value })).toThrow(SettingError);
});

test('a severity of -0 is 0', () => {
  const { minimumSeverity } = readSettings({ ...environment, MINIMUM_SEVERITY: '-0' }).policy;
  expect(Object.is(minimumSeverity, 0)).toBe(true);
});

describe('a wrong setting is refused by its name and rule', () => {
  test.each<[string, string | undefined, RegExp]>([
    ['CONTAIN', 'Suspected', /CONTAIN must be one of observe, confirmed, suspected/],
    ['CONTAIN', undefined, /CONTAIN must be one of/],
    ['MAX_PRINCIPALS_PER_HOUR', '0', /MAX_PRINCIPALS_PER_HOUR must be a whole number from 1/],
    ['MAX_PRINCIPALS_PER_HOUR', '2.5', /MAX_PRINCIPALS_PER_HOUR must be a whole number/],
    ['MINIMUM_SEVERITY', '', /MINIMUM_SEVERITY must be a number from 0 to 10/],
    ['MINIMUM_SEVERITY', 'high', /MINIMUM_SEVERITY must be a number/],
    ['MINIMUM_SEVERITY', '11', /MINIMUM_SEVERITY must be a number/],
    ['EXEMPT_PRINCIPALS', 'a b', /EXEMPT_PRINCIPALS must be a comma list/],
    ['EXEMPT_PRINCIPALS', 'arn:aws:iam::111122223333:group/x', /EXEMPT_PRINCIPALS must be a comma list/],
    ['QUARANTINE_USERS', 'yes', /QUARANTINE_USERS must be one of true, false/],
    ['REVOCABLE_ROLES', 'a b', /REVOCABLE_ROLES must be a comma list of role names/],
    ['FINDING_ADMINISTRATORS', '77778888999', /FINDING_ADMINISTRATORS must be a comma list of account ids/],
    ['MEMBER_ROLE_NAME', 'a b', /MEMBER_ROLE_NAME must be the name of a role/],
    ['RETRY_QUEUE_URL', '', /RETRY_QUEUE_URL must be the address of an SQS queue/],
    ['DEAD_LETTER_QUEUE_URL', 'queue', /DEAD_LETTER_QUEUE_URL must be the address of an SQS queue, or empty/],
    ['LEDGER_TABLE_NAME', '', /LEDGER_TABLE_NAME must be the name of a DynamoDB table/],
    ['OWN_ROLE_NAME', '', /OWN_ROLE_NAME must be the name of a role/],
    ['HONEY_KEYS', 'ASIAIOSFODNN7EXAMPLE', /HONEY_KEYS must be a comma list of long-term access key ids/],
    ['SUSPECTED_API_CALLS', 'StopLogging', /SUSPECTED_API_CALLS must be a comma list of API calls/],
    ['SUSPECTED_API_CALLS', ' , ', /SUSPECTED_API_CALLS must be a comma list of API calls/],
    [
      'SUSPECTED_API_CALLS',
      's3:DeleteObject',
      /cannot have s3:DeleteObject: it is a data event, which Cloud/,
    ],
    [
      'SUSPECTED_API_CALLS',
      'iam:CreateUser, cloudwatch:PutMetricData',
      /cannot have cloudwatch:PutMetricData/,
    ],
    ['SUSPECTED_API_CALLS', 'ebs:GetSnapshotBlock', /cannot have ebs:GetSnapshotBlock: it is a data event/],
    [
      'TRUSTED_PRINCIPALS',
      `${'role,'.repeat(20)}role`,
      /TRUSTED_PRINCIPALS must have 20 entries at most, not 21$/,
    ],
    [
      ...[
        'TRUSTED_PRINCIPALS',
        ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'].map((one) => one.repeat(55)).join(','),
      ],
      /TRUSTED_PRINCIPALS must have 500 characters at most, not 503$/,
    ] as [string, string, RegExp],
    ['REVOCABLE_ROLES', `${'role,'.repeat(10)}role`, /REVOCABLE_ROLES must have 10 entries at most, not 11$/],
    ['RUNBOOK_URL', 'javascript:alert(1)', /RUNBOOK_URL must be an https address, or empty/],
    ['RUNBOOK_URL', 'https://wiki.example.com/a"b', /RUNBOOK_URL must be an https address/],
    [
      'IDENTITY_CENTER_URL',
      'http://example.awsapps.com/start',
      /IDENTITY_CENTER_URL must be an https address/,
    ],
    ['IDENTITY_CENTER_ROLE', 'Security', /IDENTITY_CENTER_URL and IDENTITY_CENTER_ROLE must both be set/],
    ['PAGER_TOPIC_ARN', 'https://events.example.com', /PAGER_TOPIC_ARN must be the ARN of an SNS topic/],
    ['ALERT_TOPIC_ARN', undefined, /ALERT_TOPIC_ARN must be the ARN of an SNS topic/],
    ['OUTCOME_BUS_NAME', '', /OUTCOME_BUS_NAME must be the name of an event bus/],
  ])('%s=%s', (name, value, message) => {
    const reading = () => readSettings({ ...environment, [name]: value });
    expect(reading).toThrow(message);
    // At a cold start Lambda's log has the error by its name.
    expect(reading).toThrow(expect.objectContaining({ name: 'SettingError' }));
  });

  test('and ten roles are not too many', () => {
    const { policy } = readSettings({ ...environment, REVOCABLE_ROLES: 'role,'.repeat(10) });
    expect(policy.revocableRoles).toHaveLength(10);
  });
});

describe('the address of the pager', () => {
  const read = (text: string) => deployerSettings.pagerEndpoint.parse({ name: 'pagerEndpoint', text });

  test.each(['', 'https://events.example.com/key', '{{resolve:secretsmanager:pager:SecretString:url}}'])(
    'is an https address, or a place where a secret is kept: %s',
    (text) => {
      expect(read(text)).toBe(text);
    },
  );

  test.each(['http://events.example.com/hunter2', 'https://events.example.com/hunter2"', ' {{hunter2}}'])(
    'that is neither is refused, and not shown, because it may hold a secret: %s',
    (text) => {
      const rule = 'pagerEndpoint must be an https address, {{resolve:secretsmanager:…}}, or empty';
      expect(() => read(text)).toThrow(`${rule} (what it is now is not shown)`);
    },
  );
});

test('an empty number of users and roles is the default', () => {
  expect(readSettings({ ...environment, MAX_PRINCIPALS_PER_HOUR: '' }).policy.maxPrincipalsPerHour).toBe(20);
});

test.each([
  ['/respond', 'respond'],
  ['/security/respond', 'security/respond'],
  ['security/respond', 'security/respond'],
])('the name of the own role, %s, is read with its path, as an ARN has it: %s', (name, read) => {
  expect(readSettings({ ...environment, OWN_ROLE_NAME: name }).policy.ownRoleName).toBe(read);
});
