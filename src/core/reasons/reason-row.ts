import type { State } from '../state.ts';

/** All that follows from one way in which a response can end. The one place where a reason means something. */
export interface ReasonRow {
  readonly state: State;
  /** Run the same event again: the failure may pass, or somebody may mend it. */
  readonly retry: boolean;
  /** P1 wakes somebody, P2 wants an answer today, P3 the next working day. */
  readonly severity: Severity;
  /** Whether somebody is woken; `when-confirmed`: only where the credential is in the wrong hands for sure. */
  readonly page: boolean | 'when-confirmed';
  /** The credential is stopped, so a page that is open about it ends. */
  readonly closesPage: boolean;
  /** `machines`: everyday work that a rule cannot tell apart. It is in the log and on the bus, and in nobody's mailbox. */
  readonly audience: 'people' | 'machines';
  /** What must have been read back before this may be said. */
  readonly readBack?: 'keys' | 'role-policy';
  /** A setting kept the responder from acting: a person decides. */
  readonly heldBack?: true;
  /** The key, user or role does not exist any more. */
  readonly gone?: true;
  /** Nothing real is behind it, so nothing more is looked up. */
  readonly nothingReal?: true;
  /** The name is, or may be, another user's: what is true of that user says nothing. */
  readonly otherUser?: true;
  /** What a person may still do, beside setting keys Inactive. */
  readonly byHand?: 'deny-user' | 'revoke-sessions';
  /** Every key of the user that is listed Active is to be stopped by hand, not only the one that the event names. */
  readonly everyKey?: true;
  /** Another reading of the same response may show that the other key is stopped as well: then every key is. */
  readonly mayBeAllKeys?: true;
  /** The session that was seen is known to live on. */
  readonly sessionAlive?: true;
  /** A person must read, look or sign in somewhere before any command. */
  readonly readFirst?: true;
  /** What is true now, in one sentence, after the state. */
  readonly sentence: (words: Words) => string;
  /** What a person does where no single command does it. The runbook has a heading for each reason. */
  readonly procedure: readonly string[];
}

export type Severity = 'P1' | 'P2' | 'P3';

/** What a sentence is made of: checked or defanged text, and what was read. */
export interface Words {
  /** `access key AKIA…`, or `the key`. */
  readonly key: string;
  /** `IAM user bob`, `role deploy`, … */
  readonly who: string;
  readonly accountId: string;
  /** Who switched the key on, where that was seen: `IAM user bob`, or that nobody is named. */
  readonly by: string;
  /** One key was acted on; else every key of the user. */
  readonly oneKey: boolean;
  /** The key is not, or not any more, among the keys of the user. */
  readonly keyMissing: boolean;
  /** The user's keys could be read. */
  readonly keysRead: boolean;
  /** What denies everything to the user. */
  readonly deniedBy: string;
  /** Sessions of the role issued before this are refused. */
  readonly revokedBefore: string;
}

type Own = Pick<ReasonRow, 'sentence' | 'procedure'>;
/** A state's own values, which a row may replace. */
type Given<D extends object, R extends Own> = Omit<D, keyof R> & R;

function row<const D extends Omit<ReasonRow, keyof Own>>(defaults: D) {
  return <const R extends Own & Partial<ReasonRow>>(own: R): Given<D, R> => ({ ...defaults, ...own });
}

export const contained = row({
  state: 'CONTAINED',
  retry: false,
  severity: 'P3',
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
  severity: 'P3',
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
