import { accessKeyKind, isUserName } from '../core/access-key-id.ts';
import type { Command, Remedy, RemedyFacts } from '../core/command.ts';
import type { IamUser, NewCredential } from '../core/detection.ts';
import { statusOf } from './access-key-remedy.ts';
import { denyCommand } from './quarantine-user.ts';

/**
 * The credential that made another one may work. A key can be set Inactive. A session of a user ends only if everything is
 * denied to the user.
 */
export const makerRemedy: Remedy = {
  byHand: ({ outcome: { decision }, place, entity: { accountId: here } }) => {
    const { affected, classification } = decision;
    if (affected.kind !== 'new-credential' || classification.class !== 'confirmed') return [];
    const { accountId = 'unknown' } = affected.by;
    return stopping(affected, place).map((command) => ({
      ...command,
      ...(accountId !== here && { accountId }),
    }));
  },
};

function stopping({ by }: NewCredential, place: RemedyFacts['place']): readonly Command[] {
  const { accessKeyId = '' } = by;
  const userName = issuerOf(by)?.userName;
  if (!isUserName(userName)) return [];
  return accessKeyKind(accessKeyId) === 'long-term'
    ? [statusOf({ userName, accessKeyId, status: 'Inactive' }, place)]
    : [denyCommand('attach-user-policy', { userName, place })];
}

function issuerOf({ principal }: NewCredential['by']): IamUser | undefined {
  if (principal.type === 'IAMUser') return principal;
  return principal.type === 'FederatedUser' && principal.issuer?.type === 'IAMUser'
    ? principal.issuer
    : undefined;
}
