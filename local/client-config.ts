import type { Aws } from './aws.ts';

interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** The configuration of an SDK client for this AWS. It has one attempt, so that the caller sees every answer. */
export function clientConfig(aws: Pick<Aws, 'endpoint' | 'region'>, credentials: Credentials) {
  return { endpoint: aws.endpoint, region: aws.region, credentials, maxAttempts: 1 };
}
