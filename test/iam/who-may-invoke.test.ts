import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { packagedTemplate } from '../packaged.ts';
import { askIam, EVERYTHING } from './ask-iam.ts';
import { type Document, policiesOf } from './stack-policies.ts';

const ADMINISTRATOR = 'arn:aws:iam::111122223333:role/administrator';
const STRANGER = 'arn:aws:iam::444455556666:user/stranger';
const policies = policiesOf(packagedTemplate());

/** The policy of docs/threat-model.md, as whoever copies it has it. */
const [, statement = ''] = /```json\n(\{[^`]*"lambda:InvokeFunction"[^`]*\})\n```/.exec(
  readFileSync('docs/threat-model.md', 'utf8'),
) ?? [''];
const controls: readonly Document[] = [{ Version: '2012-10-17', Statement: [JSON.parse(statement)] }];

const invoke = (
  by: string,
  functionId: string,
  more: { readonly controls?: readonly Document[]; readonly context?: Readonly<Record<string, string>> } = {},
) =>
  askIam(policies, {
    by,
    action: 'lambda:InvokeFunction',
    resource: policies.arn(functionId),
    may: by === ADMINISTRATOR || by === STRANGER ? [EVERYTHING] : [],
    ...more,
  });

test('a stranger may invoke no function, and an administrator may invoke each', async () => {
  for (const functionId of ['RespondLambdaFunction', 'DeadlettersLambdaFunction', 'PrepareLambdaFunction']) {
    expect(await invoke(STRANGER, functionId)).toBe('ImplicitlyDenied');
    expect(await invoke(ADMINISTRATOR, functionId)).toBe('Allowed');
  }
});

test('the control policy of the threat model takes that from the administrator, but for what CloudFormation calls', async () => {
  for (const functionId of ['RespondLambdaFunction', 'DeadlettersLambdaFunction'])
    expect(await invoke(ADMINISTRATOR, functionId, { controls })).toBe('ExplicitlyDenied');
  expect(await invoke(ADMINISTRATOR, 'PrepareLambdaFunction', { controls })).toBe('Allowed');
});

test('a rule of the stack may invoke its function, and a rule of somebody else may not', async () => {
  const from = (arn: string) => ({ context: { 'aws:SourceArn': arn, 'aws:SourceAccount': '111122223333' } });
  const by = 'events.amazonaws.com';
  const own = from(policies.arn('GuardDutyFindingRule'));
  expect(await invoke(by, 'RespondLambdaFunction', own)).toBe('Allowed');
  const other = from('arn:aws:events:us-east-1:111122223333:rule/mine');
  expect(await invoke(by, 'RespondLambdaFunction', other)).toBe('ImplicitlyDenied');
});
