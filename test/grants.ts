import type { Permission } from '../src/core/permission.ts';
import { deadlettersFunction } from '../src/functions/deadletters-function.ts';
import { respondFunction } from '../src/functions/respond-function.ts';

/** Which settings switch the optional policies of serverless.yml on; its Conditions say the same. */
const conditions: Readonly<Record<string, (settings: Readonly<Record<string, string>>) => boolean>> = {
  QuarantinesUsers: ({ QUARANTINE_USERS }) => QUARANTINE_USERS === 'true',
  RevokesRoles: ({ REVOCABLE_ROLES = '' }) => REVOCABLE_ROLES !== '',
  HasMemberRole: ({ MEMBER_ROLE_NAME = '' }) => MEMBER_ROLE_NAME !== '',
  HasPager: ({ PAGER_TOPIC_ARN = '' }) => PAGER_TOPIC_ARN !== '',
};

type Settings = Readonly<Record<string, string>>;

/** The actions that the function's role has under these settings, as its units declare them. */
export function grantsUnder(settings: Settings): ReadonlySet<string> {
  return actionsOf(respondFunction.permissions, isOnUnder(settings));
}

/** Those of the role that reads the dead letters. */
export function deadLetterGrants(settings: Settings): ReadonlySet<string> {
  return actionsOf(deadlettersFunction.permissions, isOnUnder(settings));
}

function isOnUnder(settings: Settings): (permission: Permission) => boolean {
  return ({ only }) => only?.condition === undefined || conditions[only.condition]?.(settings) === true;
}

/** Those that stacks/member-role.yml gives, with all its parameters. */
export function memberGrants(): ReadonlySet<string> {
  return actionsOf(respondFunction.permissions, ({ inMemberAccounts }) => inMemberAccounts === true);
}

function actionsOf(
  permissions: readonly Permission[],
  isGranted: (permission: Permission) => boolean,
): ReadonlySet<string> {
  const granted = permissions.filter((permission) => permission.effect !== 'Deny' && isGranted(permission));
  return new Set(granted.flatMap(({ actions }) => actions));
}
