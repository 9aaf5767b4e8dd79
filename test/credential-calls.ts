import { userCredentials } from '../src/containment/user-credentials.ts';

/** The calls that read what a user has beside access keys: `iam:ListSSHPublicKeys`. */
export const credentialLists: readonly string[] = userCredentials.map(({ listCall }) => listCall);

/** The same without the service. */
export const credentialListActions: readonly string[] = credentialLists.map((call) =>
  call.replace('iam:', ''),
);
