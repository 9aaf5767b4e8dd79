import type { Finding } from './report.ts';
import type { RolePolicy } from './role-policy.ts';
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
};

const WITH: Readonly<Record<Deployment, readonly string[]>> = {
  defaults: [],
  named: ['revoke-role-sessions', 'member-accounts'],
  everything: ['revoke-role-sessions', 'member-accounts', 'quarantine-users'],
};

/** What is dangerous in the wrong hands is in the role only where the deployer asked for it. */
export function proveConditionalGrants({ grants }: RolePolicy, deployment: Deployment): readonly Finding[] {
  return Object.entries(ADDED).map(([policyName, actions]) => {
    const asked = WITH[deployment].includes(policyName);
    // Wherever they stand: another policy could allow them too.
    const found = grants.filter(({ action }) => actions.includes(action)).map(({ action }) => action);
    const wanted = asked ? actions : [];
    return {
      what: `the role ${asked ? 'has' : 'has none of'} ${actions.join(', ')}`,
      passed: found.toSorted().join() === wanted.toSorted().join(),
      found: found.join(', '),
    };
  });
}
