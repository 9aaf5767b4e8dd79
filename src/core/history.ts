import type { State } from './outcome.ts';

/** What the ledger knows of a key that somebody switched on or off. */
export type History =
  | {
      readonly kind: 'known';
      /** How many events made this responder deactivate it; 0 where none did. */
      readonly deactivations: number;
      /** Somebody took the last of them back by the ledger. */
      readonly restored: boolean;
      /** What people were told of it last; absent where they never were. */
      readonly told?: Told;
    }
  /** The ledger did not answer. */
  | { readonly kind: 'unreadable' };

export interface Told {
  readonly state: State;
  /** Whether somebody was woken, and nothing has ended that since. */
  readonly alarm: Alarm;
}

export type Alarm = 'open' | 'closed';

/** After so many events a thief and this responder would go on for ever: a person must end it. */
export const MOST_DEACTIVATIONS = 10;
