import {
  AttachUserPolicyCommand,
  CreateAccessKeyCommand,
  DeleteAccessKeyCommand,
  GetAccessKeyLastUsedCommand,
  IAMClient,
  ListAccessKeysCommand,
  UpdateAccessKeyCommand,
} from '@aws-sdk/client-iam';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { AccessKey } from '../../local/aws/access-key.ts';
import { type Aws, startAws } from '../../local/aws.ts';
import { clientConfig } from '../../local/client-config.ts';

const KEY = 'AKIAIOSFODNN7EXAMPLE';
const OTHER_KEY = 'AKIAI44QH8DHBEXAMPLE';
const UserName = 'ci-deploy';
const MINUTE = 60_000;

let aws: Aws;
let iam: IAMClient;
let key: AccessKey;
beforeAll(async () => {
  aws = await startAws();
  iam = new IAMClient(clientConfig(aws, aws.operatorCredentials()));
});
beforeEach(() => {
  aws.reset();
  const user = aws.identities.createUser({ userName: UserName });
  key = aws.identities.createAccessKey(user, { accessKeyId: KEY });
  aws.identities.createAccessKey(user, { accessKeyId: OTHER_KEY });
});
afterAll(() => aws.stop());

const overTheWire = () => iam.send(new DeleteAccessKeyCommand({ UserName, AccessKeyId: KEY }));
const asIfByNobody = async () => aws.identities.deleteAccessKey(KEY);

const lastUsed = () => iam.send(new GetAccessKeyLastUsedCommand({ AccessKeyId: KEY }));
const useKey = () => new STSClient(clientConfig(aws, key)).send(new GetCallerIdentityCommand({}));
const keys = async () =>
  (await iam.send(new ListAccessKeysCommand({ UserName }))).AccessKeyMetadata?.map(
    ({ AccessKeyId }) => AccessKeyId,
  );

describe.each([
  ['over the wire', overTheWire],
  ['on the state side', asIfByNobody],
])('a key that is deleted %s', (_, deleteKey) => {
  it('is gone, and the other one is not', async () => {
    await deleteKey();
    expect(aws.identities.statusOf(KEY)).toBeUndefined();
    expect(aws.identities.statusOf(OTHER_KEY)).toBe('Active');
    expect(await keys()).toEqual([OTHER_KEY]);
  });

  it('is refused to whoever uses it', async () => {
    await useKey();
    await deleteKey();
    await expect(useKey()).rejects.toMatchObject({
      name: 'InvalidClientTokenId',
      $metadata: { httpStatusCode: 403 },
    });
  });

  it('is an unknown key to whoever asks who used it, or changes it', async () => {
    await deleteKey();
    await expect(lastUsed()).rejects.toMatchObject({
      name: 'AccessDenied',
      message: expect.stringContaining(`on resource: access key ${KEY}`),
    });
    await expect(
      iam.send(new UpdateAccessKeyCommand({ UserName, AccessKeyId: KEY, Status: 'Active' })),
    ).rejects.toMatchObject({ name: 'NoSuchEntityException' });
    expect(aws.identities.statusOf(KEY)).toBeUndefined();
  });

  it('makes room for another one', async () => {
    await deleteKey();
    const { AccessKey: made } = await iam.send(new CreateAccessKeyCommand({ UserName }));
    expect(await keys()).toEqual([OTHER_KEY, made?.AccessKeyId]);
  });
});

it('is enforced late, while the control plane shows it at once', async () => {
  aws.lag.enforced = MINUTE;
  await overTheWire();
  expect(await keys()).toEqual([OTHER_KEY]);
  await useKey();
  aws.lag.enforced = 0;
  await expect(useKey()).rejects.toMatchObject({ name: 'InvalidClientTokenId' });
});

it('is read late where reads are late', async () => {
  aws.lag.read = MINUTE;
  await overTheWire();
  expect(await keys()).toEqual([KEY, OTHER_KEY]);
  await lastUsed();
  aws.lag.read = 0;
  expect(await keys()).toEqual([OTHER_KEY]);
  await expect(lastUsed()).rejects.toMatchObject({ name: 'AccessDenied' });
});

it("deletes the caller's own key when a user's key signs and no name is given", async () => {
  await new IAMClient(clientConfig(aws, key)).send(new DeleteAccessKeyCommand({ AccessKeyId: KEY }));
  expect(aws.identities.statusOf(KEY)).toBeUndefined();
});

it.each([
  [
    'a key twice',
    { AccessKeyId: 'AKIAGONEGONEGEXAMPLE' },
    'NoSuchEntityException',
    404,
    'The Access Key with id AKIAGONEGONEGEXAMPLE cannot be found.',
  ],
  [
    "another user's key",
    { UserName: 'other' },
    'NoSuchEntityException',
    404,
    `The Access Key with id ${KEY} cannot be found.`,
  ],
  [
    'a key of nobody',
    { UserName: 'nobody' },
    'NoSuchEntityException',
    404,
    'The user with name nobody cannot be found.',
  ],
  [
    'a key without its user from temporary credentials',
    { UserName: undefined },
    'ValidationError',
    400,
    'Must specify userName when calling with non-User credentials',
  ],
  ['a short key id', { AccessKeyId: 'AKIA' }, 'ValidationError', 400, /greater than or equal to 16/],
])('does not delete %s', async (_, change, name, status, message) => {
  const other = aws.identities.createUser({ userName: 'other' });
  aws.identities.createAccessKey(other, { accessKeyId: 'AKIAGONEGONEGEXAMPLE' });
  await iam.send(new DeleteAccessKeyCommand({ UserName: 'other', AccessKeyId: 'AKIAGONEGONEGEXAMPLE' }));
  const input = { UserName, AccessKeyId: KEY, ...change };
  const call = iam.send(new DeleteAccessKeyCommand(input));
  await expect(call).rejects.toMatchObject({
    name,
    message: expect.stringMatching(message),
    $metadata: { httpStatusCode: status },
  });
  expect(aws.identities.statusOf(KEY)).toBe('Active');
});

it('is refused to whom everything is denied', async () => {
  const PolicyArn = aws.identities.policies.ofAws('AWSDenyAll');
  await iam.send(new AttachUserPolicyCommand({ UserName, PolicyArn }));
  const asUser = new IAMClient(clientConfig(aws, key));
  await expect(asUser.send(new DeleteAccessKeyCommand({ AccessKeyId: OTHER_KEY }))).rejects.toMatchObject({
    name: 'AccessDenied',
  });
  expect(aws.identities.statusOf(OTHER_KEY)).toBe('Active');
});
