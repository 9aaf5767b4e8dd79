import {
  AttachUserPolicyCommand,
  GetAccessKeyLastUsedCommand,
  GetLoginProfileCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  GetUserCommand,
  IAMClient,
  type IAMClientConfig,
  ListAccessKeysCommand,
  ListAccountAliasesCommand,
  ListAttachedUserPoliciesCommand,
  PutRolePolicyCommand,
  PutUserPermissionsBoundaryCommand,
  UpdateAccessKeyCommand,
} from '@aws-sdk/client-iam';
import type { Iam } from '../core/ports.ts';
import { everyPage } from './every-page.ts';
import { answerFullQuotasAtOnce } from './full-quota.ts';
import { sendWithDate } from './server-time.ts';

/**
 * Attempts and timeouts that really fire. The SDK's default waits for ever on a socket that accepts and never answers,
 * and gives up a throttled call within two seconds: five attempts last about eight seconds when IAM is busy, about
 * eighteen when it hangs, which leaves the rest of the function's time to read back and to tell people.
 */
const limits: IAMClientConfig = {
  maxAttempts: 5,
  requestHandler: { connectionTimeout: 2_000, requestTimeout: 3_000, throwOnRequestTimeout: true },
};

/** How long an alert waits for what is merely good to know. */
const LOOK_MS = 3_000;
const inTime = () => ({ abortSignal: AbortSignal.timeout(LOOK_MS) });

export function iamOf(config: IAMClientConfig): Iam {
  const client = new IAMClient({ ...limits, ...config });
  answerFullQuotasAtOnce(client);
  let knownAlias: string | undefined;
  return {
    async deactivateAccessKey(userName, accessKeyId) {
      // A Lambda signs with temporary credentials. Without the name AWS would take the signer for the key's owner.
      if (userName === '') throw new TypeError('UpdateAccessKey needs the name of the user');
      await client.send(
        new UpdateAccessKeyCommand({ UserName: userName, AccessKeyId: accessKeyId, Status: 'Inactive' }),
      );
    },

    async listAccessKeys(userName) {
      const pages = everyPage((marker) =>
        client.send(new ListAccessKeysCommand({ UserName: userName, ...marker })),
      );
      const keys = (await pages).flatMap(({ AccessKeyMetadata }) => AccessKeyMetadata ?? []);
      return keys.flatMap(({ AccessKeyId, Status, CreateDate }) => {
        if (AccessKeyId === undefined) return [];
        const createdAt = CreateDate?.toISOString();
        return [
          {
            accessKeyId: AccessKeyId,
            status: Status ?? 'unknown',
            ...(createdAt !== undefined && { createdAt }),
          },
        ];
      });
    },

    async findUserOfAccessKey(accessKeyId) {
      return (await client.send(new GetAccessKeyLastUsedCommand({ AccessKeyId: accessKeyId }))).UserName;
    },

    async findAccountAlias() {
      // An account has one at most, and seldom changes it: asked for once in the life of the environment.
      knownAlias ??=
        (await client.send(new ListAccountAliasesCommand({}), inTime())).AccountAliases?.[0] ?? '';
      return knownAlias;
    },

    async findConsolePassword(userName) {
      try {
        await client.send(new GetLoginProfileCommand({ UserName: userName }), inTime());
        return 'present';
      } catch (error) {
        if (error instanceof Error && error.name === 'NoSuchEntityException') return 'absent';
        throw error;
      }
    },

    async findLastUse(accessKeyId) {
      const request = new GetAccessKeyLastUsedCommand({ AccessKeyId: accessKeyId });
      const { LastUsedDate, ServiceName, Region } =
        (await client.send(request, inTime())).AccessKeyLastUsed ?? {};
      if (LastUsedDate === undefined) return {};
      return {
        at: LastUsedDate.toISOString(),
        ...(ServiceName !== undefined && { service: ServiceName }),
        ...(Region !== undefined && { region: Region }),
      };
    },

    async findUser(userName) {
      const { User } = await client.send(new GetUserCommand({ UserName: userName }));
      return { uniqueId: User?.UserId, boundaryArn: User?.PermissionsBoundary?.PermissionsBoundaryArn };
    },

    async attachUserPolicy(userName, policyArn) {
      await client.send(new AttachUserPolicyCommand({ UserName: userName, PolicyArn: policyArn }));
    },

    async listAttachedUserPolicies(userName) {
      const pages = everyPage((marker) =>
        client.send(new ListAttachedUserPoliciesCommand({ UserName: userName, ...marker })),
      );
      return (await pages)
        .flatMap(({ AttachedPolicies }) => AttachedPolicies ?? [])
        .flatMap(({ PolicyArn }) => PolicyArn ?? []);
    },

    async setPermissionsBoundary(userName, policyArn) {
      await client.send(
        new PutUserPermissionsBoundaryCommand({ UserName: userName, PermissionsBoundary: policyArn }),
      );
    },

    async findRole(roleName) {
      const { output, date } = await sendWithDate(client, new GetRoleCommand({ RoleName: roleName }));
      return { uniqueId: output.Role?.RoleId, path: output.Role?.Path ?? '/', serverTime: date };
    },

    async putRolePolicy(roleName, policyName, document) {
      await client.send(
        new PutRolePolicyCommand({ RoleName: roleName, PolicyName: policyName, PolicyDocument: document }),
      );
    },

    async getRolePolicy(roleName, policyName) {
      const { PolicyDocument = '' } = await client.send(
        new GetRolePolicyCommand({ RoleName: roleName, PolicyName: policyName }),
      );
      // IAM gives policies back URL-encoded (RFC 3986). IAM API reference, GetRolePolicy.
      return decodeURIComponent(PolicyDocument);
    },
  };
}
