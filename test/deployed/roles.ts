import { setTimeout as sleep } from 'node:timers/promises';
import { CreateRoleCommand, ListRolePoliciesCommand, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { AssumeRoleCommand } from '@aws-sdk/client-sts';
import { type Aws, type Credentials, connect } from './aws.ts';
import { allowing, trusting } from './policy-text.ts';
import { present } from './present.ts';
import { allow, type User } from './users.ts';

export interface Role {
  readonly account: Aws;
  readonly accountId: string;
  readonly name: string;
  readonly id: string;
  readonly arn: string;
  /** Who may assume it. */
  readonly trusted: User;
}

/** What the roles and users of the cases may call with their sessions, and so what a thief calls with a stolen one. */
export const SESSION_ACTION = 'sqs:ListQueues';

export async function createRole(trusted: User, RoleName: string): Promise<Role> {
  const { account, accountId } = trusted;
  // AWS asks no more than the role's trust where that names a user of the same account. MiniStack does.
  await allow(trusted, 'sts:AssumeRole');
  const { id, arn } = await createRoleThatTrusts(trusted.arn, account, { RoleName });
  const policy = { RoleName, PolicyName: 'allowed', PolicyDocument: allowing(SESSION_ACTION) };
  await account.iam.send(new PutRolePolicyCommand(policy));
  return { account, accountId, name: RoleName, id, arn, trusted };
}

/** A role that may do nothing. */
export async function createRoleThatTrusts(
  arn: string,
  account: Aws,
  naming: { readonly RoleName: string; readonly Path?: string },
): Promise<{ readonly id: string; readonly arn: string }> {
  const request = { ...naming, AssumeRolePolicyDocument: trusting(arn) };
  const { Role } = await account.iam.send(new CreateRoleCommand(request));
  return { id: present(Role?.RoleId, 'RoleId'), arn: present(Role?.Arn, 'Arn') };
}

/** A session of the role, as whom it trusts makes one. */
export async function assume({ account, arn, trusted }: Role): Promise<Credentials> {
  const { sts } = connect(account.endpoint, trusted.keys[0]);
  const request = { RoleArn: arn, RoleSessionName: 'session' };
  const { Credentials } = await sts.send(new AssumeRoleCommand(request));
  return toCredentials(Credentials);
}

export function toCredentials(
  issued:
    | {
        AccessKeyId: string | undefined;
        SecretAccessKey: string | undefined;
        SessionToken: string | undefined;
      }
    | undefined,
): Credentials {
  return {
    accessKeyId: present(issued?.AccessKeyId, 'AccessKeyId'),
    secretAccessKey: present(issued?.SecretAccessKey, 'SecretAccessKey'),
    sessionToken: present(issued?.SessionToken, 'SessionToken'),
  };
}

/** AWS counts in whole seconds when a session was issued: one of this very second cannot be told from the next one. */
export async function waitForNextSecond(): Promise<void> {
  await sleep(1050 - (Date.now() % 1000));
}

/** The names of the policies written in the role. */
export async function readRolePolicyNames({ account, name }: Pick<Role, 'account' | 'name'>) {
  const { PolicyNames = [] } = await account.iam.send(new ListRolePoliciesCommand({ RoleName: name }));
  return PolicyNames;
}
