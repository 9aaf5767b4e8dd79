import type { AccessKeyFact, Outcome } from './outcome.ts';

/**
 * Keys of one user that the same event names are stopped side by side, and each is read back for itself: one may have
 * read the other as Active a moment before that one was. What a later reading of the same response shows is so.
 */
export function reconcile(outcomes: readonly Outcome[]): readonly Outcome[] {
  const stopped = new Set(
    outcomes.flatMap(({ keys = [] }) => keys.filter(isInactive)).map(({ accessKeyId }) => accessKeyId),
  );
  return outcomes.map((outcome) => {
    const { reason, keys } = outcome;
    if (reason !== 'other-key-active' || keys === undefined) return outcome;
    const known = keys.map((key) => (stopped.has(key.accessKeyId) ? { ...key, status: 'Inactive' } : key));
    return known.every(isInactive)
      ? { ...outcome, state: 'CONTAINED', reason: 'keys-inactive', keys: known }
      : { ...outcome, keys: known };
  });
}

function isInactive({ status }: AccessKeyFact): boolean {
  return status === 'Inactive' || status === 'Expired';
}
