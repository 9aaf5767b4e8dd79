import { ApiError } from './api-error.ts';
import { type IamState, limitExceeded, noSuchEntity, targetUser } from './iam-entities.ts';
import { accessKeyIdOf, pathOf, required, statusOf, userNameOf } from './iam-parameters.ts';
import { getRole, getRolePolicy, putRolePolicy } from './iam-roles.ts';
import {
  attachUserPolicy,
  describeBoundary,
  listAttachedUserPolicies,
  putUserPermissionsBoundary,
} from './iam-user-policies.ts';
import type { AccessKey, User } from './identities.ts';
import { pageOf } from './page.ts';
import type { Call, Result, Service } from './service.ts';

/** AWS gives a user at most two access keys (IAM quotas). */
const KEYS_PER_USER = 2;

export function createIam(state: IamState): Service {
  return {
    protocol: 'query',
    version: '2010-05-08',
    namespace: 'https://iam.amazonaws.com/doc/2010-05-08/',
    actions: {
      AttachUserPolicy: onlyWithMfa((call) => attachUserPolicy(call, state)),
      CreateAccessKey: onlyWithMfa((call) => createAccessKey(call, state)),
      CreateUser: onlyWithMfa((call) => createUser(call, state)),
      GetAccessKeyLastUsed: onlyWithMfa((call) => getAccessKeyLastUsed(call, state)),
      GetRole: onlyWithMfa((call) => getRole(call, state)),
      GetRolePolicy: onlyWithMfa((call) => getRolePolicy(call, state)),
      GetUser: onlyWithMfa((call) => ({ User: describeUser(targetUser(call, state), state.readLag()) })),
      ListAccessKeys: onlyWithMfa((call) => listAccessKeys(call, state)),
      ListAttachedUserPolicies: onlyWithMfa((call) => listAttachedUserPolicies(call, state)),
      PutRolePolicy: onlyWithMfa((call) => putRolePolicy(call, state)),
      PutUserPermissionsBoundary: onlyWithMfa((call) => putUserPermissionsBoundary(call, state)),
      UpdateAccessKey: onlyWithMfa((call) => updateAccessKey(call, state)),
    },
  };
}

type Action = (call: Call) => Result;

/** Credentials of GetSessionToken cannot call IAM unless they were made with MFA (STS reference), which ours never are. */
function onlyWithMfa(action: Action): Action {
  return (call) => {
    if (call.caller.kind !== 'user-session') return action(call);
    throw new ApiError(403, 'InvalidClientTokenId', 'The security token included in the request is invalid');
  };
}

function updateAccessKey(call: Call, state: IamState): Result {
  const accessKeyId = accessKeyIdOf(call.params);
  const status = statusOf(call.params);
  keyOf(targetUser(call, state), accessKeyId).status.write(status);
  return undefined;
}

function listAccessKeys(call: Call, { identities, readLag }: IamState): Result {
  const user = targetUser(call, { identities, readLag });
  const visible = user.accessKeys.flatMap(({ accessKeyId, createDate, status }) => {
    const Status = status.read(readLag());
    return Status === undefined
      ? []
      : [{ UserName: user.userName, AccessKeyId: accessKeyId, Status, CreateDate: createDate }];
  });
  const { items, marker } = pageOf(visible, call.params);
  return { AccessKeyMetadata: items, IsTruncated: marker !== undefined, Marker: marker };
}

/**
 * A key of another account and a key that does not exist are refused in the same words. Recorded from AWS by
 * LocalStack (tests/aws/services/iam/test_iam_users.py, test_access_key_errors).
 */
function getAccessKeyLastUsed({ caller, params }: Call, { identities }: IamState): Result {
  const accessKeyId = accessKeyIdOf(params);
  const found = identities.findAccessKey(accessKeyId);
  if (found?.user.accountId !== caller.accountId) {
    throw new ApiError(
      403,
      'AccessDenied',
      `User: ${caller.arn} is not authorized to perform iam:GetAccessKeyLastUsed on resource: access key ${accessKeyId}`,
    );
  }
  const { date, serviceName = 'N/A', region = 'N/A' } = found.key.lastUsed ?? {};
  return {
    UserName: found.user.userName,
    AccessKeyLastUsed: { LastUsedDate: date, ServiceName: serviceName, Region: region },
  };
}

function createUser({ caller, params }: Call, { identities }: IamState): Result {
  required(params, 'UserName', 'userName');
  const userName = userNameOf(params, 64) ?? '';
  const path = pathOf(params);
  if (identities.findUser(caller.accountId, userName) !== undefined) {
    throw new ApiError(409, 'EntityAlreadyExists', `User with name ${userName} already exists.`);
  }
  return { User: describeUser(identities.createUser({ accountId: caller.accountId, userName, path })) };
}

function createAccessKey(call: Call, state: IamState): Result {
  const user = targetUser(call, state);
  if (user.accessKeys.length >= KEYS_PER_USER) {
    throw limitExceeded(`Cannot exceed quota for AccessKeysPerUser: ${KEYS_PER_USER}`);
  }
  const key = state.identities.createAccessKey(user, { since: Date.now() });
  return {
    AccessKey: {
      UserName: user.userName,
      AccessKeyId: key.accessKeyId,
      Status: 'Active',
      SecretAccessKey: key.secretAccessKey,
      CreateDate: key.createDate,
    },
  };
}

function keyOf(user: User, accessKeyId: string): AccessKey {
  const key = user.accessKeys.find((candidate) => candidate.accessKeyId === accessKeyId);
  if (key === undefined) throw noSuchEntity(`The Access Key with id ${accessKeyId} cannot be found.`);
  return key;
}

function describeUser(user: User, readLag = 0): Result {
  const { path, userName, userId, arn, createDate } = user;
  return {
    Path: path,
    UserName: userName,
    UserId: userId,
    Arn: arn,
    CreateDate: createDate,
    PermissionsBoundary: describeBoundary(user, readLag),
  };
}
