import type { Finding } from './report.ts';
import type { Grant, RolePolicy } from './role-policy.ts';
import type { Stack } from './stack.ts';
import type { Deployment } from './standing.ts';

/** What a parameter adds to the role, by the name of the policy that adds it. */
const ADDED: Readonly<Record<string, readonly string[]>> = {
  'quarantine-users': [
    'iam:AttachUserPolicy',
    'iam:ListAttachedUserPolicies',
    'iam:PutUserPermissionsBoundary',
  ],
  'revoke-role-sessions': ['iam:GetRole', 'iam:GetRolePolicy', 'iam:PutRolePolicy'],
  'member-accounts': ['sts:AssumeRole'],
  page: ['kms:Decrypt', 'kms:GenerateDataKey', 'sns:Publish'],
};

const NAMED = ['revoke-role-sessions', 'member-accounts', 'page'];

const WITH: Readonly<Record<Deployment, readonly string[]>> = {
  defaults: [],
  named: NAMED,
  everything: [...NAMED, 'quarantine-users'],
};

/** What is dangerous in the wrong hands is in the role only where the deployer asked for it. */
export function proveConditionalGrants(
  { grants }: RolePolicy,
  stack: Stack,
  deployment: Deployment,
): readonly Finding[] {
  // Wherever they stand: another policy could allow them too.
  const added = grants.filter((grant) => !isForAlerts(grant, stack));
  return Object.entries(ADDED).map(([policyName, actions]) => {
    const asked = WITH[deployment].includes(policyName);
    const found = added.filter(({ action }) => actions.includes(action)).map(({ action }) => action);
    const wanted = asked ? actions : [];
    return {
      what: `for ${policyName} the role has ${asked ? actions.join(', ') : `none of ${actions.join(', ')}`}`,
      passed: found.toSorted().join() === wanted.toSorted().join(),
      found: found.join(', '),
    };
  });
}

/** Alerts are published whatever the parameters are. */
function isForAlerts({ resource }: Grant, { alertTopicArn, alertKeyId }: Stack): boolean {
  return resource === alertTopicArn || resource.endsWith(`:key/${alertKeyId}`);
}
