import type { AccessKey } from './access-key.ts';
import { ApiError } from './api-error.ts';
import { type IamState, limitExceeded, noSuchEntity, targetUser } from './iam-entities.ts';
import { accessKeyIdOf, statusOf } from './iam-parameters.ts';
import { pageOf } from './page.ts';
import type { Call, Result } from './service.ts';
import type { User } from './user.ts';

/** AWS gives a user at most two access keys (IAM quotas). */
const KEYS_PER_USER = 2;

export function createAccessKey(call: Call, state: IamState): Result {
  const user = targetUser(call, state);
  if (existingKeys(user).length >= KEYS_PER_USER) {
    throw limitExceeded(`Cannot exceed quota for AccessKeysPerUser: ${KEYS_PER_USER}`);
  }
  const key = state.identities.createAccessKey(user, { isNew: true });
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

export function updateAccessKey(call: Call, state: IamState): Result {
  const accessKeyId = accessKeyIdOf(call.params);
  const status = statusOf(call.params);
  keyOf(targetUser(call, state), accessKeyId).status.write(status);
  return undefined;
}

export function deleteAccessKey(call: Call, state: IamState): Result {
  const accessKeyId = accessKeyIdOf(call.params);
  keyOf(targetUser(call, state), accessKeyId).status.write(undefined);
  return undefined;
}

export function listAccessKeys(call: Call, state: IamState): Result {
  const user = targetUser(call, state);
  const visible = user.accessKeys.flatMap(({ accessKeyId, createDate, status }) => {
    const Status = status.read(state.readLag());
    return Status === undefined
      ? []
      : [{ UserName: user.userName, AccessKeyId: accessKeyId, Status, CreateDate: createDate }];
  });
  const { items, marker } = pageOf(visible, call.params);
  return { AccessKeyMetadata: items, IsTruncated: marker !== undefined, Marker: marker };
}

/**
 * IAM gives the same refusal for a key of another account and for a key that does not exist. LocalStack recorded that from
 * AWS (tests/aws/services/iam/test_iam_users.py, test_access_key_errors).
 */
export function getAccessKeyLastUsed({ caller, params }: Call, { identities, readLag }: IamState): Result {
  const accessKeyId = accessKeyIdOf(params);
  const found = identities.findAccessKey(accessKeyId);
  if (found?.user.accountId !== caller.accountId || found.key.status.read(readLag()) === undefined) {
    throw new ApiError(
      403,
      'AccessDenied',
      `User: ${caller.arn} is not authorized to perform iam:GetAccessKeyLastUsed on resource: access key ${accessKeyId}`,
    );
  }
  // A key that was never used has no date and these values (IAM API reference, AccessKeyLastUsed).
  const { at, service = 'N/A', region = 'N/A' } = found.key.lastUsed ?? {};
  return {
    UserName: found.user.userName,
    AccessKeyLastUsed: { LastUsedDate: at, ServiceName: service, Region: region },
  };
}

function keyOf(user: User, accessKeyId: string): AccessKey {
  const key = existingKeys(user).find((candidate) => candidate.accessKeyId === accessKeyId);
  if (key === undefined) throw noSuchEntity(`The Access Key with id ${accessKeyId} cannot be found.`);
  return key;
}

/** Writes see a deleted key as gone at once. Only reads lag. */
function existingKeys({ accessKeys }: User): readonly AccessKey[] {
  return accessKeys.filter(({ status }) => status.read(0) !== undefined);
}
