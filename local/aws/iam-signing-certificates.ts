import { ApiError } from './api-error.ts';
import { type IamState, targetUser } from './iam-entities.ts';
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

export const signingCertificates = { ...actionsOf(api), upload };

function upload(call: Call, state: IamState): Result {
  const user = targetUser(call, state);
  const body = required(call.params, 'CertificateBody', 'certificateBody');
  if (!/^-----BEGIN CERTIFICATE-----/.test(body)) {
    throw new ApiError(400, 'MalformedCertificate', 'Unable to parse certificate.');
  }
  refuseMoreThan(PER_USER, existing(user, api.kind), 'SigningCertificatesPerUser');
  const made = addCredential({ user, kind: api.kind, body }, state);
  return { Certificate: { ...api.describe(made, user), Status: 'Active' } };
}
