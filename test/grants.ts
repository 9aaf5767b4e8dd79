import { respondFunction } from '../src/functions/respond-function.ts';

/** Which settings switch the optional policies of serverless.yml on; its Conditions say the same. */
const conditions: Readonly<Record<string, (settings: Readonly<Record<string, string>>) => boolean>> = {
  QuarantinesUsers: ({ QUARANTINE_USERS }) => QUARANTINE_USERS === 'true',
  RevokesRoles: ({ REVOCABLE_ROLES = '' }) => REVOCABLE_ROLES !== '',
  HasMemberRole: ({ MEMBER_ROLE_NAME = '' }) => MEMBER_ROLE_NAME !== '',
  HasPager: ({ PAGER_TOPIC_ARN = '' }) => PAGER_TOPIC_ARN !== '',
};

/** The actions that the function's role has under these settings, as its units declare them. */
export function grantsUnder(settings: Readonly<Record<string, string>>): ReadonlySet<string> {
  return actionsOf(
    ({ only }) => only?.condition === undefined || conditions[only.condition]?.(settings) === true,
  );
}

/** Those that stacks/member-role.yml gives, quarantine included. */
export function memberGrants(): ReadonlySet<string> {
  return actionsOf(({ inMemberAccounts }) => inMemberAccounts === true);
}

type Permission = (typeof respondFunction.permissions)[number];

function actionsOf(isGranted: (permission: Permission) => boolean): ReadonlySet<string> {
  const granted = respondFunction.permissions.filter(
    (permission) => permission.effect !== 'Deny' && isGranted(permission),
  );
  return new Set(granted.flatMap(({ actions }) => actions));
}
