import { isStopped } from './key-status.ts';
import { ended, type Outcome } from './outcome.ts';
import { reasons } from './reasons/index.ts';
import { type Whether, withOtherCredentials } from './surviving-credentials.ts';

/**
 * One event can name several keys of one user. They are deactivated in parallel, and each has its own read-back. One
 * read-back may show the other key as Active a moment before it becomes Inactive. Then the later read-back counts.
 */
export function mergeReadBacks(outcomes: readonly Outcome[], limits: Whether = {}): readonly Outcome[] {
  const stopped = new Set(
    outcomes.flatMap(({ keys = [] }) => keys.filter(isStopped)).map(({ accessKeyId }) => accessKeyId),
  );
  return outcomes.map((outcome) => {
    const { reason, userName, keys, verifiedAt } = outcome;
    if (!reasons[reason].mayBeAllKeys || !userName || !keys || !verifiedAt) return outcome;
    const known = keys.map((key) => (stopped.has(key.accessKeyId) ? { ...key, status: 'Inactive' } : key));
    return known.every(isStopped)
      ? withOtherCredentials(
          {
            ...outcome,
            ...ended('keys-inactive', { ...outcome, userName, keys: known, verifiedAt }),
          },
          limits,
        )
      : { ...outcome, keys: known };
  });
}
