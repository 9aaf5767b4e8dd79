import { decide } from './core/decide.ts';
import type { Outcome } from './core/outcome.ts';
import type { Responder, Told } from './core/ports.ts';
import { readDetection } from './sources/index.ts';

/**
 * Read, decide, contain, tell. People are told before anything is thrown; what is thrown asks Lambda to run the same
 * event again.
 * @throws UnfinishedResponseError when a key could not be contained or somebody could not be told.
 */
export async function respond(event: unknown, responder: Responder): Promise<readonly Outcome[]> {
  const reading = readDetection(event);
  if (!reading.ok) {
    throwIfUnfinished([], await responder.tellUnreadable(reading.problem));
    return [];
  }

  const decisions = decide(reading.detection, responder.policy);
  const outcomes = await Promise.all(decisions.map(responder.carryOut));
  const told = await responder.tell(reading.detection, outcomes);
  throwIfUnfinished(outcomes, told);
  return outcomes;
}

function throwIfUnfinished(outcomes: readonly Outcome[], told: Told): void {
  const uncontained = outcomes
    .filter(({ unfinished }) => unfinished)
    .map(({ state, reason }) => `${state}: ${reason}`);
  const problems = [...uncontained, ...told.failures];
  if (problems.length > 0) throw new UnfinishedResponseError(problems);
}

export class UnfinishedResponseError extends Error {
  override readonly name = 'UnfinishedResponseError';

  constructor(problems: readonly string[]) {
    super(`the response is not finished and must run again: ${problems.join('; ')}`);
  }
}
