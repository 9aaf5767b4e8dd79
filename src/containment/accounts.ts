import type { IAMClientConfig } from '@aws-sdk/client-iam';
import type { STSClientConfig } from '@aws-sdk/client-sts';
import { Lazy } from '../lazy.ts';
import { type Iam, IamAccount } from './iam-account.ts';
import type { KeyAccounts } from './key-account.ts';
import type { MemberAccount, MemberAccounts } from './member-accounts.ts';

/** IAM of the function's own account and of the other accounts. */
export class Accounts {
  /** Created at cold start, so that nothing delays the first call. */
  readonly own: IamAccount;
  readonly #members: Lazy<MemberAccounts>;
  readonly #keys: Lazy<KeyAccounts>;

  constructor({
    memberRoleName,
    client,
  }: { readonly memberRoleName: string; readonly client: IAMClientConfig & STSClientConfig }) {
    this.own = new IamAccount(client);
    // The STS client is loaded for the first event of another account.
    this.#members = new Lazy(async () => {
      const { MemberAccounts } = await import('./member-accounts.ts');
      return new MemberAccounts(memberRoleName, client);
    });
    this.#keys = new Lazy(async () => {
      const { KeyAccounts } = await import('./key-account.ts');
      return new KeyAccounts(client);
    });
  }

  /** Rejects with AWS's error if the role there cannot be assumed. */
  async member(account: MemberAccount, now: Date): Promise<Iam> {
    return (await this.#members.get()).assume(account, now);
  }

  /** The account that the key belongs to. Rejects with AWS's error. */
  async ofKey(accessKeyId: string): Promise<string> {
    return (await this.#keys.get()).find(accessKeyId);
  }
}
