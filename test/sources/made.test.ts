import { describe, expect, test } from '@jest/globals';
import { arnsOf, type Made, madeIn } from '../../src/core/made.ts';
import { readDetection } from '../../src/sources/index.ts';
import { longTermKey } from '../api-keys.ts';
import { fixture, type Json, type JsonValue, withValue } from '../fixture.ts';

const OWN = { partition: 'aws', accountId: '111122223333' };
const SECRET = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
const USER = 'arn:aws:iam::111122223333:user';
const ADMIN = 'arn:aws:iam::aws:policy/AdministratorAccess';

interface Call {
  readonly asks: Json | null;
  readonly gets: Json | null;
  readonly made: Made;
  readonly arns: readonly string[];
}

const credentials = (accessKeyId: string): Json => ({
  accessKeyId,
  secretAccessKey: SECRET,
  sessionToken: SECRET,
  expiration: 'May 5, 2026 3:10:02 PM',
});

/** As CloudTrail writes them, and with the secrets that it leaves out of most of them. */
const calls: Readonly<Record<string, Call>> = {
  'iam:CreateAccessKey': {
    asks: { userName: 'backdoor' },
    gets: {
      accessKey: { userName: 'backdoor', accessKeyId: 'AKIAI44QH8DHBEXAMPLE', secretAccessKey: SECRET },
    },
    made: { kind: 'access-key', accessKeyId: 'AKIAI44QH8DHBEXAMPLE', userName: 'backdoor' },
    arns: [`${USER}/backdoor`],
  },
  'iam:CreateAccessKey for itself': {
    asks: null,
    gets: {
      accessKey: { userName: 'ci-deploy', accessKeyId: 'AKIAI44QH8DHBEXAMPLE', secretAccessKey: SECRET },
    },
    made: { kind: 'access-key', accessKeyId: 'AKIAI44QH8DHBEXAMPLE', userName: 'ci-deploy' },
    arns: [`${USER}/ci-deploy`],
  },
  'iam:CreateAccessKey by root for itself': {
    asks: null,
    gets: { accessKey: { accessKeyId: 'AKIAI44QH8DHBEXAMPLE', status: 'Active' } },
    made: { kind: 'access-key', accessKeyId: 'AKIAI44QH8DHBEXAMPLE' },
    arns: [],
  },
  'sts:GetFederationToken': {
    asks: { name: 'guest', policy: '{}' },
    gets: { credentials: credentials('ASIAI44QH8DHBEXAMPLE') },
    made: {
      kind: 'session',
      call: 'GetFederationToken',
      accessKeyId: 'ASIAI44QH8DHBEXAMPLE',
      sessionName: 'guest',
    },
    arns: ['arn:aws:sts::111122223333:federated-user/guest'],
  },
  'sts:GetSessionToken': {
    asks: { durationSeconds: 129600 },
    gets: { credentials: credentials('ASIAI44QH8DHBEXAMPLE') },
    made: { kind: 'session', call: 'GetSessionToken', accessKeyId: 'ASIAI44QH8DHBEXAMPLE' },
    arns: [],
  },
  'sts:AssumeRole': {
    asks: { roleArn: 'arn:aws:iam::444455556666:role/ops/admin', roleSessionName: 'thief' },
    gets: { credentials: credentials('ASIAI44QH8DHBEXAMPLE') },
    made: {
      kind: 'session',
      call: 'AssumeRole',
      accessKeyId: 'ASIAI44QH8DHBEXAMPLE',
      sessionName: 'thief',
      role: { name: 'admin', accountId: '444455556666' },
    },
    arns: ['arn:aws:sts::444455556666:assumed-role/admin/thief'],
  },
  'iam:CreateServiceSpecificCredential': {
    asks: { userName: 'ci-deploy', serviceName: 'bedrock.amazonaws.com' },
    gets: {
      serviceSpecificCredential: {
        serviceSpecificCredentialId: 'ACCAEXAMPLE123EXAMPLE',
        serviceName: 'bedrock.amazonaws.com',
        userName: 'ci-deploy',
        servicePassword: SECRET,
        serviceCredentialSecret: SECRET,
      },
    },
    made: {
      kind: 'user-credential',
      credential: 'service-specific-credential',
      id: 'ACCAEXAMPLE123EXAMPLE',
      userName: 'ci-deploy',
      service: 'bedrock',
    },
    arns: [`${USER}/ci-deploy`],
  },
  'iam:UploadSSHPublicKey': {
    asks: { userName: 'ci-deploy', sSHPublicKeyBody: SECRET },
    gets: { sSHPublicKey: { sSHPublicKeyId: 'APKAEXAMPLE123EXAMPLE', userName: 'ci-deploy' } },
    made: {
      kind: 'user-credential',
      credential: 'ssh-public-key',
      id: 'APKAEXAMPLE123EXAMPLE',
      userName: 'ci-deploy',
    },
    arns: [`${USER}/ci-deploy`],
  },
  'iam:UploadSigningCertificate': {
    asks: { certificateBody: SECRET },
    gets: {
      certificate: {
        certificateId: 'TA7SMP42TDN5Z26OBPJE7EXAMPLE',
        userName: 'ci-deploy',
        certificateBody: SECRET,
      },
    },
    made: {
      kind: 'user-credential',
      credential: 'signing-certificate',
      id: 'TA7SMP42TDN5Z26OBPJE7EXAMPLE',
      userName: 'ci-deploy',
    },
    arns: [`${USER}/ci-deploy`],
  },
  'iam:CreateLoginProfile': {
    asks: { userName: 'backdoor', password: SECRET },
    gets: { loginProfile: { userName: 'backdoor' } },
    made: { kind: 'login-profile', userName: 'backdoor', changed: false },
    arns: [`${USER}/backdoor`],
  },
  'iam:UpdateLoginProfile': {
    asks: { userName: 'backdoor', password: SECRET },
    gets: null,
    made: { kind: 'login-profile', userName: 'backdoor', changed: true },
    arns: [`${USER}/backdoor`],
  },
  'iam:CreateUser': {
    asks: { userName: 'backdoor' },
    gets: { user: { userName: 'backdoor', userId: 'AIDAI44QH8DHBEXAMPLE' } },
    made: { kind: 'user', userName: 'backdoor' },
    arns: [`${USER}/backdoor`],
  },
  'iam:CreateRole': {
    asks: { roleName: 'backdoor', assumeRolePolicyDocument: '{}' },
    gets: null,
    made: { kind: 'role', roleName: 'backdoor' },
    arns: ['arn:aws:iam::111122223333:role/backdoor'],
  },
  'iam:AttachUserPolicy': {
    asks: { userName: 'backdoor', policyArn: ADMIN },
    gets: null,
    made: { kind: 'policy', policy: ADMIN, target: { kind: 'user', name: 'backdoor' } },
    arns: [ADMIN, `${USER}/backdoor`],
  },
  'iam:PutUserPolicy': {
    asks: { userName: 'backdoor', policyName: 'everything', policyDocument: '{}' },
    gets: null,
    made: { kind: 'policy', policy: 'everything', target: { kind: 'user', name: 'backdoor' } },
    arns: [`${USER}/backdoor`],
  },
  'iam:AttachRolePolicy': {
    asks: { roleName: 'app', policyArn: ADMIN },
    gets: null,
    made: { kind: 'policy', policy: ADMIN, target: { kind: 'role', name: 'app' } },
    arns: [ADMIN, 'arn:aws:iam::111122223333:role/app'],
  },
  'iam:PutGroupPolicy': {
    asks: { groupName: 'staff', policyName: 'everything' },
    gets: null,
    made: { kind: 'policy', policy: 'everything', target: { kind: 'group', name: 'staff' } },
    arns: ['arn:aws:iam::111122223333:group/staff'],
  },
  'iam:UpdateAssumeRolePolicy': {
    asks: { roleName: 'app', policyDocument: '{}' },
    gets: null,
    made: { kind: 'trust-policy', roleName: 'app' },
    arns: ['arn:aws:iam::111122223333:role/app'],
  },
  'iam:AddUserToGroup': {
    asks: { userName: 'backdoor', groupName: 'admins' },
    gets: null,
    made: { kind: 'group-member', userName: 'backdoor', groupName: 'admins' },
    arns: [`${USER}/backdoor`, 'arn:aws:iam::111122223333:group/admins'],
  },
};

