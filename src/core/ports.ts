import type { Decision } from './decide.ts';
import type { Detection, UnreadableEvent } from './detection.ts';
import type { AccessKeyFact, Outcome } from './outcome.ts';
import type { ResponsePolicy } from './response-policy.ts';

/** What the use case needs from outside. Composed in handlers/respond.ts. */
export interface Responder {
  readonly policy: ResponsePolicy;
  /** Never throws: what goes wrong is in the outcome. */
  readonly carryOut: (decision: Decision) => Promise<Outcome>;
  /** Tells people and machines. Never throws: says who could not be told. */
  readonly tell: (detection: Detection, outcomes: readonly Outcome[]) => Promise<Told>;
  readonly tellUnreadable: (problem: UnreadableEvent) => Promise<Told>;
}

export interface Told {
  /** What failed, by the names of AWS, such as `sns:Publish KMSAccessDenied`; empty when everybody was told. */
  readonly failures: readonly string[];
}

/** The four calls of IAM that containment makes. Each rejects with AWS's error, whose `name` is its code. */
export interface Iam {
  readonly deactivateAccessKey: (userName: string, accessKeyId: string) => Promise<void>;
  readonly listAccessKeys: (userName: string) => Promise<readonly AccessKeyFact[]>;
  /** The owner's name; `undefined` where IAM names none. */
  readonly findUserOfAccessKey: (accessKeyId: string) => Promise<string | undefined>;
  readonly findUniqueId: (userName: string) => Promise<string | undefined>;
}

export interface Clock {
  readonly now: () => Date;
  readonly wait: (milliseconds: number) => Promise<void>;
}
