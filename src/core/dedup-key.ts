/** The same for everything about one credential, in every channel and in the ledger. */
export function dedupKeyOf(credential: {
  readonly partition: string;
  readonly accountId: string;
  /** The access key id. Without one: the principal's ARN, or the text that replaces it (see incident-entity.ts). */
  readonly about: string;
}): string {
  return `akr:${credential.partition}:${credential.accountId}:${credential.about}`;
}
