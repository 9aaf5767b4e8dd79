import { decide } from './core/decide.ts';
import type { Outcome } from './core/outcome.ts';
import type { Responder, Told } from './core/ports.ts';
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
  const reactivated = detection.implicated.find((one) => one.kind === 'reactivated-key');
  // Only for such a key is anything waited for: for every other the first call is the one that stops it.
  const history = reactivated === undefined ? undefined : await responder.recall(reactivated);
  const decisions = decide(detection, responder.policy, history);
  const outcomes = reconcile(await Promise.all(decisions.map(responder.carryOut)));
  // One after the other: the ledger's client would load in the time in which the alert could leave.
  const told = await responder.tell(detection, outcomes);
  const remembered = await responder.remember(detection, outcomes);
  throwIfUnfinished(outcomes, [told, remembered]);
  return outcomes;
}

function throwIfUnfinished(outcomes: readonly Outcome[], told: readonly Told[]): void {
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
