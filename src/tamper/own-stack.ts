import { callsOn, type DirectRule } from './direct-rule.ts';

/**
 * Everybody but them: a user by the ARN, and a session of a role by the ARN of the role. IAM does not tell names apart by case, and
 * neither does the function (src/core/exemption.ts). A federated session has the ARN of the user who issued it beside its own, outlives
 * the key that made it, and is trusted by neither. `-` is nobody: an empty text is none that may be excluded.
 */
const TRUSTED = { 'Fn::Split': [',', { 'Fn::If': ['TrustsSomebody', { Ref: 'trustedPrincipals' }, '-'] }] };
const NOT_TRUSTED = [{ exists: false }, { 'anything-but': { 'equals-ignore-case': TRUSTED } }];
export const BY_A_STRANGER = {
  $or: [
    { type: ['FederatedUser'] },
    { arn: NOT_TRUSTED, sessionContext: { sessionIssuer: { arn: NOT_TRUSTED } } },
  ],
};

const STACK_NAMES = [{ Ref: 'AWS::StackName' }, { Ref: 'AWS::StackId' }];
const OWN_STACK = {
  service: 'cloudformation',
  names: [
    { stackName: STACK_NAMES },
    // What a refactoring takes out of this stack another stack may delete.
    { stackDefinitions: { stackName: STACK_NAMES } },
  ],
};

/**
 * A deployment. Without `trustedPrincipals` nobody knows whose work that is: it is told, but wakes nobody, or each deployment of
 * one's own would.
 */
export const onUpdates: DirectRule = {
  id: 'OwnStackUpdatesRule',
  description: 'Somebody who is not on trustedPrincipals deploys this stack, or tries to.',
  pagesIf: 'PagesStackUpdates',
  pattern: callsOn(
    { ...OWN_STACK, calls: ['UpdateStack', 'CreateChangeSet', 'ExecuteChangeSet'] },
    BY_A_STRANGER,
  ),
};

export const onDeletion: DirectRule = {
  id: 'OwnStackDeletionRule',
  description:
    'Somebody who is not on trustedPrincipals deletes this stack, moves resources out of it, or lifts what protects it.',
  pagesIf: 'HasPager',
  pattern: callsOn(
    {
      ...OWN_STACK,
      calls: ['DeleteStack', 'UpdateTerminationProtection', 'SetStackPolicy', 'CreateStackRefactor'],
    },
    BY_A_STRANGER,
  ),
};
