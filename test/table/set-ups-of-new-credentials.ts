import { accessDenied } from '../../local/aws/faults.ts';
import { anyOf, together } from './calls.ts';
import { type Ending, escalated, leftAlone } from './ending.ts';
import { event } from './events.ts';
import { type SetUp, userOf, watchedBefore } from './set-up.ts';
import { KEY } from './world.ts';

const LISTS = [
  ['iam:ListServiceSpecificCredentials'],
  ['iam:ListSSHPublicKeys'],
  ['iam:ListSigningCertificates'],
] as const;
const BEARER = 'ACCAEXAMPLE123EXAMPLE';
const key = event('cloudtrail-create-access-key-for-other');
const bearer = event('cloudtrail-create-bearer-key');
const ABOUT = { source: 'cloudtrail', before: [anyOf('dynamodb:GetItem')] } as const;

const keyStopped: Ending = {
  action: 'deactivate-access-key',
  state: 'PARTLY_CONTAINED',
  reason: 'new-credential-stopped',
  calls: ['iam:UpdateAccessKey', together(['iam:ListAccessKeys'], ...LISTS)],
  headline: `access key ${KEY} of IAM user ci-deploy is Inactive. IAM user security-admin had MADE it`,
  inactive: [KEY],
};

/** Who made it is watched, or the user is: what the ledger knows of them decides. */
export const aboutNewCredentials: readonly SetUp[] = [
  {
    ...ABOUT,
    tells: 'a key that somebody made about whom an incident is open',
    event: key,
    arrange: (aws) => watchedBefore(aws, 'security-admin'),
    ends: keyStopped,
  },
  {
    ...ABOUT,
    tells: 'the same where users are quarantined: its user has no part in it',
    event: key,
    settings: { QUARANTINE_USERS: 'true' },
    arrange: (aws) => watchedBefore(aws, 'security-admin'),
    ends: keyStopped,
  },
  {
    ...ABOUT,
    tells: 'the same, in the mode that changes nothing',
    event: key,
    settings: { CONTAIN: 'observe' },
    arrange: (aws) => watchedBefore(aws, 'security-admin'),
    ends: leftAlone('observe'),
  },
  {
    ...ABOUT,
    tells: 'the same, for a user that is exempt',
    event: key,
    settings: { EXEMPT_PRINCIPALS: 'ci-deploy' },
    arrange: (aws) => watchedBefore(aws, 'security-admin'),
    ends: leftAlone('exempt'),
  },
  {
    ...ABOUT,
    tells: 'the same, and the ledger does not answer',
    event: key,
    arrange: (aws) =>
      aws.faults.inject({ action: 'dynamodb:GetItem', fault: accessDenied, times: 'forever' }),
    ends: {
      ...escalated('ledger-unreadable', `access key ${KEY} of IAM user ci-deploy was MADE, and the ledger`),
      retry: true,
    },
  },
  {
    ...ABOUT,
    tells: 'a key that a person made for a user about whom an incident is open',
    event: key,
    class: 'informational',
    arrange: (aws) => watchedBefore(aws, 'ci-deploy'),
    ends: leftAlone('informational'),
  },
  {
    ...ABOUT,
    tells: 'a bearer key that somebody made about whom an incident is open',
    event: bearer,
    arrange: async (aws) => {
      await watchedBefore(aws, 'security-admin');
      const service = 'bedrock.amazonaws.com';
      const one = { kind: 'service-specific-credential', id: BEARER, service } as const;
      aws.identities.createCredential(userOf(aws, 'ci-deploy'), one);
    },
    ends: {
      action: 'deactivate-credential',
      state: 'PARTLY_CONTAINED',
      reason: 'new-credential-stopped',
      calls: ['iam:UpdateServiceSpecificCredential', together(['iam:ListAccessKeys'], ...LISTS)],
      headline: `service-specific credential ${BEARER} (bedrock) of IAM user ci-deploy is Inactive. IAM user security-admin had MADE it`,
    },
  },
  {
    ...ABOUT,
    tells: 'a bearer key that a person made for a user about whom an incident is open',
    event: bearer,
    class: 'informational',
    arrange: (aws) => watchedBefore(aws, 'ci-deploy'),
    ends: leftAlone('informational'),
  },
];
