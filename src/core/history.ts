import type { State } from './state.ts';

/** What the ledger knows about a key that somebody switched on or off. */
export type History =
  | {
      readonly kind: 'known';
      /** The number of events that made this responder deactivate it. */
      readonly deactivations: number;
      /** Somebody restored the key after the last deactivation, and the ledger has a record of that. */
      readonly restored: boolean;
      /** Absent if no alert about it was sent. */
      readonly lastAlert?: LastAlert;
    }
  /** The ledger did not answer. */
  | { readonly kind: 'unreadable' };

export interface LastAlert {
  readonly state: State;
  readonly page: PageStatus;
}

/** `open`: a page woke somebody, and nothing has closed it. */
export type PageStatus = 'open' | 'closed';

/** The alerts about a credential before this event. */
export interface PreviousAlerts {
  /** Absent if this alert is the first. */
  readonly state?: State;
  readonly alerts: number;
}
