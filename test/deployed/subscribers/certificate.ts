import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Programs } from '../programs.ts';

/** The files of a certificate for the loopback interface and of its private key. */
export interface Certificate {
  readonly certificate: string;
  readonly key: string;
}

/** As strict as Python 3.13 is with what it trusts, and known to LibreSSL as well, which has no `-addext`. */
const CONFIG = `[req]
prompt = no
distinguished_name = name
x509_extensions = extensions
[name]
CN = 127.0.0.1
[extensions]
basicConstraints = critical, CA:TRUE
keyUsage = critical, digitalSignature, keyCertSign
extendedKeyUsage = serverAuth
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid:always
subjectAltName = IP:127.0.0.1
`;

/** Signed by itself, for this run alone. @returns `undefined` where there is no `openssl` command to make it. */
export async function makeCertificate(folder: string, programs: Programs): Promise<Certificate | undefined> {
  if (!(await answers(programs))) return undefined;
  const config = join(folder, 'openssl.cnf');
  const files = { certificate: join(folder, 'certificate.pem'), key: join(folder, 'key.pem') };
  writeFileSync(config, CONFIG);
  const request = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-sha256', '-days', '1'];
  const names = ['-config', config, '-keyout', files.key, '-out', files.certificate];
  await programs.run('openssl', [...request, ...names], { seconds: 30 });
  return files;
}

async function answers(programs: Programs): Promise<boolean> {
  return programs.run('openssl', ['version'], { seconds: 10 }).then(
    () => true,
    () => false,
  );
}
