import type { Iam } from '../../src/containment/iam-account.ts';
import { type IamSdk, openIamSdk } from '../../src/containment/iam-sdk.ts';
import type { Containing } from '../../src/containment/index.ts';
import { KEY, policy, SERVICE_CREDENTIAL, SSH_KEY, USER, USER_ID } from './examples.ts';

/** Accounts where every call succeeds, to show how a containment ends when it works. */
export function cooperativeAccounts(statusNow: 'Active' | 'Inactive', has: Has = {}): Containing {
  const iam = cooperativeIam(statusNow, has);
  return {
    accounts: { own: () => iam, member: async () => iam, ofKey: async () => policy.accountId },
    clock: { now: () => new Date(0), wait: async () => {}, abortAfter: () => new AbortController().signal },
    until: new Date(0),
    receives: 0,
    policy,
  };
}

/** Its user has an SSH key beside access keys, which is Inactive, and, if somebody reported an API key, that. */
function sdkOf(serviceCredential: { status: string } | undefined): IamSdk {
  const sdk = openIamSdk({ region: 'us-east-1' });
  const SSHPublicKeys = [{ UserName: USER.userName, SSHPublicKeyId: SSH_KEY, Status: 'Inactive' }];
  sdk.client.middlewareStack.add(
    (_, { commandName }) =>
      async () => {
        if (serviceCredential !== undefined && commandName === 'UpdateServiceSpecificCredentialCommand')
          serviceCredential.status = 'Inactive';
        const ServiceSpecificCredentials =
          serviceCredential === undefined
            ? []
            : [{ ServiceSpecificCredentialId: SERVICE_CREDENTIAL, Status: serviceCredential.status }];
        const answer =
          commandName === 'ListSSHPublicKeysCommand' ? { SSHPublicKeys } : { ServiceSpecificCredentials };
        return { output: { $metadata: {}, ...answer }, response: {} };
      },
    { step: 'initialize', name: 'answers' },
  );
  return sdk;
}

interface Has {
  readonly serviceCredential?: boolean;
}

function cooperativeIam(statusNow: 'Active' | 'Inactive', has: Has): Iam {
  const sdk = sdkOf(has.serviceCredential ? { status: 'Active' } : undefined);
  let status: string = statusNow;
  const attached: string[] = [];
  const documents = new Map<string, string>();
  return {
    trouble: undefined,
    severeTrouble: undefined,
    run: (_, call) => call(sdk),
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
