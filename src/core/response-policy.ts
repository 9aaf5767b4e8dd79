import type { Place } from './place.ts';

/** The deployer's settings that decisions need. */
export interface ResponsePolicy {
  /** `observe` changes nothing. `confirmed` contains only that class. `suspected` contains both classes. */
  readonly contain: 'observe' | 'confirmed' | 'suspected';
  /** Below this GuardDuty severity, a *suspected* detection only alerts. */
  readonly minimumSeverity: number;
  /** So many principals are contained in an hour on suspected evidence. */
  readonly maxPrincipalsPerHour: number;
  readonly exemptPrincipals: readonly string[];
  /** Users and roles that switch keys on as their daily work, such as a pipeline. They are never contained for it. */
  readonly trustedPrincipals: readonly string[];
  readonly honeyKeys: readonly string[];
  /** `service:Action`, as in `cloudtrail:StopLogging`. */
  readonly suspectedApiCalls: readonly string[];
  /** The account and partition that this responder runs in. */
  readonly accountId: string;
  readonly partition: string;
  /** Findings on a threat list of the deployer may contain. */
  readonly containCustomLists: boolean;
  /** Findings of GuardDuty's custom detection rules may contain. */
  readonly containCustomRules: boolean;
  /** Also quarantine the user whose key is deactivated. */
  readonly quarantineUsers: boolean;
  /** The names of roles whose sessions may be revoked. `*` means all. */
  readonly revocableRoles: readonly string[];
  /** The role to assume in other accounts. Empty if the responder acts in no other account. */
  readonly memberRoleName: string;
  /** Other accounts whose findings about accounts that are not their own are believed. */
  readonly findingAdministrators: readonly string[];
  /** The function's own role, with its path if it has one: `security/respond`. The responder never acts on it. */
  readonly ownRoleName: string;
}

export function policyIn(
  { accountId, partition }: Place,
  settings: Omit<ResponsePolicy, 'accountId' | 'partition'>,
): ResponsePolicy {
  return { ...settings, accountId, partition };
}
