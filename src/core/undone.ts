import { containmentIdOf } from './dedup-key.ts';
import type { Detection } from './detection.ts';
import { evidenceKinds, findingKeyOf } from './evidence-kinds.ts';
import type { KnownHistory, Restored } from './history.ts';
import { timeOf } from './time.ts';

/**
 * Whether a person undid the containment that this finding led to, and the finding tells nothing new. It grows for as long
 * as the activity goes on, which the person has judged. The very event of that containment may come back from the queue, and so may
 * another record of before the undo. A new finding, type, address, country or detector was not judged.
 */
export function isUndone(history: KnownHistory, detection: Detection): boolean {
  const { restored, findings, evidence } = history;
  if (restored === undefined) return false;
  if (restored.of === containmentIdOf(detection.eventId)) return true;
  const finding = findingKeyOf(detection);
  const isJudged = finding === undefined ? isBefore(detection, restored) : findings.has(finding);
  return isJudged && evidenceKinds(detection).every((kind) => evidence.has(kind));
}

/** A record of CloudTrail has no finding that goes on: it is about one moment. */
function isBefore({ evidence }: Detection, { at }: Restored): boolean {
  const last = timeOf(evidence.lastSeen);
  return last !== undefined && last <= at;
}
