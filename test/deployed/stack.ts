import {
  DescribeStackResourcesCommand,
  DescribeStacksCommand,
  type StackResource,
} from '@aws-sdk/client-cloudformation';
import { GetFunctionConfigurationCommand } from '@aws-sdk/client-lambda';
import type { Aws } from './aws.ts';
import { STACK_NAME } from './deploy.ts';
import { readLogGroup } from './log-group.ts';
import { present } from './present.ts';
import { type DeployedRule, readRules } from './rules.ts';

/** What the deployed stack says of itself. */
export interface Stack {
  readonly functionName: string;
  readonly roleArn: string;
  readonly roleName: string;
  readonly alertTopicArn: string;
  readonly alertKeyId: string;
  /** `undefined` where nobody named a pager. */
  readonly pagerTopicArn: string | undefined;
  readonly operationsTopicArn: string;
  readonly busName: string;
  readonly ledgerTableName: string;
  readonly retryQueueUrl: string;
  readonly deadLetterQueueUrl: string;
  readonly deadLettersFunctionName: string;
  readonly deadLettersRoleArn: string;
  readonly deadLettersRoleName: string;
  readonly undeliveredAlertsQueueUrl: string;
  readonly heartbeatQueueUrl: string;
  readonly logGroupName: string;
  readonly rules: readonly DeployedRule[];
  /** The names of its alarms, by their logical ids. */
  readonly alarms: ReadonlyMap<string, string>;
  /** The ARNs of its subscriptions, by their logical ids. */
  readonly subscriptions: ReadonlyMap<string, string>;
}

export async function readStack(aws: Aws, stackName = STACK_NAME): Promise<Stack> {
  const output = await readOutputs(aws, stackName);
  const resources = await readResources(aws, stackName);
  const functionName = output('RespondFunctionName');
  const busName = output('ResponderBusName');
  const deadLettersFunctionName = output('DeadlettersFunctionName');
  const roleArn = await readRoleArn(aws, functionName);
  const deadLettersRoleArn = await readRoleArn(aws, deadLettersFunctionName);
  return {
    functionName,
    roleArn,
    roleName: nameIn(roleArn),
    alertTopicArn: output('AlertTopicArn'),
    alertKeyId: present(physicalIds(resources, 'AWS::KMS::Key').get('AlertKey'), 'AlertKey'),
    pagerTopicArn: output.orNothing('PagerTopicArn'),
    operationsTopicArn: output('OperationsTopicArn'),
    busName,
    ledgerTableName: output('LedgerTableName'),
    retryQueueUrl: output('RetryQueueUrl'),
    deadLetterQueueUrl: output('DeadLetterQueueUrl'),
    deadLettersFunctionName,
    deadLettersRoleArn,
    deadLettersRoleName: nameIn(deadLettersRoleArn),
    undeliveredAlertsQueueUrl: output('UndeliveredAlertsQueueUrl'),
    heartbeatQueueUrl: output('HeartbeatQueueUrl'),
    logGroupName: await readLogGroup(aws, functionName),
    rules: await readRules(aws, ['default', busName], logicalIds(resources)),
    alarms: physicalIds(resources, 'AWS::CloudWatch::Alarm'),
    subscriptions: physicalIds(resources, 'AWS::SNS::Subscription'),
  };
}

/** The rules of a stack that has them on the default bus alone. */
export async function readRulesOf(aws: Aws, stackName: string): Promise<readonly DeployedRule[]> {
  return readRules(aws, ['default'], logicalIds(await readResources(aws, stackName)));
}

async function readRoleArn({ lambda }: Aws, FunctionName: string): Promise<string> {
  const { Role } = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
  return present(Role, `the role of ${FunctionName}`);
}

function nameIn(roleArn: string): string {
  return present(roleArn.split('/').at(-1), "the role's name");
}

export interface Outputs {
  /** @throws if the stack has no such output. */
  (name: string): string;
  readonly orNothing: (name: string) => string | undefined;
}

/** @returns what reads one output of the stack by its name. */
export async function readOutputs({ cloudFormation }: Aws, StackName: string): Promise<Outputs> {
  const { Stacks } = await cloudFormation.send(new DescribeStacksCommand({ StackName }));
  const outputs = new Map(
    Stacks?.[0]?.Outputs?.map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue]),
  );
  const orNothing = (name: string) => outputs.get(name);
  return Object.assign((name: string) => present(orNothing(name), `the output ${name} of ${StackName}`), {
    orNothing,
  });
}

async function readResources({ cloudFormation }: Aws, StackName: string): Promise<readonly StackResource[]> {
  const request = new DescribeStackResourcesCommand({ StackName });
  return (await cloudFormation.send(request)).StackResources ?? [];
}

/** What AWS calls the resources of one type, by their logical ids. */
function physicalIds(resources: readonly StackResource[], type: string): ReadonlyMap<string, string> {
  const ofType = resources.filter(({ ResourceType }) => ResourceType === type);
  return new Map(
    ofType.map(({ LogicalResourceId, PhysicalResourceId }) => [
      present(LogicalResourceId, 'LogicalResourceId'),
      present(PhysicalResourceId, 'PhysicalResourceId'),
    ]),
  );
}

/** The rules' logical ids, by their names. On a bus of one's own CloudFormation's name for a rule is `bus|rule`. */
function logicalIds(resources: readonly StackResource[]): ReadonlyMap<string, string> {
  const rules = physicalIds(resources, 'AWS::Events::Rule');
  return new Map([...rules].map(([logicalId, name]) => [name.split('|').at(-1) ?? name, logicalId]));
}
