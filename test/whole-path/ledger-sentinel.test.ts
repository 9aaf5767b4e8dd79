import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type CustomResource, startCustomResource } from '../../local/custom-resource.ts';
import { deployLocally, type LocalStack } from '../../local/stack.ts';
import { erase, itemOf } from '../ledger-items.ts';
import { packagedTemplate } from '../packaged.ts';

let stack: LocalStack;
let resource: CustomResource;
beforeAll(async () => {
  stack = await deployLocally();
  resource = await startCustomResource('LedgerSentinel');
}, 120_000);
afterAll(async () => {
  resource.stop();
  await stack.stop();
});

const tableName = () => stack.description.tables[0]?.name ?? '';
const sentinel = () => itemOf(stack.aws, 'sentinel', tableName());

/** CloudFormation calls the packaged function, which has only the permissions of its role. */
async function ask(type: 'Create' | 'Update' | 'Delete') {
  const { functionError, payload } = await stack.invoke('PrepareLambdaFunction', resource.event(type));
  expect([functionError, payload]).toEqual([undefined, null]);
  return resource.answers.at(-1);
}

test('CloudFormation asks for the sentinel once for each table, after the function may write it', () => {
  expect(packagedTemplate().Resources['LedgerSentinel']).toMatchObject({
    Type: 'Custom::LedgerSentinel',
    DependsOn: ['PrepareLedgerPolicy'],
    // Nothing here changes with a version or a setting: a change would put the sentinel into an erased table.
    Properties: {
      ServiceToken: { 'Fn::GetAtt': ['PrepareLambdaFunction', 'Arn'] },
      ServiceTimeout: 300,
      Table: { 'Fn::GetAtt': ['Ledger', 'Arn'] },
    },
  });
});

test('the packaged function plants it, answers CloudFormation, and never takes it out', async () => {
  await erase(stack.aws, { table: tableName() });
  expect(await ask('Create')).toEqual({
    // The address is signed for a request without one.
    contentType: undefined,
    body: {
      Status: 'SUCCESS',
      PhysicalResourceId: 'ledger-sentinel',
      StackId: expect.stringMatching(/^arn:aws:cloudformation:/),
      RequestId: 'request-0',
      LogicalResourceId: 'LedgerSentinel',
    },
  });
  const planted = await sentinel();
  expect(planted).toEqual({ incident: { S: 'sentinel' }, plantedAt: { S: expect.any(String) } });

  for (const type of ['Update', 'Delete'] as const) {
    expect((await ask(type))?.body).toMatchObject({
      Status: 'SUCCESS',
      PhysicalResourceId: 'ledger-sentinel',
    });
    expect(await sentinel()).toEqual(planted);
  }
});
