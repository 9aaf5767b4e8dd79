import type { Lagging } from './lagging.ts';

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
