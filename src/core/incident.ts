import type { Detection } from './detection.ts';
import type { PageStatus } from './history.ts';
import { entityOf, type IncidentEntity } from './incident-entity.ts';
import type { Outcome } from './outcome.ts';
import type { Place } from './place.ts';
import { pageStatusOf, type Urgency, urgencyOf } from './urgency.ts';

/** One event and how the responses to it ended: worked out once, and the same for people, machines and the ledger. */
export interface Incident {
  readonly detection: Detection;
  /** One for every decision, in their order. */
  readonly entries: readonly IncidentEntry[];
  readonly place: Place;
  /** When people are told: what is read and done after it stands in no message. */
  readonly sentAt: Date;
}

export interface IncidentEntry {
  readonly outcome: Outcome;
  readonly entity: IncidentEntity;
  readonly urgency: Urgency;
  /** Whether it opens or ends a page; `undefined` where it does neither. */
  readonly page: PageStatus | undefined;
}

export function describe(
  detection: Detection,
  {
    outcomes,
    place,
    sentAt,
  }: Omit<Incident, 'detection' | 'entries'> & { readonly outcomes: readonly Outcome[] },
): Incident {
  const entries = outcomes.map((outcome) => ({
    outcome,
    entity: entityOf(outcome, { detection, partition: place.partition }),
    urgency: urgencyOf(outcome),
    page: pageStatusOf(outcome),
  }));
  return { detection, entries, place, sentAt };
}
