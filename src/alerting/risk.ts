import type { Decision } from '../core/decision.ts';

/** Present, absent or unknown: what was not looked at is never left out and never called absent. */
export interface Risk {
  readonly code: 'KEY_ACTIVE' | 'OTHER_KEYS' | 'CONSOLE_PASSWORD' | 'TEMP_CREDENTIALS' | 'PERSISTENCE';
  readonly status: 'present' | 'absent' | 'unknown';
  /** In words for a person. */
  readonly detail: string;
  /** ISO 8601; absent where nothing was looked at. */
  readonly checkedAt?: string;
  /** What the look could not see. */
  readonly blindSpot?: string;
}

/** Nobody but root can look at what root has. */
export function isRoot({ affected: { principal } }: Decision): boolean {
  return principal.type === 'Root';
}
