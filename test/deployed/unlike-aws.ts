import {
  AttachUserPolicyCommand,
  PutRolePolicyCommand,
  PutUserPermissionsBoundaryCommand,
} from '@aws-sdk/client-iam';
import { GetTopicAttributesCommand } from '@aws-sdk/client-sns';
import { StartMessageMoveTaskCommand } from '@aws-sdk/client-sqs';
import { connect } from './aws.ts';
import { answerTo } from './forbidden-calls.ts';
import { ACCOUNT_ID, REGION } from './ministack.ts';
import { allowing } from './policy-text.ts';
import type { Finding } from './report.ts';
import { createRoleThatTrusts, SESSION_ACTION } from './roles.ts';
import type { Proof } from './run-case.ts';
import { UNTOLD_SOURCE } from './source-conditions.ts';
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
    'that the responder may put outcome events and no others',
    `it tells policies no ${UNTOLD_SOURCE}, and asks no policy of a bus: test/iam asks an IAM simulator`,
  ],
  [
    'the boundary for a user who has ten policies',
    'it attaches an eleventh policy, and takes no AWSDenyAll for a boundary',
  ],
  [
    "how long CloudTrail's record of a call takes to come",
    'it delivers no such records: in the duel each comes at once, where AWS takes minutes, and a key is Active so much longer',
  ],
  [
    'one mail for twenty calls that each start an environment',
    'all environments share the cores of this machine: the calls are tried again until the ledger answers each in 300 ms',
  ],
  [
    'that a storm ends by itself',
    "nobody waits ten minutes: the storm's item is made older by hand, and the message that ends it is sent by hand",
  ],
  [
    'that an event waits six hours for a function without concurrency',
    'it counts a refused start as one of three tries: here the concurrency comes back before the third',
  ],
  ['the Deny on roles under /aws-reserved/', 'it judges a role by its name, without the path'],
  [
    "the rules' own retries, and their queue for what they cannot deliver",
    "nobody may put events of AWS's sources: TestEventPattern says which rule matches, and its target is invoked",
  ],
  [
    "that Lambda reads the retry queue and sends failed events with the function's role",
    'it does both without asking a policy: the table says so for each action',
  ],
  [
    'that an event arrives from another Region or account',
    'it delivers from bus to bus within one Region only: test/whole-path/forwarding.test.ts shows the way on the embedded AWS',
  ],
  [
    'that forward.yml makes nothing where the home stack is',
    'it knows no pseudo parameter in a condition: the embedded AWS shows it',
  ],
  ['that alerts and pages are encrypted', 'it leaves out the KMS keys of both topics'],
  ['that e-mail and SMS arrive, and what they say', 'it writes into its own log that it would send them'],
  [
    'that the pager of the parameter is told',
    'it asks nobody to confirm what a template subscribes: a queue and a server of the test are on the same topic',
  ],
  [
    'that what SNS cannot deliver is tried again, and comes into a queue at last',
    'it tries once: the policies of delivery are read back, and no more',
  ],
  ["SNS's signatures", 'it signs nothing'],
  [
    'that the ledger refuses other writers (operatorRoleArn)',
    'it keeps no policy of a table: a test reads the packaged policy as IAM would',
  ],
  [
    'that SQS gives dead letters back, and to whom it refuses that',
    'it has no StartMessageMoveTask: the test moves the messages when the AWS CLI asks for it, as SQS documents it',
  ],
  [
    'TLS itself',
    'it is reached without, and takes the header of a load balancer for it: so the functions reach SQS by such an address',
  ],
  [
    'that SNS delivers by TLS',
    'it takes what SNS delivers for as safe as the call that published it: the queue for heartbeats is tried without that statement',
  ],
  [
    'that an alarm begins and ends by its metrics',
    'its services send no metrics, it takes none from logs, and it evaluates no expression: the AWS CLI sets each alarm by hand',
  ],
  [
    'the permissions boundary of the roles',
    'it makes the roles of a template without it: a test reads the template',
  ],
  [
    "that the deployer's policy is enough for what CloudFormation calls",
    'it asks no policy of those calls: `npm run test:aws-engines` compares it with the schemas of CloudFormation',
  ],
  [
    'that the rules about tampering may publish with their role',
    'it publishes without asking a policy: test/iam asks an IAM simulator',
  ],
  ['that CloudWatch may publish on the operations topic', 'its alarms publish without asking the policy'],
];

/** Without the command `openssl` there is no certificate, and so no https server. */
export const noCertificate: readonly [string, string] = [
  'what chats and pagers get by https',
  'there is no `openssl` command here to make a certificate with',
];

/** Whether it is still as said. A check that fails here means that MiniStack can now show more. */
export async function lookForDifferences({ aws, stack, proofStack }: Proof): Promise<readonly Finding[]> {
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

  const keys: string[] = [];
  for (const TopicArn of [stack.alertTopicArn, stack.pagerTopicArn]) {
    const { Attributes } = await aws.sns.send(new GetTopicAttributesCommand({ TopicArn }));
    keys.push(Attributes?.['KmsMasterKeyId'] ?? 'none');
  }

  const boundary = { UserName: denied.name, PermissionsBoundary: PolicyArn };
  const ofResponder = await answerTo(responder.iam.send(new PutUserPermissionsBoundaryCommand(boundary)));
  const ofRoot = await answerTo(aws.iam.send(new PutUserPermissionsBoundaryCommand(boundary)));
  const SourceArn = `arn:aws:sqs:${REGION}:${ACCOUNT_ID}:x`;
  const moved = await answerTo(aws.sqs.send(new StartMessageMoveTaskCommand({ SourceArn })));
  return [
    { what: 'it has no StartMessageMoveTask', passed: moved === 'InvalidAction', found: moved },
    { what: 'AWSDenyAll denies nothing there', passed: underDenyAll === 'ok', found: underDenyAll },
    {
      what: `the role's Deny on ${Path} denies nothing there`,
      passed: reserved === 'ok',
      found: reserved,
    },
    { what: 'neither topic has a KMS key there', passed: keys.join() === 'none,none', found: keys.join() },
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
