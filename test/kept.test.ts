import { expect, test } from '@jest/globals';
import { KEPT } from '../scripts/deployment/kept.ts';
import { packagedTemplate, packagedText, resourcesOf } from './packaged.ts';

/** What whoever removes the stack may still need, and the property with the name of it. */
const kept = {
  'AWS::SQS::Queue': 'QueueName',
  'AWS::Logs::LogGroup': 'LogGroupName',
  'AWS::DynamoDB::Table': 'TableName',
};

test.each(
  Object.entries(kept)
    .flatMap(([type, name]) => resourcesOf(type).map(([id]) => [id, name] as const))
    // A heartbeat says nothing of a stack that is gone.
    .filter(([id]) => id !== 'HeartbeatQueue'),
)('%s is kept when the stack is removed, and collides with none of the next stack', (id, nameProperty) => {
  const resource = packagedTemplate().Resources[id];
  expect(resource?.UpdateReplacePolicy).toBe('Retain');
  expect(['Retain', 'RetainExceptOnCreate']).toContain(resource?.DeletionPolicy);
  // Without it CloudFormation makes a name with a random part.
  expect(resource?.Properties).not.toHaveProperty(nameProperty);
});

test('the removal names each kind of what is kept', () => {
  expect(Object.keys(KEPT).toSorted()).toEqual(Object.keys(kept).toSorted());
});

test('nothing else is kept: its name may be taken by the next stack', () => {
  const others = Object.entries(packagedTemplate().Resources).filter(([, { Type }]) => !(Type in kept));
  expect(others.filter(([, { DeletionPolicy = 'Delete' }]) => DeletionPolicy !== 'Delete')).toEqual([]);
});

test('the ledger cannot be deleted by accident', () => {
  expect(packagedTemplate().Resources['Ledger']?.Properties).toMatchObject({
    DeletionProtectionEnabled: true,
  });
});

test('each function writes JSON into a log group of its own', () => {
  const groups = resourcesOf('AWS::Lambda::Function').map(([id, { Properties }]) => {
    const group = id.replace('LambdaFunction', 'LogGroup');
    expect(Properties['LoggingConfig']).toEqual({ LogFormat: 'JSON', LogGroup: { Ref: group } });
    return group;
  });
  expect(resourcesOf('AWS::Logs::LogGroup').map(([id]) => id)).toEqual(groups);
  // Its name is CloudFormation's, so the stack says it.
  for (const group of groups)
    expect(JSON.parse(packagedText()).Outputs[`${group}Name`].Value).toEqual({ Ref: group });
});
