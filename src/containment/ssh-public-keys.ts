import { type UserCredential, userCredential } from './credential-unit.ts';

/** For git repositories in CodeCommit. */
export const sshPublicKeys: UserCredential = userCredential({
  kind: 'ssh-public-key',
  listCall: 'iam:ListSSHPublicKeys',
  updateCall: 'iam:UpdateSSHPublicKey',
  cli: { noun: 'ssh-public-key', plural: 'ssh-public-keys', idFlag: 'ssh-public-key-id' },
  listing: async function* (sdk, { userName, abortSignal }) {
    const options = { ...(abortSignal && { abortSignal }) };
    for await (const page of sdk.paginateListSSHPublicKeys(sdk, { UserName: userName }, options)) {
      for (const { SSHPublicKeyId: id, Status: status, UploadDate: madeAt } of page.SSHPublicKeys ?? []) {
        yield { id, status, madeAt };
      }
    }
  },
  deactivate: async (sdk, { userName, id }) => {
    const change = { UserName: userName, SSHPublicKeyId: id, Status: 'Inactive' } as const;
    await sdk.client.send(new sdk.UpdateSSHPublicKeyCommand(change));
  },
});
