import type { IAMClientConfig } from '@aws-sdk/client-iam';
import { AssumeRoleCommand, STSClient, type STSClientConfig } from '@aws-sdk/client-sts';
import type { Iam } from '../core/ports.ts';
import { iamOf } from './iam.ts';

/** What acting in another account may call, where `memberRoleName` is set; a test holds the role to it. */
export const permissions = ['sts:AssumeRole'];

const limits: STSClientConfig = {
  maxAttempts: 3,
  requestHandler: { connectionTimeout: 2_000, requestTimeout: 3_000, throwOnRequestTimeout: true },
};

/** The shortest that STS gives. STS API reference, AssumeRole. */
const SECONDS = 900;
/** Asked for anew this long before they end, so that no call starts with credentials that end under way. */
const MARGIN_MS = 120_000;

interface Session {
  readonly iam: Iam;
  readonly endsAt: number;
}

/** @returns IAM in another account, by its role there; credentials are kept for the life of the environment. */
export function memberAccounts(
  roleName: string,
  partition: string,
  config: Pick<STSClientConfig, 'credentials'> & Pick<IAMClientConfig, 'customUserAgent'>,
): (accountId: string, now: Date) => Promise<Iam> {
  const sts = new STSClient({ ...limits, ...config });
  const sessions = new Map<string, Session>();

  return async (accountId, now) => {
    const kept = sessions.get(accountId);
    if (kept !== undefined && kept.endsAt - MARGIN_MS > now.getTime()) return kept.iam;
    const { Credentials } = await sts.send(
      new AssumeRoleCommand({
        RoleArn: `arn:${partition}:iam::${accountId}:role/${roleName}`,
        RoleSessionName: 'compromised-key-responder',
        DurationSeconds: SECONDS,
      }),
    );
    const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = Credentials ?? {};
    if (AccessKeyId === undefined || SecretAccessKey === undefined || SessionToken === undefined) {
      throw new Error('AssumeRole answered without credentials');
    }
    const credentials = {
      accessKeyId: AccessKeyId,
      secretAccessKey: SecretAccessKey,
      sessionToken: SessionToken,
    };
    const { customUserAgent } = config;
    const iam = iamOf({ credentials, ...(customUserAgent !== undefined && { customUserAgent }) });
    sessions.set(accountId, { iam, endsAt: Expiration?.getTime() ?? now.getTime() });
    return iam;
  };
}
