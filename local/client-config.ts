import type { Aws } from './aws.ts';

interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** The configuration of an SDK client that talks to this AWS as somebody: one attempt, so that every answer is seen. */
export function clientConfig(aws: Pick<Aws, 'endpoint' | 'region'>, credentials: Credentials) {
  return { endpoint: aws.endpoint, region: aws.region, credentials, maxAttempts: 1 };
}
