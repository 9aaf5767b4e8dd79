import type { AffectedIdentity } from './detection.ts';
import type { ResponsePolicy } from './response-policy.ts';

type Own = Pick<ResponsePolicy, 'accountId' | 'partition' | 'ownRoleName' | 'memberRoleName'>;

/**
 * CloudTrail's record of what this responder did itself, seconds or minutes later, sometimes twice: a key set Inactive by its
 * own role, or by the member role in the key's account. Only the exact role counts, in its exact account: a name that looks
 * alike is somebody else's. The responder never deletes and never activates, so such a record is never its own.
 */
export function isOwnChange(affected: AffectedIdentity, own: Own): boolean {
  if (affected.kind !== 'stopped-key' || affected.deleted) return false;
  const { principal, accountId } = affected.by;
  if (principal.type !== 'AssumedRole') return false;
  const role = (account: string, name: string) => `arn:${own.partition}:iam::${account}:role/${name}`;
  const ours = accountId === own.accountId && principal.arn === role(own.accountId, own.ownRoleName);
  const member =
    own.memberRoleName !== '' &&
    accountId === affected.accountId &&
    principal.arn === role(affected.accountId, own.memberRoleName);
  return ours || member;
}
