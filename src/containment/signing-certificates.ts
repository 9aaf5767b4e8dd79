import { type UserCredential, userCredential } from './credential-unit.ts';

/** X.509 certificates, with which old interfaces of EC2 take requests. */
export const signingCertificates: UserCredential = userCredential({
  kind: 'signing-certificate',
  listCall: 'iam:ListSigningCertificates',
  updateCall: 'iam:UpdateSigningCertificate',
  cli: { noun: 'signing-certificate', plural: 'signing-certificates', idFlag: 'certificate-id' },
  listing: async function* (sdk, { userName, abortSignal }) {
    const options = { ...(abortSignal && { abortSignal }) };
    for await (const page of sdk.paginateListSigningCertificates(sdk, { UserName: userName }, options)) {
      for (const { CertificateId: id, Status: status, UploadDate: madeAt } of page.Certificates ?? []) {
        yield { id, status, madeAt };
      }
    }
  },
  deactivate: async (sdk, { userName, id }) => {
    const change = { UserName: userName, CertificateId: id, Status: 'Inactive' } as const;
    await sdk.client.send(new sdk.UpdateSigningCertificateCommand(change));
  },
});
