import type { Attempt } from './attempt.ts';
import type { Decision, EscalationReason, NoActionReason } from './decision.ts';

/**
 * How the response to one credential ended. CONTAINED is only ever said of what was read back from IAM.
 * NIST SP 800-61 Rev. 3 calls these results of containment.
 */
export type State = 'CONTAINED' | 'PARTLY_CONTAINED' | 'NOT_CONTAINED' | 'NO_ACTION' | 'RESOLVED' | 'TEST';

export type Reason =
  | EscalationReason
  | NoActionReason
  /** Every key that was to be stopped reads Inactive. */
  | 'keys-inactive'
  /** The keys read Inactive, and another key of the user reads Active. */
  | 'other-key-active'
  /** The user's keys read Inactive; the session that was seen lives on until it expires. */
  | 'session-alive'
  /** AWS has no such key, or no such user, any more. */
  | 'key-gone'
  /** The user has no Active key to deactivate. */
  | 'no-active-key'
  /** IAM names no user as the key's owner. */
  | 'owner-not-found'
  /** The change was refused or did not arrive. */
  | 'deactivation-failed'
  /** The change was accepted, and the key still reads Active. */
  | 'still-active'
  /** The change was accepted, and its result could not be read. */
  | 'not-verified'
  /** Everything is denied to the user, its sessions included, and its keys read Inactive. */
  | 'user-quarantined'
  /** The keys read Inactive, and the deny that was asked for does not hold. */
  | 'quarantine-failed'
  /** The keys read Inactive, and whether the deny that was asked for holds could not be read. */
  | 'quarantine-not-verified'
  /** The event names a user and no long-term key, and IAM knows that name by another unique id, or not at all. */
  | 'unconfirmed-user'
  /** Every session that the role had is refused; it can be assumed again. */
  | 'sessions-revoked'
  /** IAM accepted that the role's sessions are refused, and it could not be read back. */
  | 'revocation-not-verified'
  /** The role's sessions could not be revoked. */
  | 'revocation-failed'
  | 'role-gone'
  /** The role in the other account could not be assumed. */
  | 'member-role-failed'
  /** Somebody set the key Inactive or deleted it, of which an alert was open, and IAM shows it. */
  | 'stopped-by-hand';

export interface Outcome {
  readonly state: State;
  readonly reason: Reason;
  readonly decision: Decision;
  /** The IAM user whose keys were acted on, once that is known. */
  readonly userName?: string;
  /** Every call that was made for this, in order. */
  readonly actions: readonly ActionRecord[];
  /** The user's keys as read back after the change; `undefined` where that was not or could not be read. */
  readonly keys?: readonly AccessKeyFact[];
  /** What denies everything to the user, where that was asked for. */
  readonly quarantine?: Quarantine;
  /** A policy refuses, or may refuse, sessions of the role that were issued before this; AWS's clock, ISO 8601. */
  readonly revokedBefore?: string;
  /** When `keys`, or the policy that refuses the role's sessions, was read back; ISO 8601. */
  readonly verifiedAt?: string;
  /** What was looked at afterwards; absent where nothing was. */
  readonly surroundings?: Surroundings;
  /** Worth running the same event again: the failure may pass, or somebody may mend it. */
  readonly unfinished: boolean;
}

/** What stops nothing and an engineer wants to know. Each part is asked for on its own, and may be unknown. */
export interface Surroundings {
  /** ISO 8601 */
  readonly readAt: string;
  /** Empty where the account has none. */
  readonly accountAlias: Attempt<string>;
  /** Where a user is known: whether it may sign in to the console. */
  readonly consolePassword?: Attempt<'present' | 'absent'>;
  /** Of every key that was stopped, and of the one that was to be. The thief's own use counts as well. */
  readonly lastUses: readonly { readonly accessKeyId: string; readonly use: Attempt<KeyUse> }[];
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

export interface ActionRecord {
  /** ISO 8601, when the answer arrived. */
  readonly at: string;
  /** As IAM names it: `iam:UpdateAccessKey`. */
  readonly name: string;
  readonly target: string;
  readonly result: 'ok' | 'failed';
  /** The error's code, never its message: messages quote request data. */
  readonly error?: string;
}

export interface AccessKeyFact {
  readonly accessKeyId: string;
  /** `Active`, `Inactive`, `Expired`, or what AWS adds next. */
  readonly status: string;
  readonly createdAt?: string;
}

/**
 * The keys that this response set Inactive: tried, and not read back as Active, since a change can fail and take effect.
 * `at` is when IAM answered.
 */
export function keysSetInactive({
  actions,
  keys,
}: Outcome): readonly { readonly accessKeyId: string; readonly at: Date }[] {
  const status = new Map(keys?.map((key) => [key.accessKeyId, key.status]));
  const tried = new Map(
    actions
      .filter(({ name }) => name === 'iam:UpdateAccessKey')
      .map(({ target, result, at }) => [
        target.split(' ')[0] ?? '',
        { accepted: result === 'ok', at: new Date(at) },
      ]),
  );
  return [...tried].flatMap(([accessKeyId, { accepted, at }]) => {
    const now = status.get(accessKeyId) ?? (accepted ? 'Inactive' : 'Active');
    return now === 'Inactive' ? [{ accessKeyId, at }] : [];
  });
}
