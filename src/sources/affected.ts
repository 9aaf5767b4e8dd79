import { accessKeyKind, keyIdAsWritten } from '../core/access-key-id.ts';
import type { AffectedIdentity } from '../core/detection.ts';
import { principalOfArn } from './principal.ts';

/**
 * What an event names, as the rest of the project knows it: each key once, with its id as IAM writes it. A text that is no
 * key id stays as it is. If it is the ARN of somebody of the account, it says who is affected.
 */
export function asIamWrites(affected: readonly AffectedIdentity[]): readonly AffectedIdentity[] {
  const read = affected.map(withKeyId);
  return read.filter((one) => {
    const same = read.filter((other) => other === one || isSameKey(one, other));
    return one === (same.find(isSure) ?? same.find((other) => !isInTag(other)) ?? same[0]);
  });
}

/** The event says whose it is, and more than a tag says so. */
function isSure(one: AffectedIdentity): boolean {
  return one.principal.type !== 'Unknown' && !isInTag(one);
}

function isInTag(one: AffectedIdentity): boolean {
  return one.kind === 'credential' && one.inTag === true;
}

function withKeyId(one: AffectedIdentity): AffectedIdentity {
  if (one.kind !== 'credential') return one;
  const { accessKeyId: written = '', principal, accountId } = one;
  const accessKeyId = keyIdAsWritten(written);
  const named = principal.type === 'Unknown' ? principalOfArn(accessKeyId, accountId) : undefined;
  return { ...one, accessKeyId: accessKeyId === '' ? undefined : accessKeyId, principal: named ?? principal };
}

function isSameKey(one: AffectedIdentity, other: AffectedIdentity): boolean {
  if (one.kind !== 'credential' || other.kind !== 'credential') return false;
  if (one.accessKeyId !== other.accessKeyId || one.accountId !== other.accountId) return false;
  const isKey = accessKeyKind(one.accessKeyId ?? '') !== 'malformed';
  // GuardDuty lists up to 400 actors, and a process or a user of a cluster is nobody in IAM.
  return isKey || JSON.stringify(one.principal) === JSON.stringify(other.principal);
}
