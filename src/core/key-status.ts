/** An access key as IAM lists it. IAM API reference, AccessKeyMetadata. */
export interface AccessKeyFact {
  readonly accessKeyId: string;
  /** `Active`, `Inactive`, `Expired`, or a status that AWS adds later. */
  readonly status: string;
  /** ISO 8601 */
  readonly createdAt?: string;
}

/**
 * AWS refuses a key that is `Inactive` or `Expired`. Every other status counts as alive, so that the responder never
 * takes a status that AWS adds later for stopped.
 */
export function isStopped({ status }: Pick<AccessKeyFact, 'status'>): boolean {
  return status === 'Inactive' || status === 'Expired';
}

export function isAlive(key: Pick<AccessKeyFact, 'status'>): boolean {
  return !isStopped(key);
}
