/** Ties everything about one credential together, in every channel and in the ledger. */
export function dedupKeyOf(credential: {
  readonly partition: string;
  readonly accountId: string;
  /** The access key id; where there is none, the principal's ARN takes its place. */
  readonly about: string;
}): string {
  return `akr:${credential.partition}:${credential.accountId}:${credential.about}`;
}
