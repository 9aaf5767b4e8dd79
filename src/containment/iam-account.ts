import type {
  $Command,
  IAMClientResolvedConfig,
  ServiceInputTypes,
  ServiceOutputTypes,
} from '@aws-sdk/client-iam';
import type { AccessKeyFact } from '../core/key-status.ts';
import type { KeyUse } from '../core/outcome.ts';
import type { ConsolePassword } from '../core/user-credential.ts';
import type { IamConnection } from './iam-connection.ts';
import type { IamSdk } from './iam-sdk.ts';
import { type Pace, paces, type Trouble } from './patience.ts';

/** Ends a call that may stay without an answer. */
export interface Until {
  readonly abortSignal: AbortSignal;
}

/** How a read is tried, and when it ends. */
export interface Patiently {
  readonly pace: Pace;
  readonly until: Until;
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

/** After a change, and at a second look. */
type ReadBackPace = 'readBriefly' | 'lookAgain';

/** Without the private fields, so that tests can give their own. */
export type Iam = Pick<IamAccount, keyof IamAccount>;

/**
 * The IAM calls of the response to one event, in one account. Each rejects with AWS's error. The `name` of the error is its
 * code.
 */
export class IamAccount {
  readonly #connection: IamConnection;
  readonly #until: Date;

  /** @param until how long it may be tried to stop a credential. */
  constructor(connection: IamConnection, until: Date) {
    connection.patience.begin();
    this.#connection = connection;
    this.#until = until;
  }

  /** `undefined` if IAM can be asked for what is merely good to know. */
  get trouble(): Trouble | undefined {
    return this.#connection.patience.trouble;
  }

  /** `undefined` if IAM can be asked for what decides the state. */
  get severeTrouble(): Trouble | undefined {
    return this.#connection.patience.severeTrouble;
  }

  #tryAgain<T>(pace: Pace, call: () => Promise<T>): Promise<T> {
    return this.#connection.patience.tryAgain(call, { pace, until: this.#until });
  }

  /** A call that a unit of this folder brings along: src/containment/user-credentials.ts. */
  run<T>(pace: Pace, call: (sdk: IamSdk) => Promise<T>): Promise<T> {
    return this.#tryAgain(pace, async () => call(await this.#connection.sdk()));
  }

