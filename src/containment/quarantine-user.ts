import type { IamUser } from '../core/detection.ts';
import type { Quarantine } from '../core/outcome.ts';
import type { Ending, Work } from './containment.ts';
import { readUntil } from './read-back.ts';

/** What this way of containing may call, where the parameter `quarantineUsers` is on; a test holds the role to it. */
export const permissions = [
  'iam:AttachUserPolicy',
  'iam:ListAttachedUserPolicies',
  'iam:PutUserPermissionsBoundary',
  'iam:GetUser',
];

/**
 * Denies everything to the user, its sessions included: deactivating a key does not end what was made with it. AWS's
 * own policy, which no administrator of the account can rewrite. IAM user guide, "Disabling permissions for temporary
 * security credentials".
 * @returns what holds now, as read back; `undefined` when the name is another user's than the event's.
 */
export async function quarantineUser(
  user: IamUser & { readonly userName: string },
  work: Work,
): Promise<Quarantine | undefined> {
  const { userName } = user;
  if (user.uniqueId !== undefined && !(await isStill(userName, user.uniqueId, work))) return undefined;

  const { iam, recorder, policy } = work;
  const denyAll = `arn:${policy.partition}:iam::aws:policy/AWSDenyAll`;
  const attached = await recorder.attempt('iam:AttachUserPolicy', `${userName} AWSDenyAll`, () =>
    iam.attachUserPolicy(userName, denyAll),
  );
  // A thief can fill the user's ten places for policies beforehand. There is always a place for a boundary.
  if (!attached.ok && attached.error === 'LimitExceeded') return bound(userName, denyAll, work);

  const read = () =>
    recorder.attempt('iam:ListAttachedUserPolicies', userName, () => iam.listAttachedUserPolicies(userName));
  const shows = (policies: readonly string[]) => policies.includes(denyAll);
  const listed = await readUntil({ read, shows, accepted: attached.ok }, work);
  return { by: 'policy', holds: listed.ok ? (shows(listed.value) ? 'yes' : 'no') : 'unknown' };
}

/** A deleted user's name may have been given to somebody else since the event. */
async function isStill(userName: string, uniqueId: string, { iam, recorder }: Work): Promise<boolean> {
  const found = await recorder.attempt('iam:GetUser', userName, () => iam.findUser(userName));
  return !found.ok || found.value.uniqueId === uniqueId;
}

/** Replaces the user's boundary, so the one before it is read first and told, for whoever takes this back. */
async function bound(userName: string, denyAll: string, work: Work): Promise<Quarantine> {
  const { iam, recorder } = work;
  const read = () => recorder.attempt('iam:GetUser', userName, () => iam.findUser(userName));
  const before = await read();
  const previousBoundary = before.ok ? (before.value.boundaryArn ?? 'none') : 'unknown';
  const put = await recorder.attempt('iam:PutUserPermissionsBoundary', `${userName} AWSDenyAll`, () =>
    iam.setPermissionsBoundary(userName, denyAll),
  );
  const shows = ({ boundaryArn }: { readonly boundaryArn: string | undefined }) => boundaryArn === denyAll;
  const after = await readUntil({ read, shows, accepted: put.ok }, work);
  return {
    by: 'boundary',
    holds: after.ok ? (shows(after.value) ? 'yes' : 'no') : 'unknown',
    previousBoundary,
  };
}

/** What the ending of the keys means with, or without, the quarantine that was asked for. */
export function withQuarantine(ending: Ending, quarantine: Quarantine | undefined): Ending {
  if (quarantine === undefined) return ending;
  const stopped = ending.state === 'CONTAINED' || ending.state === 'PARTLY_CONTAINED';
  if (!stopped) return { ...ending, quarantine };
  switch (quarantine.holds) {
    case 'yes':
      return { ...ending, state: 'CONTAINED', reason: 'user-quarantined', quarantine };
    case 'no':
      return {
        ...ending,
        state: 'PARTLY_CONTAINED',
        reason: 'quarantine-failed',
        unfinished: true,
        quarantine,
      };
    case 'unknown':
      return {
        ...ending,
        state: 'PARTLY_CONTAINED',
        reason: 'quarantine-not-verified',
        unfinished: true,
        quarantine,
      };
  }
}
