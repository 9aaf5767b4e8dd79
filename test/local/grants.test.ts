import { IAMClient, ListAccessKeysCommand, UpdateAccessKeyCommand } from '@aws-sdk/client-iam';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type Aws, startAws } from '../../local/aws.ts';
import { clientConfig } from '../../local/client-config.ts';

let aws: Aws;
beforeEach(async () => {
  aws = await startAws();
  aws.identities.createAccessKey(aws.identities.createUser({ userName: 'ci-deploy' }), {
    accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  });
});
afterEach(() => aws.stop());

function clientOf(grants: readonly string[] | undefined): IAMClient {
  const role = aws.identities.createRole({
    roleName: 'respond',
    ...(grants !== undefined && { grants: new Set(grants) }),
  });
  return new IAMClient(clientConfig(aws, aws.sessions.startForRole(role, 'session', 900)));
}

const list = new ListAccessKeysCommand({ UserName: 'ci-deploy' });
const stop = new UpdateAccessKeyCommand({
  UserName: 'ci-deploy',
  AccessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  Status: 'Inactive',
});

test('a role that says what it is granted may do that, and is refused the rest in the words of AWS', async () => {
  const iam = clientOf(['iam:ListAccessKeys']);
  expect((await iam.send(list)).AccessKeyMetadata).toHaveLength(1);
  await expect(iam.send(stop)).rejects.toMatchObject({
    name: 'AccessDenied',
    message: expect.stringContaining('no identity-based policy allows the iam:UpdateAccessKey action'),
  });
  expect(aws.identities.statusOf('AKIAIOSFODNN7EXAMPLE')).toBe('Active');
});

test('a role without any policy may do nothing', async () => {
  await expect(clientOf([]).send(list)).rejects.toMatchObject({ name: 'AccessDenied' });
});

test('a role of which nobody said anything may do all', async () => {
  await clientOf(undefined).send(stop);
  expect(aws.identities.statusOf('AKIAIOSFODNN7EXAMPLE')).toBe('Inactive');
});