  async #send<I extends ServiceInputTypes, O extends ServiceOutputTypes>(
    make: (sdk: IamSdk) => $Command<I, O, IAMClientResolvedConfig, ServiceInputTypes, ServiceOutputTypes>,
    until?: Until,
  ): Promise<O> {
    const sdk = await this.#connection.sdk();
    return sdk.client.send(make(sdk), until);
  }

  async deactivateAccessKey(userName: string, accessKeyId: string): Promise<void> {
    // Without the name AWS takes the signer for the key's owner. A Lambda signs with temporary credentials.
    if (userName === '') throw new TypeError('UpdateAccessKey needs the name of the user');
    const change = { UserName: userName, AccessKeyId: accessKeyId, Status: 'Inactive' } as const;
    await this.#tryAgain(paces.stop, async () => {
      if (await this.#connection.fire('UpdateAccessKey', change)) return;
      this.#connection.ahead.begin();
      await this.#send((sdk) => new sdk.UpdateAccessKeyCommand(change));
    });
  }

  /** @param pace how a list is read again after a change, unless no key can be stopped without it. */
  async listAccessKeys(
    userName: string,
    pace: ReadBackPace | 'stop' = 'readBriefly',
  ): Promise<readonly AccessKeyFact[]> {
    return this.#tryAgain(paces[pace], () => this.#listAccessKeys(userName));
  }

  async #listAccessKeys(userName: string): Promise<readonly AccessKeyFact[]> {
    const keys: AccessKeyFact[] = [];
    const { client, paginateListAccessKeys } = await this.#connection.sdk();
    for await (const page of paginateListAccessKeys({ client }, { UserName: userName })) {
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
    const { UserName } = await this.#tryAgain(paces.stop, () =>
      this.#send((sdk) => new sdk.GetAccessKeyLastUsedCommand({ AccessKeyId: accessKeyId })),
    );
    return UserName;
  }

  /** Empty if the account has none. An account has at most one and seldom changes it, so it is read once. */
  async findAccountAlias(until: Until): Promise<string> {
    const read = () => this.#send((sdk) => new sdk.ListAccountAliasesCommand({}), until);
    this.#connection.knownAlias ??= (await this.#tryAgain(paces.look, read)).AccountAliases?.[0] ?? '';
    return this.#connection.knownAlias;
  }

  async findConsolePassword(userName: string, { pace, until }: Patiently): Promise<ConsolePassword> {
    const read = () => this.#send((sdk) => new sdk.GetLoginProfileCommand({ UserName: userName }), until);
    try {
      const { LoginProfile } = await this.#tryAgain(pace, read);
      const madeAt = LoginProfile?.CreateDate?.toISOString();
      return { ...(madeAt !== undefined && { madeAt }) };
    } catch (error) {
      if (error instanceof Error && error.name === 'NoSuchEntityException') return 'absent';
      throw error;
    }
  }

  async findLastUse(accessKeyId: string, until: Until): Promise<KeyUse> {
    const read = () =>
      this.#send((sdk) => new sdk.GetAccessKeyLastUsedCommand({ AccessKeyId: accessKeyId }), until);
    const { LastUsedDate, ServiceName, Region } =
      (await this.#tryAgain(paces.look, read)).AccessKeyLastUsed ?? {};
    if (LastUsedDate === undefined) return {};
    return {
      at: LastUsedDate.toISOString(),
      ...(ServiceName !== undefined && { service: ServiceName }),
      ...(Region !== undefined && { region: Region }),
    };
  }

  async findUser(userName: string): Promise<UserFact> {
    const read = () => this.#send((sdk) => new sdk.GetUserCommand({ UserName: userName }));
    const { User } = await this.#tryAgain(paces.ask, read);
    return { uniqueId: User?.UserId, boundaryArn: User?.PermissionsBoundary?.PermissionsBoundaryArn };
  }

  async attachUserPolicy(userName: string, policyArn: string): Promise<void> {
    const change = { UserName: userName, PolicyArn: policyArn };
    await this.#tryAgain(paces.stop, () => this.#send((sdk) => new sdk.AttachUserPolicyCommand(change)));
  }

  async listAttachedUserPolicies(
    userName: string,
    pace: ReadBackPace = 'readBriefly',
  ): Promise<readonly string[]> {
    return this.#tryAgain(paces[pace], () => this.#listAttachedUserPolicies(userName));
  }

  async #listAttachedUserPolicies(userName: string): Promise<readonly string[]> {
    const arns: string[] = [];
    const { client, paginateListAttachedUserPolicies } = await this.#connection.sdk();
    const pages = paginateListAttachedUserPolicies({ client }, { UserName: userName });
    for await (const { AttachedPolicies } of pages) {
      arns.push(...(AttachedPolicies ?? []).flatMap(({ PolicyArn }) => PolicyArn ?? []));
    }
    return arns;
  }

  async setPermissionsBoundary(userName: string, policyArn: string): Promise<void> {
    const change = { UserName: userName, PermissionsBoundary: policyArn };
    await this.#tryAgain(paces.stop, () =>
      this.#send((sdk) => new sdk.PutUserPermissionsBoundaryCommand(change)),
    );
  }

  async findRole(roleName: string): Promise<RoleFact> {
    const { output, date } = await this.#tryAgain(paces.stop, async () => {
      const { client, sendWithDate, GetRoleCommand } = await this.#connection.sdk();
      return sendWithDate(client, new GetRoleCommand({ RoleName: roleName }));
    });
    return { uniqueId: output.Role?.RoleId, path: output.Role?.Path ?? '/', serverTime: date };
  }

  async putRolePolicy(policy: {
    readonly roleName: string;
    readonly policyName: string;
    readonly document: string;
  }): Promise<void> {
    const { roleName, policyName, document } = policy;
    const change = { RoleName: roleName, PolicyName: policyName, PolicyDocument: document };
    this.#connection.ahead.begin();
    await this.#tryAgain(paces.stop, () => this.#send((sdk) => new sdk.PutRolePolicyCommand(change)));
  }

  async getRolePolicy(
    { roleName, policyName }: { readonly roleName: string; readonly policyName: string },
    pace: ReadBackPace = 'readBriefly',
  ): Promise<string> {
    const { PolicyDocument = '' } = await this.#tryAgain(paces[pace], () =>
      this.#send((sdk) => new sdk.GetRolePolicyCommand({ RoleName: roleName, PolicyName: policyName })),
    );
    // IAM returns policies URL-encoded (RFC 3986). IAM API reference, GetRolePolicy.
    return decodeURIComponent(PolicyDocument);
  }
}
