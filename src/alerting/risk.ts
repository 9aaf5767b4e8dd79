import type { Decision } from '../core/decision.ts';

/** `unknown` means that nobody looked, or that the read failed. It is never left out and never shown as absent. */
export interface Risk {
  readonly code:
    | 'KEY_ACTIVE'
    | 'OTHER_KEYS'
    | 'OTHER_CREDENTIALS'
    | 'CONSOLE_PASSWORD'
    | 'TEMP_CREDENTIALS'
    | 'PERSISTENCE';
  readonly status: 'present' | 'absent' | 'unknown';
  /** In words for a person. */
  readonly detail: string;
  /** ISO 8601. Absent if nothing was read. */
  readonly checkedAt?: string;
  /** What the read cannot show. */
  readonly blindSpot?: string;
}

/** IAM is eventually consistent (IAM user guide). Published measurements of the lag are about four seconds. */
export const LAG = 'a change shows everywhere within seconds';

/** Only root itself can read root's keys and password. */
export function isRoot({ affected: { principal } }: Decision): boolean {
  return principal.type === 'Root';
}
