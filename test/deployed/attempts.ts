import { DeleteLogGroupCommand } from '@aws-sdk/client-cloudwatch-logs';
import { DeleteItemCommand, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { PutEventsCommand, PutRuleCommand } from '@aws-sdk/client-eventbridge';
import * as Iam from '@aws-sdk/client-iam';
import { InvokeCommand, UpdateFunctionConfigurationCommand } from '@aws-sdk/client-lambda';
import { SetTopicAttributesCommand, SubscribeCommand, UnsubscribeCommand } from '@aws-sdk/client-sns';
import {
  DeleteMessageCommand,
  PurgeQueueCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
} from '@aws-sdk/client-sqs';
import { AssumeRoleCommand } from '@aws-sdk/client-sts';
import type { Aws } from './aws.ts';
import { allowing, trusting } from './policy-text.ts';
import type { Role } from './roles.ts';
import type { Stack } from './stack.ts';
import type { User } from './users.ts';

type Attempts = Readonly<Record<string, () => Promise<unknown>>>;

export const EVERYTHING = allowing('*');

const ADMINISTRATOR = 'arn:aws:iam::aws:policy/AdministratorAccess';

/** What somebody who took over the function could try with its role, whatever the parameters. */
export function attempts(
  { iam, events, lambda, logs, sns, sqs }: Aws,
  stack: Stack,
  UserName: string,
): Attempts {
  const { functionName: FunctionName, alertTopicArn: TopicArn, retryQueueUrl: QueueUrl } = stack;
  const deadLetters = { QueueUrl: stack.deadLetterQueueUrl };
  const undelivered = { QueueUrl: stack.undeliveredAlertsQueueUrl };
  return {
    'iam:CreateUser': () => iam.send(new Iam.CreateUserCommand({ UserName: 'backdoor' })),
    'iam:DeleteUser': () => iam.send(new Iam.DeleteUserCommand({ UserName })),
    'iam:ListUsers': () => iam.send(new Iam.ListUsersCommand({})),
    'iam:CreateAccessKey': () => iam.send(new Iam.CreateAccessKeyCommand({ UserName })),
    'iam:DeleteAccessKey': () =>
      iam.send(new Iam.DeleteAccessKeyCommand({ UserName, AccessKeyId: 'AKIAIOSFODNN7EXAMPLE' })),
    'iam:CreateLoginProfile': () =>
      iam.send(new Iam.CreateLoginProfileCommand({ UserName, Password: 'Correct-Horse-1' })),
    'iam:UpdateLoginProfile': () =>
      iam.send(new Iam.UpdateLoginProfileCommand({ UserName, Password: 'Correct-Horse-1' })),
    'iam:DeleteLoginProfile': () => iam.send(new Iam.DeleteLoginProfileCommand({ UserName })),
    'iam:CreateAccountAlias': () =>
      iam.send(new Iam.CreateAccountAliasCommand({ AccountAlias: 'somebody-elses' })),
    'iam:AttachUserPolicy of AdministratorAccess': () =>
      iam.send(new Iam.AttachUserPolicyCommand({ UserName, PolicyArn: ADMINISTRATOR })),
    'iam:PutUserPermissionsBoundary of AdministratorAccess': () =>
      iam.send(new Iam.PutUserPermissionsBoundaryCommand({ UserName, PermissionsBoundary: ADMINISTRATOR })),
    'iam:DetachUserPolicy': () =>
      iam.send(new Iam.DetachUserPolicyCommand({ UserName, PolicyArn: ADMINISTRATOR })),
    'iam:DeleteUserPermissionsBoundary': () =>
      iam.send(new Iam.DeleteUserPermissionsBoundaryCommand({ UserName })),
    'iam:PutUserPolicy': () =>
      iam.send(new Iam.PutUserPolicyCommand({ UserName, PolicyName: 'all', PolicyDocument: EVERYTHING })),
    'sns:Subscribe to the alerts': () =>
      sns.send(new SubscribeCommand({ TopicArn, Protocol: 'email', Endpoint: 'thief@example.com' })),
    'sns:SetTopicAttributes': () =>
      sns.send(
        new SetTopicAttributesCommand({ TopicArn, AttributeName: 'DisplayName', AttributeValue: 'x' }),
      ),
    'sns:Subscribe to the pager': () =>
      sns.send(
        new SubscribeCommand({
          TopicArn: stack.pagerTopicArn,
          Protocol: 'email',
          Endpoint: 'thief@example.com',
        }),
      ),
    'sns:Unsubscribe': () => sns.send(new UnsubscribeCommand({ SubscriptionArn: `${TopicArn}:x` })),
    'sqs:ReceiveMessage of what could not be delivered': () =>
      sqs.send(new ReceiveMessageCommand(undelivered)),
    'sqs:PurgeQueue of dead letters': () => sqs.send(new PurgeQueueCommand(deadLetters)),
    'sqs:PurgeQueue': () => sqs.send(new PurgeQueueCommand({ QueueUrl })),
    'events:PutEvents on the default bus': () =>
      events.send(new PutEventsCommand({ Entries: [{ Source: 'x', DetailType: 'x', Detail: '{}' }] })),
    'events:PutRule': () => events.send(new PutRuleCommand({ Name: 'x', EventPattern: '{"source":["x"]}' })),
    'logs:DeleteLogGroup': () => logs.send(new DeleteLogGroupCommand({ logGroupName: stack.logGroupName })),
    'lambda:InvokeFunction': () => lambda.send(new InvokeCommand({ FunctionName })),
    'lambda:UpdateFunctionConfiguration': () =>
      lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName, Timeout: 1 })),
  };
}

