/**
 * How the response to one credential ended. CONTAINED needs a read-back from IAM. The first state is the worst.
 * NIST SP 800-61 Rev. 3 calls these results of containment.
 */
export const states = [
  'NOT_CONTAINED',
  'PARTLY_CONTAINED',
  'NO_ACTION',
  'CONTAINED',
  'RESOLVED',
  'TEST',
] as const;

export type State = (typeof states)[number];

/** The state itself, and every worse one. */
export function noBetterThan(state: State): readonly State[] {
  return states.slice(0, states.indexOf(state) + 1);
}
