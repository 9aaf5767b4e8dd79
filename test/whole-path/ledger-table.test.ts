import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { grantsOf } from '../../local/template/grants.ts';
import { resolveTemplate } from '../../local/template/resolve-template.ts';
import { deployerSettings } from '../../src/settings.ts';
import { like, templateWith } from '../package-into.ts';
import { packagedTemplate } from '../packaged.ts';

const IAM = 'arn:aws:iam::111122223333:';
const SSO = `${IAM}role/aws-reserved/sso.amazonaws.com/`;
const PLACE = { partition: 'aws', accountId: '111122223333', region: 'us-east-1', stackName: 'responder' };
const WRITES = ['PutItem', 'UpdateItem', 'DeleteItem', 'BatchWriteItem'].concat([
  'PartiQLInsert',
  'PartiQLUpdate',
  'PartiQLDelete',
  'DeleteTable',
]);
/** Reads, and what CloudFormation calls as the deployer when it makes or changes the table. */
const OTHERS = ['GetItem', 'Query', 'Scan', 'DescribeTable', 'UpdateTable', 'UpdateTimeToLive'].concat([
  'UpdateContinuousBackups',
  'PutResourcePolicy',
  'DeleteResourcePolicy',
  'GetResourcePolicy',
]);

const folder = mkdtempSync(join(tmpdir(), 'ledger-table-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** The properties of the table, as CloudFormation would send them. */
function tableOf(template: unknown) {
  return resolveTemplate(template, PLACE).get('Ledger')?.properties ?? {};
}

interface TablePolicy {
  readonly PolicyDocument: {
    readonly Statement: readonly {
      readonly Effect: string;
      readonly Action: readonly string[];
      readonly Condition: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
    }[];
  };
}

/** Of IAM's rules as much as this policy uses: all operators must match, and a negated one does if no value does. */
function denies(
  { PolicyDocument }: TablePolicy,
  call: { readonly by: string; readonly action: string },
): boolean {
  return PolicyDocument.Statement.some(({ Effect, Action, Condition }) => {
    expect([Effect, Object.keys(Condition).toSorted()]).toEqual(['Deny', ['ArnNotLike', 'StringNotLike']]);
    const lists = Object.values(Condition).map((keys) => keys['aws:PrincipalArn'] ?? []);
    return (
      Action.includes(`dynamodb:${call.action}`) &&
      lists.every((patterns) => !patterns.some((pattern) => like(pattern).test(call.by)))
    );
  });
}

test('is kept: neither a call nor the end of the stack deletes it, and its past can be restored', () => {
  expect(packagedTemplate().Resources['Ledger']).toMatchObject({
    DeletionPolicy: 'Retain',
    UpdateReplacePolicy: 'Retain',
  });
  expect(tableOf(packagedTemplate())).toMatchObject({
    DeletionProtectionEnabled: true,
    PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
  });
});

test('has no policy without operators, so that an undo needs no more than a permission', () => {
  expect(tableOf(packagedTemplate())).not.toHaveProperty('ResourcePolicy');
});

describe('with operators', () => {
  const operators = `${SSO}*AWSReservedSSO_KeyOperator_*, ${IAM}role/BreakGlass`;
  const template = templateWith(folder, [`operatorRoleArn=${operators}`]);
  const policy = tableOf(template)['ResourcePolicy'] as TablePolicy;
  const writers = [...grantsOf([...resolveTemplate(template, PLACE).values()], PLACE)]
    .filter(([, actions]) => WRITES.some((action) => actions.has(`dynamodb:${action}`)))
    .map(([role]) => `${IAM}role/${role}`);

  test('three functions write: the one that responds, the one that reads the dead letters, the one that prepares', () => {
    expect(writers).toEqual([
      expect.stringMatching(/-respond$/),
      expect.stringContaining('DeadlettersRole'),
      expect.stringContaining('PrepareRole'),
    ]);
  });

  test.each([
    ...writers,
    `${SSO}eu-west-1/AWSReservedSSO_KeyOperator_0a1b2c3d4e5f6789`,
    `${SSO}AWSReservedSSO_KeyOperator_0a1b2c3d4e5f6789`,
    `${IAM}role/BreakGlass`,
  ])('%s may write', (by) => {
    expect(WRITES.filter((action) => denies(policy, { by, action }))).toEqual([]);
  });

  test.each([
    `${IAM}root`,
    `${IAM}user/ci-deploy`,
    `${IAM}user/BreakGlass`,
    `${IAM}role/BreakGlass2`,
    `${IAM}role/AWSReservedSSO_KeyOperator_0a1b2c3d4e5f6789`,
    `${SSO}AWSReservedSSO_AdministratorAccess_0a1b2c3d4e5f6789`,
    'arn:aws:iam::444455556666:role/BreakGlass',
  ])('%s may not write, and may read and deploy', (by) => {
    expect(WRITES.filter((action) => !denies(policy, { by, action }))).toEqual([]);
    expect(OTHERS.filter((action) => denies(policy, { by, action }))).toEqual([]);
  });
});

test.each(['*', `${IAM}role/*`, `${IAM}user/alice`, 'KeyOperator'])('%s is no operator', (text) => {
  const read = () => deployerSettings.operatorRoleArn.parse({ name: 'operatorRoleArn', text });
  expect(read).toThrow(/operatorRoleArn must be a comma list of ARNs of roles/);
});
