/** Ties everything about one key together, in every channel and in the ledger. */
export function incidentOf(partition: string, accountId: string, accessKeyIdOrArn: string): string {
  return `akr:${partition}:${accountId}:${accessKeyIdOrArn}`;
}
