import {
  CreateAccessKeyCommand,
  CreateUserCommand,
  GetAccessKeyLastUsedCommand,
  GetUserCommand,
  IAMClient,
  ListAccessKeysCommand,
  paginateListAccessKeys,
} from '@aws-sdk/client-iam';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
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

describe('ListAccessKeys', () => {
  it('pages with markers', async () => {
    const { user } = userWithKey('ci-deploy');
    aws.identities.createAccessKey(user, { accessKeyId: OTHER_KEY, status: 'Inactive' });
    const pages: unknown[] = [];
    for await (const page of paginateListAccessKeys(
      { client: iam, pageSize: 1 },
      { UserName: 'ci-deploy' },
    )) {
      pages.push(page.AccessKeyMetadata?.map(({ AccessKeyId, Status }) => `${AccessKeyId} ${Status}`));
    }
    expect(pages).toEqual([[`${KEY} Active`], [`${OTHER_KEY} Inactive`]]);
  });

  it('answers an empty list, not truncated', async () => {
    aws.identities.createUser({ userName: 'ci-deploy' });
    const { AccessKeyMetadata, IsTruncated } = await iam.send(
      new ListAccessKeysCommand({ UserName: 'ci-deploy' }),
    );
    expect({ AccessKeyMetadata, IsTruncated }).toEqual({ AccessKeyMetadata: [], IsTruncated: false });
  });

  it.each([{ Marker: 'no marker' }, { MaxItems: 0 }, { MaxItems: 1001 }])('refuses %j', async (paging) => {
    aws.identities.createUser({ userName: 'ci-deploy' });
    const call = iam.send(new ListAccessKeysCommand({ UserName: 'ci-deploy', ...paging }));
    await expect(call).rejects.toMatchObject({ name: 'ValidationError' });
  });
});

describe('GetAccessKeyLastUsed', () => {
  it('names the owner of a key that was never used', async () => {
    userWithKey('ci-deploy');
    const { UserName, AccessKeyLastUsed } = await iam.send(
      new GetAccessKeyLastUsedCommand({ AccessKeyId: KEY }),
    );
    expect({ UserName, AccessKeyLastUsed }).toEqual({
      UserName: 'ci-deploy',
      AccessKeyLastUsed: { ServiceName: 'N/A', Region: 'N/A' },
    });
  });

  it('says where a key was last used', async () => {
    const { key } = userWithKey('ci-deploy');
    await new IAMClient(clientConfig(aws, key)).send(new GetUserCommand({}));
    const { AccessKeyLastUsed } = await iam.send(new GetAccessKeyLastUsedCommand({ AccessKeyId: KEY }));
    expect(AccessKeyLastUsed).toEqual({
      LastUsedDate: expect.any(Date),
      ServiceName: 'iam',
      Region: 'us-east-1',
    });
  });

  it.each([
    ['no account has', () => {}],
    [
      'another account has',
      () =>
        aws.identities.createAccessKey(
          aws.identities.createUser({ userName: 'ci', accountId: '444455556666' }),
          { accessKeyId: KEY },
        ),
    ],
  ])('refuses to look up a key that %s', async (_, setUp) => {
    setUp();
    await expect(iam.send(new GetAccessKeyLastUsedCommand({ AccessKeyId: KEY }))).rejects.toMatchObject({
      name: 'AccessDenied',
      $metadata: { httpStatusCode: 403 },
      message: `User: arn:aws:sts::111122223333:assumed-role/operator/operator is not authorized to perform iam:GetAccessKeyLastUsed on resource: access key ${KEY}`,
    });
  });
});

describe('users', () => {
  it('are made with a path, a unique id and an ARN', async () => {
    await iam.send(new CreateUserCommand({ UserName: 'bob', Path: '/team/ops/' }));
    const { User } = await iam.send(new GetUserCommand({ UserName: 'bob' }));
    expect(User).toMatchObject({
      UserName: 'bob',
      Path: '/team/ops/',
      Arn: 'arn:aws:iam::111122223333:user/team/ops/bob',
      UserId: expect.stringMatching(/^AIDA[A-Z2-7]{10}EXAMPLE$/),
      CreateDate: expect.any(Date),
    });
  });

  it.each([
    ['a name that differs by case only', { UserName: 'BOB' }, 'EntityAlreadyExistsException', 409],
    ['a name of 65 characters', { UserName: 'b'.repeat(65) }, 'ValidationError', 400],
    ['a path without a slash at its end', { UserName: 'eve', Path: '/team' }, 'ValidationError', 400],
  ])('are not made with %s', async (_, input, name, status) => {
    aws.identities.createUser({ userName: 'bob' });
    await expect(iam.send(new CreateUserCommand(input))).rejects.toMatchObject({
      name,
      $metadata: { httpStatusCode: status },
    });
  });

  it('have at most two keys', async () => {
    aws.identities.createUser({ userName: 'bob' });
    const create = new CreateAccessKeyCommand({ UserName: 'bob' });
    const { AccessKey } = await iam.send(create);
    expect(AccessKey?.AccessKeyId).toMatch(/^AKIA[A-Z2-7]{9}EXAMPLE$/);
    await iam.send(create);
    await expect(iam.send(create)).rejects.toMatchObject({
      name: 'LimitExceededException',
      $metadata: { httpStatusCode: 409 },
    });
  });
});

it('refuses an action that it does not have', async () => {
  const { DeleteUserCommand } = await import('@aws-sdk/client-iam');
  await expect(iam.send(new DeleteUserCommand({ UserName: 'bob' }))).rejects.toMatchObject({
    name: 'InvalidAction',
  });
});
