import { ApiError } from './api-error.ts';
import { type IamState, targetUser } from './iam-entities.ts';
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
const PER_USER = 2;

const api: UserCredentialApi = {
  kind: 'signing-certificate',
  id: { name: 'CertificateId', minimum: 24 },
  called: 'Certificate',
  listed: 'Certificates',
  describe: ({ id, createDate, body = '' }, { userName }) => ({
    UserName: userName,
    CertificateId: id,
    CertificateBody: body,
    UploadDate: createDate,
  }),
};

export function uploadSigningCertificate(call: Call, state: IamState): Result {
  const user = targetUser(call, state);
  const body = required(call.params, 'CertificateBody', 'certificateBody');
  if (!/^-----BEGIN CERTIFICATE-----/.test(body)) {
    throw new ApiError(400, 'MalformedCertificate', 'Unable to parse certificate.');
  }
  refuseMoreThan(PER_USER, existing(user, api.kind), 'SigningCertificatesPerUser');
  const made = state.identities.createCredential(user, {
    kind: api.kind,
    body,
    createDate: state.identities.now(),
    isNew: true,
  });
  return { Certificate: { ...api.describe(made, user), Status: 'Active' } };
}

export function listSigningCertificates(call: Call, state: IamState): Result {
  return listCredentials(api, call, state);
}

export function updateSigningCertificate(call: Call, state: IamState): Result {
  return updateCredential(api, call, state);
}

export function deleteSigningCertificate(call: Call, state: IamState): Result {
  return deleteCredential(api, call, state);
}
