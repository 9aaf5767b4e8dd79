import { DeleteLogGroupCommand } from '@aws-sdk/client-cloudwatch-logs';
import { PutEventsCommand, PutRuleCommand } from '@aws-sdk/client-eventbridge';
import {
  AttachUserPolicyCommand,
  CreateAccessKeyCommand,
  CreateLoginProfileCommand,
  CreateUserCommand,
  DeleteAccessKeyCommand,
  DeleteUserCommand,
  ListAccessKeysCommand,
  ListUsersCommand,
  PutRolePolicyCommand,
  PutUserPolicyCommand,
} from '@aws-sdk/client-iam';
import { InvokeCommand, UpdateFunctionConfigurationCommand } from '@aws-sdk/client-lambda';
import { PublishCommand, SetTopicAttributesCommand, SubscribeCommand } from '@aws-sdk/client-sns';
import { PurgeQueueCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { AssumeRoleCommand, GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { type Aws, connect } from './aws.ts';
import type { Finding } from './report.ts';
import type { Proof } from './run-case.ts';
import { createUser } from './users.ts';

/** How the services that are called here name a refusal for want of permission. */
const DENIALS = ['AccessDenied', 'AccessDeniedException', 'AuthorizationErrorException'];

const EVERYTHING = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
});

const ADMINISTRATOR = 'arn:aws:iam::aws:policy/AdministratorAccess';

/** What somebody who took over the function could try with its role. */
export async function proveNothingElse(proof: Proof): Promise<readonly Finding[]> {
  const { aws, stack, proofStack } = proof;
  const role = connect(aws.endpoint, await proofStack.readRoleCredentials());
  const victim = await createUser(aws, 'onlooker');

  const { Arn = '' } = await role.sts.send(new GetCallerIdentityCommand({}));
  const allowed = await codeOf(role.iam.send(new ListAccessKeysCommand({ UserName: victim.name })));
  const refusals = Object.entries(attempts(role, proof, victim.name)).map(async ([what, call]) => {
    const code = await codeOf(call());
    return { what: `the role is refused ${what}`, passed: DENIALS.includes(code), found: code };
  });
  const administrator = await becomeAdministrator(proof);
  const assumption = { RoleArn: stack.roleArn, RoleSessionName: 'administrator' };
  const assumed = await codeOf(administrator.sts.send(new AssumeRoleCommand(assumption)));
  const forgery = { TopicArn: stack.alertTopicArn, Message: 'CONTAINED, nothing to do' };
  const forged = await codeOf(administrator.sns.send(new PublishCommand(forgery)));
  return [
    {
      what: "the calls are made as the function's role",
      passed: Arn.includes(`:assumed-role/${stack.roleName}/`),
      found: Arn,
    },
    { what: 'and what it is allowed works: iam:ListAccessKeys', passed: allowed === 'ok', found: allowed },
    ...(await Promise.all(refusals)),
    {
      what: 'not even an administrator can assume the role',
      passed: assumed === 'AccessDenied',
      found: assumed,
    },
    { what: 'or publish a forged alert', passed: DENIALS.includes(forged), found: forged },
  ];
}

function attempts(
  role: Aws,
  { stack }: Proof,
  UserName: string,
): Readonly<Record<string, () => Promise<unknown>>> {
  const { iam, events, lambda, logs, sns, sqs } = role;
  const {
    functionName: FunctionName,
    roleName: RoleName,
    alertTopicArn: TopicArn,
    failureQueueUrl: QueueUrl,
  } = stack;
  return {
    'iam:CreateUser': () => iam.send(new CreateUserCommand({ UserName: 'backdoor' })),
    'iam:DeleteUser': () => iam.send(new DeleteUserCommand({ UserName })),
    'iam:ListUsers': () => iam.send(new ListUsersCommand({})),
    'iam:CreateAccessKey': () => iam.send(new CreateAccessKeyCommand({ UserName })),
    'iam:DeleteAccessKey': () =>
      iam.send(new DeleteAccessKeyCommand({ UserName, AccessKeyId: 'AKIAIOSFODNN7EXAMPLE' })),
    'iam:CreateLoginProfile': () =>
      iam.send(new CreateLoginProfileCommand({ UserName, Password: 'Correct-Horse-1' })),
    'iam:AttachUserPolicy': () =>
      iam.send(new AttachUserPolicyCommand({ UserName, PolicyArn: ADMINISTRATOR })),
    'iam:PutUserPolicy': () =>
      iam.send(new PutUserPolicyCommand({ UserName, PolicyName: 'all', PolicyDocument: EVERYTHING })),
    'iam:PutRolePolicy on itself': () =>
      iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'all', PolicyDocument: EVERYTHING })),
    'sns:Subscribe to the alerts': () =>
      sns.send(new SubscribeCommand({ TopicArn, Protocol: 'email', Endpoint: 'thief@example.com' })),
    'sns:SetTopicAttributes': () =>
      sns.send(
        new SetTopicAttributesCommand({ TopicArn, AttributeName: 'DisplayName', AttributeValue: 'x' }),
      ),
    'sqs:ReceiveMessage from the failure queue': () => sqs.send(new ReceiveMessageCommand({ QueueUrl })),
    'sqs:PurgeQueue': () => sqs.send(new PurgeQueueCommand({ QueueUrl })),
    'events:PutEvents on the default bus': () =>
      events.send(new PutEventsCommand({ Entries: [{ Source: 'x', DetailType: 'x', Detail: '{}' }] })),
    'events:PutRule': () => events.send(new PutRuleCommand({ Name: 'x', EventPattern: '{"source":["x"]}' })),
    'logs:DeleteLogGroup': () =>
      logs.send(new DeleteLogGroupCommand({ logGroupName: `/aws/lambda/${FunctionName}` })),
    'lambda:InvokeFunction': () => lambda.send(new InvokeCommand({ FunctionName })),
    'lambda:UpdateFunctionConfiguration': () =>
      lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName, Timeout: 1 })),
  };
}

async function becomeAdministrator({ aws }: Proof): Promise<Aws> {
  const { name, keys } = await createUser(aws, 'administrator');
  await aws.iam.send(
    new PutUserPolicyCommand({ UserName: name, PolicyName: 'all', PolicyDocument: EVERYTHING }),
  );
  const administrator = connect(aws.endpoint, keys[0]);
  // A refusal later on means nothing unless this one is let through.
  await administrator.iam.send(new ListUsersCommand({}));
  return administrator;
}

async function codeOf(call: Promise<unknown>): Promise<string> {
  return call.then(
    () => 'ok',
    (error: unknown) => (error instanceof Error ? error.name : String(error)),
  );
}
