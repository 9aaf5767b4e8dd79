import type { Decision } from './decision.ts';
import { type AccessKeyFact, isStopped } from './key-status.ts';
import { type Reason, type ReasonWith, reasons } from './reasons/index.ts';
import type { Result } from './result.ts';
import type { State } from './state.ts';

/** How the response to one credential ended, and what was done and read for it. */
export interface Outcome extends ContainmentResult {
  readonly decision: Decision;
  /** Every call that was made for this, in order. */
  readonly actions: readonly ActionRecord[];
  /** What was looked up afterwards; absent where nothing was. */
  readonly enrichment?: Enrichment;
}

/** What a containment ends in. Only `ended` makes one. */
export interface ContainmentResult extends Facts {
  readonly state: State;
  readonly reason: Reason;
  /** Worth running the same event again. */
  readonly retry: boolean;
}

export interface Facts {
  /** The IAM user whose keys were acted on, once that is known. */
  readonly userName?: string;
  /** The user's keys as read back after the change; absent where that was not, or could not be, read. */
  readonly keys?: readonly AccessKeyFact[];
  /** What denies everything to the user, where that was asked for. */
  readonly quarantine?: Quarantine;
  /** A policy refuses, or may refuse, sessions of the role that were issued before this; AWS's clock, ISO 8601. */
  readonly revokedBefore?: string;
  /** When `keys`, or the policy that refuses the role's sessions, was read back; ISO 8601. */
  readonly verifiedAt?: string;
}

/** The claim of a reason needs its proof: without it the call does not compile. */
export type FactsOf<R extends Reason> =
  R extends ReasonWith<'keys'>
    ? Facts & KeysReadBack
    : R extends ReasonWith<'role-policy'>
      ? Facts & { readonly revokedBefore: string; readonly verifiedAt: string }
      : Facts;

export interface KeysReadBack {
  readonly userName: string;
  readonly keys: readonly AccessKeyFact[];
  readonly verifiedAt: string;
}

/** The only way to end: state and retry come from the table of reasons. */
export function ended<R extends Reason>(reason: R, facts: FactsOf<R>): ContainmentResult {
  const { state, retry } = reasons[reason];
  return { ...facts, state, reason, retry };
}

/** What stops nothing and an engineer wants to know. Each part is asked for on its own, and may be unknown. */
export interface Enrichment {
  /** ISO 8601 */
  readonly readAt: string;
  /** Empty where the account has none. */
  readonly accountAlias: Result<string>;
  /** Where a user is known: whether it may sign in to the console. */
  readonly consolePassword?: Result<'present' | 'absent'>;
  /** Of every key that was stopped, and of the one that was to be. The thief's own use counts as well. */
  readonly lastUses: readonly { readonly accessKeyId: string; readonly use: Result<KeyUse> }[];
}

/** IAM API reference, AccessKeyLastUsed. All absent for a key that was never used. */
export interface KeyUse {
  readonly at?: string;
  readonly service?: string;
  readonly region?: string;
}

export interface Quarantine {
  readonly by: 'policy' | 'boundary';
  /** As read back. */
  readonly holds: 'yes' | 'no' | 'unknown';
  /** The boundary that was replaced: its ARN, or `none`, or `unknown` where it could not be read. */
  readonly previousBoundary?: string;
}

/** One call, as data. */
export interface Action {
  /** As IAM names it: `iam:UpdateAccessKey`. */
  readonly call: string;
  /** In words, for people: the user, key or role, and what it was to become. */
  readonly target: string;
  /** The access key whose status the call changes. */
  readonly changed?: { readonly accessKeyId: string; readonly to: 'Inactive' };
}

export interface ActionRecord extends Action {
  /** ISO 8601, when the answer arrived. */
  readonly at: string;
  readonly result: 'ok' | 'failed';
  /** The error's code, never its message: messages quote request data. */
  readonly error?: string;
}

/**
 * The keys that this response set Inactive: tried, and not read back as Active, since a change can fail and take effect.
 * `at` is when IAM answered.
 */
export function keysSetInactive({
  actions,
  keys,
}: Pick<Outcome, 'actions' | 'keys'>): readonly { readonly accessKeyId: string; readonly at: Date }[] {
  const status = new Map(keys?.map((key) => [key.accessKeyId, key.status]));
  const tried = new Map(
    actions.flatMap(({ changed, result, at }) =>
      changed === undefined ? [] : [[changed.accessKeyId, { accepted: result === 'ok', at: new Date(at) }]],
    ),
  );
  return [...tried].flatMap(([accessKeyId, { accepted, at }]) => {
    const now = status.get(accessKeyId) ?? (accepted ? 'Inactive' : 'Active');
    return isStopped({ status: now }) ? [{ accessKeyId, at }] : [];
  });
}
