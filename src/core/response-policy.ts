import type { Place } from './place.ts';

/** The deployer's choices, as far as decisions need them. */
export interface ResponsePolicy {
  /** `observe` changes nothing; `confirmed` contains only that class; `suspected` contains both classes. */
  readonly contain: 'observe' | 'confirmed' | 'suspected';
  /** GuardDuty severity under which a *suspected* detection only alerts. */
  readonly minimumSeverity: number;
  readonly exemptPrincipals: readonly string[];
  readonly honeyKeys: readonly string[];
  /** `service:Action`, as in `cloudtrail:StopLogging`. */
  readonly suspectedApiCalls: readonly string[];
  /** The account and partition that this responder runs in and can act in. */
  readonly accountId: string;
  readonly partition: string;
  /** Deny everything to the user whose key is deactivated. */
  readonly quarantineUsers: boolean;
  /** Names of roles whose sessions may be revoked; `*` for all. */
  readonly revocableRoles: readonly string[];
  /** The role to assume in other accounts; empty where there are none. */
  readonly memberRoleName: string;
  /** The function's own role, which is never acted on. */
  readonly ownRoleName: string;
}

/** The settings, for the place that the function runs in. */
export function policyIn(
  { accountId, partition }: Place,
  settings: Omit<ResponsePolicy, 'accountId' | 'partition'>,
): ResponsePolicy {
  return { ...settings, accountId, partition };
}
