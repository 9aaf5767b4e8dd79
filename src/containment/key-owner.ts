import { isUserName } from '../core/access-key-id.ts';
import { DENIED } from '../core/denied.ts';
import type { IamUser } from '../core/detection.ts';
import { isExempt, needsUniqueId } from '../core/exemption.ts';
import { type ContainmentResult, ended } from '../core/outcome.ts';
import type { Result } from '../core/result.ts';
import type { Work } from './containment.ts';
import type { UserFact } from './iam-account.ts';

/** What IAM says of the owner of a key. */
export interface Owner {
  readonly userName: string | undefined;
  /**
   * `named`: a user. `nobody`: IAM answered, and the owner is no user (it is root). `denied`: AWS's answer for a key of another
   * account, for a key that does not exist, and to a role without the permission. `unknown`: throttled, timed out or failed,
   * which proves nothing.
   */
  readonly answer: 'named' | 'nobody' | 'denied' | 'unknown';
}

export async function findOwner(accessKeyId: string, { iam, log }: Work): Promise<Owner> {
  const found = await log.record(
    { call: 'iam:GetAccessKeyLastUsed', target: accessKeyId },
    iam.findUserOfAccessKey(accessKeyId),
  );
  if (!found.ok) return { userName: undefined, answer: DENIED.includes(found.error) ? 'denied' : 'unknown' };
  return isUserName(found.value)
    ? { userName: found.value, answer: 'named' }
    : { userName: undefined, answer: 'nobody' };
}

/**
 * AWS refuses a key that does not exist as it refuses one that the role may not read. A refusal that lasts for half an hour
 * of tries is taken for an answer: nobody names an owner, people are told so, and a day of tries would say nothing else.
 */
export function withoutOwnerBy(
  answer: Owner['answer'],
  { receives }: Pick<Work, 'receives'>,
): ContainmentResult {
  const isFinal = answer === 'nobody' || (answer === 'denied' && receives >= TRIES_OF_DENIED);
  return ended(isFinal ? 'owner-not-found' : 'owner-not-read', {});
}

/** The waits between six receives add up to half an hour: src/core/backoff.ts. */
const TRIES_OF_DENIED = 6;

/** A decision checks the exemptions against the event. This checks them against IAM. */
export async function refuseExempt(user: IamUser, work: Work): Promise<ContainmentResult | undefined> {
  const { policy } = work;
  const { userName = '' } = user;
  if (isExempt(user, policy)) return ended('exempt', { userName });
  if (!needsUniqueId(user, policy)) return undefined;
  const found = await readUser(userName, work);
  // Unknown does not count as exempt. A stolen key is deactivated even if its owner's id could not be read.
  const uniqueId = found.ok ? found.value.uniqueId : undefined;
  const exempt = uniqueId !== undefined && isExempt({ ...user, uniqueId }, policy);
  return exempt ? ended('exempt', { userName }) : undefined;
}

export type NamedUser = IamUser & { readonly userName: string };

/**
 * Whether the name still belongs to the user in the event. After a user is deleted, somebody else may get the name. Only
 * this function asks. `unknown` means that IAM did not answer, and each caller decides what that means.
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
