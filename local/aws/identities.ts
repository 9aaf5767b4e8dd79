import { Lagging } from './lagging.ts';
import { secret, uniqueId } from './unique-id.ts';

export type KeyStatus = 'Active' | 'Inactive';

export interface AccessKey {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly createDate: Date;
  readonly status: Lagging<KeyStatus>;
  lastUsed: { readonly date: Date; readonly region: string; readonly serviceName: string } | undefined;
}

export interface User {
  readonly accountId: string;
  readonly userName: string;
  readonly path: string;
  readonly userId: string;
  readonly arn: string;
  readonly createDate: Date;
  readonly accessKeys: AccessKey[];
}

export interface Role {
  readonly partition: string;
  readonly accountId: string;
  readonly roleName: string;
  readonly roleId: string;
  readonly arn: string;
  /** Account numbers and principal ARNs that may assume it. */
  readonly trusts: readonly string[];
}

/** The users, their keys and the roles of every account. Writes through here have always been so: they lag behind nothing. */
export class Identities {
  readonly #partition: string;
  readonly #defaultAccount: string;
  readonly #users: User[] = [];
  readonly #roles: Role[] = [];

  constructor({ partition, accountId }: { readonly partition: string; readonly accountId: string }) {
    this.#partition = partition;
    this.#defaultAccount = accountId;
  }

  createUser(user: { readonly userName: string; readonly path?: string; readonly accountId?: string }): User {
    const { userName, path = '/', accountId = this.#defaultAccount } = user;
    const created: User = {
      accountId,
      userName,
      path,
      userId: uniqueId('AIDA'),
      arn: `arn:${this.#partition}:iam::${accountId}:user${path}${userName}`,
      createDate: new Date(),
      accessKeys: [],
    };
    this.#users.push(created);
    return created;
  }

  createAccessKey(
    user: User,
    key: { readonly accessKeyId?: string; readonly status?: KeyStatus; readonly since?: number } = {},
  ): AccessKey {
    const created: AccessKey = {
      accessKeyId: key.accessKeyId ?? uniqueId('AKIA'),
      secretAccessKey: secret(),
      createDate: new Date(),
      status: new Lagging<KeyStatus>(key.status ?? 'Active', key.since),
      lastUsed: undefined,
    };
    user.accessKeys.push(created);
    return created;
  }

  createRole(role: {
    readonly roleName: string;
    readonly accountId?: string;
    readonly trusts?: readonly string[];
  }): Role {
    const { roleName, accountId = this.#defaultAccount, trusts = [] } = role;
    const created: Role = {
      partition: this.#partition,
      accountId,
      roleName,
      roleId: uniqueId('AROA'),
      arn: `arn:${this.#partition}:iam::${accountId}:role/${roleName}`,
      trusts,
    };
    this.#roles.push(created);
    return created;
  }

  /** Names are not distinguished by case (IAM user guide, "IAM and AWS STS quotas", name requirements). */
  findUser(accountId: string, userName: string): User | undefined {
    const name = userName.toLowerCase();
    return this.#users.find((user) => user.accountId === accountId && user.userName.toLowerCase() === name);
  }

  findRole(arn: string): Role | undefined {
    return this.#roles.find((role) => role.arn === arn);
  }

  findAccessKey(accessKeyId: string): { readonly user: User; readonly key: AccessKey } | undefined {
    for (const user of this.#users) {
      const key = user.accessKeys.find((candidate) => candidate.accessKeyId === accessKeyId);
      if (key !== undefined) return { user, key };
    }
    return undefined;
  }

  /** What IAM's control plane says now; `undefined` when there is no such key. */
  statusOf(accessKeyId: string): KeyStatus | undefined {
    return this.findAccessKey(accessKeyId)?.key.status.read(0);
  }

  deleteAccessKey(accessKeyId: string): void {
    const found = this.findAccessKey(accessKeyId);
    found?.user.accessKeys.splice(found.user.accessKeys.indexOf(found.key), 1);
  }

  deleteUser(user: User): void {
    this.#users.splice(this.#users.indexOf(user), 1);
  }

  forgetUsers(): void {
    this.#users.length = 0;
  }
}
