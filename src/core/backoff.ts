/** How long a message of the retry queue stays hidden if nobody says anything else. AWS advises six timeouts of the function. */
export const HIDDEN_SECONDS = 900;
const FIRST_WAIT_SECONDS = 60;

/**
 * A message is tried this often, and then becomes a dead letter. The waits alone add up to 29 hours: a day, and what
 * duplicate deliveries use up, which SQS counts as well. test/core/backoff.test.ts computes it.
 */
export const MOST_RECEIVES = 120;

/** The wait after a failed try: 60 s, doubling, and never more than a quarter of an hour. @param receives 1 for the first. */
export function backoffSeconds(receives: number): number {
  if (!(receives >= 1)) return HIDDEN_SECONDS;
  return Math.min(FIRST_WAIT_SECONDS * 2 ** (receives - 1), HIDDEN_SECONDS);
}
