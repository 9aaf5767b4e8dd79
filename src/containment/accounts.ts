import type { IAMClientConfig } from '@aws-sdk/client-iam';
import type { STSClientConfig } from '@aws-sdk/client-sts';
import { Lazy } from '../lazy.ts';
import type { FirstShot } from './first-shot.ts';
import { type Iam, IamAccount } from './iam-account.ts';
import { type Calling, IamConnection } from './iam-connection.ts';
import type { KeyAccounts } from './key-account.ts';
import type { MemberAccount, MemberAccounts } from './member-accounts.ts';

/** IAM of the function's own account and of the other accounts. */
export class Accounts {
  /** Created at cold start, so that nothing delays the first call. */
  readonly #own: IamConnection;
  readonly #members: Lazy<MemberAccounts>;
  readonly #keys: Lazy<KeyAccounts>;

  constructor({
    memberRoleName,
    client,
    calling,
    firstShot,
  }: {
    readonly memberRoleName: string;
    readonly client: IAMClientConfig & STSClientConfig;
    readonly calling: Calling;
    /** Of the function's own role. */
    readonly firstShot?: FirstShot | undefined;
  }) {
    this.#own = new IamConnection(client, { ...calling, ...(firstShot !== undefined && { firstShot }) });
    // The STS client is loaded for the first event of another account.
    this.#members = new Lazy(async () => {
      const { MemberAccounts } = await import('./member-accounts.ts');
      return new MemberAccounts({ roleName: memberRoleName, client, calling });
    });
    this.#keys = new Lazy(async () => {
      const { KeyAccounts } = await import('./key-account.ts');
      return new KeyAccounts(client);
    });
  }

  /** @param until how long the response to one event may try to stop a credential. */
  own(until: Date): Iam {
    return new IamAccount(this.#own, until);
  }

  /** Rejects with AWS's error if the role there cannot be assumed. */
  async member(account: MemberAccount, until: Date): Promise<Iam> {
    return new IamAccount(await (await this.#members.get()).assume(account, until), until);
  }

  /** The account that the key belongs to. Rejects with AWS's error. */
  async ofKey(accessKeyId: string): Promise<string> {
    return (await this.#keys.get()).find(accessKeyId);
  }
}
