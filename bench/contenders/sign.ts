import { createHash, createHmac } from 'node:crypto';

interface Unsigned {
  readonly service: string;
  readonly region: string;
  readonly body: string;
  /** With lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly credentials: {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken: string;
  };
}

/** The headers of a POST to `/` by Signature Version 4. AWS's page: IAM user guide, "Create a signed AWS API request". */
export function signed({ service, region, body, headers, credentials }: Unsigned): Record<string, string> {
  const time = new Date().toISOString().replace(/[-:]|\.\d+/g, '');
  const all: Record<string, string> = {
    ...headers,
    'x-amz-date': time,
    'x-amz-security-token': credentials.sessionToken,
  };
  const names = Object.keys(all).sort();
  const list = names.join(';');
  const lines = names.map((name) => `${name}:${all[name]}\n`).join('');
  const canonical = ['POST', '/', '', lines, list, sha256(body)].join('\n');

  const scope = [time.slice(0, 8), region, service, 'aws4_request'];
  const toSign = ['AWS4-HMAC-SHA256', time, scope.join('/'), sha256(canonical)].join('\n');
  const key = scope.reduce<string | Buffer>(
    (secret, part) => createHmac('sha256', secret).update(part).digest(),
    `AWS4${credentials.secretAccessKey}`,
  );
  const signature = createHmac('sha256', key).update(toSign).digest('hex');
  const credential = `${credentials.accessKeyId}/${scope.join('/')}`;
  return {
    ...all,
    authorization: `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=${list}, Signature=${signature}`,
  };
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
