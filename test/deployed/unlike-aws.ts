import {
  AttachUserPolicyCommand,
  PutRolePolicyCommand,
  PutUserPermissionsBoundaryCommand,
} from '@aws-sdk/client-iam';
import { connect } from './aws.ts';
import { allowing } from './policy-text.ts';
import type { Finding } from './report.ts';
import { createRoleThatTrusts, SESSION_ACTION } from './roles.ts';
import type { Proof } from './run-case.ts';
import { callWithPermission } from './thief.ts';
import { allow, createUser } from './users.ts';

/** MiniStack tells no policy these: a statement with a condition on one of them allows nothing there. */
export const UNKNOWN_KEYS = ['iam:PolicyARN', 'iam:PermissionsBoundary'];

/** What this ring cannot show, and why. */
export const notShown: readonly (readonly [string, string])[] = [
  ["that AWSDenyAll ends a user's sessions", 'MiniStack attaches AWSDenyAll without knowing what it says'],
  [
    'that the role can attach AWSDenyAll and nothing else',
    `it tells policies no ${UNKNOWN_KEYS.join(' and no ')}: one case has the role without these conditions`,
  ],
  [
    'the boundary for a user who has ten policies',
    'it attaches an eleventh policy, and takes no AWSDenyAll for a boundary',
  ],
  ['the Deny on roles under /aws-reserved/', 'it judges a role by its name, without the path'],
  [
    "the rules' own retries, and their queue for what they cannot deliver",
    "nobody may put events of AWS's sources: TestEventPattern says which rule matches, and its target is invoked",
  ],
  ['that alerts are encrypted', 'it leaves out the KMS key of the topic'],
];

/** Whether it is still as said. A check that fails here means that MiniStack can now show more. */
export async function lookForDifferences({ aws, proofStack }: Proof): Promise<readonly Finding[]> {
  const denied = await createUser(aws, 'denied');
  await allow(denied, SESSION_ACTION);
  const PolicyArn = 'arn:aws:iam::aws:policy/AWSDenyAll';
  await aws.iam.send(new AttachUserPolicyCommand({ UserName: denied.name, PolicyArn }));
  const underDenyAll = await answerTo(callWithPermission(connect(aws.endpoint, denied.keys[0])));

  const RoleName = 'AWSReservedSSO_Example_0123456789abcdef';
  const Path = '/aws-reserved/sso.amazonaws.com/';
  await createRoleThatTrusts(denied.arn, aws, { RoleName, Path });
  const responder = connect(aws.endpoint, await proofStack.readRoleCredentials());
  const document = { RoleName, PolicyName: 'x', PolicyDocument: allowing(SESSION_ACTION) };
  const reserved = await answerTo(responder.iam.send(new PutRolePolicyCommand(document)));

  const boundary = { UserName: denied.name, PermissionsBoundary: PolicyArn };
  const ofResponder = await answerTo(responder.iam.send(new PutUserPermissionsBoundaryCommand(boundary)));
  const ofRoot = await answerTo(aws.iam.send(new PutUserPermissionsBoundaryCommand(boundary)));
  return [
    { what: 'AWSDenyAll denies nothing there', passed: underDenyAll === 'ok', found: underDenyAll },
    {
      what: `the role's Deny on ${Path} denies nothing there`,
      passed: reserved === 'ok',
      found: reserved,
    },
    {
      what: 'the role is refused AWSDenyAll as a boundary, although its policy allows it',
      passed: ofResponder === 'AccessDenied',
      found: ofResponder,
    },
    {
      what: 'and root cannot make it one',
      passed: ofRoot === 'NoSuchEntityException',
      found: ofRoot,
    },
  ];
}

async function answerTo(call: Promise<unknown>): Promise<string> {
  return call.then(
    () => 'ok',
    (error: unknown) => (error instanceof Error ? error.name : String(error)),
  );
}
