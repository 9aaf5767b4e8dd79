/** Where a stack is deployed, its name, and its parameters. */
export interface Place {
  readonly accountId: string;
  readonly region: string;
  readonly partition: string;
  readonly stackName: string;
  /** Those that do not have their defaults. */
  readonly parameters?: Readonly<Record<string, string>>;
}
