import type { CredentialFact } from '../core/user-credential.ts';
import { type OfUser, type UserCredential, userCredential } from './credential-unit.ts';
import type { IamSdk } from './iam-sdk.ts';

const kind = 'service-specific-credential';

/** The bearer keys of Bedrock and CloudWatch, and the passwords of CodeCommit and Keyspaces. */
export const serviceSpecificCredentials: UserCredential = userCredential({
  kind,
  listCall: 'iam:ListServiceSpecificCredentials',
  updateCall: 'iam:UpdateServiceSpecificCredential',
  cli: {
    noun: 'service-specific-credential',
    plural: 'service-specific-credentials',
    idFlag: 'service-specific-credential-id',
  },
  list,
  deactivate: async (sdk, { userName, id }) => {
    const change = { UserName: userName, ServiceSpecificCredentialId: id, Status: 'Inactive' } as const;
    await sdk.client.send(new sdk.UpdateServiceSpecificCredentialCommand(change));
  },
});

/** The SDK has no paginator for it. */
async function list(sdk: IamSdk, { userName, abortSignal }: OfUser): Promise<readonly CredentialFact[]> {
  const facts: CredentialFact[] = [];
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
      const { ServiceSpecificCredentialId: id, Status: status, CreateDate, ServiceName: service } = one;
      if (id === undefined) continue;
      const createdAt = CreateDate?.toISOString();
      facts.push({
        ...{ kind, id, status: status ?? 'unknown' },
        ...(createdAt !== undefined && { createdAt }),
        ...(service !== undefined && { service: service.replace(/\.amazonaws\.com.*$/, '') }),
      });
    }
    marker = page.IsTruncated === true ? page.Marker : undefined;
  } while (marker !== undefined);
  return facts;
}
