import type { Attempt } from '../core/attempt.ts';
import type { AccessKeyFact } from '../core/outcome.ts';
import type { Ending, Work } from './containment.ts';

/** IAM is eventually consistent; published measurements of the lag are about four seconds. */
const WAITS_MS = [0, 1_000, 2_000, 4_000];

export interface Question<T> {
  readonly read: () => Promise<Attempt<T>>;
  readonly shows: (answer: T) => boolean;
  /** IAM accepted the change, so it may only be late; one that was refused will not show a little later. */
  readonly accepted: boolean;
}

/** Reads until the change shows, or as often as IAM may need; the last answer. */
export async function readUntil<T>(
  { read, shows, accepted }: Question<T>,
  { clock }: Work,
): Promise<Attempt<T>> {
  let answer = await read();
  for (const wait of accepted ? WAITS_MS.slice(1) : []) {
    if (!answer.ok || shows(answer.value)) return answer;
    await clock.wait(wait);
    const next = await read();
    // An earlier answer is worth more than none.
    if (!next.ok) return answer;
    answer = next;
  }
  return answer;
}

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
  const read = await readKeys(change, work);
  if (read === undefined) return { ...notContained(error, 'not-verified'), userName };

  const { keys } = read;
  const facts = { userName, ...read };
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
  const reason = error === undefined ? accepted : 'deactivation-failed';
  return { state: 'NOT_CONTAINED', reason, unfinished: true };
}

export interface KeysRead {
  readonly keys: readonly AccessKeyFact[];
  readonly verifiedAt: string;
}

/** @returns the user's keys once those that were stopped show so; `undefined` where IAM does not say. */
export async function readKeys(
  { userName, stopped, error }: Change,
  work: Work,
): Promise<KeysRead | undefined> {
  const { iam, recorder, clock } = work;
  const read = () => recorder.attempt('iam:ListAccessKeys', userName, () => iam.listAccessKeys(userName));
  const shows = (keys: readonly AccessKeyFact[]) =>
    !keys.some((key) => stopped.includes(key.accessKeyId) && isActive(key));
  const listed = await readUntil({ read, shows, accepted: error === undefined }, work);
  // A user who is gone has no keys: that is an answer too.
  const keys = listed.ok ? listed.value : listed.error === 'NoSuchEntityException' ? [] : undefined;
  return keys && { keys, verifiedAt: clock.now().toISOString() };
}

/** Unknown words count as Active: AWS may add statuses, and only these two are known to refuse the key. */
export function isActive({ status }: AccessKeyFact): boolean {
  return status !== 'Inactive' && status !== 'Expired';
}
