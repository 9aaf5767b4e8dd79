import { accessKeyKind, isUserName } from '../core/access-key-id.ts';
import type { NewCredential } from '../core/detection.ts';
import type { CredentialKind } from '../core/user-credential.ts';
import { callerOf } from './cloudtrail-identity.ts';
import { readNames } from './cloudtrail-made.ts';
import { field, present, text } from './fields.ts';

/** IAM's calls that make a credential which IAM can set Inactive. */
const MAKES: Readonly<Record<string, CredentialKind | 'access-key'>> = {
  CreateAccessKey: 'access-key',
  CreateServiceSpecificCredential: 'service-specific-credential',
  // It is the same one, with a new secret.
  ResetServiceSpecificCredential: 'service-specific-credential',
  UploadSSHPublicKey: 'ssh-public-key',
  UploadSigningCertificate: 'signing-certificate',
};

export const CALLS_THAT_MAKE: readonly string[] = Object.keys(MAKES);

/** What a call of IAM made that can be set Inactive. `undefined` if it is no such call, or if it failed. */
export function readNewCredential(detail: unknown, accountId: string): NewCredential | undefined {
  const kind = MAKES[text(detail, 'eventName') ?? ''];
  const succeeded =
    text(detail, 'eventSource') === 'iam.amazonaws.com' && text(detail, 'errorCode') === undefined;
  if (kind === undefined || !succeeded) return undefined;
  const { accessKeyId = '', credentialId = '', userName: named } = readNames(detail);
  const identity = field(detail, 'userIdentity');
  const principal = callerOf(withoutService(identity));
  // Without the parameter, IAM takes the caller if it is a user.
  const userName = named ?? (principal.type === 'IAMUser' ? principal.userName : undefined);
  if (!isUserName(userName)) return undefined;
  const isId =
    kind === 'access-key' ? accessKeyKind(accessKeyId) === 'long-term' : OTHER_ID.test(credentialId);
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
    ...(kind === 'access-key'
      ? { accessKeyId }
      : { accessKeyId: undefined, other: { kind, id: credentialId } }),
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
