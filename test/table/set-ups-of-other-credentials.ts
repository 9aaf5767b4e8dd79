import { accessDenied } from '../../local/aws/faults.ts';
import { credentialLists } from '../credential-calls.ts';
import { type Calls, together } from './calls.ts';
import type { Ending } from './ending.ts';
import { event } from './events.ts';
import { type SetUp, userOf } from './set-up.ts';
import { API_USER, CREDENTIAL, KEY } from './world.ts';

const finding = event('guardduty-malicious-ip-caller');
/** After the first evidence of the fixture. */
const createDate = new Date('2026-05-04T03:05:00.000Z');
const bearer = { kind: 'service-specific-credential', service: 'bedrock.amazonaws.com' } as const;

const partly: Omit<Ending, 'reason' | 'headline'> = {
  action: 'deactivate-access-key',
  state: 'PARTLY_CONTAINED',
  calls: ['iam:UpdateAccessKey', together(['iam:ListAccessKeys'], ...credentialLists.map((call) => [call]))],
  inactive: [KEY],
};

const reported = event('report', { 'detail.accessKeyId': CREDENTIAL, 'detail.userName': API_USER });
const ofReport = { source: 'report', event: reported, class: 'confirmed', principal: 'IAMUser' } as const;
const STOPPED: Calls = [
  'iam:UpdateServiceSpecificCredential',
  together(['iam:ListAccessKeys'], ...credentialLists.map((call) => [call])),
];

/** What the user of the key has beside access keys. */
export const aboutOtherCredentials: readonly SetUp[] = [
  {
    tells: 'the user has a bearer key that was made after the first evidence',
    source: 'guardduty',
    event: finding,
    arrange: (aws) => aws.identities.createCredential(userOf(aws, 'ci-deploy'), { ...bearer, createDate }),
    ends: {
      ...partly,
      state: 'CONTAINED',
      reason: 'keys-inactive',
      calls: [...partly.calls, 'iam:UpdateServiceSpecificCredential', 'iam:ListServiceSpecificCredentials'],
      headline: `access key ${KEY} of IAM user ci-deploy is Inactive, and so is service-specific credential`,
    },
  },
  {
    tells: 'the user has an SSH key that was made after the first evidence',
    source: 'guardduty',
    event: finding,
    arrange: (aws) =>
      aws.identities.createCredential(userOf(aws, 'ci-deploy'), { kind: 'ssh-public-key', createDate }),
    ends: {
      ...partly,
      state: 'CONTAINED',
      reason: 'keys-inactive',
      calls: [...partly.calls, 'iam:UpdateSSHPublicKey', 'iam:ListSSHPublicKeys'],
      headline: `access key ${KEY} of IAM user ci-deploy is Inactive, and so is SSH key`,
    },
  },
  {
    tells: 'the user has a signing certificate that was made after the first evidence',
    source: 'guardduty',
    event: finding,
    arrange: (aws) =>
      aws.identities.createCredential(userOf(aws, 'ci-deploy'), { kind: 'signing-certificate', createDate }),
    ends: {
      ...partly,
      state: 'CONTAINED',
      reason: 'keys-inactive',
      calls: [...partly.calls, 'iam:UpdateSigningCertificate', 'iam:ListSigningCertificates'],
      headline: `access key ${KEY} of IAM user ci-deploy is Inactive, and so is signing certificate`,
    },
  },
  {
    tells: 'the user has a console password that was made after the first evidence',
    source: 'guardduty',
    event: finding,
    arrange: (aws) => aws.identities.createLoginProfile(userOf(aws, 'ci-deploy'), { createDate }),
    ends: {
      ...partly,
      reason: 'younger-credential-alive',
      headline: `access key ${KEY} of IAM user ci-deploy is Inactive, but a console password, made AFTER the first evidence`,
    },
  },
  {
    tells: 'the user has a bearer key that is older than the first evidence',
    source: 'guardduty',
    event: finding,
    arrange: (aws) => aws.identities.createCredential(userOf(aws, 'ci-deploy'), bearer),
    ends: {
      ...partly,
      reason: 'older-credential-alive',
      headline: `access key ${KEY} of IAM user ci-deploy is Inactive, but service-specific credential`,
    },
  },
  {
    tells: 'the service-specific credential is of another user than the report says',
    ...ofReport,
    event: event('report', { 'detail.accessKeyId': CREDENTIAL, 'detail.userName': 'broker' }),
    ends: {
      action: 'deactivate-service-credentials',
      state: 'NOT_CONTAINED',
      reason: 'credential-not-of-user',
      calls: STOPPED,
      headline: `service-specific credential ${CREDENTIAL} MAY STILL BE ACTIVE. IAM has none of that id for IAM user broker`,
    },
  },
  {
    tells: 'the access keys of the user of a reported credential cannot be read',
    ...ofReport,
    arrange: ({ faults }) =>
      faults.inject({ action: 'iam:ListAccessKeys', fault: accessDenied, times: 'forever' }),
    ends: {
      action: 'deactivate-service-credentials',
      state: 'PARTLY_CONTAINED',
      reason: 'access-keys-not-read',
      calls: STOPPED,
      headline: `service-specific credential ${CREDENTIAL} (bedrock) of IAM user ${API_USER} is Inactive. Whether`,
      inactive: [CREDENTIAL],
      retry: true,
    },
  },
];
