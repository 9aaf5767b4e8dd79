import {
  CreateAccessKeyCommand,
  CreateUserCommand,
  ListAccessKeysCommand,
  ListAttachedUserPoliciesCommand,
  PutUserPolicyCommand,
  UpdateAccessKeyCommand,
} from '@aws-sdk/client-iam';
import type { Aws, Credentials } from './aws.ts';
import { allowing } from './policy-text.ts';
import { present } from './present.ts';

/** An IAM user with real key pairs, at least one. */
export interface User {
  /** Its account, as seen by the account's root. */
  readonly account: Aws;
  readonly accountId: string;
  readonly name: string;
  readonly id: string;
  readonly arn: string;
  readonly keys: readonly [Credentials, ...Credentials[]];
}

let made = 0;

/** @param kind what the user is in its case; its name is that and a number, so that none is ever made twice. */
export async function createUser(account: Aws, kind: string, keyCount = 1): Promise<User> {
  made += 1;
  return createUserNamed(account, `${kind}-${made}`, keyCount);
}

export async function createUserNamed(account: Aws, UserName: string, keyCount = 1): Promise<User> {
  const { User: user } = await account.iam.send(new CreateUserCommand({ UserName }));
  const keys: [Credentials, ...Credentials[]] = [await createKey(account, UserName)];
  while (keys.length < keyCount) keys.push(await createKey(account, UserName));
  const arn = present(user?.Arn, 'Arn');
  const accountId = present(arn.split(':')[4], "the ARN's account");
  return { account, accountId, name: UserName, id: present(user?.UserId, 'UserId'), arn, keys };
}

export async function createKey(account: Aws, UserName: string): Promise<Credentials> {
  const { AccessKey } = await account.iam.send(new CreateAccessKeyCommand({ UserName }));
  const { AccessKeyId, SecretAccessKey } = present(AccessKey, 'AccessKey');
  return {
    accessKeyId: present(AccessKeyId, 'AccessKeyId'),
    secretAccessKey: present(SecretAccessKey, 'SecretAccessKey'),
  };
}

export async function allow({ account, name }: User, actions: string | readonly string[]): Promise<void> {
  const policy = { UserName: name, PolicyName: 'allowed', PolicyDocument: allowing(actions) };
  await account.iam.send(new PutUserPolicyCommand(policy));
}

/** Each of the user's keys as IAM lists it now, in the order in which they were made. */
export async function readKeyStatuses({ account, name, keys }: User): Promise<readonly string[]> {
  const { AccessKeyMetadata = [] } = await account.iam.send(new ListAccessKeysCommand({ UserName: name }));
  const statuses = new Map(AccessKeyMetadata.map(({ AccessKeyId, Status }) => [AccessKeyId, Status]));
  return keys.map(({ accessKeyId }) => statuses.get(accessKeyId) ?? 'gone');
}

export async function activateKeys({ account, name, keys }: User): Promise<void> {
  for (const { accessKeyId } of keys) {
    const change = { UserName: name, AccessKeyId: accessKeyId, Status: 'Active' } as const;
    await account.iam.send(new UpdateAccessKeyCommand(change));
  }
}

/** The ARNs of the managed policies on the user. */
export async function readAttachedPolicies({ account, name }: User): Promise<readonly string[]> {
  const request = new ListAttachedUserPoliciesCommand({ UserName: name });
  const { AttachedPolicies = [] } = await account.iam.send(request);
  return AttachedPolicies.flatMap(({ PolicyArn }) => PolicyArn ?? []);
}
