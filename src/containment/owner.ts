import { isUserName } from '../core/access-key-id.ts';
import type { IamUser } from '../core/detection.ts';
import { isExempt, needsUniqueId } from '../core/exemption.ts';
import type { Ending, Work } from './containment.ts';

interface Owner {
  readonly userName: string | undefined;
  /** IAM did not answer the question: it may be worth asking again. */
  readonly refused: boolean;
}

/**
 * Whose key it is. IAM answers AccessDenied for keys of other accounts and for unknown ones, as it would for a role
 * that lost the permission, so a refusal proves nothing.
 */
export async function findOwner(accessKeyId: string, { iam, recorder }: Work): Promise<Owner> {
  const found = await recorder.attempt('iam:GetAccessKeyLastUsed', accessKeyId, () =>
    iam.findUserOfAccessKey(accessKeyId),
  );
  if (!found.ok) return { userName: undefined, refused: found.error !== 'NoSuchEntityException' };
  return { userName: isUserName(found.value) ? found.value : undefined, refused: false };
}

/** Decisions check what the event says of the user; this checks what only IAM knows. */
export async function refuseExempt(
  user: IamUser,
  { iam, policy, recorder }: Work,
): Promise<Ending | undefined> {
  const { userName = '' } = user;
  const refusal = { state: 'NO_ACTION', reason: 'exempt', userName, unfinished: false } as const;
  if (isExempt(user, policy)) return refusal;
  if (!needsUniqueId(user, policy)) return undefined;
  const found = await recorder.attempt('iam:GetUser', userName, () => iam.findUser(userName));
  // Unknown is not exempt: a stolen key is stopped although its owner's id could not be read.
  return found.ok &&
    found.value.uniqueId !== undefined &&
    isExempt({ ...user, uniqueId: found.value.uniqueId }, policy)
    ? refusal
    : undefined;
}
