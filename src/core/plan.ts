import { accessKeyKind, isUserName } from './access-key-id.ts';
import type { Escalating, Plan } from './decision.ts';
import { isOurDeny } from './denial.ts';
import type {
  AffectedCredential,
  AffectedIdentity,
  DenyRemoval,
  IamRole,
  IamUser,
  NewCredential,
  Principal,
} from './detection.ts';
import type { Denial } from './history.ts';
import { otherCredentialOf } from './other-credential.ts';
import type { ResponsePolicy } from './response-policy.ts';
import type { OtherCredential, Reach } from './user-credential.ts';

type Options = Pick<ResponsePolicy, 'quarantineUsers' | 'revocableRoles' | 'ownRoleName' | 'memberRoleName'>;

/**
 * Chooses what stops a credential. The key's prefix and the principal's type decide before any name. GuardDuty writes a
 * role's name into `userName`, and CloudTrail writes the account's alias into root's. A user may have the same name,
 * and must not be touched.
 */
export function planFor(
  affected: AffectedIdentity,
  {
    accountId,
    reach,
    denial,
    ...options
  }: Options & { readonly accountId: string; readonly reach: Reach; readonly denial?: Denial | undefined },
): Plan {
  const act = { accountId, quarantine: options.quarantineUsers, reach };
  if (affected.kind === 'stopped-key') {
    const { accessKeyId, principal: user } = affected;
    return { action: 'confirm-stopped', accountId, accessKeyId, user };
  }
  if (affected.signal === 'deny-removal') return planForRemoval(affected, { ...act, denial });
  // A refused call costs its caller nothing, so it must not become a weapon.
  if (affected.signal === 'quarantine-refused' && !affected.isProof) return escalate('quarantine-attempt');
  if (affected.kind === 'user') {
    return affected.signal === 'report'
      ? planForServiceCredentials(affected.principal, act)
      : planForEveryKey(affected.principal, act);
  }
  if (affected.kind === 'new-credential') return planForNew(affected, act);
  if (affected.kind === 'reactivated-key') {
    const { accessKeyId, principal: user } = affected;
    return { action: 'deactivate-access-key', ...act, accessKeyId, user };
  }

  const { accessKeyId, principal } = affected;
  if (principal.type === 'Root') return escalate('root');
  if (accessKeyId === undefined) {
    return affected.apiKeyOf === undefined ? planWithoutKey(affected, act) : escalate('owner-not-named');
  }
  const other = otherCredentialOf(affected);
  if (other !== undefined) return planForOther(other, { ...act, principal });
  // Nobody knows which credential it is, so stopping the keys of the principal may leave it alive.
  if (accessKeyKind(accessKeyId) === 'malformed') return escalate('not-a-key-id');
  if (accessKeyKind(accessKeyId) === 'long-term') {
    // Only a user or root has a long-term key. If the event names another type, its name is not a user's name. So IAM is
    // asked for the key's owner.
    const user: IamUser = principal.type === 'IAMUser' ? principal : { type: 'IAMUser' };
    const ofUserOnly = affected.inTag === true && isUserName(user.userName);
    return {
      ...{ action: 'deactivate-access-key', ...act, accessKeyId, user },
      ...(ofUserOnly && { ofUserOnly }),
    };
  }
  return planForSession(principal, { ...act, options });
}

interface Act {
  readonly accountId: string;
  readonly quarantine: boolean;
  readonly reach: Reach;
}

/**
 * Only what was made. The user may be anybody: nothing but its new credential is implicated, or a thief could have every user
 * denied for whom it makes a key.
 */
function planForNew({ accessKeyId, other, principal: user }: NewCredential, { accountId, reach }: Act): Plan {
  const act = { accountId, quarantine: false, reach, user };
  if (other !== undefined) {
    return { action: 'deactivate-credential', ...act, credential: other, userName: user.userName };
  }
  return accessKeyId === undefined
    ? escalate('no-access-key-id')
    : { action: 'deactivate-access-key', ...act, accessKeyId };
}

