import type { State } from './state.ts';

/** What the ledger knows of a key that somebody switched on or off. */
export type History =
  | {
      readonly kind: 'known';
      /** How many events made this responder deactivate it; 0 where none did. */
      readonly deactivations: number;
      /** Somebody took back the last deactivation, and wrote so into the ledger. */
      readonly restored: boolean;
      /** Absent where people were never alerted of it. */
      readonly lastAlert?: LastAlert;
    }
  /** The ledger did not answer. */
  | { readonly kind: 'unreadable' };

export interface LastAlert {
  readonly state: State;
  readonly page: PageStatus;
}

/** Whether somebody was woken, and nothing has ended that since. */
export type PageStatus = 'open' | 'closed';

/** What had been told of a credential before this event. */
export interface PreviousAlerts {
  /** Absent where this is the first. */
  readonly state?: State;
  readonly alerts: number;
}
