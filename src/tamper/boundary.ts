import { callsOn, type DirectRule } from './direct-rule.ts';
import { BY_A_STRANGER } from './own-stack.ts';

/** `-` is none. IAM does not tell names apart by case. */
const BOUNDARY = { 'Fn::If': ['HasPermissionsBoundary', { Ref: 'permissionsBoundaryArn' }, '-'] };

/**
 * The policy is not of this stack, and may be the boundary of many roles: so its change is told as a deployment is, whoever makes it, and
 * wakes people only if somebody is named who may.
 */
export const onBoundary: DirectRule = {
  id: 'OwnBoundaryRule',
  description:
    'Somebody who is not on trustedPrincipals changes the policy that bounds the roles of this stack.',
  pagesIf: 'PagesStackUpdates',
  pattern: callsOn(
    {
      service: 'iam',
      calls: ['CreatePolicyVersion', 'SetDefaultPolicyVersion', 'DeletePolicy'],
      names: [{ policyArn: [{ 'equals-ignore-case': BOUNDARY }] }],
    },
    BY_A_STRANGER,
  ),
};
