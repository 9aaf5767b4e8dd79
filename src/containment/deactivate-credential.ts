import type { DecisionTo } from '../core/decision.ts';
import { isAlive, isStopped } from '../core/key-status.ts';
import { type ContainmentResult, ended } from '../core/outcome.ts';
import { onUsers } from '../core/permission.ts';
import type { CredentialFact } from '../core/user-credential.ts';
import type { Containment, Work } from './containment.ts';
import { errorOf } from './deactivate-access-key.ts';
import { refuseExempt } from './key-owner.ts';
import { listKeys } from './read-back.ts';
import { readCredentials, readCredentialsUntil, setCredentialInactive } from './stop-user-credentials.ts';
import { userCredentials } from './user-credentials.ts';

/**
 * Deactivates one credential of a user that is no access key. IAM has no call that names the owner of such a credential, so it
 * is stopped where the event says that it is. Its commands are those of its unit.
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
  const [own, others, keys] = await Promise.all([
    readCredentialsUntil({ unit, userName, shows, accepted: error === undefined }, work),
    readCredentials({ userName, but: unit.kind }, work),
    listKeys({ userName }, work),
  ]);
  const { answer, readAt: verifiedAt } = own;
  const credentials = [own, ...others];
  const facts = { userName, credentials, verifiedAt, ...(keys.ok && { keys: keys.value }) };
  if (!answer.ok) return ended(error === undefined ? 'not-verified' : 'deactivation-failed', { userName });
  const found = answer.value.find(isOurs);
  if (found !== undefined && isStopped(found)) return ended('new-credential-stopped', facts);
  if (found !== undefined && error === undefined) return ended('still-active', facts);
  if (error === 'NoSuchEntityException' && keys.ok) return ended('key-gone', { ...facts, keys: keys.value });
  return ended('deactivation-failed', facts);
}
