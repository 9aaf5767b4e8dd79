import type { DecisionTo } from '../core/decision.ts';
import { type AccessKeyFact, isAlive } from '../core/key-status.ts';
import { type ContainmentResult, ended } from '../core/outcome.ts';
import { onUsers } from '../core/permission.ts';
import type { Result } from '../core/result.ts';
import type { CredentialFact, CredentialsRead } from '../core/user-credential.ts';
import type { Containment, Work } from './containment.ts';
import type { UserCredential } from './credential-unit.ts';
import { refuseExempt } from './key-owner.ts';
import { quarantine, withQuarantine } from './quarantine-user.ts';
import { isLeftForLater, listKeys } from './read-back.ts';
import { errorOf } from './set-inactive.ts';
import { readCredentials, readCredentialsUntil, setCredentialInactive } from './stop-user-credentials.ts';
import { userCredentials } from './user-credentials.ts';

/**
 * Deactivates one credential of a user that is no access key: one that was made, or that somebody reported by its id. IAM has no
 * call that names the owner of such a credential, so it is stopped where the event says that it is, and IAM refuses a name that
 * is not its user's. Its commands are those of its unit.
 */
export const deactivateCredential: Containment<'deactivate-credential'> = {
  action: 'deactivate-credential',
  permissions: [
    ...userCredentials.flatMap(({ permissions }) => permissions),
    onUsers('iam:ListAccessKeys', 'iam:GetUser'),
  ],
  contain,
};

async function contain(
  decision: DecisionTo<'deactivate-credential'>,
  work: Work,
): Promise<ContainmentResult> {
  const { user, userName, credential } = decision;
  const unit = userCredentials.find(({ kind }) => kind === credential.kind);
  if (unit === undefined) return ended('deactivation-failed', { userName });
  const refusal = await refuseExempt(user, work);
  if (refusal !== undefined) return refusal;
  const error = errorOf(await setCredentialInactive({ unit, userName, id: credential.id }, work));
  const isOurs = ({ id }: CredentialFact) => id === credential.id;
  const shows = (facts: readonly CredentialFact[]) => !facts.some((one) => isOurs(one) && isAlive(one));
  const [own, others, keys, holding] = await Promise.all([
    readCredentialsUntil({ unit, userName, shows, accepted: error === undefined }, work),
    readCredentials({ userName, but: unit.kind }, work),
    listKeys({ userName }, work),
    // Only if IAM took the credential for this user's: else nothing is known against the user.
    decision.quarantine && error === undefined ? quarantine({ ...user, userName }, work) : undefined,
  ]);
  const found = own.answer.ok ? own.answer.value.find(isOurs) : undefined;
  const read = { userName, unit, error, own, others, keys, found };
  const end = decision.affected.kind === 'new-credential' ? endOfNew : endOfReported;
  return withQuarantine(end(read, work), { holding, work });
}

interface Read {
  readonly userName: string;
  readonly unit: UserCredential;
  /** Why IAM refused the change. */
  readonly error: string | undefined;
  readonly own: CredentialsRead;
  readonly others: readonly CredentialsRead[];
  readonly keys: Result<readonly AccessKeyFact[]>;
  /** As it reads now. */
  readonly found: CredentialFact | undefined;
}

function endOfNew({ userName, error, own, others, keys, found }: Read): ContainmentResult {
  const { answer, readAt: verifiedAt } = own;
  const facts = { userName, credentials: [own, ...others], verifiedAt, ...(keys.ok && { keys: keys.value }) };
  if (!answer.ok) return ended(error === undefined ? 'not-verified' : 'deactivation-failed', { userName });
  if (found !== undefined && !isAlive(found)) return ended('new-credential-stopped', facts);
  if (found !== undefined && error === undefined) return ended('still-active', facts);
  if (error === 'NoSuchEntityException' && keys.ok) return ended('key-gone', { ...facts, keys: keys.value });
  return ended('deactivation-failed', facts);
}

function endOfReported(
  { userName, unit, error, own, others, keys, found }: Read,
  work: Work,
): ContainmentResult {
  const verifiedAt = work.clock.now().toISOString();
  const facts = { userName, credentials: [own, ...others], verifiedAt };
  if (found === undefined || isAlive(found)) {
    const unproven = { userName, credentials: facts.credentials, ...(keys.ok && { keys: keys.value }) };
    if (found === undefined && error === 'NoSuchEntityException')
      return ended('credential-not-of-user', { userName });
    if (error !== undefined) return ended('deactivation-failed', unproven);
    return ended(found === undefined ? unreadReason(unit, work) : 'still-active', unproven);
  }
  if (!keys.ok) return ended('access-keys-not-read', facts);
  const reason = keys.value.some(isAlive) ? 'other-key-active' : 'credential-inactive';
  return ended(reason, { ...facts, keys: keys.value });
}

/** As for access keys: people sleep while IAM is only busy. The queue brings the event back, and it is all done again. */
export function unreadReason({ listCall }: UserCredential, work: Work): 'not-read-yet' | 'not-verified' {
  return isLeftForLater(listCall, work) ? 'not-read-yet' : 'not-verified';
}
