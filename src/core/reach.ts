import type { DecisionBase } from './decision.ts';
import type { Detection } from './detection.ts';
import type { History } from './history.ts';
import { timeOf } from './time.ts';
import type { Reach } from './user-credential.ts';

/**
 * What else of a user is stopped. After a confirmed theft that is what was made since the first evidence. Where the event
 * implicates the user and no single key, it is every credential that works like a key.
 */
export function reachOf(
  { affected, classification }: DecisionBase,
  { detection, history }: { readonly detection: Detection; readonly history?: History | undefined },
): Reach {
  // Somebody switched a key on: the incident began before that.
  const since = history?.kind === 'known' ? history.since : undefined;
  const first = since ?? timeOf(detection.evidence.firstSeen);
  const firstEvidence = first?.toISOString();
  const ofUser =
    affected.kind === 'user' || (affected.kind === 'credential' && affected.accessKeyId === undefined);
  // Each thing that is made has a record of its own, and a person may have made the others.
  const ofMaking = affected.kind === 'new-credential';
  const confirmed = !ofMaking && classification.class === 'confirmed' && classification.mayBeUndo !== true;
  return {
    ...(firstEvidence !== undefined && { firstEvidence }),
    stops: ofUser ? 'any-age' : confirmed ? 'made-since' : 'nothing',
  };
}
