/**
 * The prefix of an access key id says its kind. AWS's page: IAM user guide, "IAM identifiers", unique id prefixes.
 * IAM can deactivate a `long-term` key (AKIA). It cannot deactivate a `temporary` one (ASIA): only its issuer can be stopped.
 */
export type AccessKeyKind = 'long-term' | 'temporary' | 'malformed';

/**
 * IAM's own pattern is `\w{16,128}`, which would let GuardDuty's placeholder `GeneratedFindingAccessKeyId` through.
 * The pattern is anchored and has no m or i flag, so it rejects a trailing newline and lower-case letters.
 */
const ACCESS_KEY_ID = /^(AKIA|ASIA)[A-Z0-9]{12,124}$/;

export function accessKeyKind(accessKeyId: string): AccessKeyKind {
  const prefix = ACCESS_KEY_ID.exec(accessKeyId)?.[1];
  if (prefix === undefined) return 'malformed';
  return prefix === 'AKIA' ? 'long-term' : 'temporary';
}

/**
 * The id of a service-specific credential: an API key of Bedrock, a password of CodeCommit. IAM user guide, "IAM identifiers". No
 * call of IAM names the user of one, as `GetAccessKeyLastUsed` does of an access key.
 */
export function isServiceCredentialId(id: string): boolean {
  return /^ACCA[A-Z0-9]{12,124}$/.test(id);
}

/**
 * What AWS or a reporter wrote where a key id belongs. A key id in small letters, or among spaces and invisible characters, is
 * still that key. Any other text stays as it was written, because a person must see it.
 */
export function keyIdAsWritten(written: string): string {
  const id = written.replace(/^[\s\p{Cf}]+|[\s\p{Cf}]+$/gu, '').toUpperCase();
  return accessKeyKind(id) === 'malformed' && !isServiceCredentialId(id) ? written.trim() : id;
}

/** The key ids of GuardDuty's sample findings. GuardDuty user guide, "Sample findings". */
export function isOfSampleFinding(accessKeyId: string): boolean {
  return accessKeyId.startsWith('GeneratedFinding');
}

/**
 * The texts that AWS's documentation and tools have in the place of a key id: an event with one of them is somebody's test.
 * No other text is, so nobody is left alone because of a text that this project does not know.
 */
export function isPlaceholder(accessKeyId: string): boolean {
  return (
    isOfSampleFinding(accessKeyId) ||
    /^(?:ACCESS_KEY_ID_HERE|A[KS]IA(?:X{4,}|_PLACEHOLDER_KEY))$/.test(accessKeyId)
  );
}

/** IAM's rule for `UserName` (API reference, UpdateAccessKey). No other text reaches an API call or a command. */
const USER_NAME = /^[\w+=,.@-]{1,64}$/;

export function isUserName(text: string | undefined): text is string {
  return text !== undefined && USER_NAME.test(text);
}
