import { accessKeyKind, isUserName } from './access-key-id.ts';
import type { Escalating, Plan } from './decision.ts';
import type { AffectedCredential, AffectedIdentity, IamRole, IamUser, Principal } from './detection.ts';
import type { ResponsePolicy } from './response-policy.ts';

type Options = Pick<ResponsePolicy, 'quarantineUsers' | 'revocableRoles' | 'ownRoleName' | 'memberRoleName'>;

/**
 * What stops a credential, by key prefix and principal type first, names last: GuardDuty writes a role's name into
 * `userName`, CloudTrail the account's alias into root's, and a user of that name must not be touched.
 */
export function planFor(
  affected: AffectedIdentity,
  { accountId, ...options }: Options & { readonly accountId: string },
): Plan {
  const act = { accountId, quarantine: options.quarantineUsers };
  if (affected.kind === 'stopped-key') {
    const { accessKeyId, principal: user } = affected;
    return { action: 'confirm-stopped', accountId, accessKeyId, user };
  }
  if (affected.kind === 'user') return everyKeyOf(affected.principal, act);
  if (affected.kind === 'reactivated-key') {
    const { accessKeyId, principal: user } = affected;
    return { action: 'deactivate-access-key', ...act, accessKeyId, user };
  }

  const { accessKeyId, principal } = affected;
  if (principal.type === 'Root') return escalate('root');
  if (accessKeyId === undefined) return withoutKey(affected, act);
  if (accessKeyKind(accessKeyId) === 'long-term') {
    // Only a user or root has a long-term key. Whatever else the event says of the principal, its name is no user's:
    // the key's owner is looked up instead.
    const user: IamUser = principal.type === 'IAMUser' ? principal : { type: 'IAMUser' };
    return { action: 'deactivate-access-key', ...act, accessKeyId, user };
  }
  return byIssuer(principal, { ...act, options });
}

interface Act {
  readonly accountId: string;
  readonly quarantine: boolean;
}

/** A session cannot be set Inactive; whoever issued it can be stopped, where that is a user or a role opted in. */
function byIssuer(principal: Principal, { options, ...act }: Act & { readonly options: Options }): Plan {
  switch (principal.type) {
    case 'IAMUser':
      return everyKeyOf(principal, act);
    case 'FederatedUser':
      if (principal.issuer === undefined) return escalate('federated-user-unknown-issuer');
      return principal.issuer.type === 'Root'
        ? escalate('root-federation')
        : everyKeyOf(principal.issuer, act);
    case 'AssumedRole':
      return byRole(principal, { ...options, accountId: act.accountId });
    case 'Root':
      return escalate('root');
    case 'AWSService':
      return escalate('aws-service');
    case 'Unknown':
      return escalate('unknown-user');
  }
}

/** A finding can name its actor and no key: only a user whom IAM knows by the same unique id may be acted on. */
function withoutKey({ signal, principal }: AffectedCredential, act: Act): Plan {
  if (signal !== 'finding' || principal.type !== 'IAMUser' || principal.uniqueId === undefined) {
    return escalate('no-access-key-id');
  }
  const plan = everyKeyOf(principal, act);
  return plan.action === 'deactivate-all-access-keys'
    ? { ...plan, confirmUniqueId: principal.uniqueId }
    : plan;
}

function everyKeyOf(user: IamUser, act: Act): Plan {
  if (!isUserName(user.userName)) return escalate('unknown-user');
  return { action: 'deactivate-all-access-keys', ...act, userName: user.userName, user };
}

/**
 * The path says what a role is, and what is carried out reads it. Events often have only the name: a role that looks
 * protected is never revoked, although an attacker can call an ordinary role that.
 */
function byRole(
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
  // Without its role in another account, or here, the responder could not stop the next key.
  if (roleName === ownRoleName || roleName === memberRoleName) return escalate('own-role');
  const optedIn = revocableRoles.includes('*') || revocableRoles.includes(roleName);
  return optedIn ? { action: 'revoke-role-sessions', accountId, roleName, role } : escalate('role-session');
}

function escalate(reason: Escalating['reason']): Plan {
  return { action: 'escalate', reason };
}
