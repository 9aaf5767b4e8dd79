/** Where a stack is deployed, and its name. */
export interface Place {
  readonly accountId: string;
  readonly region: string;
  readonly partition: string;
  readonly stackName: string;
}
