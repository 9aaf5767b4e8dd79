/** One name, so that a later revocation replaces the earlier one and the command that takes it back knows it. */
export const REVOKED_SESSIONS_POLICY = 'CompromisedKeyResponderRevokedSessions';

/**
 * What the console's "Revoke active sessions" puts on a role. IAM user guide, "Revoke IAM role temporary security
 * credentials".
 * @param time ISO 8601; sessions issued later are not concerned.
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
