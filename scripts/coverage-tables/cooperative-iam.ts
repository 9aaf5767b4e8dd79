import type { Iam } from '../../src/containment/iam-account.ts';
import { type IamSdk, openIamSdk } from '../../src/containment/iam-sdk.ts';
import type { Containing } from '../../src/containment/index.ts';
import { KEY, policy, SSH_KEY, USER, USER_ID } from './examples.ts';

/** Accounts where every call succeeds, to show how a containment ends when it works. */
export function cooperativeAccounts(statusNow: 'Active' | 'Inactive'): Containing {
  const iam = cooperativeIam(statusNow);
  return {
    accounts: { own: () => iam, member: async () => iam, ofKey: async () => policy.accountId },
    clock: { now: () => new Date(0), wait: async () => {}, abortAfter: () => new AbortController().signal },
    until: new Date(0),
    receives: 0,
    policy,
  };
}

/** Its user has an SSH key beside access keys, which is Inactive. */
function sdkWithSshKey(): IamSdk {
  const sdk = openIamSdk({ region: 'us-east-1' });
  const sshKeys = [{ UserName: USER.userName, SSHPublicKeyId: SSH_KEY, Status: 'Inactive' }];
  sdk.client.middlewareStack.add(
    (_, { commandName }) =>
      async () => {
        const answer = commandName === 'ListSSHPublicKeysCommand' ? { SSHPublicKeys: sshKeys } : {};
        return { output: { $metadata: {}, ...answer }, response: {} };
      },
    { step: 'initialize', name: 'answers' },
  );
  return sdk;
}

function cooperativeIam(statusNow: 'Active' | 'Inactive'): Iam {
  let status: string = statusNow;
  const attached: string[] = [];
  const documents = new Map<string, string>();
  return {
    trouble: undefined,
    severeTrouble: undefined,
    run: (_, call) => call(sdkWithSshKey()),
    async deactivateAccessKey() {
      status = 'Inactive';
    },
    listAccessKeys: async () => [{ accessKeyId: KEY, status }],
    findUserOfAccessKey: async () => USER.userName,
    findAccountAlias: async () => '',
    findConsolePassword: async () => 'absent' as const,
    findLastUse: async () => ({}),
    findUser: async () => ({ uniqueId: USER_ID, boundaryArn: undefined }),
    async attachUserPolicy(_, policyArn) {
      attached.push(policyArn);
    },
    listAttachedUserPolicies: async () => attached,
    async setPermissionsBoundary() {},
    findRole: async () => ({ uniqueId: undefined, path: '/', serverTime: new Date(0) }),
    async putRolePolicy({ policyName, document }) {
      documents.set(policyName, document);
    },
    getRolePolicy: async ({ policyName }) => documents.get(policyName) ?? '',
  };
}
