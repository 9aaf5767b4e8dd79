import type { IamRole, IamUser, Implicated } from './detection.ts';
import type { Classification } from './response-policy.ts';

/** What to do about one credential or user, and why. Whoever carries it out decides nothing any more. */
export type Decision = DecisionBase & Verdict;

export interface DecisionBase {
  readonly implicated: Implicated;
  readonly classification: Classification;
}

export type Verdict =
  | (UserContainment & { readonly action: 'deactivate-access-key'; readonly accessKeyId: string })
  | (UserContainment & { readonly action: 'deactivate-all-access-keys'; readonly userName: string })
  | {
      readonly action: 'revoke-role-sessions';
      readonly accountId: string;
      readonly roleName: string;
      readonly role: IamRole;
    }
  | {
      /** Somebody else stopped the key: look whether IAM shows it. */
      readonly action: 'confirm-stopped';
      readonly accountId: string;
      readonly accessKeyId: string;
      readonly user: IamUser;
    }
  | { readonly action: 'escalate'; readonly reason: EscalationReason }
  | { readonly action: 'none'; readonly reason: NoActionReason };

interface UserContainment {
  /** Where to act: the responder's own account, or one in which it may assume the member role. */
  readonly accountId: string;
  /** As the event has it; for the owner of a key that is to be looked up, nothing but the type. */
  readonly user: IamUser;
  /** Deny everything to the user as well, at the same time. */
  readonly quarantine: boolean;
  /** The event names no key, only the user: act only if IAM knows the user by this unique id. */
  readonly confirmUniqueId?: string;
}

/** Why a person must act: the credential may be alive and the responder cannot, or may not, stop it. */
export type EscalationReason =
  | 'other-account'
  | 'unknown-account'
  | 'unverified-event'
  | 'root'
  | 'role-session'
  | 'identity-center'
  | 'service-linked-role'
  | 'own-role'
  | 'aws-service'
  | 'federated-user-unknown-issuer'
  | 'root-federation'
  | 'unknown-user'
  | 'no-access-key-id'
  | 'reactivated-too-often'
  | 'ledger-unreadable';

/** Why nothing was changed although it could have been. */
export type NoActionReason =
  | 'sample'
  | 'malformed-key-id'
  | 'archived'
  | 'replayed'
  | 'informational'
  | 'own-key'
  | 'nothing-to-resolve'
  | 'restored'
  | 'below-minimum-severity'
  | 'only-confirmed'
  | 'exempt'
  | 'observe';
