/** AWS's own policies that the tests need. An account has many more (AWS managed policy reference). */
const AWS_MANAGED = [
  'AWSDenyAll',
  'AWSCompromisedKeyQuarantine',
  'AWSCompromisedKeyQuarantineV2',
  'AWSCompromisedKeyQuarantineV3',
  'AdministratorAccess',
  'PowerUserAccess',
  'ReadOnlyAccess',
];

/** The managed policies that can be attached: AWS's, and those that an account has created. */
export class ManagedPolicies {
  readonly #partition: string;
  readonly #made = new Set<string>();

  constructor(partition: string) {
    this.#partition = partition;
  }

  /** @returns the ARN. */
  create({ policyName, accountId }: { readonly policyName: string; readonly accountId: string }): string {
    const arn = `arn:${this.#partition}:iam::${accountId}:policy/${policyName}`;
    this.#made.add(arn);
    return arn;
  }

  ofAws(policyName: string): string {
    return `arn:${this.#partition}:iam::aws:policy/${policyName}`;
  }

  exists(arn: string): boolean {
    return this.#made.has(arn) || AWS_MANAGED.some((name) => this.ofAws(name) === arn);
  }

  forgetMade(): void {
    this.#made.clear();
  }
}
