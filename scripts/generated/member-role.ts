import { userCredentials } from '../../src/containment/user-credentials.ts';
import type { CloudFormation, Permission } from '../../src/core/permission.ts';
import { functions } from '../../src/functions/index.ts';
import { merged } from './permissions.ts';
import { statementLines } from './stack.ts';

/** The permissions of stacks/member-role.yml: what the functions need in another account. */
export function memberRoleLines(): readonly string[] {
  const needed = functions
    .flatMap(({ permissions }) => permissions)
    .filter(({ inMemberAccounts }) => inMemberAccounts);
  return merged(needed)
    .flatMap(byParameter)
    .flatMap(({ condition, permission }) =>
      condition === undefined
        ? statementLines(permission, 14)
        : [
            '              - Fn::If:',
            `                  - ${condition}`,
            ...statementLines(permission, 18),
            '                  - !Ref AWS::NoValue',
          ],
    );
}

interface Statement {
  /** A condition of stacks/member-role.yml. */
  readonly condition: string | undefined;
  readonly permission: Permission;
}

/** The account's administrator may leave out what stops other credentials than access keys. */
function byParameter({ only, ...permission }: Permission): readonly Statement[] {
  const own = { ...permission, resource: RESOURCES_THERE[permission.sid] ?? permission.resource };
  const rest = own.actions.filter((action) => !ofOtherCredentials.has(action));
  const statement = { condition: only?.condition, permission: { ...own, actions: rest } };
  if (rest.length === own.actions.length) return [statement];
  const others = own.actions.filter((action) => ofOtherCredentials.has(action));
  return [
    statement,
    {
      condition: 'StopsOtherCredentials',
      permission: { ...own, sid: 'OtherCredentials', actions: others },
    },
  ];
}

/** What they have is read in any case, so that an alert can say what is still alive. */
const ofOtherCredentials = new Set(userCredentials.map(({ updateCall }) => updateCall));

const role = (name: string) => ({
  'Fn::Sub': `arn:\${AWS::Partition}:iam::\${AWS::AccountId}:role/${name}`,
});

/** The resources that a package of serverless.yml computes from the settings, or that the stack has. */
const RESOURCES_THERE: Readonly<Record<string, CloudFormation | readonly CloudFormation[]>> = {
  RevocableRoles: {
    'Fn::If': [
      'IsChina',
      rolesOf('aws-cn'),
      { 'Fn::If': ['IsGovCloud', rolesOf('aws-us-gov'), rolesOf('aws')] },
    ],
  },
  NeverItselfNorRolesOfAws: [role(`\${RoleName}`), role('aws-reserved/*'), role('aws-service-role/*')],
};

/** Each name of the parameter, without a path and with any. CloudFormation takes no function where Join has the text between. */
function rolesOf(partition: string): CloudFormation {
  const joined = (path: string) => ({
    'Fn::Join': [`,arn:${partition}:iam::*:role/${path}`, { 'Fn::Split': [',', { Ref: 'RevocableRoles' }] }],
  });
  const text = `arn:${partition}:iam::*:role/\${Plain},arn:${partition}:iam::*:role/*/\${InPath}`;
  return {
    'Fn::Split': [',', { 'Fn::Sub': [text, { Plain: joined(''), InPath: joined('*/') }] }],
  };
}
