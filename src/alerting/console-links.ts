import { encodeForUrl } from './sanitize.ts';

/** The console of each partition. `home` is the Region of IAM and of CloudTrail's global events; `short` needs no Region. */
const consoles: Readonly<
  Record<string, { readonly host: (region: string) => string; readonly home: string; readonly short: string }>
> = {
  aws: {
    host: (region) => `${region}.console.aws.amazon.com`,
    home: 'us-east-1',
    short: 'console.aws.amazon.com',
  },
  'aws-us-gov': {
    host: () => 'console.amazonaws-us-gov.com',
    home: 'us-gov-west-1',
    short: 'console.amazonaws-us-gov.com',
  },
  'aws-cn': { host: () => 'console.amazonaws.cn', home: 'cn-north-1', short: 'console.amazonaws.cn' },
  'aws-eusc': {
    host: (region) => `${region}.console.amazonaws-eusc.eu`,
    home: 'eusc-de-east-1',
    short: 'eusc-de-east-1.console.amazonaws-eusc.eu',
  },
};

export interface ConsoleOf {
  readonly partition: string;
  readonly accountId: string;
  /** From the event, unchecked. If it is not a Region, the home Region of the partition replaces it. */
  readonly region: string;
  /** Where people sign in to accounts. Empty values if not set. */
  readonly identityCenter: { readonly url: string; readonly role: string };
}

/**
 * An address of the console. A link opens in the account that the person is signed in to, unless it goes through Identity
 * Center.
 * @param service the first part of the path, such as `guardduty`.
 * @param fragment the text after `#`. Its values are URL-encoded.
 * @returns `undefined` in an unknown partition: no link is better than a wrong one.
 */
export function consoleLink(
  { partition, accountId, region, identityCenter }: ConsoleOf,
  {
    service,
    fragment,
    global,
  }: { readonly service: string; readonly fragment: string; readonly global?: true },
): string | undefined {
  const known = consoles[partition];
  if (known === undefined) return undefined;
  const there = global !== true && isRegion(region) ? region : known.home;
  const address = `https://${known.host(there)}/${service}/home?region=${there}#${fragment}`;
  const { url, role } = identityCenter;
  return url === ''
    ? address
    : `${url}/#/console?account_id=${accountId}&role_name=${encodeForUrl(role)}&destination=${encodeForUrl(address)}`;
}

/** A page of IAM in as few characters as possible. `undefined` in an unknown partition. */
export function shortConsoleLink(partition: string, fragment: string): string | undefined {
  const known = consoles[partition];
  return known && `https://${known.short}/iam/home#${fragment}`;
}

/** The Region of IAM and of the history of its calls. `undefined` in an unknown partition. */
export function homeRegionOf(partition: string): string | undefined {
  return consoles[partition]?.home;
}

export function isRegion(region: string): boolean {
  return /^[a-z]{2,5}(-[a-z]{1,10}){1,3}-\d{1,2}$/.test(region);
}
