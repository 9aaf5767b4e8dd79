import { awsCommand, type Command, type RemedyFacts } from '../core/command.ts';
import type { DecisionTo } from '../core/decision.ts';
import { isExemptRole } from '../core/exemption.ts';
import { type ContainmentResult, ended } from '../core/outcome.ts';
import type { Permission, SeparatePolicy } from '../core/permission.ts';
import { reasons } from '../core/reasons/index.ts';
import type { Result } from '../core/result.ts';
import { revocableRoleArns } from '../core/revocable-roles.ts';
import type { Containment, Work } from './containment.ts';
import { isLeftForLater, readUntil } from './read-back.ts';
import { restoreInLedger } from './restore-in-ledger.ts';
import { denyIssuedBefore, putOn, REVOKED_SESSIONS_POLICY } from './revocation-policy.ts';

const only: SeparatePolicy = {
  policy: 'RevocationPolicy',
  policyName: 'revoke-role-sessions',
  condition: 'RevokesRoles',
};

const permissions: readonly Permission[] = [
  {
    sid: 'RevocableRoles',
    because:
      'IAM cannot restrict the text of an inline policy, so only the roles that the deployer lists are allowed.',
    actions: ['iam:GetRole', 'iam:PutRolePolicy', 'iam:GetRolePolicy'],
    resource: revocableRoleArns,
    only,
    inMemberAccounts: true,
  },
  {
    sid: 'NeverItselfNorRolesOfAws',
    effect: 'Deny',
    actions: ['iam:PutRolePolicy'],
    resource: [
      { 'Fn::GetAtt': ['RespondRole', 'Arn'] },
      { 'Fn::Sub': `arn:\${AWS::Partition}:iam::\${AWS::AccountId}:role/aws-reserved/*` },
      { 'Fn::Sub': `arn:\${AWS::Partition}:iam::\${AWS::AccountId}:role/aws-service-role/*` },
    ],
    only,
    inMemberAccounts: true,
  },
];

/**
 * Denies everything to every session of the role that was issued before now. The console's "Revoke active sessions" does
 * the same. IAM user guide, "Revoke IAM role temporary security credentials".
 */
export const revokeRoleSessions: Containment<'revoke-role-sessions'> = {
  action: 'revoke-role-sessions',
  permissions,
  contain,
  inspect,
  byHand,
  undo,
};

async function contain(
  { roleName, role: named }: DecisionTo<'revoke-role-sessions'>,
  work: Work,
): Promise<ContainmentResult> {
  const { iam, log, clock, policy } = work;
  const known = work.revokedBefore === undefined ? undefined : await readAgain(roleName, work);
  if (known !== undefined) return known;
  const role = await log.record({ call: 'iam:GetRole', target: roleName }, iam.findRole(roleName));
  if (!role.ok) return failed(role.error);
  const { uniqueId, path, serverTime } = role.value;
  if (uniqueId !== undefined && isExemptRole({ ...named, uniqueId }, policy)) return ended('exempt', {});
  if (path.startsWith('/aws-reserved/')) return ended('identity-center', {});
  if (path.startsWith('/aws-service-role/')) return ended('service-linked-role', {});

  // AWS's clock decides when a session was issued. If our clock were fast, the policy would also deny later sessions.
  const revokedBefore = (serverTime ?? clock.now()).toISOString();
  const document = JSON.stringify(denyIssuedBefore(revokedBefore));
  log.revokedBefore = revokedBefore;
  const put = await log.record(
    putOn(roleName),
    iam.putRolePolicy({ roleName, policyName: REVOKED_SESSIONS_POLICY, document }),
  );
  if (!put.ok && put.error === 'UnmodifiableEntityException') return ended('service-linked-role', {});

  const shows = (text: string) => text.includes(revokedBefore);
  const read = () => readPolicy(roleName, work);
  const found = await readUntil({ read, shows, accepted: put.ok }, work);
  if (put.ok && !found.ok && isLeftForLater('iam:GetRolePolicy', work))
    return ended('revocation-not-read-yet', { revokedBefore });
  // A principal that can assume the role can do so again, and the new session works. So the result is never CONTAINED.
  if (found.ok && shows(found.value)) {
    return ended('sessions-revoked', { revokedBefore, verifiedAt: clock.now().toISOString() });
  }
  if (!put.ok && found.ok) return failed(put.error);
  // The policy may be there or not. The result keeps its time, so that the alert has the undo command.
  return ended(put.ok ? 'revocation-not-verified' : 'revocation-failed', { revokedBefore });
}

