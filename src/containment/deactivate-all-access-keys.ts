import type { DecisionTo } from '../core/decision.ts';
import { type AccessKeyFact, isAlive } from '../core/key-status.ts';
import { type ContainmentResult, ended, factsOf, type KeysReadBack } from '../core/outcome.ts';
import { onEveryResource, onUsers } from '../core/permission.ts';
import type { Reach } from '../core/user-credential.ts';
import type { Containment, Work } from './containment.ts';
import { findOwner, isStillUser, type NamedUser, refuseExempt } from './key-owner.ts';
import { quarantine, withQuarantine } from './quarantine-user.ts';
import { listKeys, readKeys, unread } from './read-back.ts';
import { errorOf, setInactive } from './set-inactive.ts';
import { readCredentials, stopCredentials } from './stop-user-credentials.ts';

/** Deactivates every Active key of a user: after AWS's quarantine, or if any of the keys may have made a session. */
export const deactivateAllAccessKeys: Containment<'deactivate-all-access-keys'> = {
  action: 'deactivate-all-access-keys',
  permissions: [
    onUsers('iam:ListAccessKeys', 'iam:UpdateAccessKey', 'iam:GetUser'),
    onEveryResource('iam:GetAccessKeyLastUsed'),
  ],
  contain,
};

async function contain(
  decision: DecisionTo<'deactivate-all-access-keys'>,
  work: Work,
): Promise<ContainmentResult> {
  const { user, userName, affected, confirmUniqueId, reach } = decision;
  const refusal =
    (await refuseExempt(user, work)) ??
    (confirmUniqueId === undefined
      ? undefined
      : await refuseUnconfirmed({ userName, uniqueId: confirmUniqueId }, work));
  if (refusal !== undefined) return refusal;

  const [result, quarantined] = await Promise.all([
    // IAM has just confirmed this unique id, so it is not passed on: nothing asks IAM again.
    deactivateAll(
      { user: { ...(confirmUniqueId === undefined && user), type: 'IAMUser', userName }, reach },
      work,
    ),
    decision.quarantine ? quarantine({ ...user, userName }, work) : undefined,
  ]);
  const bySession = affected.kind === 'credential' && affected.accessKeyId !== undefined;
  const withoutQuarantine = affected.signal === 'quarantine-refused';
  return withQuarantine(
    bySession ? withLiveSession(result) : withoutQuarantine ? withNothingElse(result) : result,
    { holding: quarantined, work },
  );
}

async function deactivateAll(
  { user, reach }: { readonly user: NamedUser; readonly reach: Reach },
  work: Work,
): Promise<ContainmentResult> {
  const { userName, uniqueId } = user;
  const listing = listKeys({ userName, pace: work.readsFirst ? 'lookAgain' : 'stop' }, work);
  // A second look is in no hurry, and others need the rate.
  if (work.readsFirst) await listing;
  const [listed, still, read] = await Promise.all([
    listing,
    uniqueId === undefined ? 'unknown' : isStillUser({ userName, uniqueId }, work),
    readCredentials({ userName }, work),
  ]);
  // Only a clear "no" counts. A busy IAM must not leave the user of a stolen session alone.
  if (still === 'no') return ended('unconfirmed-user', { userName });
  if (!listed.ok) {
    const left = work.readsFirst ? unread({ userName, error: undefined }, work) : undefined;
    if (left?.reason === 'not-read-yet') return left;
    // Deleted, or renamed: nothing tells which, since no key is known by which IAM could be asked.
    const reason = listed.error === 'NoSuchEntityException' ? 'unconfirmed-user' : 'deactivation-failed';
    return ended(reason, { userName });
  }
  const [keys, credentials] = await Promise.all([
    stopListed({ userName, keys: listed.value }, work),
    stopCredentials({ userName, reach, read }, work),
  ]);
  return { ...keys, credentials };
}

/** The keys of a user by whatever name, which is all that is known of it. */
export async function stopEveryKey(userName: string, work: Work): Promise<ContainmentResult> {
  const listed = await listKeys({ userName, pace: 'stop' }, work);
  if (listed.ok) return stopListed({ userName, keys: listed.value }, work);
  return ended(listed.error === 'NoSuchEntityException' ? 'unconfirmed-user' : 'deactivation-failed', {
    userName,
  });
}

