import type { Detection } from './detection.ts';
import type { PageStatus } from './history.ts';
import { entityOf, type IncidentEntity } from './incident-entity.ts';
import { callInWords } from './loud-call.ts';
import { type Made, madeIn } from './made.ts';
import type { Outcome } from './outcome.ts';
import type { Place } from './place.ts';
import { timeOf } from './time.ts';
import { headingOf, pageStatusOf, type Urgency, urgencyOf } from './urgency.ts';

/** One event and its outcomes. Computed once, so that people, machines and the ledger get the same facts. */
export interface Incident {
  readonly detection: Detection;
  /** One for each decision, in the same order. */
  readonly entries: readonly IncidentEntry[];
  readonly place: Place;
  /** When the alert is sent. No alert contains what is read or done later. */
  readonly sentAt: Date;
}

export interface IncidentEntry {
  readonly outcome: Outcome;
  readonly entity: IncidentEntity;
  readonly urgency: Urgency;
  /** Whether the outcome opens or closes a page. `undefined` if it does neither. */
  readonly page: PageStatus | undefined;
  /** `NOT CONTAINED`: the first words of every message. */
  readonly heading: string;
  /** The call that the event is about, for a sentence. */
  readonly call: string;
  /** What the call of the event made. */
  readonly made: Made | undefined;
  /** The user's keys that were made after the first evidence: a thief's second key is one of them. */
  readonly youngerKeys: readonly string[];
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
    heading: headingOf(outcome),
    call: callInWords(detection),
    made: madeIn(detection),
    youngerKeys: keysSince(timeOf(detection.evidence.firstSeen), outcome),
  }));
  return { detection, entries, place, sentAt };
}

/** A key whose age IAM does not say, and an event without a time, prove nothing. */
function keysSince(first: Date | undefined, { keys = [] }: Outcome): readonly string[] {
  if (first === undefined) return [];
  return keys
    .filter(({ createdAt }) => (timeOf(createdAt)?.getTime() ?? Number.NEGATIVE_INFINITY) >= first.getTime())
    .map(({ accessKeyId }) => accessKeyId);
}
