import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CreateStackCommand, waitUntilStackCreateComplete } from '@aws-sdk/client-cloudformation';
import type { Aws } from './aws.ts';
import type { Stack } from './stack.ts';
import { MEMBER_ROLE_NAME } from './standing.ts';

const template = join(import.meta.dirname, '..', '..', 'stacks', 'member-role.yml');

/** Deploys in another account what its administrator would: the project's own template. */
export async function deployMemberRole({ cloudFormation: client }: Aws, { roleArn }: Stack): Promise<void> {
  const StackName = MEMBER_ROLE_NAME;
  await client.send(
    new CreateStackCommand({
      StackName,
      TemplateBody: readFileSync(template, 'utf8'),
      Capabilities: ['CAPABILITY_NAMED_IAM'],
      Parameters: [
        { ParameterKey: 'RoleName', ParameterValue: MEMBER_ROLE_NAME },
        { ParameterKey: 'ResponderRoleArn', ParameterValue: roleArn },
      ],
    }),
  );
  await waitUntilStackCreateComplete({ client, maxWaitTime: 60, minDelay: 1, maxDelay: 1 }, { StackName });
}
