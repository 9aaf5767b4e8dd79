import { DescribeStackResourcesCommand, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { GetFunctionConfigurationCommand } from '@aws-sdk/client-lambda';
import type { Aws } from './aws.ts';
import { STACK_NAME } from './deploy.ts';
import { present } from './present.ts';
import { type DeployedRule, readRules } from './rules.ts';

/** What the deployed stack says of itself. */
export interface Stack {
  readonly functionName: string;
  readonly roleArn: string;
  readonly roleName: string;
  readonly alertTopicArn: string;
  readonly busName: string;
  readonly failureQueueUrl: string;
  readonly rules: readonly DeployedRule[];
}

export async function readStack(aws: Aws): Promise<Stack> {
  const output = await readOutputs(aws, STACK_NAME);
  const functionName = output('RespondFunctionName');
  const busName = output('ResponderBusName');
  const { Role } = await aws.lambda.send(new GetFunctionConfigurationCommand({ FunctionName: functionName }));
  const roleArn = present(Role, "the function's role");
  return {
    functionName,
    roleArn,
    roleName: present(roleArn.split('/').at(-1), "the role's name"),
    alertTopicArn: output('AlertTopicArn'),
    busName,
    failureQueueUrl: output('FailureQueueUrl'),
    rules: await readRules(aws, ['default', busName], await readRuleIds(aws)),
  };
}

/** @returns what reads one output of the stack by its name. */
export async function readOutputs(
  { cloudFormation }: Aws,
  StackName: string,
): Promise<(name: string) => string> {
  const { Stacks } = await cloudFormation.send(new DescribeStacksCommand({ StackName }));
  const outputs = new Map(
    Stacks?.[0]?.Outputs?.map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue]),
  );
  return (name) => present(outputs.get(name), `the output ${name} of ${StackName}`);
}

/** The rules' logical ids, by their names. */
async function readRuleIds({ cloudFormation }: Aws): Promise<ReadonlyMap<string, string>> {
  const request = new DescribeStackResourcesCommand({ StackName: STACK_NAME });
  const { StackResources = [] } = await cloudFormation.send(request);
  const rules = StackResources.filter(({ ResourceType }) => ResourceType === 'AWS::Events::Rule');
  return new Map(
    rules.map(({ PhysicalResourceId, LogicalResourceId }) => [
      // On a bus of one's own CloudFormation's name for a rule is `bus|rule`.
      present(PhysicalResourceId?.split('|').at(-1), 'PhysicalResourceId'),
      present(LogicalResourceId, 'LogicalResourceId'),
    ]),
  );
}
