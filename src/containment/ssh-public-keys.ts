import type { CredentialFact } from '../core/user-credential.ts';
import { type UserCredential, userCredential } from './credential-unit.ts';

const kind = 'ssh-public-key';

/** For git repositories in CodeCommit. */
export const sshPublicKeys: UserCredential = userCredential({
  kind,
  listCall: 'iam:ListSSHPublicKeys',
  updateCall: 'iam:UpdateSSHPublicKey',
  cli: { noun: 'ssh-public-key', plural: 'ssh-public-keys', idFlag: 'ssh-public-key-id' },
  list: async (sdk, { userName, abortSignal }) => {
    const facts: CredentialFact[] = [];
    const options = { ...(abortSignal && { abortSignal }) };
    for await (const page of sdk.paginateListSSHPublicKeys(sdk, { UserName: userName }, options)) {
      for (const { SSHPublicKeyId: id, Status: status, UploadDate } of page.SSHPublicKeys ?? []) {
        if (id === undefined) continue;
        const createdAt = UploadDate?.toISOString();
        facts.push({
          ...{ kind, id, status: status ?? 'unknown' },
          ...(createdAt !== undefined && { createdAt }),
        });
      }
    }
    return facts;
  },
  deactivate: async (sdk, { userName, id }) => {
    const change = { UserName: userName, SSHPublicKeyId: id, Status: 'Inactive' } as const;
    await sdk.client.send(new sdk.UpdateSSHPublicKeyCommand(change));
  },
});
