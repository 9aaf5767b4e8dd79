import type { AffectedIdentity } from './detection.ts';
import type { ResponsePolicy } from './response-policy.ts';

type Own = Pick<ResponsePolicy, 'accountId' | 'partition' | 'ownRoleName' | 'memberRoleName'>;

/**
 * Whether CloudTrail reports a change of the responder itself. The record comes seconds or minutes later, sometimes twice:
 * the responder's own role, or the member role in the key's account, set a key Inactive. The role and its account must
 * match exactly, because a similar name belongs to somebody else. A record of a deletion or an activation is never the
 * responder's own, because it makes no such calls.
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
