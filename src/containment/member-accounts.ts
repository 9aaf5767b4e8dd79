import type { IAMClientConfig } from '@aws-sdk/client-iam';
import { AssumeRoleCommand, STSClient, type STSClientConfig } from '@aws-sdk/client-sts';
import type { Permission } from '../core/permission.ts';
import { type Calling, IamConnection } from './iam-connection.ts';
import { Patience, paces } from './patience.ts';

/** Deployed only if `memberRoleName` is set. */
export const memberAccountPermissions: readonly Permission[] = [
  {
    sid: 'MemberRole',
    actions: ['sts:AssumeRole'],
    resource: {
      'Fn::Sub': `arn:\${AWS::Partition}:iam::*:role/\${memberRoleName}`,
    },
    // Somebody else's account could have a role of that name, too.
    condition: {
      'Fn::If': [
        'HasOrganization',
        { StringEquals: { 'aws:ResourceOrgID': { Ref: 'organizationId' } } },
        { Ref: 'AWS::NoValue' },
      ],
    },
    only: {
      policy: 'MemberAccountPolicy',
      policyName: 'member-accounts',
      condition: 'HasMemberRole',
    },
  },
];

/** `Patience` tries again: without this call no key of the account can be stopped. */
const limits: STSClientConfig = { maxAttempts: 1 };

/** The minimum of STS. STS API reference, AssumeRole. */
const SECONDS = 900;
/** Credentials are renewed this long before they expire, so that none expires during a call. */
const MARGIN_MS = 120_000;

export interface MemberAccount {
  readonly partition: string;
  readonly accountId: string;
}

interface Session {
  readonly iam: IamConnection;
  readonly endsAt: number;
}

/** IAM in other accounts, through the member role. Credentials are kept while the environment lives. */
export class MemberAccounts {
  readonly #roleName: string;
  readonly #client: IAMClientConfig;
  readonly #sts: STSClient;
  readonly #calling: Calling;
  readonly #patience: Patience;
  readonly #sessions = new Map<string, Session>();

  constructor({
    roleName,
    client,
    calling,
  }: {
    readonly roleName: string;
    readonly client: IAMClientConfig & STSClientConfig;
    readonly calling: Calling;
  }) {
    this.#roleName = roleName;
    this.#calling = calling;
    this.#patience = new Patience(calling);
    this.#client = client;
    this.#sts = new STSClient({ ...client, ...limits });
  }

  /** @param until how long it may be tried. */
  async assume({ partition, accountId }: MemberAccount, until: Date): Promise<IamConnection> {
    const now = this.#calling.clock.now();
    const kept = this.#sessions.get(accountId);
    if (kept !== undefined && kept.endsAt - MARGIN_MS > now.getTime()) return kept.iam;
    const assume = {
      RoleArn: `arn:${partition}:iam::${accountId}:role/${this.#roleName}`,
      RoleSessionName: 'compromised-key-responder',
      DurationSeconds: SECONDS,
    };
    const { Credentials } = await this.#patience.tryAgain(
      () => this.#sts.send(new AssumeRoleCommand(assume)),
      { pace: paces.stop, until },
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
    const iam = new IamConnection({ ...this.#client, credentials }, this.#calling);
    this.#sessions.set(accountId, { iam, endsAt: Expiration?.getTime() ?? now.getTime() });
    return iam;
  }
}
