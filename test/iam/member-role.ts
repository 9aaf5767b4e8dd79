import { readFileSync } from 'node:fs';
import { parseTemplate } from '../../local/template/yaml-template.ts';
import { policiesOf, type StackPolicies } from './stack-policies.ts';

export const MEMBER = '444455556666';

const template = parseTemplate(
  readFileSync(new URL('../../stacks/member-role.yml', import.meta.url), 'utf8'),
);

/** What IAM of a member account holds after stacks/member-role.yml is deployed there. */
export function memberRole(
  parameters: Readonly<Record<string, string>>,
  { partition = 'aws' }: { readonly partition?: string } = {},
): StackPolicies {
  const place = { partition, accountId: MEMBER, region: 'us-east-1', stackName: 'member' };
  return policiesOf(template, place, parameters);
}
