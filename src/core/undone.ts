import { containmentIdOf } from './dedup-key.ts';
import type { Detection } from './detection.ts';
import { evidenceKinds, findingKeyOf } from './evidence-kinds.ts';
import type { KnownHistory } from './history.ts';

/**
 * Whether a person undid the containment that this finding led to, and the finding tells nothing new. It grows for as long
 * as the activity goes on, which the person has judged. The very event of that containment may come back from the queue. A new finding, type, address, country or detector was not judged.
 */
export function isUndone(history: KnownHistory, detection: Detection): boolean {
  const { restored, findings, evidence } = history;
  const finding = findingKeyOf(detection);
  return (
    restored !== undefined &&
    (restored.of === containmentIdOf(detection.eventId) ||
      (finding !== undefined &&
        findings.has(finding) &&
        evidenceKinds(detection).every((kind) => evidence.has(kind))))
  );
}
