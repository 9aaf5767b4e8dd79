import type { Decision } from './decision.ts';
import { type AccessKeyFact, isStopped } from './key-status.ts';
import { type Reason, type ReasonWith, reasons } from './reasons/index.ts';
import type { Result } from './result.ts';
import type { State } from './state.ts';
import type { ConsolePassword, CredentialKind, CredentialsRead } from './user-credential.ts';

/** How the response to one credential ended, and what was done and read. */
export interface Outcome extends ContainmentResult {
  readonly decision: Decision;
  /** Every call to AWS, in order. */
  readonly actions: readonly ActionRecord[];
  /** What was read for the alert after containment. Absent if nothing was read. */
  readonly enrichment?: Enrichment;
}

/** The result of a containment. Only `ended` creates one. */
export interface ContainmentResult extends Facts {
  readonly state: State;
  readonly reason: Reason;
  /** Run the same event again. */
  readonly retry: boolean;
}

export interface Facts {
  /** The IAM user whose keys were changed, if known. */
  readonly userName?: string;
  /** The user's keys as read back after the change. Absent if they were not read. */
  readonly keys?: readonly AccessKeyFact[];
  /** What else the user has that IAM can set Inactive, as read back after the change. Absent if nobody looked. */
  readonly credentials?: readonly CredentialsRead[];
  /** Absent if nobody looked. The alert shows the enrichment's, which is the same. */
  readonly consolePassword?: Result<ConsolePassword>;
  /** Set if the quarantine of the user was asked for. */
  readonly quarantine?: Quarantine;
  /** A policy denies, or may deny, sessions of the role that were issued before this time. AWS's clock, ISO 8601. */
  readonly revokedBefore?: string;
  /** The account that STS names as the key's, if it is not the account that was acted in. */
  readonly ownerAccount?: string;
  /** When `keys`, or the policy that denies the role's sessions, was read back. ISO 8601. */
  readonly verifiedAt?: string;
}

/** A reason that claims something needs its read-back. Without it the call does not compile. */
export type FactsOf<R extends Reason> =
  R extends ReasonWith<'keys'>
    ? Facts & KeysReadBack
    : R extends ReasonWith<'credentials'>
      ? Facts & Pick<KeysReadBack, 'userName' | 'verifiedAt'> & Required<Pick<Facts, 'credentials'>>
      : R extends ReasonWith<'role-policy'>
        ? Facts & { readonly revokedBefore: string; readonly verifiedAt: string }
        : R extends ReasonWith<'deny'>
          ? Facts & {
              readonly userName: string;
              readonly quarantine: Quarantine;
              readonly verifiedAt: string;
            }
          : Facts;

export interface KeysReadBack {
  readonly userName: string;
  readonly keys: readonly AccessKeyFact[];
  readonly verifiedAt: string;
}

/** The only way to create a result. State and retry come from the table of reasons; see also surviving-credentials.ts. */
export function ended<R extends Reason>(reason: R, facts: FactsOf<R>): ContainmentResult {
  const { state, retry } = reasons[reason];
  return { ...facts, state, reason, retry };
}

/** What was found, to end in another way. */
export function factsOf({ state, reason, retry, ...facts }: ContainmentResult): Facts {
  return facts;
}

/** What is read for the alert only. Each part is read on its own, and may be unknown. */
export interface Enrichment {
  /** ISO 8601 */
  readonly readAt: string;
  /** Empty if the account has none. */
  readonly accountAlias: Result<string>;
  /** Whether the user can sign in to the console, and since when. Absent if no user is known. */
  readonly consolePassword?: Result<ConsolePassword>;
  /** One for each key that was stopped or should have been. The last use may be the thief's. */
  readonly lastUses: readonly { readonly accessKeyId: string; readonly use: Result<KeyUse> }[];
}

/** IAM API reference, AccessKeyLastUsed. A key that was never used has no property. */
export interface KeyUse {
  readonly at?: string;
  readonly service?: string;
  readonly region?: string;
}

export function withEnrichment(outcome: Outcome, enrichment: Enrichment | undefined): Outcome {
  return enrichment === undefined ? outcome : { ...outcome, enrichment };
}

export interface Quarantine {
  readonly by: 'policy' | 'boundary';
  /** As read back. */
  readonly holds: 'yes' | 'no' | 'unknown';
  /** The boundary that was replaced: its ARN, `none`, or `unknown` if it could not be read. */
  readonly previousBoundary?: string;
}

/** One call, as data. */
export interface Action {
  /** As IAM names it: `iam:UpdateAccessKey`. */
  readonly call: string;
  /** For people: the user, key or role, and its new value. */
  readonly target: string;
  /** The access key whose status the call changes. */
  readonly changed?: { readonly accessKeyId: string; readonly to: 'Inactive' };
  /** The other credential whose status the call changes. */
  readonly changedCredential?: {
    readonly kind: CredentialKind;
    readonly id: string;
    readonly to: 'Inactive';
  };
}

/** The call that sets a key Inactive. */
export function inactive(accessKeyId: string): Action {
  const changed = { accessKeyId, to: 'Inactive' } as const;
  return { call: 'iam:UpdateAccessKey', target: `${accessKeyId} Inactive`, changed };
}

export interface ActionRecord extends Action {
  /** When the answer arrived. ISO 8601. */
  readonly at: string;
  readonly result: 'ok' | 'failed';
  /** The error's code. Never its message, because messages quote request data. */
  readonly error?: string;
}

/**
 * The keys that this response set Inactive. A call that failed counts too if the read-back says Inactive, because a
 * change can take effect and still return an error. `at` is when IAM answered.
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

/**
 * Something is denied to the user or to the role's sessions, or may be, and a person takes that off by an undo. What was put back
 * after somebody took it off is no containment of its own.
 */
export function isRestrained({ decision, quarantine, revokedBefore }: Outcome): boolean {
  if (decision.action === 'deny-user' || decision.affected.kind === 'new-credential') return false;
  return revokedBefore !== undefined || (quarantine !== undefined && quarantine.holds !== 'no');
}

/** Of these, the keys that exist: a thief deletes a stopped key to make another. If the list was not read, all may exist. */
export function stoppedKeysOf(outcome: Pick<Outcome, 'actions' | 'keys'>): readonly string[] {
  const { keys } = outcome;
  return keysSetInactive(outcome)
    .map(({ accessKeyId }) => accessKeyId)
    .filter((id) => keys === undefined || keys.some(({ accessKeyId }) => accessKeyId === id));
}

/** The same for the user's other credentials. Of those that IAM lists no more, none is named. */
export function credentialsSetInactive({
  actions,
  credentials = [],
}: Pick<Outcome, 'actions' | 'credentials'>): readonly {
  readonly kind: CredentialKind;
  readonly id: string;
  readonly at: Date;
}[] {
  const tried = new Map(
    actions.flatMap(({ changedCredential: one, result, at }) =>
      one === undefined ? [] : [[one.id, { ...one, accepted: result === 'ok', at: new Date(at) }]],
    ),
  );
  return [...tried.values()].filter(({ kind, id, accepted }) => {
    const answer = credentials.find((read) => read.kind === kind)?.answer;
    if (answer?.ok !== true) return accepted;
    const fact = answer.value.find((one) => one.id === id);
    return fact !== undefined && isStopped(fact);
  });
}

/** The key, if a person set it Inactive and did not delete it. */
export function stoppedByHand({ state, keys = [], decision }: Outcome): readonly string[] {
  if (state !== 'RESOLVED' || decision.action !== 'confirm-stopped') return [];
  return keys.map((key) => key.accessKeyId).filter((id) => id === decision.accessKeyId);
}