/** @returns `undefined` if the policy of the first response is not there, so that it must be put. */
async function readAgain(roleName: string, work: Work): Promise<ContainmentResult | undefined> {
  const { revokedBefore = '', clock } = work;
  const found = await readPolicy(roleName, work);
  if (found.ok && found.value.includes(revokedBefore))
    return ended('sessions-revoked', { revokedBefore, verifiedAt: clock.now().toISOString() });
  if (found.ok) return undefined;
  return isLeftForLater('iam:GetRolePolicy', work)
    ? ended('revocation-not-read-yet', { revokedBefore })
    : ended('revocation-not-verified', { revokedBefore });
}

async function readPolicy(roleName: string, { iam, log, readsFirst }: Work): Promise<Result<string>> {
  const answer = await log.record(
    { call: 'iam:GetRolePolicy', target: `${roleName} ${REVOKED_SESSIONS_POLICY}` },
    iam.getRolePolicy(
      { roleName, policyName: REVOKED_SESSIONS_POLICY },
      readsFirst ? 'lookAgain' : 'readBriefly',
    ),
  );
  // No such policy, or not visible yet: both count as a policy without the time.
  return !answer.ok && answer.error === 'NoSuchEntityException' ? { ok: true, value: '' } : answer;
}

function failed(error: string): ContainmentResult {
  return ended(error === 'NoSuchEntityException' ? 'role-gone' : 'revocation-failed', {});
}

const POLICY = `--policy-name=${REVOKED_SESSIONS_POLICY}`;

function inspect(facts: RemedyFacts): readonly Command[] {
  const { revokedBefore } = facts.outcome;
  return [
    ...roleCommand(['get-role'], facts),
    ...(revokedBefore === undefined ? [] : roleCommand(['get-role-policy', POLICY], facts)),
  ];
}

function byHand(facts: RemedyFacts): readonly Command[] {
  const { byHand: wanted } = reasons[facts.outcome.reason];
  if (wanted !== 'revoke-sessions' && wanted !== 'end-session') return [];
  const { sentAt, place, entity } = facts;
  const { userName, roleName } = entity;
  return userName !== undefined || roleName === undefined
    ? []
    : revokeCommands(roleName, { before: sentAt, place });
}

/** Empty for the roles that IAM lets nobody change. */
export function revokeCommands(
  roleName: string,
  { before, place }: { readonly before: Date } & Pick<RemedyFacts, 'place'>,
): readonly Command[] {
  if (/^AWS(?:ReservedSSO_|ServiceRoleFor)/.test(roleName)) return [];
  const document = JSON.stringify(denyIssuedBefore(before.toISOString()));
  const words = ['put-role-policy', `--role-name=${roleName}`, POLICY, `--policy-document=${document}`];
  return [awsCommand(place, ['iam', ...words])];
}

function undo(facts: RemedyFacts): readonly Command[] {
  if (facts.outcome.revokedBefore === undefined) return [];
  const off = roleCommand(['delete-role-policy', POLICY], facts);
  return off.length === 0 ? [] : [restoreInLedger(facts.entity.dedupKey, facts), ...off];
}

/** Empty if the principal is not a role. */
function roleCommand(
  [action = '', ...flags]: readonly string[],
  { entity: { userName, roleName }, place }: RemedyFacts,
): readonly Command[] {
  if (userName !== undefined || roleName === undefined) return [];
  return [awsCommand(place, ['iam', action, `--role-name=${roleName}`, ...flags])];
}