function record(name: string, { asks, gets }: Pick<Call, 'asks' | 'gets'>): Json {
  const [, service = '', action = ''] = /^(\w+):(\w+)/.exec(name) ?? [];
  const values: Readonly<Record<string, JsonValue>> = {
    source: `aws.${service}`,
    'detail.eventSource': `${service}.amazonaws.com`,
    'detail.eventName': action,
    'detail.requestParameters': asks,
    'detail.responseElements': gets,
  };
  return Object.entries(values).reduce(
    (event, [path, value]) => withValue(event, path, value),
    fixture('cloudtrail-stop-logging-by-key'),
  );
}

function recordOf(name: string, path: string, value: JsonValue | undefined) {
  const call = calls[name];
  if (call === undefined) throw new Error(name);
  return detectionOf(withValue(record(name, call), path, value));
}

function detectionOf(event: Json) {
  const reading = readDetection(event);
  if (!reading.ok) throw new Error(reading.problem.why);
  return reading.detection;
}

describe('the record of a call says what it made', () => {
  test.each(Object.entries(calls))('%s', (name, call) => {
    const detection = detectionOf(record(name, call));
    expect(madeIn(detection)).toStrictEqual(call.made);
    expect(arnsOf(call.made, OWN)).toEqual(call.arns);
    // Nothing that the answer has beside ids and names goes on from here.
    expect(JSON.stringify(detection)).not.toContain(SECRET);
  });

  test.each(Object.entries(calls))('%s made nothing where it was refused', (name, call) => {
    expect(
      madeIn(detectionOf(withValue(record(name, call), 'detail.errorCode', 'AccessDenied'))),
    ).toBeUndefined();
  });
});

