import { type Listed, type OfUser, type UserCredential, userCredential } from './credential-unit.ts';
import type { IamSdk } from './iam-sdk.ts';

/** The bearer keys of Bedrock and CloudWatch, and the passwords of CodeCommit and Keyspaces. */
export const serviceSpecificCredentials: UserCredential = userCredential({
  kind: 'service-specific-credential',
  listCall: 'iam:ListServiceSpecificCredentials',
  updateCall: 'iam:UpdateServiceSpecificCredential',
  cli: {
    noun: 'service-specific-credential',
    plural: 'service-specific-credentials',
    idFlag: 'service-specific-credential-id',
  },
  listing,
  deactivate: async (sdk, { userName, id }) => {
    const change = { UserName: userName, ServiceSpecificCredentialId: id, Status: 'Inactive' } as const;
    await sdk.client.send(new sdk.UpdateServiceSpecificCredentialCommand(change));
  },
});

/** The SDK has no paginator for it. */
async function* listing(sdk: IamSdk, { userName, abortSignal }: OfUser): AsyncIterable<Listed> {
  let marker: string | undefined;
  do {
    const page = await sdk.client.send(
      new sdk.ListServiceSpecificCredentialsCommand({
        UserName: userName,
        ...(marker !== undefined && { Marker: marker }),
      }),
      { ...(abortSignal && { abortSignal }) },
    );
    for (const one of page.ServiceSpecificCredentials ?? []) {
      const {
        ServiceSpecificCredentialId: id,
        Status: status,
        CreateDate: madeAt,
        ServiceName: service,
      } = one;
      yield { id, status, madeAt, service };
    }
    marker = page.IsTruncated === true ? page.Marker : undefined;
  } while (marker !== undefined);
}
