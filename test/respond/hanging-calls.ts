import type { Injection } from '../../local/aws/faults.ts';
import type { User } from '../../local/aws/user.ts';
import { isCredentialKind } from '../../local/aws/user-credential.ts';
import type { Aws } from '../../local/aws.ts';
import { userCredentials } from '../../src/containment/user-credentials.ts';
import { longTermKey } from '../api-keys.ts';
import { fixture, type Json, withValue } from '../fixture.ts';
import { SECRET } from '../hostile/secrets.ts';

export const KEY = 'AKIAIOSFODNN7EXAMPLE';
export const OWN = '111122223333';
const MEMBER = '444455556666';
/** After the first evidence of the fixtures. */
const createDate = new Date('2026-05-04T03:05:00.000Z');

/** What a function is given, and the account in which it makes a call. */
export interface Scene {
  readonly function: 'respond' | 'deadletters' | 'prepare';
  readonly arrange: (aws: Aws) => void;
  /** What Lambda hands over. */
  readonly event?: (aws: Aws) => Json;
  /** It comes from the retry queue. */
  readonly fromQueue?: true;
  /** What else is wrong, so that it gets to the call. */
  readonly faults?: readonly Injection[];
}

const denied = (action: string): Injection => ({
  action,
  fault: { kind: 'error', status: 403, code: 'AccessDenied', message: 'no' },
  times: 'forever',
});

function userWithKey({ identities }: Aws, accountId = OWN): User {
  const user = identities.createUser({ userName: 'ci-deploy', accountId });
  identities.createAccessKey(user, { accessKeyId: KEY });
  return user;
}

/** A user who has everything that is read or stopped beside the key. */
function richUser(aws: Aws): void {
  const user = userWithKey(aws);
  // A kind that this AWS does not know yet is the matter of test/table.
  for (const kind of userCredentials.map((unit): string => unit.kind).filter(isCredentialKind))
    aws.identities.createCredential(user, {
      kind,
      ...(kind === 'service-specific-credential' && { service: 'bedrock.amazonaws.com' }),
      createDate,
    });
}

function userWithFullQuota(aws: Aws): void {
  const user = userWithKey(aws);
  const { policies } = aws.identities;
  const names = Array.from({ length: 10 }, (_, index) => `filler-${index}`);
  user.attachedPolicies.reset(names.map((policyName) => policies.create({ policyName, accountId: OWN })));
}

const finding = (aws: Aws): Json =>
  withValue(
    fixture('guardduty-malicious-ip-caller'),
    'detail.resource.accessKeyDetails.principalId',
    aws.identities.findUser(OWN, 'ci-deploy')?.userId,
  );

const theft: Scene = { function: 'respond', arrange: richUser, event: finding };
const fullQuota: Scene = { function: 'respond', arrange: userWithFullQuota, event: finding };
const roleSession: Scene = {
  function: 'respond',
  arrange: (aws) => void aws.identities.createRole({ roleName: 'ci-deploy' }),
  event: () =>
    withValue(fixture('guardduty-role-session'), 'detail.resource.accessKeyDetails.userName', 'ci-deploy'),
};
const report: Scene = {
  function: 'respond',
  arrange: (aws) => void userWithKey(aws),
  event: () => fixture('report'),
};
const foreign: Scene = { ...report, faults: [denied('iam:GetAccessKeyLastUsed')] };
const member: Scene = {
  function: 'respond',
  arrange: (aws) => {
    aws.identities.createRole({ roleName: 'responder-member', accountId: MEMBER, trusts: [OWN] });
    userWithKey(aws, MEMBER);
  },
  event: () => withValue(fixture('guardduty-malicious-ip-caller'), 'detail.accountId', MEMBER),
};
const reactivation: Scene = {
  function: 'respond',
  arrange: (aws) => void userWithKey(aws),
  event: () => fixture('cloudtrail-activate-key'),
};
const secretThatFails: Scene = {
  function: 'respond',
  arrange: (aws) => void userWithKey(aws),
  event: () =>
    withValue(fixture('cloudtrail-stop-logging-by-key'), 'detail.requestParameters', { note: SECRET }),
  faults: [denied('iam:UpdateAccessKey')],
};
const apiKeyThatFails: Scene = {
  ...secretThatFails,
  event: () => withValue(fixture('report'), 'detail.accessKeyId', longTermKey(`ci-deploy-at-${OWN}`)),
  faults: [denied('iam:*')],
};
const comesBack: Scene = { ...theft, fromQueue: true, faults: [denied('iam:UpdateAccessKey')] };

