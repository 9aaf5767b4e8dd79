import type { Caller, IamRole, IamUser, Principal } from './detection.ts';
import type { ResponsePolicy } from './response-policy.ts';

type Exemptions = Pick<ResponsePolicy, 'exemptPrincipals' | 'accountId' | 'partition'>;

/**
 * Whether the deployer listed this user by name, ARN or unique id. IAM user names are unique regardless of case, so
 * case is ignored. Of an ARN only the account and the last segment count, because events leave paths out.
 */
export function isExempt(user: IamUser, exemptions: Exemptions): boolean {
  const name = user.userName?.toLowerCase();
  return exemptions.exemptPrincipals.some((entry) => {
    if (isUniqueId(entry)) return entry === user.uniqueId;
    if (!entry.startsWith('arn:')) return entry.toLowerCase() === name;
    return name !== undefined && nameInArn(entry, { ...exemptions, kind: 'user' }) === name;
  });
}

/**
 * Roles match by ARN or unique id only. A bare name means a user, so an entry never exempts a role of the same name.
 */
export function isExemptRole({ roleName, uniqueId }: IamRole, exemptions: Exemptions): boolean {
  const name = roleName?.toLowerCase();
  return exemptions.exemptPrincipals.some(
    (entry) =>
      (uniqueId !== undefined && entry === uniqueId) ||
      (name !== undefined && nameInArn(entry, { ...exemptions, kind: 'role' }) === name),
  );
}

/** Whether the deployer trusts this user or role to switch keys on, such as a pipeline. It is named as in the exemptions. */
export function isTrusted(
  principal: Principal,
  {
    trustedPrincipals,
    ...place
  }: Omit<Exemptions, 'exemptPrincipals'> & Pick<ResponsePolicy, 'trustedPrincipals'>,
): boolean {
  const listed = { ...place, exemptPrincipals: trustedPrincipals };
  if (principal.type === 'IAMUser') return isExempt(principal, listed);
  return principal.type === 'AssumedRole' && isExemptRole(principal, listed);
}

/**
 * The same for the caller of a record, which may come from another account. A bare name means a user of our own account, or
 * whoever may make a user in another account could give it a trusted name.
 */
export function isTrustedCaller(
  { principal, accountId }: Pick<Caller, 'principal' | 'accountId'>,
  policy: Parameters<typeof isTrusted>[1],
): boolean {
  if (accountId === undefined) return false;
  const isHome = accountId === policy.accountId;
  const listed = policy.trustedPrincipals.filter(
    (entry) => isHome || /^(?:arn:|A(?:IDA|ROA)[A-Z0-9]{12,124}$)/.test(entry),
  );
  return isTrusted(principal, { ...policy, accountId, trustedPrincipals: listed });
}

/** The name in lower case. `undefined` for ARNs of other kinds, partitions or accounts. */
function nameInArn(
  entry: string,
  { kind, accountId, partition }: Exemptions & { readonly kind: 'user' | 'role' },
): string | undefined {
  const [, entryPartition, , , entryAccount, resource = ''] = entry.split(':');
  if (entryPartition !== partition || entryAccount !== accountId) return undefined;
  return resource.startsWith(`${kind}/`) ? resource.split('/').at(-1)?.toLowerCase() : undefined;
}

/** The list holds unique ids and the event lacks this user's id, so IAM must be asked before containment. */
export function needsUniqueId(
  user: IamUser,
  { exemptPrincipals }: Pick<Exemptions, 'exemptPrincipals'>,
): boolean {
  return user.uniqueId === undefined && exemptPrincipals.some(isUniqueId);
}

function isUniqueId(entry: string): boolean {
  return /^AIDA[A-Z0-9]{12,124}$/.test(entry);
}
