import type { Detection } from '../core/detection.ts';
import { incidentOf } from '../core/incident.ts';
import { keysSetInactive, type Outcome } from '../core/outcome.ts';
import type { LedgerEntry } from '../core/ports.ts';
import { subjectMatterOf } from '../core/subject-matter.ts';
import { alarmOf, isOrdinary, worstFirst } from '../core/urgency.ts';

/** What is to be remembered of an event: what people were told of each credential, and every key that was set Inactive. */
export function entriesOf(
  detection: Detection,
  outcomes: readonly Outcome[],
  partition: string,
  now: Date,
): readonly LedgerEntry[] {
  const entries = worstFirst(outcomes)
    .toReversed()
    .flatMap((outcome) => [
      ...told(detection, outcome, partition, now),
      ...deactivated(detection, outcome, partition, now),
    ]);
  // What is worst comes last, and is what is remembered where two outcomes are about one key.
  return [...Map.groupBy(entries, ({ incident }) => incident).values()].map(merged);
}

function merged(parts: readonly LedgerEntry[]): LedgerEntry {
  return Object.assign({}, ...parts) satisfies LedgerEntry;
}

function told(detection: Detection, outcome: Outcome, partition: string, now: Date): readonly LedgerEntry[] {
  if (outcome.state === 'TEST' || isOrdinary(outcome)) return [];
  const { dedupKey: incident } = subjectMatterOf(outcome, detection, partition);
  const alarm = alarmOf(outcome);
  const toldOf = { state: outcome.state, ...(alarm !== undefined && { alarm }) };
  return [{ incident, eventId: detection.eventId, at: now, told: toldOf }];
}

function deactivated(
  detection: Detection,
  outcome: Outcome,
  partition: string,
  now: Date,
): readonly LedgerEntry[] {
  const accountId = outcome.decision.implicated.accountId ?? detection.accountId;
  return keysSetInactive(outcome).map(({ accessKeyId, at }) => ({
    incident: incidentOf(partition, accountId, accessKeyId),
    eventId: detection.eventId,
    at: now,
    deactivatedAt: at,
  }));
}
