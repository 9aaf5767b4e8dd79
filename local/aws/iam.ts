import { ApiError } from './api-error.ts';
import { accessKeyIdOf, pathOf, required, statusOf, userNameOf, validationError } from './iam-parameters.ts';
import type { AccessKey, Identities, User } from './identities.ts';
import { pageOf } from './page.ts';
import type { Call, Result, Service } from './service.ts';

/** AWS gives a user at most two access keys (IAM quotas). */
const KEYS_PER_USER = 2;

export interface IamState {
  readonly identities: Identities;
  /** By how much reads of the control plane lag behind writes; nothing, as a rule. */
  readonly readLag: () => number;
}

export function createIam(state: IamState): Service {
  return {
    protocol: 'query',
    version: '2010-05-08',
    namespace: 'https://iam.amazonaws.com/doc/2010-05-08/',
    actions: {
      CreateAccessKey: onlyWithMfa((call) => createAccessKey(call, state)),
      CreateUser: onlyWithMfa((call) => createUser(call, state)),
      GetAccessKeyLastUsed: onlyWithMfa((call) => getAccessKeyLastUsed(call, state)),
      GetUser: onlyWithMfa((call) => ({ User: describeUser(targetUser(call, state)) })),
      ListAccessKeys: onlyWithMfa((call) => listAccessKeys(call, state)),
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
    throw new ApiError(409, 'LimitExceeded', `Cannot exceed quota for AccessKeysPerUser: ${KEYS_PER_USER}`);
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

/** Whom the call is about: the user that it names, or else the user whose long-term key signed it. */
function targetUser({ caller, params }: Call, { identities }: IamState): User {
  const userName = userNameOf(params);
  if (userName === undefined) {
    if (caller.kind === 'user') return caller.user;
    throw validationError('Must specify userName when calling with non-User credentials');
  }
  const user = identities.findUser(caller.accountId, userName);
  if (user === undefined) throw noSuchEntity(`The user with name ${userName} cannot be found.`);
  return user;
}

function keyOf(user: User, accessKeyId: string): AccessKey {
  const key = user.accessKeys.find((candidate) => candidate.accessKeyId === accessKeyId);
  if (key === undefined) throw noSuchEntity(`The Access Key with id ${accessKeyId} cannot be found.`);
  return key;
}

function describeUser({ path, userName, userId, arn, createDate }: User): Result {
  return { Path: path, UserName: userName, UserId: userId, Arn: arn, CreateDate: createDate };
}

function noSuchEntity(message: string): ApiError {
  return new ApiError(404, 'NoSuchEntity', message);
}
