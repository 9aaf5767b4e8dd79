/**
 * What an access key id is by its prefix. AWS's page: IAM user guide, "IAM identifiers", unique id prefixes.
 * `long-term` (AKIA) can be set Inactive; `temporary` (ASIA) cannot, only its issuer can be stopped.
 */
export type AccessKeyKind = 'long-term' | 'temporary' | 'malformed';

/**
 * IAM's own pattern is `\w{16,128}`, which would let GuardDuty's placeholder `GeneratedFindingAccessKeyId` through.
 * Anchored, and without the m and i flags, so that a trailing newline or a lower-case look-alike is no key id.
 */
const ACCESS_KEY_ID = /^(AKIA|ASIA)[A-Z0-9]{12,124}$/;

export function accessKeyKind(accessKeyId: string): AccessKeyKind {
  const prefix = ACCESS_KEY_ID.exec(accessKeyId)?.[1];
  if (prefix === undefined) return 'malformed';
  return prefix === 'AKIA' ? 'long-term' : 'temporary';
}

/** IAM's rule for `UserName` (API reference, UpdateAccessKey); anything else never reaches an API call or a command. */
const USER_NAME = /^[\w+=,.@-]{1,64}$/;

export function isUserName(text: string | undefined): text is string {
  return text !== undefined && USER_NAME.test(text);
}
