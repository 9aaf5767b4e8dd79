import type { Elapsed } from './elapsed.ts';
import { Lagging } from './lagging.ts';
import { ManagedPolicies } from './managed-policies.ts';
import type { ServerClock } from './server-clock.ts';
import { secret, uniqueId } from './unique-id.ts';

export type KeyStatus = 'Active' | 'Inactive';

/** IAM user guide, "IAM identifiers": unique ids. A certificate's id has no prefix. */
const PREFIXES = {
  'service-specific-credential': 'ACCA',
  'ssh-public-key': 'APKA',
  'signing-certificate': '',
} as const satisfies Record<CredentialKind, string>;

const LONG_AGO = new Date('2024-11-02T09:00:00.000Z');

export interface AccessKey {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly createDate: Date;
  /** `undefined` after the API has deleted the key. Readers that lag behind still see the key. */
  readonly status: Lagging<KeyStatus | undefined>;
  lastUsed: KeyUse | undefined;
}

/** One request that the key signed. */
export interface KeyUse {
  readonly at: Date;
  /** The name in the signature, such as `iam` or `s3`. */
  readonly service: string;
  readonly region: string;
}

/** The credentials of a user that have a status, beside access keys. */
export type CredentialKind = 'service-specific-credential' | 'ssh-public-key' | 'signing-certificate';

export interface UserCredential {
  readonly kind: CredentialKind;
  readonly id: string;
  readonly createDate: Date;
  /** `undefined` after the API has deleted it. Readers that lag behind still see it. */
  readonly status: Lagging<KeyStatus | undefined>;
  /** Of a service-specific credential: `bedrock.amazonaws.com`. */
  readonly service?: string;
  readonly expiresAt?: Date;
  /** Of a certificate. */
  readonly body?: string;
}

/** A user's password for the console. */
export interface LoginProfile {
  readonly createDate: Date;
  readonly passwordResetRequired: boolean;
}

export interface User {
  readonly accountId: string;
  /** IAM can rename a user (UpdateUser). */
  userName: string;
  readonly path: string;
  readonly userId: string;
  readonly arn: string;
  readonly createDate: Date;
  readonly accessKeys: AccessKey[];
  readonly credentials: UserCredential[];
  /** ARNs of the managed policies, in the order of their attachment. */
  readonly attachedPolicies: Lagging<readonly string[]>;
  /** The ARN of the permissions boundary. */
  readonly boundary: Lagging<string | undefined>;
  loginProfile: LoginProfile | undefined;
}

export interface Role {
  readonly partition: string;
  readonly accountId: string;
  readonly roleName: string;
  readonly path: string;
  readonly roleId: string;
  readonly arn: string;
  readonly createDate: Date;
  /** Account numbers and principal ARNs that may assume it. */
  readonly trusts: readonly string[];
  /** Documents by the name of the policy. */
  readonly inlinePolicies: Lagging<ReadonlyMap<string, string>>;
  /** The actions that its policies allow, `service:Action`. `undefined` means that it may do everything. */
  grants: ReadonlySet<string> | undefined;
}

export interface IdentitiesOptions {
  readonly partition: string;
  readonly accountId: string;
  readonly clock: ServerClock;
  readonly elapsed: Elapsed;
}

/**
 * The users, keys, roles and alias of every account. Changes through this class apply at once, without any lag.
 */
export class Identities {
  readonly policies: ManagedPolicies;
  readonly #clock: ServerClock;
  readonly #elapsed: Elapsed;
  readonly #partition: string;
  readonly #defaultAccount: string;
  readonly #users: User[] = [];
  readonly #roles: Role[] = [];
  readonly #accountAliases = new Map<string, string>();

  constructor({ partition, accountId, clock, elapsed }: IdentitiesOptions) {
    this.#partition = partition;
    this.#defaultAccount = accountId;
    this.#clock = clock;
    this.#elapsed = elapsed;
    this.policies = new ManagedPolicies(partition);
  }

