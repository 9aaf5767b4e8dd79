import {
  AttachUserPolicyCommand,
  GetAccessKeyLastUsedCommand,
  GetLoginProfileCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  GetUserCommand,
  IAMClient,
  type IAMClientConfig,
  ListAccountAliasesCommand,
  PutRolePolicyCommand,
  PutUserPermissionsBoundaryCommand,
  paginateListAccessKeys,
  paginateListAttachedUserPolicies,
  UpdateAccessKeyCommand,
} from '@aws-sdk/client-iam';
import type { AccessKeyFact } from '../core/key-status.ts';
import type { KeyUse } from '../core/outcome.ts';
import { answerFullQuotasAtOnce } from './full-quota.ts';
import { sendWithDate } from './server-time.ts';

/**
 * The SDK's default gives up a throttled call within two seconds. Five attempts take up to eight seconds if IAM is busy, and
 * about sixteen if it hangs. The rest of the function's time is for the read-back and the alert.
 */
const limits: IAMClientConfig = { maxAttempts: 5 };

/** Ends a call that may stay without an answer. */
export interface Until {
  readonly abortSignal: AbortSignal;
}

export interface UserFact {
  /** `AIDA…` */
  readonly uniqueId: string | undefined;
  /** The ARN of the user's permissions boundary. `undefined` if there is none. */
  readonly boundaryArn: string | undefined;
}

export interface RoleFact {
  /** `AROA…` */
  readonly uniqueId: string | undefined;
  /** `/`, `/service-role/`, `/aws-reserved/sso.amazonaws.com/` … */
  readonly path: string;
  /** IAM's own clock, from the Date header of its answer. */
  readonly serverTime: Date | undefined;
}

/** Without the private fields, so that tests can give their own. */
export type Iam = Pick<IamAccount, keyof IamAccount>;

/**
 * The IAM calls of containments, in one account. Each rejects with AWS's error. The `name` of the error is its code.
 */
export class IamAccount {
  readonly #client: IAMClient;
  #knownAlias: string | undefined;

  constructor(config: IAMClientConfig) {
    this.#client = new IAMClient({ ...limits, ...config });
    answerFullQuotasAtOnce(this.#client);
  }

  async deactivateAccessKey(userName: string, accessKeyId: string): Promise<void> {
    // Without the name AWS takes the signer for the key's owner. A Lambda signs with temporary credentials.
    if (userName === '') throw new TypeError('UpdateAccessKey needs the name of the user');
    await this.#client.send(
      new UpdateAccessKeyCommand({ UserName: userName, AccessKeyId: accessKeyId, Status: 'Inactive' }),
    );
  }

  async listAccessKeys(userName: string): Promise<readonly AccessKeyFact[]> {
    const keys: AccessKeyFact[] = [];
    for await (const page of paginateListAccessKeys({ client: this.#client }, { UserName: userName })) {
      for (const { AccessKeyId, Status, CreateDate } of page.AccessKeyMetadata ?? []) {
        if (AccessKeyId === undefined) continue;
        const createdAt = CreateDate?.toISOString();
        keys.push({
          accessKeyId: AccessKeyId,
          status: Status ?? 'unknown',
          ...(createdAt !== undefined && { createdAt }),
        });
      }
    }
    return keys;
  }

  /** The owner's name. `undefined` if IAM names none. */
  async findUserOfAccessKey(accessKeyId: string): Promise<string | undefined> {
    return (await this.#client.send(new GetAccessKeyLastUsedCommand({ AccessKeyId: accessKeyId }))).UserName;
  }

  /** Empty if the account has none. An account has at most one and seldom changes it, so it is read once. */
  async findAccountAlias(until: Until): Promise<string> {
    this.#knownAlias ??=
      (await this.#client.send(new ListAccountAliasesCommand({}), until)).AccountAliases?.[0] ?? '';
    return this.#knownAlias;
  }

  async findConsolePassword(userName: string, until: Until): Promise<'present' | 'absent'> {
    try {
      await this.#client.send(new GetLoginProfileCommand({ UserName: userName }), until);
      return 'present';
    } catch (error) {
      if (error instanceof Error && error.name === 'NoSuchEntityException') return 'absent';
      throw error;
    }
  }

  async findLastUse(accessKeyId: string, until: Until): Promise<KeyUse> {
    const request = new GetAccessKeyLastUsedCommand({ AccessKeyId: accessKeyId });
    const { LastUsedDate, ServiceName, Region } =
      (await this.#client.send(request, until)).AccessKeyLastUsed ?? {};
    if (LastUsedDate === undefined) return {};
    return {
      at: LastUsedDate.toISOString(),
      ...(ServiceName !== undefined && { service: ServiceName }),
      ...(Region !== undefined && { region: Region }),
    };
  }

  async findUser(userName: string): Promise<UserFact> {
    const { User } = await this.#client.send(new GetUserCommand({ UserName: userName }));
    return { uniqueId: User?.UserId, boundaryArn: User?.PermissionsBoundary?.PermissionsBoundaryArn };
  }

  async attachUserPolicy(userName: string, policyArn: string): Promise<void> {
    await this.#client.send(new AttachUserPolicyCommand({ UserName: userName, PolicyArn: policyArn }));
  }

  async listAttachedUserPolicies(userName: string): Promise<readonly string[]> {
    const arns: string[] = [];
    const pages = paginateListAttachedUserPolicies({ client: this.#client }, { UserName: userName });
    for await (const { AttachedPolicies } of pages) {
      arns.push(...(AttachedPolicies ?? []).flatMap(({ PolicyArn }) => PolicyArn ?? []));
    }
    return arns;
  }

  async setPermissionsBoundary(userName: string, policyArn: string): Promise<void> {
    await this.#client.send(
      new PutUserPermissionsBoundaryCommand({ UserName: userName, PermissionsBoundary: policyArn }),
    );
  }

  async findRole(roleName: string): Promise<RoleFact> {
    const { output, date } = await sendWithDate(this.#client, new GetRoleCommand({ RoleName: roleName }));
    return { uniqueId: output.Role?.RoleId, path: output.Role?.Path ?? '/', serverTime: date };
  }

  async putRolePolicy(policy: {
    readonly roleName: string;
    readonly policyName: string;
    readonly document: string;
  }): Promise<void> {
    const { roleName, policyName, document } = policy;
    await this.#client.send(
      new PutRolePolicyCommand({ RoleName: roleName, PolicyName: policyName, PolicyDocument: document }),
    );
  }

  async getRolePolicy(roleName: string, policyName: string): Promise<string> {
    const { PolicyDocument = '' } = await this.#client.send(
      new GetRolePolicyCommand({ RoleName: roleName, PolicyName: policyName }),
    );
    // IAM returns policies URL-encoded (RFC 3986). IAM API reference, GetRolePolicy.
    return decodeURIComponent(PolicyDocument);
  }
}
