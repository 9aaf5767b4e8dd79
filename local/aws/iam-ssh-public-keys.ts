import { createHash } from 'node:crypto';
import { ApiError } from './api-error.ts';
import { type IamState, namedUser } from './iam-entities.ts';
import { required } from './iam-parameters.ts';
import {
  deleteCredential,
  existing,
  listCredentials,
  refuseMoreThan,
  type UserCredentialApi,
  updateCredential,
} from './iam-user-credentials.ts';
import type { Call, Result } from './service.ts';

/** IAM user guide, "IAM and AWS STS quotas". */
const PER_USER = 5;

const api: UserCredentialApi = {
  kind: 'ssh-public-key',
  id: { name: 'SSHPublicKeyId', minimum: 20 },
  called: 'Public Key',
  listed: 'SSHPublicKeys',
  describe: ({ id, createDate }, { userName }) => ({
    UserName: userName,
    SSHPublicKeyId: id,
    UploadDate: createDate,
  }),
};

export function uploadSshPublicKey(call: Call, state: IamState): Result {
  const user = namedUser(call, state);
  const body = required(call.params, 'SSHPublicKeyBody', 'sSHPublicKeyBody');
  if (!/^(ssh-rsa |-----BEGIN (RSA )?PUBLIC KEY-----)/.test(body)) {
    throw new ApiError(400, 'UnrecognizedPublicKeyEncoding', 'Could not decode the public key.');
  }
  refuseMoreThan(PER_USER, existing(user, api.kind), 'PublicKeysPerUser');
  const made = state.identities.createCredential(user, {
    kind: api.kind,
    createDate: state.identities.now(),
    isNew: true,
  });
  const fingerprint = createHash('md5')
    .update(body)
    .digest('hex')
    .replaceAll(/(..)(?=.)/g, '$1:');
  return {
    SSHPublicKey: {
      ...api.describe(made, user),
      Status: 'Active',
      SSHPublicKeyBody: body,
      Fingerprint: fingerprint,
    },
  };
}

export function listSshPublicKeys(call: Call, state: IamState): Result {
  return listCredentials(api, call, state);
}

/** Unlike the others, this call does not default to the caller (IAM API reference, UpdateSSHPublicKey). */
export function updateSshPublicKey(call: Call, state: IamState): Result {
  required(call.params, 'UserName', 'userName');
  return updateCredential(api, call, state);
}

export function deleteSshPublicKey(call: Call, state: IamState): Result {
  required(call.params, 'UserName', 'userName');
  return deleteCredential(api, call, state);
}