type Wrong = [call: string, path: string, value: JsonValue | undefined];

describe('what has not the form of a name or an id is none', () => {
  test.each<Wrong>([
    ['iam:CreateUser', 'detail.requestParameters.userName', '$(rm -rf ~)'],
    ['iam:CreateUser', 'detail.requestParameters.userName', 'x'.repeat(65)],
    [
      'iam:PutUserPolicy',
      'detail.requestParameters.policyName',
      longTermKey('bob-at-111122223333').slice(0, 120),
    ],
    ['iam:AttachUserPolicy', 'detail.requestParameters.policyArn', 'AdministratorAccess'],
    ['iam:CreateUser', 'detail.requestParameters.userName', { toString: 'x' }],
    ['iam:CreateAccessKey', 'detail.responseElements.accessKey.accessKeyId', 'akiai44qh8dhbexample'],
    ['iam:AttachUserPolicy', 'detail.requestParameters.policyArn', 'arn:aws:iam::aws:policy/x y'],
    ['iam:AttachRolePolicy', 'detail.requestParameters.roleName', 'https://evil.example'],
    [
      'iam:CreateServiceSpecificCredential',
      'detail.responseElements.serviceSpecificCredential.serviceSpecificCredentialId',
      'x;y',
    ],
    ...[
      'ACCAEXAMPLE123',
      '; ACCAEXAMPLE123EXAMPLE',
      'ACCAEXAMPLE123EXAMPLE ;',
      'A'.repeat(129),
      undefined,
    ].map(
      (id): Wrong => [
        'iam:CreateServiceSpecificCredential',
        'detail.responseElements.serviceSpecificCredential.serviceSpecificCredentialId',
        id,
      ],
    ),
    ['iam:CreateAccessKey', 'detail.responseElements.accessKey.accessKeyId', undefined],
    ['iam:AddUserToGroup', 'detail.requestParameters.userName', '$(rm -rf ~)'],
    ...['; admins', 'admins ;', 'x'.repeat(129), SECRET, undefined].map(
      (name): Wrong => ['iam:AddUserToGroup', 'detail.requestParameters.groupName', name],
    ),
    ['iam:PutUserPolicy', 'detail.requestParameters.policyName', undefined],
    ['iam:AttachUserPolicy', 'detail.requestParameters.policyArn', undefined],
    ...['; arn:aws:iam::aws:policy/x', 'arn:aws:iam::1:policy/x', 'arn:aws:iam::amazon:policy/x'].map(
      (arn): Wrong => ['iam:AttachUserPolicy', 'detail.requestParameters.policyArn', arn],
    ),
    [
      'iam:AttachUserPolicy',
      'detail.requestParameters.policyArn',
      `arn:aws:iam::aws:policy/${longTermKey('bob-at-111122223333')}`,
    ],
  ])('%s with %s = %j', (name, path, value) => {
    expect(madeIn(recordOf(name, path, value))).toBeUndefined();
  });

  test.each(['a\nb', '; guest', 'guest ;', undefined])(
    'a session whose name is %j is a session without a name',
    (name) => {
      const made: Made = {
        kind: 'session',
        call: 'GetFederationToken',
        accessKeyId: 'ASIAI44QH8DHBEXAMPLE',
      };
      const detection = recordOf('sts:GetFederationToken', 'detail.requestParameters.name', name);
      expect(madeIn(detection)).toStrictEqual(made);
      expect(arnsOf(made, OWN)).toEqual([]);
    },
  );

  test.each(['AKIAI44QH8DHBEXAMPLE', 'asiai44qh8dhbexample', undefined])(
    'a session whose key is %j is a session without a key',
    (id) => {
      expect(
        madeIn(recordOf('sts:GetSessionToken', 'detail.responseElements.credentials.accessKeyId', id)),
      ).toStrictEqual({ kind: 'session', call: 'GetSessionToken' });
    },
  );

  test.each([
    ...['; arn:aws:iam::444455556666:role/admin', 'arn:aws:iam::444455556666:role/admin ;'],
    ...['arn:aws:iam::4444:role/admin', `arn:aws:iam::444455556666:role/${'x'.repeat(65)}`, undefined],
  ])('a session of the role %j has no role', (arn) => {
    const made: Made = {
      ...{ kind: 'session', call: 'AssumeRole', accessKeyId: 'ASIAI44QH8DHBEXAMPLE', sessionName: 'thief' },
    };
    expect(madeIn(recordOf('sts:AssumeRole', 'detail.requestParameters.roleArn', arn))).toStrictEqual(made);
    expect(arnsOf(made, OWN)).toEqual([]);
  });

  test.each(['see https://bedrock.amazonaws.com', 'bedrock', 'x y.amazonaws.com', undefined])(
    'a credential for the service %j is one of no service that is named',
    (service) => {
      const fields = ['responseElements.serviceSpecificCredential', 'requestParameters'];
      const call = calls['iam:CreateServiceSpecificCredential'];
      const event = fields.reduce(
        (all, field) => withValue(all, `detail.${field}.serviceName`, service),
        record('iam:CreateServiceSpecificCredential', call as Call),
      );
      expect(madeIn(detectionOf(event))).toStrictEqual({
        ...{ kind: 'user-credential', credential: 'service-specific-credential' },
        ...{ id: 'ACCAEXAMPLE123EXAMPLE', userName: 'ci-deploy' },
      });
    },
  );
});

