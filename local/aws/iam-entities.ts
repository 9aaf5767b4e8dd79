import { ApiError } from './api-error.ts';
import { required, roleNameOf, userNameOf, validationError } from './iam-parameters.ts';
import type { Identities } from './identities.ts';
import type { Role } from './role.ts';
import type { Call } from './service.ts';
import type { User } from './user.ts';

export interface IamState {
  readonly identities: Identities;
  /** How much reads of the control plane lag behind writes. Usually zero. */
  readonly readLag: () => number;
}

/** The user that the call names, or else the user whose long-term key signed it. */
export function targetUser({ caller, params }: Call, { identities }: IamState): User {
  const userName = userNameOf(params);
  if (userName === undefined) {
    if (caller.kind === 'user') return caller.user;
    throw validationError('Must specify userName when calling with non-User credentials');
  }
  const user = identities.findUser(caller.accountId, userName);
  if (user === undefined) throw noSuchEntity(`The user with name ${userName} cannot be found.`);
  return user;
}

/** For actions that do not default to the caller. */
export function namedUser(call: Call, state: IamState): User {
  required(call.params, 'UserName', 'userName');
  return targetUser(call, state);
}

export function namedRole({ caller, params }: Call, { identities }: IamState): Role {
  const roleName = roleNameOf(params);
  const role = identities.findRoleByName(caller.accountId, roleName);
  if (role === undefined) throw noSuchEntity(`The role with name ${roleName} cannot be found.`);
  return role;
}

export function noSuchEntity(message: string): ApiError {
  return new ApiError(404, 'NoSuchEntity', message);
}

export function limitExceeded(message: string): ApiError {
  return new ApiError(409, 'LimitExceeded', message);
}
