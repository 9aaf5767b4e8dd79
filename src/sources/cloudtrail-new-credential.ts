import { accessKeyKind, isUserName } from '../core/access-key-id.ts';
import type { NewCredential } from '../core/detection.ts';
import type { CredentialKind } from '../core/user-credential.ts';
import { callerOf } from './cloudtrail-identity.ts';
import { field, present, text } from './fields.ts';

/** Where the answer of a call has what it made: IAM's own names, which CloudTrail begins with a small letter. */
const ANSWERS: Readonly<
  Record<
    string,
    { readonly answer: string; readonly id: string; readonly kind: CredentialKind | 'access-key' }
  >
> = {
  CreateAccessKey: { answer: 'accessKey', id: 'accessKeyId', kind: 'access-key' },
  CreateServiceSpecificCredential: {
    answer: 'serviceSpecificCredential',
    id: 'serviceSpecificCredentialId',
    kind: 'service-specific-credential',
  },
  // It is the same one, with a new secret.
  ResetServiceSpecificCredential: {
    answer: 'serviceSpecificCredential',
    id: 'serviceSpecificCredentialId',
    kind: 'service-specific-credential',
  },
  UploadSSHPublicKey: { answer: 'sSHPublicKey', id: 'sSHPublicKeyId', kind: 'ssh-public-key' },
  UploadSigningCertificate: { answer: 'certificate', id: 'certificateId', kind: 'signing-certificate' },
};

export const CALLS_THAT_MAKE: readonly string[] = Object.keys(ANSWERS);

/** What a call of IAM made that can be set Inactive. `undefined` if it is no such call, or if it failed. */
export function readNewCredential(detail: unknown, accountId: string): NewCredential | undefined {
  const place = ANSWERS[text(detail, 'eventName') ?? ''];
  const succeeded =
    text(detail, 'eventSource') === 'iam.amazonaws.com' && text(detail, 'errorCode') === undefined;
  if (place === undefined || !succeeded) return undefined;
  // Read single fields only: the answer has a secret.
  const answer = field(detail, 'responseElements', place.answer);
  const id = text(answer, place.id) ?? '';
  const identity = field(detail, 'userIdentity');
  const principal = callerOf(withoutService(identity));
  // Without the parameter, IAM takes the caller if it is a user.
  const userName =
    text(answer, 'userName') ??
    text(detail, 'requestParameters', 'userName') ??
    (principal.type === 'IAMUser' ? principal.userName : undefined);
  if (!isUserName(userName)) return undefined;
  const { kind } = place;
  const isId = kind === 'access-key' ? accessKeyKind(id) === 'long-term' : OTHER_ID.test(id);
  if (!isId) return undefined;
  return {
    kind: 'new-credential',
    signal: 'making',
    by: {
      principal,
      accountId: text(identity, 'accountId'),
      accessKeyId: text(identity, 'accessKeyId'),
    },
    ...present({ at: text(detail, 'eventTime') }),
    ...(kind === 'access-key' ? { accessKeyId: id } : { accessKeyId: undefined, other: { kind, id } }),
    principal: { type: 'IAMUser', userName },
    accountId,
  };
}

/** A stack of CloudFormation makes a key for whoever asked for it: that principal is the maker, and not the service. */
function withoutService(identity: unknown): unknown {
  return typeof identity === 'object' && identity !== null ? { ...identity, invokedBy: undefined } : identity;
}

/** IAM API reference: ServiceSpecificCredentialId, SSHPublicKeyId and CertificateId are of `\w`, with 20 to 128 characters. */
const OTHER_ID = /^\w{20,128}$/;
