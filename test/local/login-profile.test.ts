import { GetLoginProfileCommand, IAMClient } from '@aws-sdk/client-iam';
import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import type { User } from '../../local/aws/user.ts';
import { type Aws, startAws } from '../../local/aws.ts';
import { clientConfig } from '../../local/client-config.ts';

const UserName = 'alice';

let aws: Aws;
let iam: IAMClient;
let user: User;
beforeAll(async () => {
  aws = await startAws();
  iam = new IAMClient(clientConfig(aws, aws.operatorCredentials()));
});
beforeEach(() => {
  aws.reset();
  user = aws.identities.createUser({ userName: UserName });
});
afterAll(() => aws.stop());

const getLoginProfile = async (input: { readonly UserName?: string } = { UserName }, client = iam) =>
  (await client.send(new GetLoginProfileCommand(input))).LoginProfile;

it.each([true, false])(
  'says that a user has a password, to be changed: %s',
  async (passwordResetRequired) => {
    const { createDate } = aws.identities.createLoginProfile(user, { passwordResetRequired });
    expect(await getLoginProfile()).toEqual({
      UserName,
      CreateDate: createDate,
      PasswordResetRequired: passwordResetRequired,
    });
  },
);

it('takes it that a password need not be changed', async () => {
  aws.identities.createLoginProfile(user);
  expect(await getLoginProfile()).toMatchObject({ PasswordResetRequired: false });
});

it.each([
  ['has no password', UserName, 'Login Profile for User alice cannot be found.'],
  ['does not exist', 'nobody', 'The user with name nobody cannot be found.'],
  ['is of another account', 'elsewhere', 'The user with name elsewhere cannot be found.'],
])('finds nothing of a user who %s', async (_, name, message) => {
  const elsewhere = aws.identities.createUser({ userName: 'elsewhere', accountId: '444455556666' });
  aws.identities.createLoginProfile(elsewhere);
  await expect(getLoginProfile({ UserName: name })).rejects.toMatchObject({
    name: 'NoSuchEntityException',
    message,
    $metadata: { httpStatusCode: 404 },
  });
});

it('takes the user whose key signs where no name is given, and nobody for a role', async () => {
  aws.identities.createLoginProfile(user);
  const asUser = new IAMClient(clientConfig(aws, aws.identities.createAccessKey(user)));
  expect(await getLoginProfile({}, asUser)).toMatchObject({ UserName });
  await expect(getLoginProfile({})).rejects.toMatchObject({
    name: 'ValidationError',
    message: 'Must specify userName when calling with non-User credentials',
  });
});

it('is not told to credentials of GetSessionToken', async () => {
  aws.identities.createLoginProfile(user);
  const session = new IAMClient(clientConfig(aws, aws.sessions.startForUser(user, 3600)));
  await expect(getLoginProfile({ UserName }, session)).rejects.toMatchObject({
    name: 'InvalidClientTokenId',
  });
});
