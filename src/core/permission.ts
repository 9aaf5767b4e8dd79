/**
 * What a unit may call. Each unit declares its own permissions. `npm run generate` writes the roles of serverless.yml
 * and stacks/member-role.yml from all of them. Resources and conditions are in CloudFormation's syntax.
 */
export interface Permission {
  /** Permissions with the same sid become one statement. Letters and digits only. */
  readonly sid: string;
  /** The reason, for the reviewer of the template. */
  readonly because?: string;
  readonly actions: readonly string[];
  readonly resource: CloudFormation | readonly CloudFormation[];
  readonly condition?: Condition | { readonly 'Fn::If': readonly [string, Condition, CloudFormation] };
  readonly effect?: 'Deny';
  /** Granted by a policy beside the role. */
  readonly only?: SeparatePolicy;
  /** The member role of other accounts needs it, too. If its resource is another there, scripts/generated/member-role.ts has it. */
  readonly inMemberAccounts?: true;
}

type Condition = Readonly<Record<string, Readonly<Record<string, CloudFormation | readonly string[]>>>>;

export type CloudFormation = string | Readonly<Record<string, unknown>>;

export interface SeparatePolicy {
  /** Logical id of the policy. */
  readonly policy: string;
  readonly policyName: string;
  /** Logical id of the condition under which the policy is deployed. Absent if it always is. */
  readonly condition?: string;
}

/** Calls on IAM users of the account. */
export function onUsers(...actions: readonly string[]): Permission {
  return {
    sid: 'Users',
    actions,
    resource: { 'Fn::Sub': `arn:\${AWS::Partition}:iam::\${AWS::AccountId}:user/*` },
    inMemberAccounts: true,
  };
}

/**
 * Calls on the table of the ledger. Not in the role itself: the policy of the table names the role, so the role cannot name
 * the table.
 */
export function onLedger(...actions: readonly string[]): Permission {
  return {
    sid: 'Ledger',
    actions,
    resource: { 'Fn::GetAtt': ['Ledger', 'Arn'] },
    only: { policy: 'LedgerPolicy', policyName: 'ledger' },
  };
}

/**
 * Reads that support no resource, or where AWS's services disagree about the resource. The answer is always about the
 * role's own account. Service authorization reference, "Actions, resources, and condition keys for AWS IAM".
 */
export function onEveryResource(...actions: readonly string[]): Permission {
  return {
    sid: 'ReadsWithoutResource',
    because: "These reads support no resource. The answer is about the role's own account.",
    actions,
    resource: '*',
    inMemberAccounts: true,
  };
}
