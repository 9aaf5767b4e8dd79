import type { IamUser } from '../core/detection.ts';
import type { Quarantine } from '../core/outcome.ts';
import type { Ending, Work } from './containment.ts';

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
  if (attached.ok) {
    const listed = await recorder.attempt('iam:ListAttachedUserPolicies', userName, () =>
      iam.listAttachedUserPolicies(userName),
    );
    return { holds: listed.ok && listed.value.includes(denyAll) ? 'policy' : 'nothing' };
  }
  // A thief can fill the user's ten places for policies beforehand. There is always a place for a boundary.
  return attached.error === 'LimitExceededException' ? bound(userName, denyAll, work) : { holds: 'nothing' };
}

/** A deleted user's name may have been given to somebody else since the event. */
async function isStill(userName: string, uniqueId: string, { iam, recorder }: Work): Promise<boolean> {
  const found = await recorder.attempt('iam:GetUser', userName, () => iam.findUser(userName));
  return !found.ok || found.value.uniqueId === uniqueId;
}

/** Replaces the user's boundary, so the one before it is read first and told, for whoever takes this back. */
async function bound(userName: string, denyAll: string, { iam, recorder }: Work): Promise<Quarantine> {
  const before = await recorder.attempt('iam:GetUser', userName, () => iam.findUser(userName));
  const previousBoundary = before.ok ? (before.value.boundaryArn ?? 'none') : 'unknown';
  await recorder.attempt('iam:PutUserPermissionsBoundary', `${userName} AWSDenyAll`, () =>
    iam.setPermissionsBoundary(userName, denyAll),
  );
  const after = await recorder.attempt('iam:GetUser', userName, () => iam.findUser(userName));
  const holds = after.ok && after.value.boundaryArn === denyAll ? 'boundary' : 'nothing';
  return { holds, previousBoundary };
}

/** What the ending of the keys means with, or without, the quarantine that was asked for. */
export function withQuarantine(ending: Ending, quarantine: Quarantine | undefined): Ending {
  if (quarantine === undefined) return ending;
  const stopped = ending.state === 'CONTAINED' || ending.state === 'PARTLY_CONTAINED';
  if (!stopped) return { ...ending, quarantine };
  return quarantine.holds === 'nothing'
    ? { ...ending, state: 'PARTLY_CONTAINED', reason: 'quarantine-failed', unfinished: true, quarantine }
    : { ...ending, state: 'CONTAINED', reason: 'user-quarantined', quarantine };
}