/** What the function for dead letters does, and only that. */
export function attemptsOnDeadLetters({ sqs }: Aws, { deadLetterQueueUrl: QueueUrl }: Stack): Attempts {
  return {
    'sqs:ReceiveMessage of dead letters': () => sqs.send(new ReceiveMessageCommand({ QueueUrl })),
  };
}

/** What the responder may, and what would make a dead letter disappear. */
export function attemptsOfDeadLetters(
  { dynamoDb, iam, sqs, sts }: Aws,
  stack: Stack,
  { name: UserName, keys }: User,
): Attempts {
  const { deadLetterQueueUrl: QueueUrl, ledgerTableName: TableName } = stack;
  const Key = { incident: { S: 'sentinel' } };
  const AccessKeyId = keys[0].accessKeyId;
  const PolicyDocument = EVERYTHING;
  return {
    'iam:UpdateAccessKey': () =>
      iam.send(new Iam.UpdateAccessKeyCommand({ UserName, AccessKeyId, Status: 'Inactive' })),
    'iam:ListAccessKeys': () => iam.send(new Iam.ListAccessKeysCommand({ UserName })),
    'iam:GetUser': () => iam.send(new Iam.GetUserCommand({ UserName })),
    'iam:PutRolePolicy of the responder': () =>
      iam.send(new Iam.PutRolePolicyCommand({ RoleName: stack.roleName, PolicyName: 'x', PolicyDocument })),
    'sts:AssumeRole of the responder': () =>
      sts.send(new AssumeRoleCommand({ RoleArn: stack.roleArn, RoleSessionName: 'x' })),
    'sqs:DeleteMessage of dead letters': () =>
      sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: 'x' })),
    'sqs:SendMessage of dead letters': () => sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'x' })),
    'sqs:SendMessage into the retry queue': () =>
      sqs.send(new SendMessageCommand({ QueueUrl: stack.retryQueueUrl, MessageBody: 'x' })),
    'sqs:ReceiveMessage of the retry queue': () =>
      sqs.send(new ReceiveMessageCommand({ QueueUrl: stack.retryQueueUrl })),
    'dynamodb:GetItem of the ledger': () => dynamoDb.send(new GetItemCommand({ TableName, Key })),
    'dynamodb:PutItem into the ledger': () => dynamoDb.send(new PutItemCommand({ TableName, Item: Key })),
    'dynamodb:DeleteItem from the ledger': () => dynamoDb.send(new DeleteItemCommand({ TableName, Key })),
  };
}

/** With roles: one whose sessions may be revoked, and one of another account that trusts the responder. */
export function attemptsOnRoles({ iam, sts }: Aws, revocable: Role, trustingArn: string): Attempts {
  const RoleName = revocable.name;
  const PolicyDocument = trusting('*');
  return {
    'iam:UpdateAssumeRolePolicy of a revocable role': () =>
      iam.send(new Iam.UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument })),
    'iam:AttachRolePolicy on a revocable role': () =>
      iam.send(new Iam.AttachRolePolicyCommand({ RoleName, PolicyArn: ADMINISTRATOR })),
    'iam:DeleteRolePolicy of a revocable role': () =>
      iam.send(new Iam.DeleteRolePolicyCommand({ RoleName, PolicyName: 'allowed' })),
    'sts:AssumeRole of a role with another name, although that trusts it': () =>
      sts.send(new AssumeRoleCommand({ RoleArn: trustingArn, RoleSessionName: 'x' })),
  };
}

/** With a role that the parameter does not list. */
export function attemptsOnUnlistedRole({ iam }: Aws, { name: RoleName }: Role): Attempts {
  const everything = { RoleName, PolicyName: 'x', PolicyDocument: EVERYTHING };
  return {
    'iam:GetRole of a role that is not listed': () => iam.send(new Iam.GetRoleCommand({ RoleName })),
    'iam:PutRolePolicy on a role that is not listed': () =>
      iam.send(new Iam.PutRolePolicyCommand(everything)),
  };
}

/** With itself: what would give it everything. */
export function attemptsOnItself({ iam }: Aws, RoleName: string): Attempts {
  const everything = { RoleName, PolicyName: 'all', PolicyDocument: EVERYTHING };
  return {
    'iam:AttachRolePolicy on itself': () =>
      iam.send(new Iam.AttachRolePolicyCommand({ RoleName, PolicyArn: ADMINISTRATOR })),
    'iam:PutRolePolicy on itself': () => iam.send(new Iam.PutRolePolicyCommand(everything)),
  };
}
