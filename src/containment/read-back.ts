import { DENIED } from '../core/denied.ts';
import { type AccessKeyFact, isAlive } from '../core/key-status.ts';
import { type ContainmentResult, ended, type KeysReadBack } from '../core/outcome.ts';
import type { Result } from '../core/result.ts';
import type { Work } from './containment.ts';
import { findOwner } from './key-owner.ts';

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
  /** Keys that became Inactive beside them. The list is read until they show, too. */
  readonly alsoStopped?: readonly string[];
  /** Why IAM refused one of the changes. `undefined` if it accepted all. */
  readonly error: string | undefined;
}

/**
 * IAM's list decides what is true, not the answer of the change: a change can take effect and still return an error.
 */
export async function verifyKeys(change: Change, work: Work): Promise<ContainmentResult> {
  const { stopped, error } = change;
  const answer = await readKeys(change, work);
  if (answer === undefined) return unread(change, work);
  const { read, userMissing } = answer;
  const concerned = read.keys.filter(({ accessKeyId }) => stopped.includes(accessKeyId));
  if (concerned.some(isAlive)) {
    return ended(error === undefined ? 'still-active' : 'deactivation-failed', read);
  }
  if (concerned.length < stopped.length) {
    // Only a user that exists and does not have the key proves it gone: a thief can rename the user at every try.
    if (error === 'NoSuchEntityException')
      return userMissing ? ended('owner-not-read', {}) : ended('key-gone', read);
    return ended(error === undefined ? 'not-verified' : 'deactivation-failed', read);
  }
  return ended(read.keys.some(isAlive) ? 'other-key-active' : 'keys-inactive', read);
}

/**
 * IAM does not show the keys. A change that it accepted is read again later, if IAM is only busy or out: people sleep for
 * that. Nobody says that the key is Inactive.
 */
export function unread({ userName, error }: Omit<Change, 'stopped'>, work: Work): ContainmentResult {
  if (error !== undefined) return ended('deactivation-failed', { userName });
  return ended(isLeftForLater('iam:ListAccessKeys', work) ? 'not-read-yet' : 'not-verified', { userName });
}

/** @param call the read-back that failed. Whether the queue brings it back, because IAM is only busy or out. */
export function isLeftForLater(call: string, { log, iam, later }: Work): boolean {
  const last = log.records.findLast((record) => record.call === call)?.error;
  return later?.keys === true && iam.trouble !== undefined && last !== undefined && !DENIED.includes(last);
}

export interface KeysAnswer {
  readonly read: KeysReadBack;
  /** There is no user of this name, and IAM does not name another owner of the key. */
  readonly userMissing: boolean;
}

/** A thief that may call iam:UpdateUser can rename the user between two calls, again and again. */
const MOST_NAMES = 10;

/**
 * @returns the user's keys, as soon as the stopped ones show as stopped, under the name that the user has by then.
 * `undefined` if IAM does not answer.
 */
export async function readKeys(change: Change, work: Work): Promise<KeysAnswer | undefined> {
  const { stopped, alsoStopped = [], error } = change;
  const all = [...stopped, ...alsoStopped];
  let { userName } = change;
  // A change that failed is told at once. A second look asks for nothing before it has the keys.
  if (error === undefined && !work.readsFirst) work.look.begin(change);
  for (let names = 0; names < MOST_NAMES; names += 1) {
    const read = () => listKeys({ userName, ...(work.readsFirst && { pace: 'lookAgain' }) }, work);
    const shows = (keys: readonly AccessKeyFact[]) =>
      !keys.some((key) => all.includes(key.accessKeyId) && isAlive(key));
    const listed = await readUntil({ read, shows, accepted: error === undefined }, work);
    const verifiedAt = work.clock.now().toISOString();
    if (listed.ok) return { read: { userName, keys: listed.value, verifiedAt }, userMissing: false };
    if (listed.error !== 'NoSuchEntityException') return undefined;
    // No user of this name: deleted with its keys, or renamed. The owner of the key tells which.
    const [accessKeyId] = stopped;
    const owner = accessKeyId === undefined ? undefined : await findOwner(accessKeyId, work);
    if (owner?.userName === undefined) {
      const proven = owner === undefined || owner.answer === 'denied';
      return proven ? { read: { userName, keys: [], verifiedAt }, userMissing: true } : undefined;
    }
    userName = owner.userName;
  }
  return undefined;
}

/** @param pace of a list after a change, or of one without which no key can be stopped. */
export function listKeys(
  { userName, pace }: { readonly userName: string; readonly pace?: 'lookAgain' | 'stop' },
  { iam, log }: Work,
): Promise<Result<readonly AccessKeyFact[]>> {
  return log.record({ call: 'iam:ListAccessKeys', target: userName }, iam.listAccessKeys(userName, pace));
}
