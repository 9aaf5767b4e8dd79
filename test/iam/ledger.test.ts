import { expect, test } from '@jest/globals';
import { byPolicy } from '../../scripts/generated/permissions.ts';
import { onLedger } from '../../src/core/permission.ts';
import { askIam } from './ask-iam.ts';
import { policiesOf } from './stack-policies.ts';

const ROLE = 'arn:aws:iam::111122223333:role/respond';
const TABLES = 'arn:aws:dynamodb:us-east-1:111122223333:table';

const { inRole, beside } = byPolicy([onLedger('dynamodb:GetItem'), onLedger('dynamodb:PutItem')]);
const [granted] = beside;

/** A stack with two tables, one of which is the ledger, and a role that is granted what a unit asks for. */
const policies = policiesOf({
  Resources: {
    Ledger: { Type: 'AWS::DynamoDB::Table', Properties: { TableName: 'ledger' } },
    Orders: { Type: 'AWS::DynamoDB::Table', Properties: { TableName: 'orders' } },
    RespondRole: { Type: 'AWS::IAM::Role', Properties: { RoleName: 'respond' } },
    Granted: {
      Type: 'AWS::IAM::Policy',
      Properties: {
        PolicyName: granted?.policy.policyName ?? '',
        Roles: [{ Ref: 'RespondRole' }],
        PolicyDocument: {
          Version: '2012-10-17',
          Statement: (granted?.permissions ?? []).map(({ sid, actions, resource }) => ({
            ...{ Sid: sid, Effect: 'Allow', Action: actions, Resource: resource },
          })),
        },
      },
    },
  },
});

const asked = (action: string, table: string) =>
  askIam(policies, { by: ROLE, action: `dynamodb:${action}`, resource: `${TABLES}/${table}` });

test('what units ask for on the ledger is granted on its table, and on no other', async () => {
  expect(await asked('GetItem', 'ledger')).toBe('Allowed');
  expect(await asked('PutItem', 'ledger')).toBe('Allowed');
  expect(await asked('DeleteItem', 'ledger')).toBe('ImplicitlyDenied');
  expect(await asked('GetItem', 'orders')).toBe('ImplicitlyDenied');
});

test('it is in one policy beside the role, with names that CloudFormation and IAM take', () => {
  expect(inRole).toEqual([]);
  expect(beside).toHaveLength(1);
  expect(granted?.policy.policy).toMatch(/^[A-Za-z0-9]+$/);
  expect(granted?.policy.policyName).toMatch(/^[\w+=,.@-]+$/);
  expect(granted?.permissions.map(({ sid }) => sid)).toEqual([expect.stringMatching(/^[A-Za-z0-9]+$/)]);
});
