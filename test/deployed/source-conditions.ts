import { DescribeStackResourcesCommand } from '@aws-sdk/client-cloudformation';
import type { Aws } from './aws.ts';
import { present } from './present.ts';
import { liftConditions } from './role-policy.ts';

/** MiniStack tells no policy the sources of a PutEvents: a statement that asks for one allows nothing there. */
export const UNTOLD_SOURCE = 'events:source';

/** Takes the conditions on it out of the roles of a stack, after each deployment, which puts them there. */
export async function liftSourceConditions(aws: Aws, StackName: string): Promise<void> {
  const { StackResources = [] } = await aws.cloudFormation.send(
    new DescribeStackResourcesCommand({ StackName }),
  );
  for (const { ResourceType, PhysicalResourceId } of StackResources) {
    if (ResourceType !== 'AWS::IAM::Role') continue;
    await liftConditions(aws, present(PhysicalResourceId, 'the name of a role'), [UNTOLD_SOURCE]);
  }
}
