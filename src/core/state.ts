/**
 * How the response to one credential ended. CONTAINED is only ever said of what was read back from IAM.
 * NIST SP 800-61 Rev. 3 calls these results of containment. The first is the worst.
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
