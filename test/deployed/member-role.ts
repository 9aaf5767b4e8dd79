import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Aws } from './aws.ts';
import { createStack } from './create-stack.ts';
import type { Stack } from './stack.ts';
import { MEMBER_ROLE_NAME } from './standing.ts';

const template = join(import.meta.dirname, '..', '..', 'stacks', 'member-role.yml');

/** Deploys in another account what its administrator would: the project's own template. */
export async function deployMemberRole(member: Aws, { roleArn }: Stack): Promise<void> {
  await createStack(member, {
    StackName: MEMBER_ROLE_NAME,
    TemplateBody: readFileSync(template, 'utf8'),
    Capabilities: ['CAPABILITY_NAMED_IAM'],
    Parameters: [
      { ParameterKey: 'RoleName', ParameterValue: MEMBER_ROLE_NAME },
      { ParameterKey: 'ResponderRoleArn', ParameterValue: roleArn },
    ],
  });
}
