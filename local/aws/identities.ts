import { type AccessKey, accessKey, type KeyUse, type NewAccessKey } from './access-key.ts';
import { type KeyStatus, LONG_AGO } from './credential-status.ts';
import type { Elapsed } from './elapsed.ts';
import { Lagging } from './lagging.ts';
import { ManagedPolicies } from './managed-policies.ts';
import type { Role } from './role.ts';
import type { ServerClock } from './server-clock.ts';
import { uniqueId } from './unique-id.ts';
import type { LoginProfile, User } from './user.ts';
import { type NewUserCredential, type UserCredential, userCredential } from './user-credential.ts';

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

  createAccessKey(user: User, made: NewAccessKey = {}): AccessKey {
    const created = accessKey(made, this.#elapsed);
    user.accessKeys.push(created);
    return created;
  }

  createCredential(user: User, made: NewUserCredential): UserCredential {
    const created = userCredential(made, this.#elapsed);
    user.credentials.push(created);
    return created;
  }

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
