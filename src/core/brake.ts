import { dedupKeyOf } from './dedup-key.ts';
import type { Incident } from './incident.ts';
import { keysSetInactive } from './outcome.ts';

/** `2026-05-04T03`: the brake counts by the hour of the clock. */
export function hourOf(time: Date): string {
  return time.toISOString().slice(0, 13);
}

/** The principals that this event contained on suspected evidence, by the ledger's keys. */
export function containedOnSuspicion({ entries, place: { partition } }: Incident): readonly string[] {
  return entries.flatMap(({ outcome, entity: { accountId, principal: about } }) => {
    const acted = keysSetInactive(outcome).length > 0 || outcome.revokedBefore !== undefined;
    const suspected = outcome.decision.classification.class === 'suspected';
    return acted && suspected ? [dedupKeyOf({ partition, accountId, about })] : [];
  });
}

/**
 * A detector that is wrong, or fed by a thief, must not stop a whole company: beyond a number of principals in an hour,
 * suspected evidence pages and stops nobody. What is confirmed is always stopped.
 *
 * The number is in the ledger, and each process learns it when it stores what it did. A read before would delay every
 * containment. So each process may contain one event more before it knows (decision 0016).
 */
export class Brake {
  #hour = '';
  #principals: ReadonlySet<string> = new Set();

  /** The principals that were contained on suspected evidence in this hour, as far as this process knows. */
  at(now: Date): ReadonlySet<string> {
    return this.#hour === hourOf(now) ? this.#principals : new Set();
  }

  learn(hour: string, principals: Iterable<string>): void {
    const known = this.#hour === hour ? this.#principals : [];
    this.#hour = hour;
    this.#principals = new Set([...known, ...principals]);
  }
}
