import type { CredentialFact } from '../core/user-credential.ts';
import { type UserCredential, userCredential } from './credential-unit.ts';

const kind = 'signing-certificate';

/** X.509 certificates, with which old interfaces of EC2 take requests. */
export const signingCertificates: UserCredential = userCredential({
  kind,
  listCall: 'iam:ListSigningCertificates',
  updateCall: 'iam:UpdateSigningCertificate',
  cli: { noun: 'signing-certificate', plural: 'signing-certificates', idFlag: 'certificate-id' },
  list: async (sdk, { userName, abortSignal }) => {
    const facts: CredentialFact[] = [];
    const options = { ...(abortSignal && { abortSignal }) };
    for await (const page of sdk.paginateListSigningCertificates(sdk, { UserName: userName }, options)) {
      for (const { CertificateId: id, Status: status, UploadDate } of page.Certificates ?? []) {
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
    const change = { UserName: userName, CertificateId: id, Status: 'Inactive' } as const;
    await sdk.client.send(new sdk.UpdateSigningCertificateCommand(change));
  },
});
