import type { Attempt } from '../core/attempt.ts';
import { isExemptRole } from '../core/exemption.ts';
import { denyIssuedBefore, REVOKED_SESSIONS_POLICY } from '../core/revocation.ts';
import type { DecisionTo, Ending, Work } from './containment.ts';
import { readUntil } from './read-back.ts';

/** What this way of containing may call, where `revocableRoles` names roles; a test holds the role to it. */
export const permissions = ['iam:GetRole', 'iam:PutRolePolicy', 'iam:GetRolePolicy'];

/**
 * Denies everything to every session of the role that was issued before now, as the console's "Revoke active sessions"
 * does. IAM user guide, "Revoke IAM role temporary security credentials".
 */
export async function revokeRoleSessions(
  { roleName, role: named }: DecisionTo<'revoke-role-sessions'>,
  work: Work,
): Promise<Ending> {
  const { iam, recorder, clock, policy } = work;
  const role = await recorder.attempt('iam:GetRole', roleName, () => iam.findRole(roleName));
  if (!role.ok) return failed(role.error);
  const { uniqueId } = role.value;
  if (uniqueId !== undefined && isExemptRole({ ...named, uniqueId }, policy)) {
    return { state: 'NO_ACTION', reason: 'exempt', unfinished: false };
  }
  const protectedBy = protection(role.value.path);
  if (protectedBy !== undefined) return protectedBy;

  // AWS's clock judges when a session was issued. A time of ours, if fast, would also refuse sessions still to come.
  const before = (role.value.serverTime ?? clock.now()).toISOString();
  const put = await recorder.attempt('iam:PutRolePolicy', `${roleName} ${REVOKED_SESSIONS_POLICY}`, () =>
    iam.putRolePolicy(roleName, REVOKED_SESSIONS_POLICY, JSON.stringify(denyIssuedBefore(before))),
  );
  if (!put.ok && put.error === 'UnmodifiableEntityException') {
    return { state: 'NOT_CONTAINED', reason: 'service-linked-role', unfinished: false };
  }
  const read = async (): Promise<Attempt<string>> => {
    const answer = await recorder.attempt('iam:GetRolePolicy', `${roleName} ${REVOKED_SESSIONS_POLICY}`, () =>
      iam.getRolePolicy(roleName, REVOKED_SESSIONS_POLICY),
    );
    // Not there, or not there yet: either way the answer is a policy without the time.
    return !answer.ok && answer.error === 'NoSuchEntityException' ? { ok: true, value: '' } : answer;
  };
  const shows = (document: string) => document.includes(before);
  const found = await readUntil({ read, shows, accepted: put.ok }, work);
  // Whoever could assume the role may assume it again, and the new session works: more than this is not known.
  if (found.ok && shows(found.value)) {
    return {
      state: 'PARTLY_CONTAINED',
      reason: 'sessions-revoked',
      revokedBefore: before,
      verifiedAt: clock.now().toISOString(),
      unfinished: false,
    };
  }
  return put.ok || !found.ok ? notVerified(put, before) : failed(put.error);
}

/** Refused or not, nobody knows: the way back is told, since the policy may be there. */
function notVerified(put: Attempt<void>, before: string): Ending {
  const reason = put.ok ? 'revocation-not-verified' : 'revocation-failed';
  return { state: 'NOT_CONTAINED', reason, revokedBefore: before, unfinished: true };
}

function protection(path: string): Ending | undefined {
  if (path.startsWith('/aws-reserved/'))
    return { state: 'NOT_CONTAINED', reason: 'identity-center', unfinished: false };
  if (path.startsWith('/aws-service-role/'))
    return { state: 'NOT_CONTAINED', reason: 'service-linked-role', unfinished: false };
  return undefined;
}

function failed(error: string): Ending {
  return error === 'NoSuchEntityException'
    ? { state: 'NO_ACTION', reason: 'role-gone', unfinished: false }
    : { state: 'NOT_CONTAINED', reason: 'revocation-failed', unfinished: true };
}
