import type { IamUser } from './detection.ts';
import type { ResponsePolicy } from './response-policy.ts';

type Exemptions = Pick<ResponsePolicy, 'exemptPrincipals' | 'accountId' | 'partition'>;

/**
 * Whether the deployer listed this user, by name, ARN or unique id. IAM user names are unique regardless of case, so
 * they are compared that way; an ARN counts by its account and last segment, since events leave paths out.
 */
export function isExempt(user: IamUser, { exemptPrincipals, accountId, partition }: Exemptions): boolean {
  const name = user.userName?.toLowerCase();
  return exemptPrincipals.some((entry) => {
    if (isUniqueId(entry)) return entry === user.uniqueId;
    if (!entry.startsWith('arn:')) return entry.toLowerCase() === name;
    const [, entryPartition, , , entryAccount, resource = ''] = entry.split(':');
    const entryName = resource.startsWith('user/') ? resource.split('/').at(-1)?.toLowerCase() : undefined;
    return (
      entryPartition === partition &&
      entryAccount === accountId &&
      entryName !== undefined &&
      entryName === name
    );
  });
}

/** The list holds unique ids, and the event does not say this user's: it must be asked for before containment. */
export function needsUniqueId(
  user: IamUser,
  { exemptPrincipals }: Pick<Exemptions, 'exemptPrincipals'>,
): boolean {
  return user.uniqueId === undefined && exemptPrincipals.some(isUniqueId);
}

function isUniqueId(entry: string): boolean {
  return /^AIDA[A-Z0-9]{12,124}$/.test(entry);
}
