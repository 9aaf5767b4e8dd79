import { GetAccessKeyInfoCommand, STSClient, type STSClientConfig } from '@aws-sdk/client-sts';

/** The alert waits for it, so it may not take long. */
const limits: STSClientConfig = {
  maxAttempts: 2,
  requestHandler: { connectionTimeout: 1_000, requestTimeout: 2_000, throwOnRequestTimeout: true },
};

/** Which account a key belongs to. STS knows it of every key, also of those that IAM does not show. */
export class KeyAccounts {
  readonly #sts: STSClient;

  constructor(client: STSClientConfig) {
    this.#sts = new STSClient({ ...client, ...limits });
  }

  async find(accessKeyId: string): Promise<string> {
    const { Account } = await this.#sts.send(new GetAccessKeyInfoCommand({ AccessKeyId: accessKeyId }));
    if (Account === undefined || !/^\d{12}$/.test(Account)) {
      throw new Error('GetAccessKeyInfo answered without an account');
    }
    return Account;
  }
}
