import { createHash } from 'node:crypto';

/** The example of AWS's documentation. IAM user guide, "Manage access keys". */
const SECRET = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';

/** Made here, so that no file of the project looks as if it had a secret. `AEAA` is itself the base64 of three bytes. */
export function longTermKey(alias: string, prefix: 'ABSK' | 'AEAA' = 'ABSK'): string {
  return `${prefix}${Buffer.from(`${alias}:${SECRET}`).toString('base64')}`;
}

/** In the form of AWS's `aws-bedrock-token-generator` 1.1.0: a signed address without its scheme, and a version. */
export function shortTermKey(
  accessKeyId: string,
  {
    service = 'bedrock',
    region = 'eu-west-1',
    host = `${service}.amazonaws.com`,
    date = '20260504T021000Z',
    expires = '43200',
  }: Partial<Record<'service' | 'region' | 'host' | 'date' | 'expires', string>> = {},
): string {
  const query = new URLSearchParams({
    Action: 'CallWithBearerToken',
    'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
    'X-Amz-Credential': `${accessKeyId}/20260504/${region}/${service}/aws4_request`,
    'X-Amz-Date': date,
    'X-Amz-Expires': expires,
    'X-Amz-SignedHeaders': 'host',
    'X-Amz-Security-Token': `FwoGZXIvYXdz${hash('token', 'base64').repeat(6)}`,
    'X-Amz-Signature': hash('signature', 'hex'),
  });
  const address = `${host}/?${query}&Version=1`;
  return `${service}-api-key-${Buffer.from(address).toString('base64')}`;
}

function hash(seed: string, encoding: 'base64' | 'hex'): string {
  return createHash('sha256').update(seed).digest(encoding);
}
