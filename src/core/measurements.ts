import type { Detection } from './detection.ts';
import { type Measurements, stateMetrics } from './metrics.ts';
import { credentialsSetInactive, keysSetInactive, type Outcome } from './outcome.ts';
import { type Reason, reasons } from './reasons/index.ts';
import { states } from './state.ts';
import { timeOf } from './time.ts';

/** What docs/slo.md promises for confirmed keys. */
const IN_TIME_MS = 10_000;

const STOPPED_AGAIN: readonly Reason[] = ['stopped-again', 'denied-again'];

export interface Measured {
  readonly outcomes: readonly Outcome[];
  /** When EventBridge, or the function, got the event. */
  readonly arrivedAt: Date;
  /** Of the retry queue. What was tried so often is counted already. */
  readonly receives: number;
  /** What IAM did not show at the first look: the changes are of the response before. */
  readonly isSecondLook: boolean;
}

/** What one response adds to the metrics. */
export function measurementsOf(
  detection: Detection,
  { outcomes, arrivedAt, receives, isSecondLook }: Measured,
): Measurements {
  const counts = states.flatMap((state) => {
    const count = outcomes.filter((outcome) => outcome.state === state).length;
    return count === 0 ? [] : [[stateMetrics[state], [count]]];
  });
  const again = outcomes.filter(({ reason }) => STOPPED_AGAIN.includes(reason)).length;
  return {
    ...Object.fromEntries(counts),
    ...(receives <= 1 && { StoppedInTime: outcomes.flatMap((outcome) => inTime(outcome, arrivedAt)) }),
    SecondsToInactive: isSecondLook
      ? []
      : outcomes.flatMap((outcome) => secondsToInactive(outcome, detection)),
    Reassertions: again === 0 ? [] : [again],
  };
}

/** Empty if there was nothing to stop, if somebody else must, or if only a second look can tell. */
function inTime(outcome: Outcome, arrivedAt: Date): readonly (0 | 1)[] {
  const { action, classification } = outcome.decision;
  if (action !== 'deactivate-access-key' && action !== 'deactivate-all-access-keys') return [];
  if (classification.class !== 'confirmed') return [];
  if (reasons[outcome.reason].looksAgain) return [];
  if (outcome.state === 'NOT_CONTAINED') return [0];
  const last = lastOf(keysSetInactive(outcome));
  return last === undefined ? [] : [last.getTime() - arrivedAt.getTime() <= IN_TIME_MS ? 1 : 0];
}

function secondsToInactive(
  outcome: Outcome,
  { evidence: { lastSeen } }: Pick<Detection, 'evidence'>,
): readonly number[] {
  const since = timeOf(lastSeen);
  const last = lastOf([...keysSetInactive(outcome), ...credentialsSetInactive(outcome)]);
  return since === undefined || last === undefined ? [] : [secondsBetween(since, last)];
}

function lastOf(changes: readonly { readonly at: Date }[]): Date | undefined {
  return changes.map(({ at }) => at).toSorted((one, other) => other.getTime() - one.getTime())[0];
}

/** A clock of AWS that is ahead makes no time negative. */
export function secondsBetween(since: Date, until: Date): number {
  return Math.max(0, (until.getTime() - since.getTime()) / 1000);
}
