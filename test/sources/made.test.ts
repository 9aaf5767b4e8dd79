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

function detectionOf(event: Json) {
  const reading = readDetection(event);
  if (!reading.ok) throw new Error(reading.problem.why);
  return reading.detection;
}

describe('the record of a call says what it made', () => {
  test.each(Object.entries(calls))('%s', (name, call) => {
    const detection = detectionOf(record(name, call));
    expect(madeIn(detection)).toEqual(call.made);
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

describe('what has not the form of a name or an id is none', () => {
  test.each<[string, string, JsonValue]>([
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
  ])('%s with %s = %j', (name, path, value) => {
    const call = calls[name];
    if (call === undefined) throw new Error(name);
    expect(madeIn(detectionOf(withValue(record(name, call), path, value)))).toBeUndefined();
  });

  test('a session whose name is none is a session without a name', () => {
    const call = calls['sts:GetFederationToken'];
    if (call === undefined) throw new Error('no such call');
    const event = withValue(record('sts:GetFederationToken', call), 'detail.requestParameters.name', 'a\nb');
    expect(madeIn(detectionOf(event))).toEqual({
      kind: 'session',
      call: 'GetFederationToken',
      accessKeyId: 'ASIAI44QH8DHBEXAMPLE',
    });
  });
});

test.each(['StopLogging', 'constructor', '__proto__', 'toString'])('%s makes nothing', (name) => {
  expect(
    madeIn(detectionOf(withValue(fixture('cloudtrail-stop-logging-by-key'), 'detail.eventName', name))),
  ).toBeUndefined();
});