async function stopListed(
  { userName, keys }: { readonly userName: string; readonly keys: readonly AccessKeyFact[] },
  work: Work,
): Promise<ContainmentResult> {
  if (keys.some(isAlive)) return stopUntilNoneIsLeft({ userName, alive: aliveIn(keys) }, work);
  const reason = work.readsFirst ? 'keys-inactive' : 'no-active-key';
  return ended(reason, { userName, keys, verifiedAt: work.clock.now().toISOString() });
}

/** At least ten rounds, and more for as long as 20 seconds. IAM allows two keys, so a thief deletes one to make another. */
const LEAST_ROUNDS = 10;
const MOST_ROUNDS = 25;
const CHASE_MS = 20_000;

/**
 * A thief makes a new key while the others are being stopped. So every listing after a change is looked at for keys that
 * nobody has tried to stop yet, until one shows none.
 */
async function stopUntilNoneIsLeft(
  { userName: name, alive: first }: { readonly userName: string; readonly alive: readonly string[] },
  work: Work,
): Promise<ContainmentResult> {
  const until = work.clock.now().getTime() + CHASE_MS;
  const tried = new Set<string>();
  let userName = name;
  let alive = first;
  let last: KeysReadBack | undefined;
  for (
    let round = 0;
    round < LEAST_ROUNDS || (round < MOST_ROUNDS && work.clock.now().getTime() < until);
    round += 1
  ) {
    const { renamedTo, error } = await stopEach({ userName, alive }, work);
    if (renamedTo !== undefined) {
      userName = renamedTo;
      continue;
    }
    for (const accessKeyId of alive) tried.add(accessKeyId);
    const answer = await readKeys({ userName, stopped: alive, error }, work);
    if (answer === undefined) return unread({ userName, error }, work);
    const { read, userMissing } = answer;
    if (userMissing) return ended('owner-not-read', {});
    const left = aliveIn(read.keys);
    if (left.length === 0) return ended(read.keys.length === 0 ? 'key-gone' : 'keys-inactive', read);
    userName = read.userName;
    alive = left.filter((accessKeyId) => !tried.has(accessKeyId));
    if (alive.length === 0) return ended(error === undefined ? 'still-active' : 'deactivation-failed', read);
    last = read;
  }
  return last === undefined ? ended('owner-changes', { userName }) : ended('keys-keep-coming', last);
}

function aliveIn(keys: readonly AccessKeyFact[]): readonly string[] {
  return keys.filter(isAlive).map(({ accessKeyId }) => accessKeyId);
}

/**
 * @returns the first refusal, and the name that the user has by now. A key that is not there any more is no refusal: the
 * thief deleted it, or the user was renamed since the list.
 */
async function stopEach(
  { userName, alive }: { readonly userName: string; readonly alive: readonly string[] },
  work: Work,
): Promise<{ readonly renamedTo: string | undefined; readonly error: string | undefined }> {
  const errors = (
    await Promise.all(alive.map((accessKeyId) => setInactive({ userName, accessKeyId }, work)))
  ).map(errorOf);
  const [lost] = alive.filter((_, index) => errors[index] === 'NoSuchEntityException');
  const owner = lost === undefined ? undefined : await findOwner(lost, work);
  return {
    renamedTo: owner?.userName === userName ? undefined : owner?.userName,
    error: errors.find((code) => code !== undefined && code !== 'NoSuchEntityException'),
  };
}

/** The event names a user and no key. Sample findings do the same, with names that real users may have. */
async function refuseUnconfirmed(
  user: { readonly userName: string; readonly uniqueId: string },
  work: Work,
): Promise<ContainmentResult | undefined> {
  const { userName } = user;
  switch (await isStillUser(user, work)) {
    case 'yes':
      return undefined;
    case 'no':
    case 'gone':
      return ended('unconfirmed-user', { userName });
    case 'unknown':
      return ended('user-not-read', { userName });
  }
}

/**
 * A session outlives the key that made it. IAM user guide, "Disabling permissions for temporary security credentials".
 */
function withLiveSession(result: ContainmentResult): ContainmentResult {
  const { state, userName, keys, verifiedAt } = result;
  return state === 'CONTAINED' && userName !== undefined && keys && verifiedAt !== undefined
    ? ended('session-alive', { ...factsOf(result), userName, keys, verifiedAt })
    : result;
}

/** AWS restrains what the sessions of a user under quarantine may do. Here it could not. */
function withNothingElse(result: ContainmentResult): ContainmentResult {
  const { state, userName, keys, verifiedAt } = result;
  return state === 'CONTAINED' && userName !== undefined && keys && verifiedAt !== undefined
    ? ended('quarantine-refused', { ...factsOf(result), userName, keys, verifiedAt })
    : result;
}
