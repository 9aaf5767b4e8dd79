import type { Classification } from './classification.ts';
import type { AffectedIdentity, IamRole, IamUser } from './detection.ts';
import type { EscalationReason, NoActionReason } from './reasons/index.ts';

/** What to do about one credential or user, and why. Nothing is decided after this. */
export type Decision = DecisionBase & Plan;

export interface DecisionBase {
  readonly affected: AffectedIdentity;
  readonly classification: Classification;
}

export type Plan = Containing | Escalating | LeavingAlone;

/** A person must act: the credential may be alive, and the responder cannot, or may not, stop it. */
export interface Escalating {
  readonly action: 'escalate';
  readonly reason: EscalationReason;
}

/** Nothing is changed, although it could be. */
export interface LeavingAlone {
  readonly action: 'none';
  readonly reason: NoActionReason;
}

/** What each containment of src/containment/index.ts is told. A containment has its entry here and its file there. */
export interface ContainmentPlans {
  readonly 'deactivate-access-key': UserPlan & { readonly accessKeyId: string };
  readonly 'deactivate-all-access-keys': UserPlan & {
    readonly userName: string;
    /** The event names no key, only the user: act only if IAM knows the user by this unique id. */
    readonly confirmUniqueId?: string;
  };
  readonly 'revoke-role-sessions': AccountPlan & { readonly roleName: string; readonly role: IamRole };
  /** Somebody else stopped the key: look whether IAM shows it. */
  readonly 'confirm-stopped': AccountPlan & { readonly accessKeyId: string; readonly user: IamUser };
}

interface AccountPlan {
  /** Where to act: the responder's own account, or one in which it may assume the member role. */
  readonly accountId: string;
}

interface UserPlan extends AccountPlan {
  /** As the event has it; for the owner of a key that is to be looked up, nothing but the type. */
  readonly user: IamUser;
  /** Deny everything to the user as well, at the same time. */
  readonly quarantine: boolean;
}

export type ContainmentAction = keyof ContainmentPlans;

/** Distributes over the actions, so that the action tells which plan it is. */
export type PlanTo<A extends ContainmentAction> = {
  [K in A]: { readonly action: K } & ContainmentPlans[K];
}[A];

export type Containing = PlanTo<ContainmentAction>;

export type DecisionTo<A extends ContainmentAction> = DecisionBase & PlanTo<A>;

/** Whether something is to be done about it, beside telling people. */
export function contains(plan: Plan): plan is Containing {
  return plan.action !== 'escalate' && plan.action !== 'none';
}
