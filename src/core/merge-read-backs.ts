import { isStopped } from './key-status.ts';
import { ended, type Outcome } from './outcome.ts';
import { reasons } from './reasons/index.ts';

/**
 * Keys of one user that the same event names are stopped side by side, and each is read back for itself: one may have
 * read the other as Active a moment before that one was stopped. The later reading of the same response counts.
 */
export function mergeReadBacks(outcomes: readonly Outcome[]): readonly Outcome[] {
  const stopped = new Set(
    outcomes.flatMap(({ keys = [] }) => keys.filter(isStopped)).map(({ accessKeyId }) => accessKeyId),
  );
  return outcomes.map((outcome) => {
    const { reason, userName, keys, verifiedAt } = outcome;
    if (!reasons[reason].mayBeAllKeys || !userName || !keys || !verifiedAt) return outcome;
    const known = keys.map((key) => (stopped.has(key.accessKeyId) ? { ...key, status: 'Inactive' } : key));
    return known.every(isStopped)
      ? { ...outcome, ...ended('keys-inactive', { ...outcome, userName, keys: known, verifiedAt }) }
      : { ...outcome, keys: known };
  });
}
