/** What the ledger knows of a key that somebody set Active again. */
export type History =
  /** How many events made this responder deactivate it, and nobody took that back by the ledger. */
  | { readonly kind: 'deactivated-by-us'; readonly times: number }
  | { readonly kind: 'restored' }
  /** This responder never deactivated it. */
  | { readonly kind: 'unknown' }
  /** The ledger did not answer. */
  | { readonly kind: 'unreadable' };

/** After so many events a thief and this responder would go on for ever: a person must end it. */
export const MOST_DEACTIVATIONS = 10;
