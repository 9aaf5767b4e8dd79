/** Key ids have 20 characters now, but IAM allows 128. IAM API reference, AccessKey. */
export function inShort(accessKeyId: string): string {
  return accessKeyId.length <= 32 ? accessKeyId : `${accessKeyId.slice(0, 20)}..${accessKeyId.slice(-8)}`;
}
