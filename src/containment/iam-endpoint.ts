import { iamEndpoints } from './iam-endpoints.ts';

export interface IamEndpoint {
  readonly endpoint: URL;
  readonly signingRegion: string;
}

/** As the SDK resolves it. `undefined` if the Region is of no partition that it knows. */
export function iamEndpoint({
  region,
  endpoint,
}: {
  readonly region?: string;
  /** In place of IAM's own. */
  readonly endpoint?: string;
}): IamEndpoint | undefined {
  if (region === undefined) return undefined;
  if (endpoint !== undefined)
    return URL.canParse(endpoint) ? { endpoint: new URL(endpoint), signingRegion: region } : undefined;
  const own = iamEndpoints.find(({ regions }) => regions.test(region));
  return own && { endpoint: new URL(own.endpoint), signingRegion: own.signingRegion };
}
