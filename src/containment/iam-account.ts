import type {
  $Command,
  IAMClientConfig,
  IAMClientResolvedConfig,
  ServiceInputTypes,
  ServiceOutputTypes,
} from '@aws-sdk/client-iam';
import type { AccessKeyFact } from '../core/key-status.ts';
import type { KeyUse } from '../core/outcome.ts';
import { resultOf } from '../core/result.ts';
import type { ConsolePassword } from '../core/user-credential.ts';
import { Lazy } from '../lazy.ts';
import type { FirstShot } from './first-shot.ts';
import type { IamSdk } from './iam-sdk.ts';
import { isThrottled, type Pace, type Pacing, Patience, paces, type Trouble } from './patience.ts';

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

/** How the calls to IAM are made, in every account. */
export interface Calling extends Pacing {
  readonly ahead?: Ahead;
}

/** What is needed after the change, loaded while IAM answers. Nothing of that may delay the change. */
export interface Ahead {
  /** Called before the change is sent. */
  readonly begin: () => void;
  /** Called when the change is on its way. */
  readonly load: () => Promise<void>;
}

const NOTHING_AHEAD: Ahead = { begin: () => {}, load: async () => {} };

/** IAM of one account, for as long as the process lives. */
export class IamConnection {
  readonly patience: Patience;
  readonly ahead: Ahead;
  readonly #sdk: Lazy<IamSdk>;
  /** Until it is fired, or the SDK is asked for. */
  #firstShot: FirstShot | undefined;
  knownAlias: string | undefined;

  constructor(
    config: IAMClientConfig,
    { firstShot, ahead = NOTHING_AHEAD, ...pacing }: Calling & { readonly firstShot?: FirstShot },
  ) {
    this.patience = new Patience(pacing);
    this.ahead = ahead;
    this.#firstShot = firstShot;
    this.#sdk = new Lazy(async () => {
      const { openIamSdk } = await import('./iam-sdk.ts');
      return openIamSdk({
        ...config,
        ...(firstShot !== undefined && { requestHandler: firstShot.requestHandler }),
      });
    });
  }

  sdk(): Promise<IamSdk> {
    this.#firstShot = undefined;
    return this.#sdk.get();
  }

  /** IAM's own part is needed first. If that fails, so does the next call, which says it. */
  async #loadAll(): Promise<void> {
    await resultOf(this.sdk());
    await this.ahead.load();
  }

  /**
   * Sends a change without the SDK, which is loaded meanwhile. `false` if that is over, or if it did not work, for whatever
   * reason: then the call is the SDK's.
   * @throws AWS's error if IAM is busy: nobody may call again at once.
   */
  async fire(action: string, change: Readonly<Record<string, string>>): Promise<boolean> {
    const shot = this.#firstShot;
    if (shot === undefined) return false;
    // One only: an event can name hundreds of keys, and the SDK is the one that knows how to send them.
    this.#firstShot = undefined;
    try {
      await shot.fire({ action, change, onSent: () => void this.#loadAll() });
      return true;
    } catch (error) {
      if (await isThrottled(error)) throw error;
      return false;
    }
  }

  /** For the response to one event, which has this long to stop a credential. */
  until(until: Date): IamAccount {
    this.patience.begin();
    return new IamAccount(this, until);
  }
}

/**
 * The IAM calls of containments, in one account. Each rejects with AWS's error. The `name` of the error is its code.
 */
export class IamAccount {
  readonly #connection: IamConnection;
  readonly #until: Date;

  constructor(connection: IamConnection, until: Date) {
    this.#connection = connection;
    this.#until = until;
  }

  /** `undefined` if IAM can be asked for what is merely good to know. */
  get trouble(): Trouble | undefined {
    return this.#connection.patience.trouble;
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
    pace: 'readKeys' | 'lookAgain' | 'stop' = 'readKeys',
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

  async findConsolePassword(userName: string, until: Until): Promise<ConsolePassword> {
    const read = () => this.#send((sdk) => new sdk.GetLoginProfileCommand({ UserName: userName }), until);
    try {
      const { LoginProfile } = await this.#tryAgain(paces.look, read);
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

  async listAttachedUserPolicies(userName: string): Promise<readonly string[]> {
    return this.#tryAgain(paces.readBack, () => this.#listAttachedUserPolicies(userName));
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

  async getRolePolicy(roleName: string, policyName: string): Promise<string> {
    const { PolicyDocument = '' } = await this.#tryAgain(paces.readBack, () =>
      this.#send((sdk) => new sdk.GetRolePolicyCommand({ RoleName: roleName, PolicyName: policyName })),
    );
    // IAM returns policies URL-encoded (RFC 3986). IAM API reference, GetRolePolicy.
    return decodeURIComponent(PolicyDocument);
  }
}
