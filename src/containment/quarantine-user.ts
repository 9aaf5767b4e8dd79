import { awsCommand, type Command, type RemedyFacts } from '../core/command.ts';
import { type ContainmentResult, ended, factsOf, isRestrained, type Quarantine } from '../core/outcome.ts';
import type { Permission, SeparatePolicy } from '../core/permission.ts';
import { onUsers } from '../core/permission.ts';
import { reasons } from '../core/reasons/index.ts';
import type { Result } from '../core/result.ts';
import type { Measure, Work } from './containment.ts';
import { isStillUser, type NamedUser, readUser } from './key-owner.ts';
import { isLeftForLater, readUntil } from './read-back.ts';
import { restoreInLedger } from './restore-in-ledger.ts';

const only: SeparatePolicy = {
  policy: 'QuarantinePolicy',
  policyName: 'quarantine-users',
  condition: 'QuarantinesUsers',
};
const DENY_ALL = { 'Fn::Sub': `arn:\${AWS::Partition}:iam::aws:policy/AWSDenyAll` };

/** Restricted to AWSDenyAll: the role can attach no other policy and set no other boundary. */
export const denyPermissions: readonly Permission[] = [
  {
    ...onUsers('iam:AttachUserPolicy'),
    sid: 'DenyUser',
    condition: { ArnEquals: { 'iam:PolicyARN': DENY_ALL } },
    only,
  },
  {
    ...onUsers('iam:PutUserPermissionsBoundary'),
    sid: 'BoundUser',
    condition: { StringEquals: { 'iam:PermissionsBoundary': DENY_ALL } },
    only,
  },
  { ...onUsers('iam:ListAttachedUserPolicies'), sid: 'ReadBackTheDeny', only },
  onUsers('iam:GetUser'),
];

/** Deployed if the parameter `quarantineUsers` is on. The quarantine also ends sessions that were made with the key. */
export const quarantineUser: Measure = { permissions: denyPermissions, inspect, byHand, undo };

/**
 * Denies everything to the user and its sessions, because sessions outlive a deactivated key. The policy is AWS's own,
 * so no administrator of the account can change it. IAM user guide, "Disabling permissions for temporary security
 * credentials".
 * @returns the read-back. `undefined` if the name belongs to another user than the user in the event.
 */
export async function quarantine(user: NamedUser, work: Work): Promise<Quarantine | undefined> {
  const { userName, uniqueId } = user;
  const held = work.quarantinedBefore && (await readAgain(userName, work));
  if (held !== undefined && held.holds !== 'no') return held;
  // If IAM does not answer, the user gets the quarantine: a stolen session would go on in the meantime.
  if (uniqueId !== undefined && (await isStillUser({ userName, uniqueId }, work)) === 'no') return undefined;

  const { iam, log, policy } = work;
  const denyAll = `arn:${policy.partition}:iam::aws:policy/AWSDenyAll`;
  const attached = await log.record(
    { call: 'iam:AttachUserPolicy', target: `${userName} AWSDenyAll` },
    iam.attachUserPolicy(userName, denyAll),
  );
  // A thief can attach ten policies first, which is the quota. A boundary always fits.
  if (!attached.ok && attached.error === 'LimitExceeded') return setBoundary({ userName, denyAll }, work);

  const read = () => listPolicies(userName, work);
  const shows = (policies: readonly string[]) => policies.includes(denyAll);
  const listed = await readUntil({ read, shows, accepted: attached.ok }, work);
  return { by: 'policy', holds: holdsBy(listed, shows) };
}

function listPolicies(userName: string, { iam, log, readsFirst }: Work): Promise<Result<readonly string[]>> {
  return log.record(
    { call: 'iam:ListAttachedUserPolicies', target: userName },
    iam.listAttachedUserPolicies(userName, readsFirst ? 'lookAgain' : 'readBriefly'),
  );
}

function holdsBy<T>(answer: Result<T>, shows: (value: T) => boolean): Quarantine['holds'] {
  if (!answer.ok) return 'unknown';
  return shows(answer.value) ? 'yes' : 'no';
}

/** What an earlier response did. The boundary that it replaced is in no answer of IAM any more. */
async function readAgain(userName: string, work: Work): Promise<Quarantine> {
  const { by = 'policy', previousBoundary } = work.quarantinedBefore ?? {};
  const denyAll = `arn:${work.policy.partition}:iam::aws:policy/AWSDenyAll`;
  const holds =
    by === 'policy'
      ? holdsBy(await listPolicies(userName, work), (policies) => policies.includes(denyAll))
      : holdsBy(await readUser(userName, work), ({ boundaryArn }) => boundaryArn === denyAll);
  return { by, holds, ...(previousBoundary !== undefined && { previousBoundary }) };
}

