import { ApiError } from './api-error.ts';
import {
  createAccessKey,
  deleteAccessKey,
  getAccessKeyLastUsed,
  listAccessKeys,
  updateAccessKey,
} from './iam-access-keys.ts';
import { listAccountAliases } from './iam-account-aliases.ts';
import { type IamState, targetUser } from './iam-entities.ts';
import { getLoginProfile } from './iam-login-profiles.ts';
import { pathOf, required, userNameOf } from './iam-parameters.ts';
import { getRole, getRolePolicy, putRolePolicy } from './iam-roles.ts';
import { serviceSpecificCredentials } from './iam-service-credentials.ts';
import { signingCertificates } from './iam-signing-certificates.ts';
import { sshPublicKeys } from './iam-ssh-public-keys.ts';
import {
  attachUserPolicy,
  describeBoundary,
  listAttachedUserPolicies,
  putUserPermissionsBoundary,
} from './iam-user-policies.ts';
import type { Call, Result, Service } from './service.ts';
import type { User } from './user.ts';

export function createIam(state: IamState): Service {
  return {
    protocol: 'query',
    version: '2010-05-08',
    namespace: 'https://iam.amazonaws.com/doc/2010-05-08/',
    actions: {
      AttachUserPolicy: onlyWithMfa((call) => attachUserPolicy(call, state)),
      CreateAccessKey: onlyWithMfa((call) => createAccessKey(call, state)),
      CreateServiceSpecificCredential: onlyWithMfa((call) => serviceSpecificCredentials.create(call, state)),
      CreateUser: onlyWithMfa((call) => createUser(call, state)),
      DeleteAccessKey: onlyWithMfa((call) => deleteAccessKey(call, state)),
      DeleteServiceSpecificCredential: onlyWithMfa((call) => serviceSpecificCredentials.delete(call, state)),
      DeleteSigningCertificate: onlyWithMfa((call) => signingCertificates.delete(call, state)),
      DeleteSSHPublicKey: onlyWithMfa((call) => sshPublicKeys.delete(call, state)),
      GetAccessKeyLastUsed: onlyWithMfa((call) => getAccessKeyLastUsed(call, state)),
      GetLoginProfile: onlyWithMfa((call) => getLoginProfile(call, state)),
      GetRole: onlyWithMfa((call) => getRole(call, state)),
      GetRolePolicy: onlyWithMfa((call) => getRolePolicy(call, state)),
      GetUser: onlyWithMfa((call) => ({ User: describeUser(targetUser(call, state), state.readLag()) })),
      ListAccessKeys: onlyWithMfa((call) => listAccessKeys(call, state)),
      ListAccountAliases: onlyWithMfa((call) => listAccountAliases(call, state)),
      ListAttachedUserPolicies: onlyWithMfa((call) => listAttachedUserPolicies(call, state)),
      ListServiceSpecificCredentials: onlyWithMfa((call) => serviceSpecificCredentials.list(call, state)),
      ListSigningCertificates: onlyWithMfa((call) => signingCertificates.list(call, state)),
      ListSSHPublicKeys: onlyWithMfa((call) => sshPublicKeys.list(call, state)),
      PutRolePolicy: onlyWithMfa((call) => putRolePolicy(call, state)),
      PutUserPermissionsBoundary: onlyWithMfa((call) => putUserPermissionsBoundary(call, state)),
      UpdateAccessKey: onlyWithMfa((call) => updateAccessKey(call, state)),
      UpdateServiceSpecificCredential: onlyWithMfa((call) => serviceSpecificCredentials.update(call, state)),
      UpdateSigningCertificate: onlyWithMfa((call) => signingCertificates.update(call, state)),
      UpdateSSHPublicKey: onlyWithMfa((call) => sshPublicKeys.update(call, state)),
      UploadSigningCertificate: onlyWithMfa((call) => signingCertificates.upload(call, state)),
      UploadSSHPublicKey: onlyWithMfa((call) => sshPublicKeys.upload(call, state)),
    },
  };
}

type Action = (call: Call) => Result;

/** Credentials of GetSessionToken can call IAM only with MFA (STS reference), and this AWS has no MFA. */
function onlyWithMfa(action: Action): Action {
  return (call) => {
    if (call.caller.kind !== 'user-session') return action(call);
    throw new ApiError(403, 'InvalidClientTokenId', 'The security token included in the request is invalid');
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