/** As many as are told singly: the most alerts of one run. */
const LETTERS = 5;
const deadLetters: Scene = {
  function: 'deadletters',
  arrange: ({ queues }) => {
    for (let index = 0; index < LETTERS; index += 1) {
      const body = JSON.stringify({
        requestContext: {},
        requestPayload: withValue(fixture('guardduty-malicious-ip-caller'), 'id', `letter-${index}`),
      });
      queues.find('dead-letters')?.send({ body, senderId: 'test' });
    }
  },
};
const newStack: Scene = { function: 'prepare', arrange: () => {} };

export interface Row {
  readonly action: string;
  readonly scene: Scene;
  /** Which of several that have this action. */
  readonly which?: string;
  readonly when?: NonNullable<Injection['when']>;
  /** Nobody can be told by it: then the event, or the run, fails and comes again. */
  readonly untold?: true;
}

const rowsOf = (scene: Scene, ...actions: readonly string[]): readonly Row[] =>
  actions.map((action) => ({ action, scene }));
const to = (name: string): Pick<Row, 'which' | 'when'> => ({
  which: name,
  when: ({ TopicArn }) => String(TopicArn).endsWith(`:${name}`),
});

/** Every call of every function, and where it is made. */
export const rows: readonly Row[] = [
  ...rowsOf(theft, 'iam:UpdateAccessKey', 'iam:ListAccessKeys', 'iam:GetLoginProfile'),
  ...rowsOf(theft, ...userCredentials.flatMap(({ listCall, updateCall }) => [listCall, updateCall])),
  ...rowsOf(theft, 'iam:AttachUserPolicy', 'iam:ListAttachedUserPolicies', 'iam:ListAccountAliases'),
  ...rowsOf(fullQuota, 'iam:GetUser', 'iam:PutUserPermissionsBoundary'),
  ...rowsOf(roleSession, 'iam:GetRole', 'iam:PutRolePolicy', 'iam:GetRolePolicy'),
  ...rowsOf(report, 'iam:GetAccessKeyLastUsed'),
  ...rowsOf(foreign, 'sts:GetAccessKeyInfo'),
  ...rowsOf(member, 'sts:AssumeRole'),
  ...rowsOf(theft, 'dynamodb:UpdateItem', 'events:PutEvents'),
  ...rowsOf(reactivation, 'dynamodb:GetItem'),
  { action: 'sns:Publish', scene: theft, ...to('alerts'), untold: true },
  { action: 'sns:Publish', scene: theft, ...to('pager') },
  { action: 'sqs:SendMessage', scene: secretThatFails, which: 'an event with a secret' },
  { action: 'sqs:SendMessage', scene: apiKeyThatFails, which: 'an API key' },
  { action: 'sqs:ChangeMessageVisibility', scene: comesBack },
  { action: 'sqs:ReceiveMessage', scene: deadLetters, untold: true },
  ...rowsOf(deadLetters, 'sqs:ChangeMessageVisibility', 'dynamodb:UpdateItem', 'events:PutEvents'),
  { action: 'sns:Publish', scene: deadLetters, ...to('alerts'), untold: true },
  { action: 'sns:Publish', scene: deadLetters, ...to('pager') },
  { action: 'dynamodb:UpdateItem', scene: newStack, untold: true },
];

/** What a role has and its function does not call. */
export const callsOfOthers: Readonly<Record<string, string>> = {
  'kms:GenerateDataKey': 'SNS calls it, with the rights of whoever publishes',
  'kms:Decrypt': 'SNS calls it, with the rights of whoever publishes',
  'respond sqs:ReceiveMessage': "Lambda's poller reads the retry queue",
  'respond sqs:DeleteMessage': "Lambda's poller deletes what was handled",
  'respond sqs:GetQueueAttributes': "Lambda's poller asks for it",
};
