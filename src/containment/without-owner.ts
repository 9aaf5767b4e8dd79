import { type ContainmentResult, ended } from '../core/outcome.ts';
import type { Work } from './containment.ts';
import { type Owner, withoutOwnerBy } from './key-owner.ts';
import { listKeys } from './read-back.ts';

/**
 * IAM names no owner. It gives the same refusal for a deleted key as for a key that the role may not see, and a throttled
 * lookup proves nothing. So the key counts as gone only if IAM refuses it and the named user exists and does not have it.
 * STS tells a key of another account, which IAM refuses in the same way.
 */
export async function withoutOwner(
  {
    owner: { answer },
    accessKeyId,
    formerName: userName,
  }: { readonly owner: Owner; readonly accessKeyId: string; readonly formerName: string | undefined },
  work: Work,
): Promise<ContainmentResult> {
  if (answer === 'nobody') return withoutOwnerBy(answer, work);
  const ownerAccount = answer === 'denied' ? await findAccount(accessKeyId, work) : undefined;
  if (ownerAccount !== undefined && ownerAccount !== work.policy.accountId) {
    return ended('foreign-key', { ownerAccount });
  }
  if (answer !== 'denied' || userName === undefined) return withoutOwnerBy(answer, work);
  const listed = await listKeys({ userName }, work);
  if (!listed.ok) {
    return withoutOwnerBy(listed.error === 'NoSuchEntityException' ? answer : 'unknown', work);
  }
  const facts = { userName, keys: listed.value, verifiedAt: work.clock.now().toISOString() };
  return ended(
    listed.value.some((key) => key.accessKeyId === accessKeyId) ? 'deactivation-failed' : 'key-gone',
    facts,
  );
}

/** The account of the key. `undefined` if STS does not answer, which proves nothing. */
async function findAccount(accessKeyId: string, { accounts, log }: Work): Promise<string | undefined> {
  const action = { call: 'sts:GetAccessKeyInfo', target: accessKeyId };
  const found = await log.record(action, accounts.ofKey(accessKeyId));
  return found.ok ? found.value : undefined;
}
