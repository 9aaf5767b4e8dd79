import type { Elapsed } from './elapsed.ts';
import { Lagging } from './lagging.ts';

export type KeyStatus = 'Active' | 'Inactive';

/** When a credential was made, where nothing is said: before any evidence against it. */
export const LONG_AGO = new Date('2024-11-02T09:00:00.000Z');

/** A credential is new if a call made it. Readers that lag behind do not see it yet. */
export function laggingStatus(
  status: KeyStatus,
  { elapsed, isNew }: { readonly elapsed: Elapsed; readonly isNew: boolean },
): Lagging<KeyStatus | undefined> {
  return new Lagging<KeyStatus | undefined>(status, { elapsed, ...(isNew && { since: elapsed.now() }) });
}
