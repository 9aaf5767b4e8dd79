import type { User } from '../../local/aws/user.ts';
import { isCredentialKind } from '../../local/aws/user-credential.ts';
import type { Aws } from '../../local/aws.ts';
import { accessKeyKind, isUserName } from '../../src/core/access-key-id.ts';
import type { AffectedIdentity, Detection, IamRole, IamUser, Principal } from '../../src/core/detection.ts';
import { otherCredentialOf } from '../../src/core/other-credential.ts';
import { respondFunction } from '../../src/functions/respond-function.ts';

export interface Surroundings {
  /** Of the responder. */
  readonly roleArn: string;
  readonly memberRoleName: string;
}

/**
 * Lets whoever an event names exist in the embedded AWS, with what the event says of them and nothing else.
 * @returns what was assumed, because the event does not say it.
 */
export function arrange(
  aws: Aws,
  detection: Pick<Detection, 'affected' | 'accountId' | 'evidence'>,
  surroundings: Surroundings,
): readonly string[] {
  const assumed: string[] = [];
  const arranging = { aws, detection, assumed };
  // Who has a key that is named needs no invented one.
  const order = detection.affected.toSorted((one, other) => Number(isOfAKey(other)) - Number(isOfAKey(one)));
  for (const affected of order) addWhom(affected, arranging);
  addMemberRoles(detection, surroundings, arranging);
  return assumed;
}

interface Arranging {
  readonly aws: Aws;
  readonly detection: Pick<Detection, 'affected' | 'accountId' | 'evidence'>;
  readonly assumed: string[];
}

function addWhom(affected: AffectedIdentity, arranging: Arranging): void {
  const { detection } = arranging;
  const { principal } = affected;
  const accountId = affected.accountId ?? detection.accountId;
  if (!/^\d{12}$/.test(accountId)) return;
  // Neither is a user.
  if (principal.type === 'Root' || principal.type === 'AWSService') return;
  if (principal.type === 'AssumedRole') addRole(principal, { accountId, arranging });
  if (isKnown(affected, arranging)) return;
  const user = userOf(principal, affected);
  const name = user?.userName ?? (isOfAKey(affected) ? ownerOf(affected) : undefined);
  if (!isUserName(name)) return;
  addCredentials(
    affected,
    addUser({ ...user, type: 'IAMUser', userName: name }, { accountId, arranging }),
    arranging,
  );
}

/** An earlier event named the key. If this one says that somebody switched or deleted it, it is so. */
function isKnown(affected: AffectedIdentity, { aws }: Arranging): boolean {
  if (affected.kind === 'user' || affected.accessKeyId === undefined) return false;
  const known = aws.identities.findAccessKey(affected.accessKeyId)?.key;
  if (affected.kind === 'reactivated-key') known?.status.write('Active');
  if (affected.kind === 'stopped-key') known?.status.write(affected.deleted ? undefined : 'Inactive');
  return known !== undefined;
}

/** Whoever has the key, if the event does not name anybody. */
function ownerOf(affected: AffectedIdentity): string {
  return affected.kind === 'user' ? '' : `${OWNER}${affected.accessKeyId}`.slice(0, 64);
}

const OWNER = 'owner-of-';

function isOfAKey(affected: AffectedIdentity): boolean {
  return affected.kind !== 'user' && accessKeyKind(affected.accessKeyId ?? '') === 'long-term';
}

function userOf(principal: Principal, affected: AffectedIdentity): IamUser | undefined {
  if (principal.type === 'FederatedUser') {
    return principal.issuer?.type === 'IAMUser' ? principal.issuer : undefined;
  }
  if (principal.type === 'IAMUser') return principal;
  return principal.type === 'Unknown' && isOfAKey(affected) ? { type: 'IAMUser' } : undefined;
}

interface Where {
  readonly accountId: string;
  readonly arranging: Arranging;
}

function addUser({ userName = '', uniqueId }: IamUser, { accountId, arranging }: Where): User {
  const { aws, assumed } = arranging;
  const found = aws.identities.findUser(accountId, userName);
  if (found !== undefined) return found;
  assumed.push(
    userName.startsWith(`${OWNER}AKIA`)
      ? `the event does not say whose the key is: here it is of an IAM user ${userName} in ${accountId}`
      : `IAM user ${userName} exists in ${accountId}, without password, policy or tag`,
  );
  return aws.identities.createUser({
    userName,
    accountId,
    ...(uniqueId !== undefined && { userId: uniqueId }),
  });
}

