import { createHash } from 'node:crypto';
import { ApiError } from './api-error.ts';
import { type IamState, namedUser } from './iam-entities.ts';
import { required } from './iam-parameters.ts';
import {
  actionsOf,
  addCredential,
  existing,
  refuseMoreThan,
  type UserCredentialApi,
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

const { list, ...changes } = actionsOf(api);

/** Unlike the others, these changes do not default to the caller (IAM API reference, UpdateSSHPublicKey). */
export const sshPublicKeys = {
  list,
  update: (call: Call, state: IamState): Result => changes.update(ofNamedUser(call), state),
  delete: (call: Call, state: IamState): Result => changes.delete(ofNamedUser(call), state),
  upload,
};

function upload(call: Call, state: IamState): Result {
  const user = namedUser(call, state);
  const body = required(call.params, 'SSHPublicKeyBody', 'sSHPublicKeyBody');
  if (!/^(ssh-rsa |-----BEGIN (RSA )?PUBLIC KEY-----)/.test(body)) {
    throw new ApiError(400, 'UnrecognizedPublicKeyEncoding', 'Could not decode the public key.');
  }
  refuseMoreThan(PER_USER, existing(user, api.kind), 'PublicKeysPerUser');
  const made = addCredential({ user, kind: api.kind }, state);
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

function ofNamedUser(call: Call): Call {
  required(call.params, 'UserName', 'userName');
  return call;
}
