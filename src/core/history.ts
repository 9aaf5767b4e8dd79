import type { State } from './state.ts';

/** What the ledger knows about a credential before this event. */
export type History = KnownHistory | UnreadableHistory;

/** Nobody knows what the ledger knew. */
export interface UnreadableHistory {
  readonly kind: 'unreadable';
  /** It answered that it has lost everything. Absent: it did not answer. */
  readonly erased?: true;
}

export interface KnownHistory {
  readonly kind: 'known';
  /** The event that the present containment began with. Absent if nothing is contained, or if it was undone. */
  readonly containment?: string;
  /** The containment that was undone last. Absent if none was, or if the credential was contained again. */
  readonly restored?: Restored;
  /** The undo before the present containment. Absent if there was none. */
  readonly replacedUndo?: ReplacedUndo;
  /** When the incident began: an older activation of the key has nothing to do with it. Absent if there is none. */
  readonly since?: Date;
  /** An alert said that it is, or was, in the wrong hands. One that only said that the ledger does not answer is none. */
  readonly suspect?: true;
  /** The last activation that people were told of, since there is an incident about it. Absent if there was none. */
  readonly lastActivation?: Date;
  /** An earlier try of this event may have paged, because the ledger could not be read then. */
  readonly mayHavePaged?: true;
  /** Absent if no alert about it was sent. */
  readonly lastAlert?: LastAlert;
  /** The alert about a dead letter that names it was the last one. */
  readonly givenUp?: true;
  /** The ids of the findings about it, as far as they are stored. */
  readonly findings: ReadonlySet<string>;
  /** What kinds of evidence were seen (evidence-kinds.ts). */
  readonly evidence: ReadonlySet<string>;
  /** About a user off whom a deny was taken. Absent for every other event. */
  readonly denial?: Denial;
  /** Whoever switched the key on. Absent if that principal is not known from before. */
  readonly caller?: CallerHistory;
  /** Of a credential that somebody made. Absent for everything else. */
  readonly making?: MakingHistory;
}

/** Nothing is known. */
export const NO_HISTORY: KnownHistory = {
  kind: 'known',
  findings: new Set(),
  evidence: new Set(),
};

export interface Restored {
  /** The containment that was undone. */
  readonly of: string;
  readonly at: Date;
  /** The event of the activation that the undo was for. Absent until the activation is seen. */
  readonly usedBy?: string;
}

/** A person undid a containment, and a later one took its place before the record of the activation came. */
export interface ReplacedUndo {
  readonly at: Date;
  /** When the key was last set Inactive. */
  readonly until: Date;
  /** The event of the activation that the undo was for. Absent until the activation is seen. */
  readonly usedBy?: string;
}

/** A user off whom somebody took a deny or a quarantine. */
export interface Denial {
  /** There is confirmed evidence against it, not older than 30 days, or this responder denied everything to it. */
  readonly contained: boolean;
  /** How this responder denied everything to it. Absent if it did not, or if somebody else took that off since. */
  readonly deniedBy?: 'policy' | 'boundary';
  /** A person undid the containment that it was denied for. */
  readonly undone: boolean;
  /** The containments that it was denied for, each with its item of the ledger. Absent if none is known. */
  readonly containments?: readonly ContainmentItem[];
  /** Whoever took it off is the user itself, its session, or uses a key that it made. */
  readonly byItself: boolean;
}

/** What an undo is bound to. */
export interface ContainmentItem {
  readonly item: string;
  readonly containment: string;
}

export interface CallerHistory {
  /** There is confirmed evidence against it, not older than 30 days. */
  readonly watched: boolean;
  /** It switched a contained key on before, and people were told. */
  readonly foughtBack: boolean;
}

export interface MakingHistory {
  /** An incident was open about whoever made it when it was made: about the principal, or about the credential that was used. */
  readonly byWatched: boolean;
  /** An incident was open about the user that it was made for. */
  readonly forWatched: boolean;
}

export interface LastAlert {
  readonly state: State;
  readonly page: PageStatus;
}

/** `open`: a page woke somebody, and nothing has closed it. */
export type PageStatus = 'open' | 'closed';

/** The alerts about a credential before this event. */
export interface PreviousAlerts {
  /** The state that people were told last. Absent if this alert is the first. */
  readonly state?: State;
  /** When that was. */
  readonly at?: Date;
  readonly alerts: number;
  /** How many events came since then, which people were not told of. */
  readonly eventsSince: number;
  /** The detectors that reported it, as in `guardduty`. */
  readonly detectors: readonly string[];
}