  createUser(user: {
    readonly userName: string;
    readonly path?: string;
    readonly accountId?: string;
    /** IAM chooses an id if none is given. */
    readonly userId?: string;
  }): User {
    const { userName, path = '/', accountId = this.#defaultAccount, userId = uniqueId('AIDA') } = user;
    const created: User = {
      accountId,
      userName,
      path,
      userId,
      arn: `arn:${this.#partition}:iam::${accountId}:user${path}${userName}`,
      createDate: this.#clock.now(),
      accessKeys: [],
      credentials: [],
      attachedPolicies: new Lagging<readonly string[]>([], { elapsed: this.#elapsed }),
      boundary: new Lagging<string | undefined>(undefined, { elapsed: this.#elapsed }),
      loginProfile: undefined,
    };
    this.#users.push(created);
    return created;
  }

  createAccessKey(
    user: User,
    key: {
      /** Long ago where nothing is said: before any evidence against it. */
      readonly createDate?: Date;
      readonly accessKeyId?: string;
      readonly status?: KeyStatus;
      readonly isNew?: boolean;
    } = {},
  ): AccessKey {
    const created: AccessKey = {
      accessKeyId: key.accessKeyId ?? uniqueId('AKIA'),
      secretAccessKey: secret(),
      createDate: key.createDate ?? LONG_AGO,
      status: new Lagging<KeyStatus | undefined>(key.status ?? 'Active', {
        elapsed: this.#elapsed,
        ...(key.isNew === true && { since: this.#elapsed.now() }),
      }),
      lastUsed: undefined,
    };
    user.accessKeys.push(created);
    return created;
  }

  createCredential(
    user: User,
    made: Omit<UserCredential, 'id' | 'createDate' | 'status'> & {
      readonly id?: string;
      /** Long ago where nothing is said, as for an access key. */
      readonly createDate?: Date;
      readonly status?: KeyStatus;
      readonly isNew?: boolean;
    },
  ): UserCredential {
    const {
      id = uniqueId(PREFIXES[made.kind]),
      createDate = LONG_AGO,
      status = 'Active',
      isNew,
      ...rest
    } = made;
    const created: UserCredential = {
      ...rest,
      id,
      createDate,
      status: new Lagging<KeyStatus | undefined>(status, {
        elapsed: this.#elapsed,
        ...(isNew === true && { since: this.#elapsed.now() }),
      }),
    };
    user.credentials.push(created);
    return created;
  }

  /** Long ago where nothing is said, as for an access key. */
  createLoginProfile(
    user: User,
    profile: { readonly passwordResetRequired?: boolean; readonly createDate?: Date } = {},
  ): LoginProfile {
    const { passwordResetRequired = false, createDate = LONG_AGO } = profile;
    user.loginProfile = { createDate, passwordResetRequired };
    return user.loginProfile;
  }

  /** By AWS's clock. */
  now(): Date {
    return this.#clock.now();
  }

  usersOf(accountId: string): readonly User[] {
    return this.#users.filter((user) => user.accountId === accountId);
  }

  /** An account has at most one. A new alias replaces the old one. */
  setAccountAlias(accountId: string, alias: string): void {
    this.#accountAliases.set(accountId, alias);
  }

  accountAliasOf(accountId: string): string | undefined {
    return this.#accountAliases.get(accountId);
  }

  createRole(role: {
    readonly roleName: string;
    readonly path?: string;
    readonly accountId?: string;
    readonly trusts?: readonly string[];
    readonly grants?: ReadonlySet<string>;
  }): Role {
    const { roleName, path = '/', accountId = this.#defaultAccount, trusts = [], grants } = role;
    const created: Role = {
      partition: this.#partition,
      accountId,
      roleName,
      path,
      roleId: uniqueId('AROA'),
      arn: `arn:${this.#partition}:iam::${accountId}:role${path}${roleName}`,
      createDate: this.#clock.now(),
      trusts,
      inlinePolicies: new Lagging<ReadonlyMap<string, string>>(new Map(), { elapsed: this.#elapsed }),
      grants,
    };
    this.#roles.push(created);
    return created;
  }

  /** Case is ignored in names (IAM user guide, "IAM and AWS STS quotas", name requirements). */
  findUser(accountId: string, userName: string): User | undefined {
    const name = userName.toLowerCase();
    return this.#users.find((user) => user.accountId === accountId && user.userName.toLowerCase() === name);
  }

  findRole(arn: string): Role | undefined {
    return this.#roles.find((role) => role.arn === arn);
  }

  findRoleByName(accountId: string, roleName: string): Role | undefined {
    const name = roleName.toLowerCase();
    return this.#roles.find((role) => role.accountId === accountId && role.roleName.toLowerCase() === name);
  }

  /** Also finds a key that the API has deleted. Its status is `undefined`. */
  findAccessKey(accessKeyId: string): { readonly user: User; readonly key: AccessKey } | undefined {
    for (const user of this.#users) {
      const key = user.accessKeys.find((candidate) => candidate.accessKeyId === accessKeyId);
      if (key !== undefined) return { user, key };
    }
    return undefined;
  }

  /** The status in IAM's control plane. `undefined` if there is no such key. */
  statusOf(accessKeyId: string): KeyStatus | undefined {
    return this.findAccessKey(accessKeyId)?.key.status.read(0);
  }

  /** Records a use of the key. It replaces the previous use, even if that was later. */
  recordUse(accessKeyId: string, use: KeyUse): void {
    const found = this.findAccessKey(accessKeyId);
    if (found === undefined) throw new Error(`there is no key ${accessKeyId} that could have been used`);
    found.key.lastUsed = use;
  }

  /** Removes the key at once. (iam:DeleteAccessKey lags like every other change.) */
  deleteAccessKey(accessKeyId: string): void {
    const found = this.findAccessKey(accessKeyId);
    found?.user.accessKeys.splice(found.user.accessKeys.indexOf(found.key), 1);
  }

  deleteUser(user: User): void {
    this.#users.splice(this.#users.indexOf(user), 1);
  }

  /** Keeps only the roles, as they were created. */
  reset(): void {
    this.#users.length = 0;
    this.#accountAliases.clear();
    this.policies.forgetMade();
    for (const role of this.#roles) role.inlinePolicies.reset(new Map());
  }
}
