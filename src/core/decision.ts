import type { Classification } from './classification.ts';
import type { AffectedIdentity, IamRole, IamUser } from './detection.ts';
import type { ContainmentItem } from './history.ts';
import type { EscalationReason, NoActionReason } from './reasons/index.ts';
import type { OtherCredential, Reach } from './user-credential.ts';

/** What to do about one credential or user, and why. No later code decides anything. */
export type Decision = DecisionBase & Plan;

export interface DecisionBase {
  readonly affected: AffectedIdentity;
  readonly classification: Classification;
}

export type Plan = Containing | Escalating | LeavingAlone;

/** A person must act. The credential may be alive, and the responder cannot stop it or must not. */
export interface Escalating {
  readonly action: 'escalate';
  readonly reason: EscalationReason;
}

/** The responder could act, but changes nothing. */
export interface LeavingAlone {
  readonly action: 'none';
  readonly reason: NoActionReason;
  /** An alert may be open about it, and this is the answer: the reason alone does not say so. */
  readonly closesPage?: true;
}

/** The input of each containment. Each one has an entry here and in src/containment/index.ts. */
export interface ContainmentPlans {
  readonly 'deactivate-access-key': UserPlan & {
    readonly accessKeyId: string;
    /** Act only if it is a key of the named user. */
    readonly ofUserOnly?: true;
  };
  readonly 'deactivate-all-access-keys': UserPlan & {
    readonly userName: string;
    /** The event names only the user and no key. Act only if IAM knows the user by this unique id. */
    readonly confirmUniqueId?: string;
  };
  /** One that is no access key. */
  readonly 'deactivate-credential': UserPlan & {
    readonly userName: string;
    readonly credential: OtherCredential;
  };
  /** The deny that the responder had put on the user was taken off. */
  readonly 'deny-user': AccountPlan & {
    readonly userName: string;
    readonly user: IamUser;
    /** What it had been denied for: an undo is of that. */
    readonly containments?: readonly ContainmentItem[];
  };
  /** Every service-specific credential of the user, such as an API key whose id nobody knows, and every access key, too. */
  readonly 'deactivate-service-credentials': UserPlan & { readonly userName: string };
  readonly 'revoke-role-sessions': AccountPlan & { readonly roleName: string; readonly role: IamRole };
  /** Somebody else stopped the key. Read from IAM whether that is true. */
  readonly 'confirm-stopped': AccountPlan & { readonly accessKeyId: string; readonly user: IamUser };
}

interface AccountPlan {
  /** Where to act: the responder's own account, or an account where it may assume the member role. */
  readonly accountId: string;
}

interface UserPlan extends AccountPlan {
  /** As the event has it. Only `type` is set if IAM must be asked for the key's owner. */
  readonly user: IamUser;
  /** Also quarantine the user, at the same time. */
  readonly quarantine: boolean;
  /** What else of the user is stopped with it. */
  readonly reach: Reach;
}

export type ContainmentAction = keyof ContainmentPlans;

/** A union of plans, so that TypeScript knows the plan by its action. */
export type PlanTo<A extends ContainmentAction> = {
  [K in A]: { readonly action: K } & ContainmentPlans[K];
}[A];

export type Containing = PlanTo<ContainmentAction>;

export type DecisionTo<A extends ContainmentAction> = DecisionBase & PlanTo<A>;

/** Whether the plan runs a containment. */
export function contains(plan: Plan): plan is Containing {
  return plan.action !== 'escalate' && plan.action !== 'none';
}
