import {
  GetAccessKeyLastUsedCommand,
  GetUserCommand,
  IAMClient,
  type IAMClientConfig,
  ListAccessKeysCommand,
  UpdateAccessKeyCommand,
} from '@aws-sdk/client-iam';
import type { AccessKeyFact } from '../core/outcome.ts';
import type { Iam } from '../core/ports.ts';

/**
 * Attempts and timeouts that really fire. The SDK's default waits for ever on a socket that accepts and never answers,
 * and gives up a throttled call within two seconds: five attempts last about eight seconds when IAM is busy, about
 * eighteen when it hangs, which leaves the rest of the function's minute to read back and to tell people.
 */
const limits: IAMClientConfig = {
  maxAttempts: 5,
  requestHandler: { connectionTimeout: 2_000, requestTimeout: 3_000, throwOnRequestTimeout: true },
};

export function iamOf(config: IAMClientConfig): Iam {
  const client = new IAMClient({ ...limits, ...config });
  return {
    async deactivateAccessKey(userName, accessKeyId) {
      // A Lambda signs with temporary credentials. Without the name AWS would take the signer for the key's owner.
      if (userName === '') throw new TypeError('UpdateAccessKey needs the name of the user');
      await client.send(
        new UpdateAccessKeyCommand({ UserName: userName, AccessKeyId: accessKeyId, Status: 'Inactive' }),
      );
    },

    async listAccessKeys(userName) {
      const keys: AccessKeyFact[] = [];
      let marker: string | undefined;
      do {
        const page = await client.send(
          new ListAccessKeysCommand({ UserName: userName, ...(marker !== undefined && { Marker: marker }) }),
        );
        for (const { AccessKeyId, Status, CreateDate } of page.AccessKeyMetadata ?? []) {
          if (AccessKeyId === undefined) continue;
          keys.push({
            accessKeyId: AccessKeyId,
            status: Status ?? 'unknown',
            ...(CreateDate !== undefined && { createdAt: CreateDate.toISOString() }),
          });
        }
        marker = page.IsTruncated === true ? page.Marker : undefined;
      } while (marker !== undefined);
      return keys;
    },

    async findUserOfAccessKey(accessKeyId) {
      return (await client.send(new GetAccessKeyLastUsedCommand({ AccessKeyId: accessKeyId }))).UserName;
    },

    async findUniqueId(userName) {
      return (await client.send(new GetUserCommand({ UserName: userName }))).User?.UserId;
    },
  };
}
