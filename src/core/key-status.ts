/** An access key as IAM lists it. IAM API reference, AccessKeyMetadata. */
export interface AccessKeyFact {
  readonly accessKeyId: string;
  /** `Active`, `Inactive`, `Expired`, or a word that AWS adds later. */
  readonly status: string;
  /** ISO 8601 */
  readonly createdAt?: string;
}

/**
 * Only `Inactive` and `Expired` are known to refuse the key. Every other word counts as alive, so that a status that AWS adds
 * later is never taken for stopped.
 */
export function isStopped({ status }: Pick<AccessKeyFact, 'status'>): boolean {
  return status === 'Inactive' || status === 'Expired';
}

export function isAlive(key: Pick<AccessKeyFact, 'status'>): boolean {
  return !isStopped(key);
}
