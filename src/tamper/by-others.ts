import { arn, beginning, CLOUDFORMATION, type DirectRule, ref } from './direct-rule.ts';
import { ALARMS, namesOfRoles, QUEUES } from './own-resources.ts';

/** The inline policies that the template gives its roles. */
const POLICIES = [
  ...['respond', 'deadletters', 'prepare', 'tell', 'ledger', 'outcomes', 'page'],
  ...['member-accounts', 'quarantine-users', 'revoke-role-sessions'],
];

/**
 * CloudFormation's calls are not told where a deployment of this stack makes them, too, and no record says for which stack a call was.
 * These it never makes: another stack does, or Cloud Control, which makes new resources by CloudFormation and whose own record hides them.
 * @param functions, roles their logical ids.
 */
export function onOthers({
  functions,
  roles,
}: {
  readonly functions: readonly string[];
  readonly roles: readonly string[];
}): DirectRule {
  return {
    id: 'OwnByOthersRule',
    description:
      'Another stack gives a role of this stack a policy, mutes its alarms, or has a function read its queues.',
    pagesIf: 'HasPager',
    pattern: {
      source: ['aws.iam', 'aws.monitoring', 'aws.lambda'],
      'detail-type': ['AWS API Call via CloudTrail'],
      detail: {
        userIdentity: { invokedBy: CLOUDFORMATION },
        $or: [
          {
            eventName: ['PutRolePolicy', 'AttachRolePolicy'],
            requestParameters: {
              roleName: namesOfRoles(roles),
              policyName: [{ exists: false }, { 'anything-but': POLICIES }],
            },
          },
          { eventName: ['PutAlarmMuteRule'], requestParameters: { muteTargets: { alarmNames: ALARMS } } },
          {
            eventName: beginning('CreateEventSourceMapping'),
            requestParameters: {
              eventSourceArn: QUEUES.map(arn),
              functionName: [{ 'anything-but': functions.flatMap((id) => [ref(id), arn(id)]) }],
            },
          },
        ],
      },
    },
  };
}