function addCredentials(affected: AffectedIdentity, user: User, arranging: Arranging): void {
  const { aws, assumed } = arranging;
  const other = otherCredentialOf(affected);
  if (other !== undefined) {
    const { kind, id } = other;
    if (!isCredentialKind(kind) || user.credentials.some((one) => one.id === id)) return;
    // IAM names a service of each of these, and the texts show it.
    const ofService = kind === 'service-specific-credential' && { service: 'bedrock.amazonaws.com' };
    aws.identities.createCredential(user, {
      ...{ kind, id, createDate: madeAt(affected, arranging) },
      ...ofService,
    });
    assumed.push(`its credential ${id} is Active${ofService ? ', and is one of bedrock' : ''}`);
    return;
  }
  const named = affected.kind === 'user' ? undefined : affected.accessKeyId;
  if (named !== undefined && accessKeyKind(named) === 'long-term') {
    addKey(named, { affected, user, arranging });
    return;
  }
  if ('apiKeyOf' in affected && affected.apiKeyOf !== undefined && user.credentials.length === 0) {
    const kind = 'service-specific-credential' as const;
    const service = `${affected.apiKeyOf}.amazonaws.com`;
    const { id } = aws.identities.createCredential(user, {
      kind,
      service,
      createDate: madeAt(affected, arranging),
    });
    assumed.push(`it has one API key, with the invented id ${id}, Active`);
  }
  if (user.accessKeys.length > 0) return;
  const { accessKeyId } = aws.identities.createAccessKey(user, { createDate: madeAt(affected, arranging) });
  assumed.push(`it has one access key, with the invented id ${accessKeyId}, Active`);
}

function addKey(
  accessKeyId: string,
  { affected, user, arranging }: { affected: AffectedIdentity; user: User; arranging: Arranging },
): void {
  const { aws, assumed } = arranging;
  if (affected.kind === 'stopped-key' && affected.deleted) {
    assumed.push(`access key ${accessKeyId} is deleted, as the event says`);
    return;
  }
  const status = affected.kind === 'stopped-key' ? 'Inactive' : 'Active';
  aws.identities.createAccessKey(user, { accessKeyId, status, createDate: madeAt(affected, arranging) });
  assumed.push(`access key ${accessKeyId} of ${user.userName} is ${status}`);
}

const DAY_MS = 86_400_000;

/** What a call made is as old as the call. Everything else is older than the evidence. */
function madeAt(affected: AffectedIdentity, { detection }: Arranging): Date {
  const first = timeOf(detection.evidence.firstSeen) ?? Date.now();
  const made = affected.kind === 'new-credential' ? timeOf(affected.at) : undefined;
  return new Date(made ?? Math.min(first, Date.now()) - 90 * DAY_MS);
}

function timeOf(text: string | undefined): number | undefined {
  const time = Date.parse(text ?? '');
  return Number.isNaN(time) ? undefined : time;
}

function addRole({ roleName, arn }: IamRole, { accountId, arranging: { aws, assumed } }: Where): void {
  if (!isUserName(roleName) || aws.identities.findRoleByName(accountId, roleName) !== undefined) return;
  const path = /:role(\/(?:[!-~]+\/)?)[^/]+$/.exec(arn ?? '')?.[1] ?? '/';
  aws.identities.createRole({ roleName, accountId, path });
  assumed.push(`role ${roleName} exists in ${accountId}`);
}

/** stacks/member-role.yml, wherever the responder may act. */
function addMemberRoles(
  { affected }: Pick<Detection, 'affected'>,
  { roleArn, memberRoleName }: Surroundings,
  { aws, assumed }: Pick<Arranging, 'aws' | 'assumed'>,
): void {
  if (memberRoleName === '') return;
  const granted = respondFunction.permissions.filter(({ inMemberAccounts }) => inMemberAccounts === true);
  for (const accountId of new Set(affected.map((one) => one.accountId))) {
    if (accountId === undefined || accountId === aws.accountId || !/^\d{12}$/.test(accountId)) continue;
    if (aws.identities.findRoleByName(accountId, memberRoleName) !== undefined) continue;
    aws.identities.createRole({
      ...{ roleName: memberRoleName, accountId, trusts: [roleArn] },
      grants: new Set(granted.flatMap(({ actions }) => actions)),
    });
    assumed.push(`role ${memberRoleName} of stacks/member-role.yml exists in ${accountId}`);
  }
}
