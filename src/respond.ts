import { decide } from './core/decide.ts';
import type { Implicated, ReactivatedKey, StoppedKey } from './core/detection.ts';
import type { Outcome } from './core/outcome.ts';
import type { Failures, Responder } from './core/ports.ts';
import { reconcile } from './core/reconcile.ts';
import { readDetection } from './sources/index.ts';

/**
 * Read, decide, contain, tell. People are told before anything is thrown; what is thrown asks Lambda to run the same
 * event again.
 * @throws UnfinishedResponseError when a key could not be contained or somebody could not be told.
 */
export async function respond(event: unknown, responder: Responder): Promise<readonly Outcome[]> {
  const reading = readDetection(event);
  if (!reading.ok) {
    throwIfUnfinished([], [await responder.tellUnreadable(reading.problem)]);
    return [];
  }

  const { detection } = reading;
  const switched = detection.implicated.find(isSwitched);
  // Only for such a key is anything waited for: for every other the first call is the one that stops it.
  const history = switched === undefined ? undefined : await responder.recall(switched);
  const decisions = decide(detection, responder.policy, history);
  const outcomes = reconcile(await Promise.all(decisions.map(responder.carryOut)));
  // One after the other: the ledger's client would load in the time in which the alert could leave.
  const told = await responder.tellPeople(detection, outcomes);
  const remembered = await responder.remember(detection, outcomes);
  const soFar = { deliveries: told.deliveries, before: remembered.before };
  const machines = await responder.tellMachines(detection, outcomes, soFar);
  throwIfUnfinished(outcomes, [told, remembered, machines]);
  return outcomes;
}

function isSwitched(one: Implicated): one is ReactivatedKey | StoppedKey {
  return one.kind === 'reactivated-key' || one.kind === 'stopped-key';
}

function throwIfUnfinished(outcomes: readonly Outcome[], told: readonly Failures[]): void {
  const uncontained = outcomes
    .filter(({ unfinished }) => unfinished)
    .map(({ state, reason }) => `${state}: ${reason}`);
  const problems = [...uncontained, ...told.flatMap(({ failures }) => failures)];
  if (problems.length > 0) throw new UnfinishedResponseError(problems);
}

export class UnfinishedResponseError extends Error {
  override readonly name = 'UnfinishedResponseError';

  constructor(problems: readonly string[]) {
    super(`the response is not finished and must run again: ${problems.join('; ')}`);
  }
}
