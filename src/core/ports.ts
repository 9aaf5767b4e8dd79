import type { Decision } from './decision.ts';
import type { Detection, ReactivatedKey, StoppedKey, UnreadableEvent } from './detection.ts';
import type { Alarm, History } from './history.ts';
import type { AccessKeyFact, KeyUse, Outcome, State } from './outcome.ts';
import type { ResponsePolicy } from './response-policy.ts';

/** What the use case needs from outside. Made in src/compose.ts. */
export interface Responder {
  readonly policy: ResponsePolicy;
  /** Never throws: what goes wrong is in the outcome. */
  readonly carryOut: (decision: Decision) => Promise<Outcome>;
  /** What the ledger knows of a key that was switched on or off. Never throws. */
  readonly recall: (key: ReactivatedKey | StoppedKey) => Promise<History>;
  /** Tells people. Never throws: says who could not be told. */
  readonly tellPeople: (detection: Detection, outcomes: readonly Outcome[]) => Promise<Told>;
  /** Remembers what was deactivated and told, once it is. Never throws: says what could not be written. */
  readonly remember: (detection: Detection, outcomes: readonly Outcome[]) => Promise<Remembered>;
  /** Tells machines what became of everything, the telling of people included. Never throws. */
  readonly tellMachines: (detection: Detection, outcomes: readonly Outcome[], so: SoFar) => Promise<Failures>;
  readonly tellUnreadable: (problem: UnreadableEvent) => Promise<Failures>;
}

export interface Failures {
  /** What failed, by the names of AWS, such as `sns:Publish KMSAccessDeniedException`; empty when nothing did. */
  readonly failures: readonly string[];
}

export interface Told extends Failures {
  /** What went to which topic, and how that ended. */
  readonly deliveries: readonly Delivery[];
}

export interface Delivery {
  /** The dedup key of the one credential that it was about; absent where it was about the whole event. */
  readonly about?: string;
  readonly topicArn: string;
  /** `minimal`: the full text was refused, and the few words that cannot be refused went out instead. */
  readonly form: 'full' | 'minimal';
  readonly result: 'published' | 'failed';
  /** SNS's id of the message. */
  readonly messageId?: string;
  /** AWS's code. */
  readonly error?: string;
}

export interface Remembered extends Failures {
  /** What had been told of an incident before, by its dedup key; without those that the ledger did not answer for. */
  readonly before: ReadonlyMap<string, Before>;
}

export interface Before {
  /** Absent where this is the first. */
  readonly state?: State;
  readonly alerts: number;
}

export interface SoFar {
  readonly deliveries: readonly Delivery[];
  readonly before: Remembered['before'];
}

/** Rejects with AWS's error. */
export interface Ledger {
  /** @returns what had been told of it before. */
  readonly record: (entry: LedgerEntry) => Promise<Before>;
  readonly recall: (incident: string) => Promise<History>;
}

export interface LedgerEntry {
  /** `akr:<partition>:<account>:<access key id>` */
  readonly incident: string;
  readonly eventId: string;
  readonly at: Date;
  /** The key was set Inactive. */
  readonly deactivatedAt?: Date;
  /** People were told; `alarm` where that opened or closed one. */
  readonly told?: { readonly state: State; readonly alarm?: Alarm };
}

/** The calls of IAM that containment makes, in one account. Each rejects with AWS's error, whose `name` is its code. */
export interface Iam {
  readonly deactivateAccessKey: (userName: string, accessKeyId: string) => Promise<void>;
  readonly listAccessKeys: (userName: string) => Promise<readonly AccessKeyFact[]>;
  /** The owner's name; `undefined` where IAM names none. */
  readonly findUserOfAccessKey: (accessKeyId: string) => Promise<string | undefined>;
  /** Empty where the account has none. */
  readonly findAccountAlias: () => Promise<string>;
  readonly findConsolePassword: (userName: string) => Promise<'present' | 'absent'>;
  readonly findLastUse: (accessKeyId: string) => Promise<KeyUse>;
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
