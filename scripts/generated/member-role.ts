import { functions } from '../../src/functions/index.ts';
import { merged } from './permissions.ts';
import { statementLines } from './stack.ts';

/** The permissions of stacks/member-role.yml: what the functions need in another account. */
export function memberRoleLines(): readonly string[] {
  const needed = functions
    .flatMap(({ permissions }) => permissions)
    .filter(({ inMemberAccounts }) => inMemberAccounts);
  return merged(needed).flatMap(({ only, ...permission }) => {
    if (only?.condition === undefined) return statementLines(permission, 14);
    return [
      '              - Fn::If:',
      `                  - ${only.condition}`,
      ...statementLines(permission, 18),
      '                  - !Ref AWS::NoValue',
    ];
  });
}
