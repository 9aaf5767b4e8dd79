import type { Role } from './role.ts';
import type { User } from './user.ts';

/** The principal that signed a request. `arn` and `userId` are the answer of STS GetCallerIdentity. */
export type Caller = CallerBase &
  (
    | { readonly kind: 'user'; readonly user: User }
    /** Temporary credentials that GetSessionToken made from a user's key. */
    | { readonly kind: 'user-session'; readonly user: User }
    | { readonly kind: 'role-session'; readonly role: Role; readonly issuedAt: Date }
  );

interface CallerBase {
  readonly accountId: string;
  readonly arn: string;
  readonly userId: string;
}

export function userCaller(kind: 'user' | 'user-session', user: User): Caller {
  return { kind, user, accountId: user.accountId, arn: user.arn, userId: user.userId };
}

export function roleCaller(role: Role, sessionName: string, issuedAt: Date): Caller {
  return {
    kind: 'role-session',
    role,
    issuedAt,
    accountId: role.accountId,
    // The ARN of an assumed role does not contain the role's path (IAM user guide, "IAM identifiers").
    arn: `arn:${role.partition}:sts::${role.accountId}:assumed-role/${role.roleName}/${sessionName}`,
    userId: `${role.roleId}:${sessionName}`,
  };
}
