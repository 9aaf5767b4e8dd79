import type { State } from '../state.ts';

/** Everything that follows from one reason. No other place gives a reason a meaning. */
export interface ReasonRow {
  readonly state: State;
  /** Run the same event again: the failure may pass, or somebody may fix it. */
  readonly retry: boolean;
  /** IAM is read again in some minutes, by the queue. */
  readonly looksAgain?: true;
  /** P1 wakes somebody. P2 needs an answer today, P3 on the next working day. */
  readonly severity: Severity;
  /** In its place, if the class of the detection is confirmed. */
  readonly severityWhenConfirmed?: Severity;
  /** What the alert begins with if it wakes somebody, in place of the state: `NO ACTION` would be read as "all is well". */
  readonly headingWhenPaged?: string;
  /**
   * Whether it wakes somebody. `when-loud`: only if the detection wakes people whatever is done about it, as P2.
   * `when-confirmed`: then, and if the class of the detection is confirmed.
   */
  readonly page: boolean | 'when-confirmed' | 'when-loud';
  /** The credential is stopped, so an open page about it closes. */
  readonly closesPage: boolean;
  /** `machines`: everyday work that the rules cannot filter out. It goes to the log and the bus, and to no mailbox. */
  readonly audience: 'people' | 'machines';
  /** The read-back that this reason needs. */
  readonly readBack?: 'keys' | 'credentials' | 'role-policy' | 'deny';
  /** A setting stopped the responder from acting, so a person decides. */
  readonly heldBack?: true;
  /** The key, user or role no longer exists. */
  readonly gone?: true;
  /** The event is not about anything real, so there is no enrichment. */
  readonly nothingReal?: true;
  /** The name may belong to another user, so facts about that user say nothing here. */
  readonly otherUser?: true;
  /** What a person can still do, besides setting keys Inactive. `end-session`: whatever of the two ends the session that was seen. */
  readonly byHand?: 'deny-user' | 'revoke-sessions' | 'end-session';
  /** The deny comes before the keys: one key after the other ends nothing. */
  readonly denyFirst?: true;
  /** A person must stop every Active key of the user, not only the key that the event names. */
  readonly everyKey?: true;
  /** Another reading of the same response may show that the other key is stopped as well: then every key is. */
  readonly mayBeAllKeys?: true;
  /** The session that was seen is known to live on. */
  readonly sessionAlive?: true;
  /** Nobody knows what the ledger knew: that is evidence against nobody. */
  readonly ledgerLost?: true;
  /** A person must read, look or sign in somewhere before any command. */
  readonly readFirst?: true;
  /** What happened, in at most three words, for a subject line. */
  readonly happened: string;
  /** What is true now, in one sentence, after the state. */
  readonly sentence: (words: Words) => string;
  /** The steps for a person if no single command is enough. The runbook has a heading for each reason. */
  readonly procedure: readonly string[];
}

export type Severity = 'P1' | 'P2' | 'P3';

/** The parts of a sentence: checked or defanged text, and what was read. */
export interface Words {
  /** `access key AKIA…`, `service-specific credential ACCA…`, `the reported API key of bedrock`, or `the key`. */
  readonly key: string;
  /** `IAM user bob`, `role deploy`, … */
  readonly who: string;
  readonly accountId: string;
  /** Who switched the key on, made it, or took the deny off, where that was seen: `IAM user bob`, or that nobody is named. */
  readonly by: string;
  /** The call that the event is about: `cloudtrail:StopLogging through cloudformation`. */
  readonly call: string;
  /** The alert is about a credential that was made, not about one that was switched on. */
  readonly making: boolean;
  /** What somebody did to the user or its key: `access key AKIA… of IAM user bob was switched ON`. */
  readonly change: string;
  /** What was taken off the user. */
  readonly takenOff: string;
  /** Whoever it was may have undone an alert. */
  readonly mayBeUndo: boolean;
  /** One key was acted on; else every key of the user. */
  readonly oneKey: boolean;
  /** One credential was acted on that is no access key. */
  readonly oneCredential: boolean;
  /** The key is not among the keys of the user. */
  readonly keyMissing: boolean;
  /** The user's keys could be read. */
  readonly keysRead: boolean;
  /** What denies everything to the user. */
  readonly deniedBy: string;
  /** A policy denies sessions of the role that were issued before this time. */
  readonly revokedBefore: string;
  /** The account that STS names as the owner of the key. */
  readonly ownerAccount: string;
  /** What else of the user this response set Inactive. Absent if nothing. */
  readonly alsoStopped: string | undefined;
  readonly alsoStoppedIs: 'is' | 'are';
  /** What else of the user works that was made after the first evidence: `SSH key APKA…`. */
  readonly younger: string;
  readonly youngerWork: 'works' | 'work';
  /** What else of the user works like an access key, and is older. */
  readonly older: string;
  readonly olderWork: 'works' | 'work';
  /** What else the user may have, and could not be read: `its SSH keys`. */
  readonly unread: string;
  /** What the call made, as a sentence: `access key AKIA… of IAM user bob was made`. */
  readonly made: string | undefined;
}

type Own = Pick<ReasonRow, 'happened' | 'sentence' | 'procedure'>;
/** The defaults of a state. A row may replace them. */
type Given<D extends object, R extends Own> = Omit<D, keyof R> & R;

function row<const D extends Omit<ReasonRow, keyof Own>>(defaults: D) {
  return <const R extends Own & Partial<ReasonRow>>(own: R): Given<D, R> => ({ ...defaults, ...own });
}

export const contained = row({
  state: 'CONTAINED',
  retry: false,
  severity: 'P3',
  // Nobody has looked at the thief's sessions and doings yet: that cannot wait for the next working day.
  severityWhenConfirmed: 'P2',
  page: false,
  closesPage: true,
  audience: 'people',
  readBack: 'keys',
});

export const partlyContained = row({
  state: 'PARTLY_CONTAINED',
  retry: false,
  severity: 'P2',
  page: true,
  closesPage: false,
  audience: 'people',
  readBack: 'keys',
});

export const notContained = row({
  state: 'NOT_CONTAINED',
  retry: false,
  severity: 'P1',
  page: true,
  closesPage: false,
  audience: 'people',
});

export const noAction = row({
  state: 'NO_ACTION',
  retry: false,
  severity: 'P3',
  page: false,
  closesPage: false,
  audience: 'people',
});

export const resolved = row({
  state: 'RESOLVED',
  retry: false,
  // As for a contained theft: somebody must look at what the key made while it worked.
  severity: 'P2',
  page: false,
  closesPage: true,
  audience: 'people',
  readBack: 'keys',
});

export const test = row({
  state: 'TEST',
  retry: false,
  severity: 'P3',
  page: false,
  closesPage: false,
  audience: 'people',
  nothingReal: true,
});
