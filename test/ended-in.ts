import { detectionOf, policy } from '../scripts/coverage-tables/examples.ts';
import { decide } from '../src/core/decide.ts';
import type { AffectedIdentity, Detection } from '../src/core/detection.ts';
import type { History } from '../src/core/history.ts';
import { describe, type Incident } from '../src/core/incident.ts';
import type { Facts, Outcome } from '../src/core/outcome.ts';
import { type Reason, reasons } from '../src/core/reasons/index.ts';
import type { ResponsePolicy } from '../src/core/response-policy.ts';
import { place, sentAt } from './incident-of.ts';

/** What there was beside the reason. */
export interface Ending extends Facts, Partial<Pick<Outcome, 'actions'>> {
  readonly change?: Partial<Detection>;
  readonly history?: History;
  readonly settings?: Partial<ResponsePolicy>;
}

/** How an event about one credential ended, whatever led to that. */
export function endOf(
  reason: Reason,
  affected: AffectedIdentity,
  { change, history, settings, ...found }: Ending = {},
): { readonly detection: Detection; readonly outcome: Outcome } {
  const detection = detectionOf(affected, change);
  const [decision] = decide(detection, { policy: { ...policy, ...settings }, history });
  if (decision === undefined) throw new Error(`nothing is decided that could end in ${reason}`);
  const { state, retry } = reasons[reason];
  return { detection, outcome: { decision, actions: [], state, reason, retry, ...found } };
}

export function endedIn(reason: Reason, affected: AffectedIdentity, ending: Ending = {}): Incident {
  const { detection, outcome } = endOf(reason, affected, ending);
  return describe(detection, { outcomes: [outcome], place, sentAt });
}
