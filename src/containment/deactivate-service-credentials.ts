import type { DecisionTo } from '../core/decision.ts';
import { isAlive } from '../core/key-status.ts';
import { type ContainmentResult, ended, factsOf } from '../core/outcome.ts';
import { onUsers } from '../core/permission.ts';
import type { CredentialsRead } from '../core/user-credential.ts';
import type { Containment, Work } from './containment.ts';
import { stopEveryKey } from './deactivate-all-access-keys.ts';
import { unreadReason } from './deactivate-credential.ts';
import { refuseExempt } from './key-owner.ts';
import { quarantine, withQuarantine } from './quarantine-user.ts';
import { serviceCredentialRemedy } from './service-credential-remedy.ts';
import { serviceSpecificCredentials as unit } from './service-specific-credentials.ts';
import { listCredentials, readCredentials, stopUntilNoneIsLeft } from './stop-user-credentials.ts';

/**
 * Somebody reported an API key of a user, which does not show its id, or the user. Each service-specific credential of the user is
 * stopped, and every access key, as where AWS puts a user under quarantine.
 */
export const deactivateServiceCredentials: Containment<'deactivate-service-credentials'> = {
  action: 'deactivate-service-credentials',
  permissions: [
    onUsers(unit.listCall, unit.updateCall, 'iam:UpdateAccessKey', 'iam:ListAccessKeys', 'iam:GetUser'),
  ],
  contain: async (decision, work) => (await refuseExempt(decision.user, work)) ?? stopAll(decision, work),
  ...serviceCredentialRemedy,
};

/** All at the same time. Nothing tells which of them was reported, so nothing is said to be stopped while one of them works. */
async function stopAll(
  { user, userName, quarantine: denies }: DecisionTo<'deactivate-service-credentials'>,
  work: Work,
): Promise<ContainmentResult> {
  const [service, keys, more, quarantined] = await Promise.all([
    stopEveryOne(userName, work),
    stopEveryKey(userName, work),
    readCredentials({ userName, but: unit.kind }, work),
    denies ? quarantine({ ...user, userName }, work) : undefined,
  ]);
  return withQuarantine(endOfAll(keys, { service, more, work }), { holding: quarantined, work });
}

async function stopEveryOne(userName: string, work: Work): Promise<CredentialsRead> {
  const answer = await listCredentials({ unit, userName, pace: 'stop' }, work);
  const read = { kind: unit.kind, answer, readAt: work.clock.now().toISOString() };
  // Of those that a person made since an earlier containment, one may be what was reported.
  const mayStop = (shown: CredentialsRead['answer']) => (shown.ok ? shown.value.filter(isAlive) : []);
  return stopUntilNoneIsLeft({ unit, userName, read, mayStop }, work);
}

function endOfAll(
  keys: ContainmentResult,
  {
    service,
    more,
    work,
  }: { readonly service: CredentialsRead; readonly more: readonly CredentialsRead[]; readonly work: Work },
): ContainmentResult {
  const facts = { ...factsOf(keys), credentials: [service, ...more] };
  if (keys.reason === 'unconfirmed-user') return keys;
  const changes = work.log.records.filter(({ call }) => call === unit.updateCall);
  const accepted = changes.length > 0 && changes.every(({ result }) => result === 'ok');
  if (!service.answer.ok) return ended(accepted ? unreadReason(unit, work) : 'deactivation-failed', facts);
  if (service.answer.value.some(isAlive)) {
    return ended(accepted ? 'still-active' : 'deactivation-failed', facts);
  }
  const { userName, keys: listed, verifiedAt } = keys;
  if (userName === undefined || listed === undefined || verifiedAt === undefined || listed.some(isAlive))
    return { ...keys, ...facts };
  return ended('credential-inactive', { ...facts, userName, keys: listed, verifiedAt });
}
