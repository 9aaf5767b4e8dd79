import { type Claims, claimFor } from './claims.ts';
import { dedupKeyOf } from './dedup-key.ts';
import type { Incident, IncidentEntry } from './incident.ts';
import { type Measurements, stateMetrics } from './metrics.ts';
import { credentialsSetInactive, keysSetInactive, type Outcome } from './outcome.ts';
import { type Reason, reasons } from './reasons/index.ts';
import { states } from './state.ts';
import { timeOf } from './time.ts';

/** What docs/slo.md promises for confirmed keys. */
const IN_TIME_MS = 10_000;

const STOPPED_AGAIN: readonly Reason[] = ['stopped-again', 'denied-again'];

export interface Measured {
  /** What the ledger knew before, and left to this event. */
  readonly claims: Claims;
  /** When EventBridge, or the function, got the event. */
  readonly arrivedAt: Date;
  /** Of the retry queue. What was tried so often is counted already. */
  readonly receives: number;
  /** What IAM did not show at the first look: the changes are of the response before. */
  readonly isSecondLook: boolean;
}

/** What one response adds to the metrics. */
export function measurementsOf(
  { detection, entries, place }: Pick<Incident, 'detection' | 'entries' | 'place'>,
  { claims, arrivedAt, receives, isSecondLook }: Measured,
): Measurements {
  const outcomes = entries.map(({ outcome }) => outcome);
  const isFirst = (entry: IncidentEntry) => !wasStopped(entry, { claims, place });
  const isCounted = (entry: IncidentEntry) =>
    isSecondLook ? receives <= 1 || isNews(entry, claims) : receives <= 1 && isFirst(entry);
  const counts = states.flatMap((state) => {
    const count = outcomes.filter((outcome) => outcome.state === state).length;
    return count === 0 ? [] : [[stateMetrics[state], [count]]];
  });
  const again = entries.filter(
    (entry) => STOPPED_AGAIN.includes(entry.outcome.reason) && isNews(entry, claims),
  ).length;
  return {
    ...Object.fromEntries(counts),
    StoppedInTime: entries.filter(isCounted).flatMap(({ outcome }) => inTime(outcome, arrivedAt)),
    SecondsToInactive: isSecondLook
      ? []
      : entries.flatMap((entry) => secondsToInactive(changesOf(entry.outcome, isFirst(entry)), detection)),
    Reassertions: again === 0 ? [] : [again],
  };
}

/**
 * The ledger knows that all its keys were stopped, by an earlier try of this event or by another event: to set them Inactive again
 * changed nothing. What somebody switched on is stopped anew.
 */
function wasStopped(
  { outcome, entity: { accountId } }: IncidentEntry,
  { claims, place: { partition } }: Pick<Measured, 'claims'> & Pick<Incident, 'place'>,
): boolean {
  const keys = keysSetInactive(outcome);
  if (keys.length === 0 || outcome.decision.affected.kind === 'reactivated-key') return false;
  return keys.every(({ accessKeyId: about }) =>
    claims.containments.has(dedupKeyOf({ partition, accountId, about })),
  );
}

/**
 * A second look comes back until it can read, so its end may be a later one. It is told once, however often it is tried, and so is
 * what was stopped again.
 */
function isNews(entry: IncidentEntry, claims: Claims): boolean {
  const { audience, inDigest, reminder } = claimFor(entry, claims);
  return (audience === 'change' || inDigest === true) && reminder === undefined;
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

/** The user's other credentials are changed only if a list shows them Active. */
function changesOf(outcome: Outcome, isFirst: boolean): readonly Change[] {
  return [...(isFirst ? keysSetInactive(outcome) : []), ...credentialsSetInactive(outcome)];
}

interface Change {
  readonly at: Date;
}

function secondsToInactive(
  changes: readonly Change[],
  { evidence: { lastSeen } }: Incident['detection'],
): readonly number[] {
  const since = timeOf(lastSeen);
  const last = lastOf(changes);
  return since === undefined || last === undefined ? [] : [secondsBetween(since, last)];
}

function lastOf(changes: readonly Change[]): Date | undefined {
  return changes.map(({ at }) => at).toSorted((one, other) => other.getTime() - one.getTime())[0];
}

/** A clock of AWS that is ahead makes no time negative. */
export function secondsBetween(since: Date, until: Date): number {
  return Math.max(0, (until.getTime() - since.getTime()) / 1000);
}
