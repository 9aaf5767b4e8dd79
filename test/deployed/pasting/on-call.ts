import { join } from 'node:path';
import { type Aws, connect } from '../aws.ts';
import { ACCOUNT_ID, MEMBER_ACCOUNT_ID, ROLELESS_ACCOUNT_ID, rootOf } from '../ministack.ts';
import type { Programs } from '../programs.ts';
import { allow, createUser } from '../users.ts';
import { openShell, type Shell } from './shell.ts';

/** What somebody on call may do, so that every command of an alert and of the runbook about the queues can be run. */
const NEEDED = [
  'iam:Get*',
  'iam:List*',
  'iam:UpdateAccessKey',
  'iam:DeleteAccessKey',
  'iam:DeleteLoginProfile',
  'iam:PutRolePolicy',
  'iam:DeleteRolePolicy',
  'iam:AttachUserPolicy',
  'iam:DetachUserPolicy',
  'iam:PutUserPermissionsBoundary',
  'iam:DeleteUserPermissionsBoundary',
  'cloudtrail:LookupEvents',
  'dynamodb:UpdateItem',
  'sqs:StartMessageMoveTask',
  'sqs:GetQueueAttributes',
  'cloudformation:DescribeStacks',
];

/** Whoever is on call in each account, and the administrator of the stack's own. */
export interface OnCall {
  readonly own: Shell;
  readonly member: Shell;
  readonly roleless: Shell;
  readonly administrator: Shell;
}

export interface Tools {
  readonly binFolder: string;
  readonly folder: string;
  readonly programs: Programs;
  readonly queueEndpoint: string;
}

export async function callOut(endpoint: string, { folder, ...tools }: Tools): Promise<OnCall> {
  const root = (accountId: string) => connect(endpoint, rootOf(accountId));
  const open = (name: string, credentials: Parameters<typeof connect>[1]) =>
    openShell({ ...tools, endpoint, credentials, home: join(folder, 'homes', name) });
  const userOf = async (name: string, accountId: string) => open(name, await makeUser(root(accountId)));
  return {
    own: await userOf('own', ACCOUNT_ID),
    member: await userOf('member', MEMBER_ACCOUNT_ID),
    roleless: await userOf('roleless', ROLELESS_ACCOUNT_ID),
    administrator: open('administrator', rootOf(ACCOUNT_ID)),
  };
}

async function makeUser(account: Aws) {
  const user = await createUser(account, 'on-call');
  await allow(user, NEEDED);
  return user.keys[0];
}
