import type { AccessKeyFact } from '../core/outcome.ts';
import type { Ending, Work } from './containment.ts';

/** IAM is eventually consistent; published measurements of the lag are about four seconds. */
const WAITS_MS = [0, 1_000, 2_000, 4_000];

export interface Change {
  readonly userName: string;
  /** The keys that were to become Inactive. */
  readonly stopped: readonly string[];
  /** Why IAM refused the change of one of them; `undefined` when it accepted all. */
  readonly error: string | undefined;
}

/** What is true now, by what IAM lists, whatever the change itself answered: it can take effect and then fail. */
export async function judge(change: Change, work: Work): Promise<Ending> {
  const { userName, stopped, error } = change;
  const keys = await readBack(change, work);
  if (keys === undefined) return { ...notContained(error, 'not-verified'), userName };

  const facts = { userName, keys, verifiedAt: work.clock.now().toISOString() };
  const concerned = keys.filter(({ accessKeyId }) => stopped.includes(accessKeyId));
  if (concerned.some(isActive)) return { ...notContained(error, 'still-active'), ...facts };
  if (concerned.length < stopped.length) {
    return error === 'NoSuchEntityException'
      ? { state: 'NO_ACTION', reason: 'key-gone', ...facts, unfinished: false }
      : { ...notContained(error, 'not-verified'), ...facts };
  }
  return keys.some(isActive)
    ? { state: 'PARTLY_CONTAINED', reason: 'other-key-active', ...facts, unfinished: false }
    : { state: 'CONTAINED', reason: 'keys-inactive', ...facts, unfinished: false };
}

function notContained(error: string | undefined, accepted: 'not-verified' | 'still-active'): Ending {
  return {
    state: 'NOT_CONTAINED',
    reason: error === undefined ? accepted : 'deactivation-failed',
    unfinished: true,
  };
}

/** The user's keys once none of the stopped reads Active, or as they read last; `undefined` where they cannot be read. */
async function readBack(
  { userName, stopped, error }: Change,
  { iam, clock, recorder }: Work,
): Promise<readonly AccessKeyFact[] | undefined> {
  let keys: readonly AccessKeyFact[] | undefined;
  // A change that was refused will not take effect a little later.
  for (const wait of error === undefined ? WAITS_MS : [0]) {
    if (wait > 0) await clock.wait(wait);
    const listed = await recorder.attempt('iam:ListAccessKeys', userName, () => iam.listAccessKeys(userName));
    // A user who is gone has no keys: that is an answer too.
    if (!listed.ok) return listed.error === 'NoSuchEntityException' ? [] : keys;
    keys = listed.value;
    if (!keys.some((key) => stopped.includes(key.accessKeyId) && isActive(key))) return keys;
  }
  return keys;
}

/** Unknown words count as Active: AWS may add statuses, and only these two are known to refuse the key. */
function isActive({ status }: AccessKeyFact): boolean {
  return status !== 'Inactive' && status !== 'Expired';
}
