import type { UserCredential } from './credential-unit.ts';
import { serviceSpecificCredentials } from './service-specific-credentials.ts';
import { signingCertificates } from './signing-certificates.ts';
import { sshPublicKeys } from './ssh-public-keys.ts';

/** Every kind of credential, beside access keys, that a user may have and IAM can set Inactive. */
export const userCredentials: readonly UserCredential[] = [
  serviceSpecificCredentials,
  sshPublicKeys,
  signingCertificates,
];
