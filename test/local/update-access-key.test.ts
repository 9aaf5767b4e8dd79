import { IAMClient, UpdateAccessKeyCommand } from '@aws-sdk/client-iam';
import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { type Aws, startAws } from '../../local/aws.ts';
import { clientConfig } from '../../local/client-config.ts';

const KEY = 'AKIAIOSFODNN7EXAMPLE';
const OTHER_KEY = 'AKIAI44QH8DHBEXAMPLE';

let aws: Aws;
let iam: IAMClient;

beforeAll(async () => {
  aws = await startAws();
  iam = new IAMClient(clientConfig(aws, aws.operatorCredentials()));
});
beforeEach(() => aws.reset());
afterAll(() => aws.stop());

function userWithKey(userName: string, accessKeyId = KEY) {
  const user = aws.identities.createUser({ userName });
  return { user, key: aws.identities.createAccessKey(user, { accessKeyId }) };
}

it('makes a key Inactive, and does so again', async () => {
  userWithKey('ci-deploy');
  const deactivate = new UpdateAccessKeyCommand({
    UserName: 'ci-deploy',
    AccessKeyId: KEY,
    Status: 'Inactive',
  });
  await iam.send(deactivate);
  await iam.send(deactivate);
  expect(aws.identities.statusOf(KEY)).toBe('Inactive');
});

it('finds the user whatever the case of the name', async () => {
  userWithKey('CI-deploy');
  await iam.send(new UpdateAccessKeyCommand({ UserName: 'ci-DEPLOY', AccessKeyId: KEY, Status: 'Inactive' }));
  expect(aws.identities.statusOf(KEY)).toBe('Inactive');
});

it('answers with a Date header', async () => {
  userWithKey('ci-deploy');
  let date: string | undefined;
  const command = new UpdateAccessKeyCommand({
    UserName: 'ci-deploy',
    AccessKeyId: KEY,
    Status: 'Inactive',
  });
  command.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args);
      const { response } = result;
      if (typeof response === 'object' && response !== null && 'headers' in response) {
        date = new Headers(Object.entries(response.headers ?? {})).get('date') ?? undefined;
      }
      return result;
    },
    { step: 'deserialize', priority: 'low' },
  );
  await iam.send(command);
  expect(Math.abs(Date.parse(date ?? '') - Date.now())).toBeLessThan(10_000);
});

it.each([
  [
    'no user name from temporary credentials',
    { UserName: undefined },
    'ValidationError',
    400,
    'Must specify userName when calling with non-User credentials',
  ],
  ['an empty user name', { UserName: '' }, 'ValidationError', 400, /greater than or equal to 1/],
  [
    'a user name with a space',
    { UserName: 'a b' },
    'ValidationError',
    400,
    /alphanumeric characters and\/or the following: \+=,\.@_-/,
  ],
  [
    'a user name that is an ARN',
    { UserName: 'arn:aws:iam::111122223333:user/ci' },
    'ValidationError',
    400,
    /alphanumeric/,
  ],
  ['a user name with a line break', { UserName: 'ci-deploy\n' }, 'ValidationError', 400, /alphanumeric/],
  [
    'a user name of 129 characters',
    { UserName: 'u'.repeat(129) },
    'ValidationError',
    400,
    /less than or equal to 128/,
  ],
  ['a short key id', { AccessKeyId: 'AKIA' }, 'ValidationError', 400, /greater than or equal to 16/],
  ['a long key id', { AccessKeyId: 'A'.repeat(129) }, 'ValidationError', 400, /less than or equal to 128/],
  [
    'a key id with a dash',
    { AccessKeyId: 'AKIA-IOSFODNN7EXAMPLE' },
    'ValidationError',
    400,
    /only alphanumeric/,
  ],
  ['an unknown status', { Status: 'Disabled' }, 'ValidationError', 400, /\[Active, Inactive\]/],
  [
    'an unknown user',
    { UserName: 'nobody' },
    'NoSuchEntityException',
    404,
    'The user with name nobody cannot be found.',
  ],
  [
    "another user's key",
    { UserName: 'other' },
    'NoSuchEntityException',
    404,
    `The Access Key with id ${KEY} cannot be found.`,
  ],
  [
    'an unknown key',
    { AccessKeyId: OTHER_KEY },
    'NoSuchEntityException',
    404,
    `The Access Key with id ${OTHER_KEY} cannot be found.`,
  ],
])('refuses %s', async (_, change, name, status, message) => {
  userWithKey('ci-deploy');
  aws.identities.createUser({ userName: 'other' });
  const input = { UserName: 'ci-deploy', AccessKeyId: KEY, Status: 'Inactive', ...change };
  // @ts-expect-error the SDK's types forbid what is tried here
  const call = iam.send(new UpdateAccessKeyCommand(input));
  await expect(call).rejects.toMatchObject({
    name,
    message: expect.stringMatching(message),
    $metadata: { httpStatusCode: status, requestId: expect.any(String) },
  });
  expect(aws.identities.statusOf(KEY)).toBe('Active');
});

it("changes the caller's own key when a user's key signs and no name is given", async () => {
  const { key } = userWithKey('ci-deploy');
  const asUser = new IAMClient(clientConfig(aws, key));
  await asUser.send(new UpdateAccessKeyCommand({ AccessKeyId: KEY, Status: 'Inactive' }));
  expect(aws.identities.statusOf(KEY)).toBe('Inactive');
});

it('does not see the users of another account', async () => {
  const elsewhere = aws.identities.createUser({ userName: 'ci-deploy', accountId: '444455556666' });
  aws.identities.createAccessKey(elsewhere, { accessKeyId: KEY });
  const call = iam.send(
    new UpdateAccessKeyCommand({ UserName: 'ci-deploy', AccessKeyId: KEY, Status: 'Inactive' }),
  );
  await expect(call).rejects.toMatchObject({ name: 'NoSuchEntityException' });
  const there = new IAMClient(clientConfig(aws, aws.operatorCredentials('444455556666')));
  await there.send(
    new UpdateAccessKeyCommand({ UserName: 'ci-deploy', AccessKeyId: KEY, Status: 'Inactive' }),
  );
  expect(aws.identities.statusOf(KEY)).toBe('Inactive');
});
