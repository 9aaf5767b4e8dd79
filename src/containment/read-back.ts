import { type AccessKeyFact, isAlive } from '../core/key-status.ts';
import { type ContainmentResult, ended, type KeysReadBack } from '../core/outcome.ts';
import type { Result } from '../core/result.ts';
import type { Work } from './containment.ts';

/** IAM is eventually consistent. Published measurements of the lag are about four seconds. */
const WAITS_MS = [1_000, 2_000, 4_000];

export interface Question<T> {
  readonly read: () => Promise<Result<T>>;
  readonly shows: (answer: T) => boolean;
  /** IAM accepted the change, so it may show later. A refused change will not. */
  readonly accepted: boolean;
}

/** Reads until the change shows or the waits are over. @returns the last answer. */
export async function readUntil<T>(
  { read, shows, accepted }: Question<T>,
  { clock }: Pick<Work, 'clock'>,
): Promise<Result<T>> {
  let answer = await read();
  for (const wait of accepted ? WAITS_MS : []) {
    if (!answer.ok || shows(answer.value)) return answer;
    await clock.wait(wait);
    const next = await read();
    // An earlier answer is better than no answer.
    if (!next.ok) return answer;
    answer = next;
  }
  return answer;
}

export interface Change {
  readonly userName: string;
  /** The keys that should become Inactive. */
  readonly stopped: readonly string[];
  /** Why IAM refused one of the changes. `undefined` if it accepted all. */
  readonly error: string | undefined;
}

/**
 * IAM's list decides what is true, not the answer of the change: a change can take effect and still return an error.
 */
export async function verifyKeys(change: Change, work: Work): Promise<ContainmentResult> {
  const { userName, stopped, error } = change;
  const read = await readKeys(change, work);
  if (read === undefined) {
    return ended(error === undefined ? 'not-verified' : 'deactivation-failed', { userName });
  }
  const concerned = read.keys.filter(({ accessKeyId }) => stopped.includes(accessKeyId));
  if (concerned.some(isAlive)) {
    return ended(error === undefined ? 'still-active' : 'deactivation-failed', read);
  }
  if (concerned.length < stopped.length) {
    if (error === 'NoSuchEntityException') return ended('key-gone', read);
    return ended(error === undefined ? 'not-verified' : 'deactivation-failed', read);
  }
  return ended(read.keys.some(isAlive) ? 'other-key-active' : 'keys-inactive', read);
}

/** @returns the user's keys, as soon as the stopped ones show as stopped. `undefined` if IAM does not answer. */
export async function readKeys(
  { userName, stopped, error }: Change,
  work: Work,
): Promise<KeysReadBack | undefined> {
  const read = () => listKeys(userName, work);
  const shows = (keys: readonly AccessKeyFact[]) =>
    !keys.some((key) => stopped.includes(key.accessKeyId) && isAlive(key));
  const listed = await readUntil({ read, shows, accepted: error === undefined }, work);
  // A user that no longer exists has no keys. That is an answer, too.
  const keys = listed.ok ? listed.value : listed.error === 'NoSuchEntityException' ? [] : undefined;
  return keys && { userName, keys, verifiedAt: work.clock.now().toISOString() };
}

export function listKeys(userName: string, { iam, log }: Work): Promise<Result<readonly AccessKeyFact[]>> {
  return log.record({ call: 'iam:ListAccessKeys', target: userName }, iam.listAccessKeys(userName));
}
