import { ApiError } from './api-error.ts';
import type { Caller } from './caller.ts';
import { required, validationError } from './iam-parameters.ts';
import type { Identities } from './identities.ts';
import type { Role } from './role.ts';
import { type Call, type Params, type Result, type Service, textOf } from './service.ts';
import type { Sessions, TemporaryCredentials } from './sessions.ts';

export interface StsState {
  readonly identities: Identities;
  readonly sessions: Sessions;
}

export function createSts(state: StsState): Service {
  return {
    protocol: 'query',
    version: '2011-06-15',
    namespace: 'https://sts.amazonaws.com/doc/2011-06-15/',
    actions: {
      // This call needs no permission, so a thief's tools call it first.
      GetCallerIdentity: ({ caller }) => ({
        UserId: caller.userId,
        Account: caller.accountId,
        Arn: caller.arn,
      }),
      GetSessionToken: (call) => getSessionToken(call, state),
      AssumeRole: (call) => assumeRole(call, state),
      GetAccessKeyInfo: (call) => getAccessKeyInfo(call, state),
    },
  };
}

function getSessionToken({ caller, params }: Call, { sessions }: StsState): Result {
  if (caller.kind !== 'user') {
    throw new ApiError(403, 'AccessDenied', 'Cannot call GetSessionToken with session credentials');
  }
  // 15 minutes to 36 hours, default 12 hours (STS reference).
  const credentials = sessions.startForUser(
    caller.user,
    durationOf(params, { otherwise: 43_200, maximum: 129_600 }),
  );
  return { Credentials: describe(credentials) };
}

/**
 * AWS reads the account out of the id, whether the key works, is Inactive or deleted. Here a key that nobody made counts as
 * one of the caller's account. STS API reference, GetAccessKeyInfo.
 */
function getAccessKeyInfo({ caller, params }: Call, { identities, sessions }: StsState): Result {
  const accessKeyId = required(params, 'AccessKeyId', 'accessKeyId');
  const owner = identities.findAccessKey(accessKeyId)?.user ?? sessions.find(accessKeyId)?.caller;
  return { Account: owner?.accountId ?? caller.accountId };
}

function assumeRole({ caller, params }: Call, { identities, sessions }: StsState): Result {
  const roleArn = required(params, 'RoleArn', 'roleArn');
  const sessionName = sessionNameOf(params);
  const duration = durationOf(params, { otherwise: 3600, maximum: 43_200 });
  const role = identities.findRole(roleArn);
  // AWS gives the same refusal for a role that does not exist, so that nobody can find another account's roles.
  if (role === undefined || !isTrusted(caller, role)) {
    throw new ApiError(
      403,
      'AccessDenied',
      `User: ${caller.arn} is not authorized to perform: sts:AssumeRole on resource: ${roleArn}`,
    );
  }
  const credentials = sessions.startForRole(role, sessionName, duration);
  return {
    Credentials: describe(credentials),
    AssumedRoleUser: {
      AssumedRoleId: `${role.roleId}:${sessionName}`,
      Arn: `arn:${role.partition}:sts::${role.accountId}:assumed-role/${role.roleName}/${sessionName}`,
    },
  };
}

function isTrusted(caller: Caller, role: Role): boolean {
  const principals = [
    caller.accountId,
    caller.arn,
    ...(caller.kind === 'role-session' ? [caller.role.arn] : []),
  ];
  return principals.some((principal) => role.trusts.includes(principal));
}

function sessionNameOf(params: Params): string {
  const name = required(params, 'RoleSessionName', 'roleSessionName');
  if (/^[\w+=,.@-]{2,64}$/.test(name)) return name;
  throw validationError(
    String.raw`1 validation error detected: Value '${name}' at 'roleSessionName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\w+=,.@-]*`,
  );
}

function durationOf(
  params: Params,
  { otherwise, maximum }: { readonly otherwise: number; readonly maximum: number },
): number {
  const seconds = Number(textOf(params, 'DurationSeconds') ?? otherwise);
  if (Number.isInteger(seconds) && seconds >= 900 && seconds <= maximum) return seconds;
  throw validationError(
    `1 validation error detected: Value '${seconds}' at 'durationSeconds' failed to satisfy constraint: Member must have value between 900 and ${maximum}`,
  );
}

function describe({ accessKeyId, secretAccessKey, sessionToken, expiration }: TemporaryCredentials): Result {
  return {
    AccessKeyId: accessKeyId,
    SecretAccessKey: secretAccessKey,
    SessionToken: sessionToken,
    Expiration: expiration,
  };
}
