import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { accessDenied } from '../../local/aws/faults.ts';
import { deployLocally, type LocalStack } from '../../local/stack.ts';
import { metricsIn } from '../emf-schema.ts';
import { fixture } from '../fixture.ts';

let stack: LocalStack;
beforeAll(async () => {
  stack = await deployLocally();
}, 120_000);
afterAll(() => stack.stop());

interface Line {
  readonly level: string;
  readonly timestamp: string;
  readonly requestId: string;
  readonly message: { readonly message: string; readonly alert?: { readonly state: string } };
}

/** Of the packaged function under AWS's own runtime client, with the format of the packaged template. */
const written = () => stack.logs('RespondLambdaFunction').map((line) => [line, JSON.parse(line)] as const);

function lines(): readonly Line[] {
  return written().flatMap(([, line]) => ('_aws' in line ? [] : [line]));
}

test('every line of the log is one JSON object with a level, in which nothing is quoted twice', async () => {
  const { identities } = stack.aws;
  const user = identities.createUser({ userName: 'ci-deploy', userId: 'AIDAIOSFODNN7EXAMPLE' });
  identities.createAccessKey(user, { accessKeyId: 'AKIAIOSFODNN7EXAMPLE' });
  stack.deliver(fixture('guardduty-malicious-ip-caller'), 'default');
  await stack.settled();
  expect(lines().map(({ level, message }) => [level, message.message, message.alert?.state])).toContainEqual([
    'INFO',
    'outcome',
    'CONTAINED',
  ]);
  for (const { timestamp, requestId } of lines()) {
    expect(new Date(timestamp).toISOString()).toBe(timestamp);
    expect(requestId).toMatch(/^[\da-f-]{36}$/);
  }
});

test('a line with metrics is their document alone, as CloudWatch wants it', () => {
  const documents = written().flatMap(([line, parsed]) => ('_aws' in parsed ? [metricsIn(line)] : []));
  expect(documents).toMatchObject([
    { Stack: 'compromised-key-responder-prod' },
    { Stack: 'compromised-key-responder-prod', Contained: [1] },
  ]);
});

test('an error has the level ERROR, so that whoever looks for errors finds it', async () => {
  stack.aws.faults.inject({ action: 'dynamodb:UpdateItem', fault: accessDenied, times: 'forever' });
  stack.deliver(fixture('guardduty-root'), 'default');
  await stack.settled();
  const errors = lines().filter(({ level }) => level === 'ERROR');
  expect(errors.map(({ message }) => message.message).join()).toContain('dynamodb:UpdateItem');
});
