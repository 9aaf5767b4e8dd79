import type { DecisionTo } from '../core/decision.ts';
import { type ContainmentResult, ended } from '../core/outcome.ts';
import { onUsers } from '../core/permission.ts';
import type { Containment, Work } from './containment.ts';
import { refuseExempt } from './key-owner.ts';
import { denyPermissions, quarantine } from './quarantine-user.ts';
import { listKeys } from './read-back.ts';

/** Puts the deny back that a contained user, its session or a credential that it made took off. */
export const denyUser: Containment<'deny-user'> = {
  action: 'deny-user',
  permissions: [...denyPermissions, onUsers('iam:ListAccessKeys')],
  contain,
};

/** The keys were set Inactive before: they are only read. */
async function contain({ user, userName }: DecisionTo<'deny-user'>, work: Work): Promise<ContainmentResult> {
  const refusal = await refuseExempt(user, work);
  if (refusal !== undefined) return refusal;
  const [holding, listed] = await Promise.all([
    quarantine({ ...user, userName }, work),
    listKeys({ userName }, work),
  ]);
  const isGone = !listed.ok && listed.error === 'NoSuchEntityException';
  if (holding === undefined || (isGone && holding.holds !== 'yes'))
    return ended('unconfirmed-user', { userName });
  return ended(holding.holds === 'yes' ? 'denied-again' : 'deny-not-put-back', {
    ...{ userName, quarantine: holding, verifiedAt: work.clock.now().toISOString() },
    ...(listed.ok && { keys: listed.value }),
  });
}
