import type { Decision } from './decision.ts';
import type { Detection, ReactivatedKey, UnreadableEvent } from './detection.ts';
import type { History } from './history.ts';
import type { AccessKeyFact, Outcome } from './outcome.ts';
import type { ResponsePolicy } from './response-policy.ts';

/** What the use case needs from outside. Made in src/compose.ts. */
export interface Responder {
  readonly policy: ResponsePolicy;
  /** Never throws: what goes wrong is in the outcome. */
  readonly carryOut: (decision: Decision) => Promise<Outcome>;
  /** What the ledger knows of a key that was set Active. Never throws. */
  readonly recall: (key: ReactivatedKey) => Promise<History>;
  /** Remembers what was deactivated, once it is. Never throws: says what could not be written. */
  readonly remember: (detection: Detection, outcomes: readonly Outcome[]) => Promise<Told>;
  /** Tells people and machines. Never throws: says who could not be told. */
  readonly tell: (detection: Detection, outcomes: readonly Outcome[]) => Promise<Told>;
  readonly tellUnreadable: (problem: UnreadableEvent) => Promise<Told>;
}

export interface Told {
  /** What failed, by the names of AWS, such as `sns:Publish KMSAccessDenied`; empty when everybody was told. */
  readonly failures: readonly string[];
}

/** Rejects with AWS's error. */
export interface Ledger {
  readonly record: (deactivation: Deactivation) => Promise<void>;
  readonly recall: (incident: string) => Promise<History>;
}

export interface Deactivation {
  /** `akr:<partition>:<account>:<access key id>` */
  readonly incident: string;
  readonly eventId: string;
  readonly at: Date;
}

/** The calls of IAM that containment makes, in one account. Each rejects with AWS's error, whose `name` is its code. */
export interface Iam {
  readonly deactivateAccessKey: (userName: string, accessKeyId: string) => Promise<void>;
  readonly listAccessKeys: (userName: string) => Promise<readonly AccessKeyFact[]>;
  /** The owner's name; `undefined` where IAM names none. */
  readonly findUserOfAccessKey: (accessKeyId: string) => Promise<string | undefined>;
  readonly findUser: (userName: string) => Promise<UserFact>;
  readonly attachUserPolicy: (userName: string, policyArn: string) => Promise<void>;
  readonly listAttachedUserPolicies: (userName: string) => Promise<readonly string[]>;
  readonly setPermissionsBoundary: (userName: string, policyArn: string) => Promise<void>;
  readonly findRole: (roleName: string) => Promise<RoleFact>;
  readonly putRolePolicy: (roleName: string, policyName: string, document: string) => Promise<void>;
  readonly getRolePolicy: (roleName: string, policyName: string) => Promise<string>;
}

export interface UserFact {
  /** `AIDA…` */
  readonly uniqueId: string | undefined;
  /** The ARN of the policy that bounds the user; `undefined` where none does. */
  readonly boundaryArn: string | undefined;
}

export interface RoleFact {
  /** `AROA…` */
  readonly uniqueId: string | undefined;
  /** `/`, `/service-role/`, `/aws-reserved/sso.amazonaws.com/` … */
  readonly path: string;
  /** IAM's own clock, from the Date header of its answer. */
  readonly serverTime: Date | undefined;
}

export interface Clock {
  readonly now: () => Date;
  readonly wait: (milliseconds: number) => Promise<void>;
}