/** A session cannot be set Inactive. Its issuer can be stopped if it is a user, or a role that the deployer listed. */
function planForSession(
  principal: Principal,
  { options, ...act }: Act & { readonly options: Options },
): Plan {
  switch (principal.type) {
    case 'IAMUser':
      return planForEveryKey(principal, act);
    case 'FederatedUser':
      if (principal.issuer === undefined) return escalate('federated-user-unknown-issuer');
      return principal.issuer.type === 'Root'
        ? escalate('root-federation')
        : planForEveryKey(principal.issuer, act);
    case 'AssumedRole':
      return planForRole(principal, { ...options, accountId: act.accountId });
    case 'Root':
      return escalate('root');
    case 'AWSService':
      return escalate('aws-service');
    case 'Unknown':
      return escalate('unknown-user');
  }
}

/** A finding can name its actor without a key. Then IAM must know the user by the same unique id. */
function planWithoutKey({ signal, principal }: AffectedCredential, act: Act): Plan {
  if (signal !== 'finding' || principal.type !== 'IAMUser' || principal.uniqueId === undefined) {
    return escalate('no-access-key-id');
  }
  const plan = planForEveryKey(principal, act);
  return plan.action === 'deactivate-all-access-keys'
    ? { ...plan, confirmUniqueId: principal.uniqueId }
    : plan;
}

function planForEveryKey(user: IamUser, act: Act): Plan {
  if (!isUserName(user.userName)) return escalate('unknown-user');
  return { action: 'deactivate-all-access-keys', ...act, userName: user.userName, user };
}

/** Which of them was reported is not known. */
function planForServiceCredentials(user: IamUser, act: Act): Plan {
  if (!isUserName(user.userName)) return escalate('owner-not-named');
  return { action: 'deactivate-service-credentials', ...act, userName: user.userName, user };
}

/** IAM takes the credential's user for each of its calls, and names it in none: without the name nothing can be stopped. */
function planForOther(
  credential: OtherCredential,
  { principal, ...act }: Act & { readonly principal: Principal },
): Plan {
  if (principal.type !== 'IAMUser' || !isUserName(principal.userName)) return escalate('owner-not-named');
  const { userName } = principal;
  return { action: 'deactivate-credential', ...act, credential, userName, user: principal };
}

/**
 * The contained user has a credential that works. What somebody else took off, such as an administrator, is told: who decides
 * must not be overruled by a machine.
 */
function planForRemoval(
  removal: DenyRemoval,
  { accountId, quarantine, denial }: Act & { readonly denial: Denial | undefined },
): Plan {
  const { principal: user } = removal;
  const { userName } = user;
  const mayPutBack = quarantine && denial?.byItself === true && isOurDeny(removal, denial);
  return mayPutBack && isUserName(userName)
    ? { action: 'deny-user', accountId, userName, user, containments: denial?.containments ?? [] }
    : escalate('deny-taken-off');
}

/**
 * The path tells what kind of role it is, and the containment reads it from IAM. Events often have only the name. A role
 * whose name looks like one of AWS's protected roles is never revoked, although an attacker can choose such a name.
 */
function planForRole(
  role: IamRole,
  { accountId, revocableRoles, ownRoleName, memberRoleName }: Options & { readonly accountId: string },
): Plan {
  const { arn, roleName } = role;
  if (arn?.includes('/aws-reserved/sso.amazonaws.com/') || roleName?.startsWith('AWSReservedSSO_')) {
    return escalate('identity-center');
  }
  if (arn?.includes('/aws-service-role/') || roleName?.startsWith('AWSServiceRoleFor')) {
    return escalate('service-linked-role');
  }
  if (!isUserName(roleName)) return escalate('role-session');
  // If the responder revoked its own role or the member role, it could not stop the next key.
  const [ownName] = ownRoleName.split('/').slice(-1);
  if (roleName === ownName || roleName === memberRoleName) return escalate('own-role');
  const optedIn = revocableRoles.includes('*') || revocableRoles.includes(roleName);
  return optedIn ? { action: 'revoke-role-sessions', accountId, roleName, role } : escalate('role-session');
}

function escalate(reason: Escalating['reason']): Plan {
  return { action: 'escalate', reason };
}
