/**
 * What a unit may call: it declares its own permissions, and the roles of serverless.yml and stacks/member-role.yml are
 * written from all of them. Resources and conditions are as CloudFormation has them.
 */
export interface Permission {
  /** Permissions of one name become one statement; letters and digits. */
  readonly sid: string;
  /** Why it is as it is, for who reviews the template. */
  readonly because?: string;
  readonly actions: readonly string[];
  readonly resource: CloudFormation | readonly CloudFormation[];
  readonly condition?: Readonly<Record<string, Readonly<Record<string, CloudFormation>>>>;
  readonly effect?: 'Deny';
  /** Granted only where this condition of the template holds, by a policy of its own. */
  readonly only?: OptionalPolicy;
  /** Needed in the accounts in which the responder assumes the member role, too. */
  readonly inMemberAccounts?: true;
}

export type CloudFormation = string | Readonly<Record<string, unknown>>;

export interface OptionalPolicy {
  /** Logical id of the policy. */
  readonly policy: string;
  readonly policyName: string;
  /** Logical id of the condition. */
  readonly condition: string;
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
 * Reads that know no resource, or whose resource AWS's own services judge differently: the answer is the account's own in
 * any case. Service authorization reference, "Actions, resources, and condition keys for AWS IAM".
 */
export function onEveryResource(...actions: readonly string[]): Permission {
  return {
    sid: 'ReadsWithoutResource',
    because: "Reads that know no resource; the answer is the account's own.",
    actions,
    resource: '*',
    inMemberAccounts: true,
  };
}
