import type { Action } from '../core/outcome.ts';

/** A fixed name, so that a later revocation replaces the earlier one, and the undo command knows the name. */
export const REVOKED_SESSIONS_POLICY = 'CompromisedKeyResponderRevokedSessions';

/**
 * The same policy as the console's "Revoke active sessions". IAM user guide, "Revoke IAM role temporary security
 * credentials".
 * @param time ISO 8601. The policy does not deny sessions that were issued later.
 */
export function denyIssuedBefore(time: string) {
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Deny',
        Action: '*',
        Resource: '*',
        Condition: { DateLessThan: { 'aws:TokenIssueTime': time } },
      },
    ],
  };
}

/** The call that puts it. */
export function putOn(roleName: string): Action {
  return { call: 'iam:PutRolePolicy', target: `${roleName} ${REVOKED_SESSIONS_POLICY}` };
}
