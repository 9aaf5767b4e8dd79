import { accessKeyKind, isUserName } from './access-key-id.ts';
import { dedupKeyOf } from './dedup-key.ts';
import type { AffectedIdentity, Caller, Maker, Principal } from './detection.ts';
import { otherCredentialOf } from './other-credential.ts';

/**
 * The key of the ledger's item about a principal. A session counts as the user or role that issued it. `undefined` if the
 * principal has no name that stays the same.
 */
export function principalKeyOf({ principal, accountId }: Caller, partition: string): string | undefined {
  const name = nameOf(principal);
  if (name === undefined || accountId === undefined || !/^\d{12}$/.test(accountId)) return undefined;
  return dedupKeyOf({ partition, accountId, about: `arn:${partition}:iam::${accountId}:${name}` });
}

/** The key of the ledger's item about the credential that made a call. `undefined` if the record names none. */
export function credentialKeyOf(
  { accessKeyId = '', accountId }: Maker,
  partition: string,
): string | undefined {
  return accountId === undefined || accessKeyKind(accessKeyId) === 'malformed'
    ? undefined
    : dedupKeyOf({ partition, accountId, about: accessKeyId });
}

/** The key of the ledger's item about a credential or, where the event names none, about its principal. */
export function keyOf(
  affected: AffectedIdentity,
  { accountId: ofEvent, partition }: { readonly accountId: string; readonly partition: string },
): string | undefined {
  const { principal, accountId = ofEvent } = affected;
  const id = affected.kind === 'user' ? undefined : affected.accessKeyId;
  const other = otherCredentialOf(affected);
  if (other !== undefined) return dedupKeyOf({ partition, accountId, about: other.id });
  return id !== undefined && accessKeyKind(id) !== 'malformed'
    ? dedupKeyOf({ partition, accountId, about: id })
    : principalKeyOf({ principal, accountId }, partition);
}

function nameOf(principal: Principal): string | undefined {
  switch (principal.type) {
    case 'IAMUser':
      return isUserName(principal.userName) ? `user/${principal.userName}` : undefined;
    case 'AssumedRole':
      return isUserName(principal.roleName) ? `role/${principal.roleName}` : undefined;
    case 'FederatedUser':
      return principal.issuer && nameOf(principal.issuer);
    case 'Root':
      return 'root';
    case 'AWSService':
    case 'Unknown':
      return undefined;
  }
}
