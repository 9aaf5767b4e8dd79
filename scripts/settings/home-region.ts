import { iamEndpoints } from '../../src/containment/iam-endpoints.ts';
import { SettingError } from '../../src/setting.ts';
import type { Values } from './stage-settings.ts';

/**
 * The Region of the partition where IAM's API calls are recorded. EventBridge user guide, "Events from AWS services", "Global
 * services". A Region of a partition that the SDK does not know counts as one.
 */
function homeOf(region: string): string {
  return iamEndpoints.find(({ regions }) => regions.test(region))?.signingRegion ?? region;
}

/** One for each partition. */
export const homeRegions: readonly string[] = [
  ...new Set(iamEndpoints.map(({ signingRegion }) => signingRegion)),
];

/** What a stack in this Region cannot see, in one sentence. `undefined` in the home Region. */
export function missedIn(region: string): string | undefined {
  const home = homeOf(region);
  return region === home
    ? undefined
    : `a stack in ${region} sees no API call of IAM, such as AWS's quarantine policy or a key that is switched on again, because they are recorded in ${home} only; and it does not know what a stack there contains`;
}

/** @throws SettingError */
export function checkRegion({ region, values }: { readonly region: string; readonly values: Values }): void {
  const missed = missedIn(region);
  if (missed === undefined || values['home'] === 'false') return;
  throw new SettingError(
    `${missed}: deploy the stack in ${homeOf(region)} and stacks/forward.yml in ${region} (docs/organization.md), or say --param='home=false'`,
  );
}
