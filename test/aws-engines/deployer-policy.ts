import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What CloudFormation's handlers can do and this template never asks for, each with its reason. */
const NOT_NEEDED: readonly (readonly [RegExp, string])[] = [
  [/^(?:ec2|elasticfilesystem|s3files|firehose|kinesis):/, 'no function is in a VPC, and nothing streams'],
  [
    /^kms:(?:(?:Re)?Encrypt|Decrypt|GenerateDataKey|CreateGrant|RevokeGrant|ListAliases)/,
    'only topics have keys of the stack',
  ],
  [/^kms:(?:Enable|Disable)Key$|^kms:DisableKeyRotation$/, 'keys stay enabled, and are rotated'],
  [/^iam:(?:Put|Get|Delete)(?:User|Group)Policy$/, 'the policies are of roles'],
  [/^iam:(?:Attach|Detach)RolePolicy$/, 'no role has a managed policy'],
  [/^iam:UpdateRole(?:Description)?$/, 'no role has a description, or a longest session of its own'],
  [/^iam:CreateServiceLinkedRole$/, 'the table is in one Region and has no scaling'],
  [
    /^dynamodb:(?:Batch|Put|Update|Delete|Get)[A-Za-z]*Item$|^dynamodb:(?:Query|Scan)$/,
    'a deployment has no business with the items',
  ],
  [/^dynamodb:DeleteTable$/, 'the table is kept'],
  [/^dynamodb:.*(?:Replica|Import|Kinesis|ContributorInsights)/, 'the table has none of these'],
  [
    /^lambda:(?:Put|Delete|Get).*(?:CodeSigning|Recursion|Scaling|RuntimeManagement)/,
    'the functions have the defaults',
  ],
  [
    /^lambda:(?:AssociateRuntimeAlias|GetLayerVersion|PassCapacityProvider|PublishVersion)$/,
    'the functions have no layers and no versions',
  ],
  [
    /^logs:(?!Get).*(?:Key|Delivery|Policy|Authentication|DeletionProtection|LogStreams?|LogEvents)$/,
    'the log groups have the defaults',
  ],
  [/^sns:PutDataProtectionPolicy$/, 'the topics have none'],
  [/^s3:/, 'code is read as it was written, by the statement on the bucket'],
];

interface Schema {
  readonly typeName: string;
  readonly handlers?: Readonly<Record<string, { readonly permissions?: readonly string[] }>>;
}

/**
 * Whether the policy of docs/deploy.md lets CloudFormation make, change and remove what is in the template: its own schemas, which
 * cfn-lint has, say what each handler calls. @returns what is missing, and what is excused for nothing.
 */
export function lookAtDeployerPolicy(
  environment: string,
  { template, guide }: { readonly template: string; readonly guide: string },
) {
  const { Resources } = JSON.parse(readFileSync(template, 'utf8')) as {
    Resources: Record<string, { Type: string }>;
  };
  const types = new Set(Object.values(Resources).map(({ Type }) => Type));
  const allowed = allowedBy(guide);
  const wanted = readSchemas(environment)
    .filter(({ typeName }) => types.has(typeName))
    .map(({ typeName, handlers = {} }) => ({ typeName, permissions: permissionsOf(handlers) }));
  const known = new Set(wanted.map(({ typeName }) => typeName));
  const unknown = [...types].filter((type) => !known.has(type) && !type.startsWith('Custom::'));
  const lacking = wanted.flatMap(({ typeName, permissions }) =>
    permissions.filter((one) => !allowed.has(one)).map((permission) => ({ typeName, permission })),
  );
  const excusing = (permission: string) => NOT_NEEDED.find(([pattern]) => pattern.test(permission));
  const used = new Set(lacking.map(({ permission }) => excusing(permission)));
  return {
    checked: wanted.reduce((sum, { permissions }) => sum + permissions.length, 0),
    wrong: [
      ...unknown.map((type) => `CloudFormation has no schema of ${type}`),
      ...lacking
        .filter(({ permission }) => excusing(permission) === undefined)
        .map(({ typeName, permission }) => `docs/deploy.md lacks ${permission}, which ${typeName} needs`),
      ...NOT_NEEDED.filter((one) => !used.has(one)).map(
        ([pattern]) => `nothing needs ${pattern.source} any more`,
      ),
    ],
  };
}

function allowedBy(guide: string): ReadonlySet<string> {
  const [, policy = '{}'] = /^```json\n([\s\S]*?)^```$/m.exec(readFileSync(guide, 'utf8')) ?? [];
  const { Statement } = JSON.parse(policy) as {
    Statement: readonly { readonly Action: readonly string[] }[];
  };
  return new Set(Statement.flatMap(({ Action }) => Action));
}

function permissionsOf(handlers: NonNullable<Schema['handlers']>): readonly string[] {
  const ofStacks = Object.entries(handlers).filter(([name]) => name !== 'list');
  return [...new Set(ofStacks.flatMap(([, { permissions = [] }]) => permissions))];
}

/** One for each type: the Regions hardly differ. */
function readSchemas(environment: string): readonly Schema[] {
  const [python = ''] = readdirSync(join(environment, 'lib'));
  const folder = join(environment, 'lib', python, 'site-packages', 'cfnlint', 'data', 'schemas', 'resources');
  const schemas = readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name): Schema => JSON.parse(readFileSync(join(folder, name), 'utf8')));
  return [...Map.groupBy(schemas, ({ typeName }) => typeName)].map(([typeName, same]) => ({
    typeName,
    handlers: mergedHandlers(same),
  }));
}

function mergedHandlers(schemas: readonly Schema[]): NonNullable<Schema['handlers']> {
  const handlers = schemas.flatMap((schema) => Object.entries(schema.handlers ?? {}));
  const byName = Map.groupBy(handlers, ([name]) => name);
  return Object.fromEntries(
    [...byName].map(([name, same]) => [
      name,
      { permissions: same.flatMap(([, { permissions = [] }]) => permissions) },
    ]),
  );
}
