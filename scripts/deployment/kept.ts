import { type CloudFormationClient, paginateListStackResources } from '@aws-sdk/client-cloudformation';

/** What stays when the stack is removed, and what it is called there. docs/uninstall.md says how to delete each. */
export const KEPT: Readonly<Record<string, string>> = {
  'AWS::DynamoDB::Table': 'table',
  'AWS::Logs::LogGroup': 'log group',
  'AWS::SQS::Queue': 'queue',
};

/** @returns what the stack has of these: a line each, with the name by which AWS finds it. */
export async function keptOf(client: CloudFormationClient, StackName: string): Promise<readonly string[]> {
  const lines: string[] = [];
  for await (const { StackResourceSummaries = [] } of paginateListStackResources({ client }, { StackName })) {
    for (const { ResourceType = '', PhysicalResourceId, ResourceStatus } of StackResourceSummaries) {
      const kind = KEPT[ResourceType];
      if (kind !== undefined && PhysicalResourceId !== undefined && ResourceStatus !== 'DELETE_COMPLETE')
        lines.push(`${kind} ${PhysicalResourceId}`);
    }
  }
  return lines.toSorted();
}
