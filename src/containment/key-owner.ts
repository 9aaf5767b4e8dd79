import { isUserName } from '../core/access-key-id.ts';
import type { IamUser } from '../core/detection.ts';
import { isExempt, needsUniqueId } from '../core/exemption.ts';
import { type ContainmentResult, ended } from '../core/outcome.ts';
import type { Result } from '../core/result.ts';
import type { Work } from './containment.ts';
import type { UserFact } from './iam-account.ts';

interface Owner {
  readonly userName: string | undefined;
  /** IAM did not answer the question: it may be worth asking again. */
  readonly refused: boolean;
}

/**
 * Whose key it is. IAM answers AccessDenied for keys of other accounts and for unknown ones, as it would for a role
 * that lost the permission, so a refusal proves nothing.
 */
export async function findOwner(accessKeyId: string, { iam, log }: Work): Promise<Owner> {
  const found = await log.record(
    { call: 'iam:GetAccessKeyLastUsed', target: accessKeyId },
    iam.findUserOfAccessKey(accessKeyId),
  );
  if (!found.ok) return { userName: undefined, refused: found.error !== 'NoSuchEntityException' };
  return { userName: isUserName(found.value) ? found.value : undefined, refused: false };
}

/** Decisions check what the event says of the user; this checks what only IAM knows. */
export async function refuseExempt(user: IamUser, work: Work): Promise<ContainmentResult | undefined> {
  const { policy } = work;
  const { userName = '' } = user;
  if (isExempt(user, policy)) return ended('exempt', { userName });
  if (!needsUniqueId(user, policy)) return undefined;
  const found = await readUser(userName, work);
  // Unknown is not exempt: a stolen key is stopped although its owner's id could not be read.
  const uniqueId = found.ok ? found.value.uniqueId : undefined;
  const exempt = uniqueId !== undefined && isExempt({ ...user, uniqueId }, policy);
  return exempt ? ended('exempt', { userName }) : undefined;
}

export type NamedUser = IamUser & { readonly userName: string };

/**
 * Whether a name is still the user that the event means: a deleted user's name may have been given to somebody else. The
 * one place where this is asked; each caller says what it makes of `unknown`, when IAM did not answer.
 */
export async function isStillUser(
  { userName, uniqueId }: { readonly userName: string; readonly uniqueId: string },
  work: Work,
): Promise<'yes' | 'no' | 'gone' | 'unknown'> {
  const found = await readUser(userName, work);
  if (!found.ok) return found.error === 'NoSuchEntityException' ? 'gone' : 'unknown';
  if (found.value.uniqueId === undefined) return 'unknown';
  return found.value.uniqueId === uniqueId ? 'yes' : 'no';
}

export function readUser(userName: string, { iam, log }: Work): Promise<Result<UserFact>> {
  return log.record({ call: 'iam:GetUser', target: userName }, iam.findUser(userName));
}
