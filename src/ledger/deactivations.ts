import type { Detection } from '../core/detection.ts';
import { incidentOf } from '../core/incident.ts';
import { keysSetInactive, type Outcome } from '../core/outcome.ts';
import type { Deactivation } from '../core/ports.ts';

/** What is to be remembered of an event: every key that it made this responder set Inactive. */
export function deactivationsOf(
  detection: Detection,
  outcomes: readonly Outcome[],
  partition: string,
): readonly Deactivation[] {
  return outcomes.flatMap((outcome) =>
    keysSetInactive(outcome).map(({ accessKeyId, at }) => ({
      incident: incidentOf(
        partition,
        outcome.decision.implicated.accountId ?? detection.accountId,
        accessKeyId,
      ),
      eventId: detection.eventId,
      at,
    })),
  );
}