/** Replaces the user's boundary. The previous boundary is read first, because the change overwrites it. */
async function setBoundary(
  { userName, denyAll }: { readonly userName: string; readonly denyAll: string },
  work: Work,
): Promise<Quarantine> {
  const before = await readUser(userName, work);
  const previousBoundary = before.ok ? (before.value.boundaryArn ?? 'none') : 'unknown';
  const put = await work.log.record(
    { call: 'iam:PutUserPermissionsBoundary', target: `${userName} AWSDenyAll` },
    work.iam.setPermissionsBoundary(userName, denyAll),
  );
  const read = () => readUser(userName, work);
  const shows = ({ boundaryArn }: { readonly boundaryArn: string | undefined }) => boundaryArn === denyAll;
  const after = await readUntil({ read, shows, accepted: put.ok }, work);
  return {
    by: 'boundary',
    holds: holdsBy(after, shows),
    previousBoundary,
  };
}

/** Combines the result for the keys with the result of the quarantine. */
export function withQuarantine(
  result: ContainmentResult,
  { holding, work }: { readonly holding: Quarantine | undefined; readonly work: Work },
): ContainmentResult {
  if (holding === undefined) return result;
  const { state, userName, keys, verifiedAt } = result;
  const stopped = state === 'CONTAINED' || state === 'PARTLY_CONTAINED';
  if (!stopped || userName === undefined || keys === undefined || verifiedAt === undefined) {
    return { ...result, quarantine: holding };
  }
  const call = holding.by === 'policy' ? 'iam:ListAttachedUserPolicies' : 'iam:GetUser';
  const reason = {
    yes: 'user-quarantined',
    no: 'quarantine-failed',
    unknown:
      isAccepted(work) && isLeftForLater(call, work) ? 'quarantine-not-read-yet' : 'quarantine-not-verified',
  } as const;
  return ended(reason[holding.holds], {
    ...factsOf(result),
    ...{ userName, keys, verifiedAt, quarantine: holding },
  });
}

/** By IAM, now or before. */
function isAccepted({ log }: Work): boolean {
  return log.records.findLast(({ call }) => CHANGES.includes(call))?.result !== 'failed';
}

const CHANGES: readonly string[] = ['iam:AttachUserPolicy', 'iam:PutUserPermissionsBoundary'];

function inspect({ outcome, entity: { userName }, place }: RemedyFacts): readonly Command[] {
  if (userName === undefined || outcome.quarantine === undefined) return [];
  return [awsCommand(place, ['iam', 'list-attached-user-policies', `--user-name=${userName}`])];
}

/** A session outlives the keys of its user. */
function byHand({ outcome, entity: { userName, accessKeyId }, place }: RemedyFacts): readonly Command[] {
  const { byHand: wanted } = reasons[outcome.reason];
  const ends = wanted === 'end-session' && accessKeyId?.startsWith('ASIA') === true;
  if (userName === undefined || (wanted !== 'deny-user' && !ends)) return [];
  return [denyCommand('attach-user-policy', { userName, place })];
}

function undo(facts: RemedyFacts): readonly Command[] {
  const off = takeOff(facts);
  return off.length === 0 ? [] : [...restored(facts), ...off];
}

/** What was put back is denied for the sake of earlier containments: without their undo the next update denies it again. */
function restored(facts: RemedyFacts): readonly Command[] {
  const { outcome, entity } = facts;
  const { decision } = outcome;
  if (decision.action !== 'deny-user')
    return isRestrained(outcome) ? [restoreInLedger(entity.dedupKey, facts)] : [];
  return (decision.containments ?? []).map(({ item, containment }) =>
    restoreInLedger(item, { ...facts, containmentOf: () => containment }),
  );
}

/**
 * Removes whatever may be there. If the previous boundary could not be read, the alert says so and gives no command.
 */
function takeOff({ outcome, entity: { userName }, place }: RemedyFacts): readonly Command[] {
  if (userName === undefined) return [];
  const user = `--user-name=${userName}`;
  const { quarantine: holding } = outcome;
  if (holding === undefined || holding.holds === 'no') return [];
  if (holding.by === 'policy') return [denyCommand('detach-user-policy', { userName, place })];
  const { previousBoundary = '' } = holding;
  if (previousBoundary === 'none')
    return [awsCommand(place, ['iam', 'delete-user-permissions-boundary', user])];
  if (!/^arn:[\w:/+=,.@-]+$/.test(previousBoundary)) return [];
  const boundary = `--permissions-boundary=${previousBoundary}`;
  return [awsCommand(place, ['iam', 'put-user-permissions-boundary', user, boundary])];
}

export function denyCommand(
  action: string,
  { userName, place }: { readonly userName: string } & Pick<RemedyFacts, 'place'>,
): Command {
  const denyAll = `--policy-arn=arn:${place.partition}:iam::aws:policy/AWSDenyAll`;
  return awsCommand(place, ['iam', action, `--user-name=${userName}`, denyAll]);
}
