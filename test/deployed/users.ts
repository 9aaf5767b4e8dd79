import {
  CreateAccessKeyCommand,
  CreateUserCommand,
  ListAccessKeysCommand,
  UpdateAccessKeyCommand,
} from '@aws-sdk/client-iam';
import type { Aws, Credentials } from './aws.ts';
import { present } from './present.ts';

/** An IAM user with real key pairs, at least one. */
export interface User {
  readonly name: string;
  readonly id: string;
  readonly arn: string;
  readonly keys: readonly [Credentials, ...Credentials[]];
}

export async function createUser(aws: Aws, UserName: string, keyCount = 1): Promise<User> {
  const { User: user } = await aws.iam.send(new CreateUserCommand({ UserName }));
  const keys: [Credentials, ...Credentials[]] = [await createKey(aws, UserName)];
  while (keys.length < keyCount) keys.push(await createKey(aws, UserName));
  return { name: UserName, id: present(user?.UserId, 'UserId'), arn: present(user?.Arn, 'Arn'), keys };
}

async function createKey(aws: Aws, UserName: string): Promise<Credentials> {
  const { AccessKey } = await aws.iam.send(new CreateAccessKeyCommand({ UserName }));
  const { AccessKeyId, SecretAccessKey } = present(AccessKey, 'AccessKey');
  return {
    accessKeyId: present(AccessKeyId, 'AccessKeyId'),
    secretAccessKey: present(SecretAccessKey, 'SecretAccessKey'),
  };
}

/** Each of the user's keys as IAM lists it now, in the order in which they were made. */
export async function readKeyStatuses(aws: Aws, { name, keys }: User): Promise<readonly string[]> {
  const { AccessKeyMetadata = [] } = await aws.iam.send(new ListAccessKeysCommand({ UserName: name }));
  const statuses = new Map(AccessKeyMetadata.map(({ AccessKeyId, Status }) => [AccessKeyId, Status]));
  return keys.map(({ accessKeyId }) => statuses.get(accessKeyId) ?? 'gone');
}

export async function activateKeys(aws: Aws, { name, keys }: User): Promise<void> {
  for (const { accessKeyId } of keys) {
    const change = { UserName: name, AccessKeyId: accessKeyId, Status: 'Active' } as const;
    await aws.iam.send(new UpdateAccessKeyCommand(change));
  }
}
