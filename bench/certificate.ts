import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generate } from 'selfsigned';

export interface Certificate {
  /** PEM, for a server on 127.0.0.1. */
  readonly cert: string;
  readonly key: string;
  /** The certificate as a file, which makes a client trust it. */
  readonly file: string;
  readonly keyFile: string;
}

/** Signed by itself, for this run alone: Node makes no certificates, and not every machine has OpenSSL's command. */
export async function makeCertificate(folder: string): Promise<Certificate> {
  const { cert, private: key } = await generate([{ name: 'commonName', value: '127.0.0.1' }], {
    // As IAM's own is.
    keyType: 'rsa',
    keySize: 2048,
    algorithm: 'sha256',
    notAfterDate: new Date(Date.now() + 86_400_000),
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', digitalSignature: true, keyCertSign: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      { name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] },
    ],
  });
  const [file, keyFile] = [join(folder, 'certificate.pem'), join(folder, 'key.pem')];
  writeFileSync(file, cert);
  writeFileSync(keyFile, key, { mode: 0o600 });
  return { cert, key, file, keyFile };
}

/** What makes Node and Python trust it, beside the public authorities. */
export function trusting({ file }: Certificate): Readonly<Record<string, string>> {
  return { NODE_EXTRA_CA_CERTS: file, AWS_CA_BUNDLE: file };
}