describe('an ARN may be of another partition, with any path', () => {
  test.each([
    'arn:aws-us-gov:iam::444455556666:role/admin',
    'arn:aws-cn:iam::444455556666:role/ops/night/admin',
  ])('of a role: %s', (arn) => {
    expect(madeIn(recordOf('sts:AssumeRole', 'detail.requestParameters.roleArn', arn))).toMatchObject({
      role: { name: 'admin', accountId: '444455556666' },
    });
  });

  test.each(['arn:aws-us-gov:iam::aws:policy/ReadOnlyAccess', 'arn:aws:iam::444455556666:policy/team/all'])(
    'of a policy: %s',
    (arn) => {
      expect(
        madeIn(recordOf('iam:AttachUserPolicy', 'detail.requestParameters.policyArn', arn)),
      ).toMatchObject({ policy: arn });
    },
  );
});

test('a session of a user has no ARN of its own, whatever name stands in its record', () => {
  expect(arnsOf({ kind: 'session', call: 'GetSessionToken', sessionName: 'guest' }, OWN)).toEqual([]);
});

test('a finding that has the name of a call made nothing', () => {
  const finding = withValue(fixture('guardduty-malicious-ip-caller'), 'detail.type', 'iam:CreateUser');
  const event = withValue(finding, 'detail.service.action.awsApiCallAction.errorCode', undefined);
  expect(madeIn(detectionOf(event))).toBeUndefined();
});

test.each(['StopLogging', 'constructor', '__proto__', 'toString'])('%s makes nothing', (name) => {
  expect(
    madeIn(detectionOf(withValue(fixture('cloudtrail-stop-logging-by-key'), 'detail.eventName', name))),
  ).toBeUndefined();
});
