import type { Container } from './container.ts';
import { contain } from './containment/index.ts';
import { decide } from './core/decide.ts';
import type { AffectedIdentity, ReactivatedKey, StoppedKey } from './core/detection.ts';
import { describe } from './core/incident.ts';
import { mergeReadBacks } from './core/merge-read-backs.ts';
import type { Outcome } from './core/outcome.ts';
import { isOwnChange } from './core/own-change.ts';
import { placeOf } from './core/place.ts';
import { policyIn } from './core/response-policy.ts';
import type { State } from './core/state.ts';
import type { Invoked } from './create-handler.ts';
import { readDetection } from './sources/index.ts';

/**
 * Read, decide, contain, alert. The alert goes out before anything is thrown. A thrown error makes Lambda run the same
 * event again.
 * @throws UnfinishedResponseError if a credential could not be contained, or an alert or event could not be sent.
 */
export async function respond(event: unknown, c: Container & Invoked): Promise<readonly State[]> {
  const place = placeOf(c.invocation.invokedFunctionArn);
  const reading = readDetection(event);
  if (!reading.ok) {
    const sentAt = c.clock.now();
    const { errors } = await (await c.alerts.get()).sendUnreadable(reading.problem, { place, sentAt });
    return finish([], errors);
  }

  const { detection } = reading;
  const policy = policyIn(place, c.settings.policy);
  const switched = detection.affected.filter((one) => !isOwnChange(one, policy)).find(isSwitched);
  // Only an event about a switched key waits for the ledger. For every other event the first call stops the key.
  const history = switched && (await (await c.incidents.get()).find(switched, place.partition));
  const decisions = decide(detection, { policy, history });
  const { accounts, clock } = c;
  const outcomes = mergeReadBacks(
    await Promise.all(decisions.map((decision) => contain(decision, { accounts, clock, policy }))),
  );

  const incident = describe(detection, { outcomes, place, sentAt: clock.now() });
  const alerts = await c.alerts.get();
  // One after the other: loading the ledger's client would delay the alert.
  const delivered = await alerts.sendAlert(incident);
  const recorded = await (await c.incidents.get()).record(incident);
  const trail = { deliveries: delivered.deliveries, previous: recorded.previous };
  const emitted = await alerts.emitOutcomes(incident, trail);
  return finish(outcomes, [...delivered.errors, ...recorded.errors, ...emitted.errors]);
}

function isSwitched(one: AffectedIdentity): one is ReactivatedKey | StoppedKey {
  return one.kind === 'reactivated-key' || one.kind === 'stopped-key';
}

function finish(outcomes: readonly Outcome[], errors: readonly string[]): readonly State[] {
  const uncontained = outcomes.filter(({ retry }) => retry).map(({ state, reason }) => `${state}: ${reason}`);
  const problems = [...uncontained, ...errors];
  if (problems.length > 0) throw new UnfinishedResponseError(problems);
  return outcomes.map(({ state }) => state);
}

export class UnfinishedResponseError extends Error {
  override readonly name = 'UnfinishedResponseError';

  constructor(problems: readonly string[]) {
    super(`the response is not finished and must run again: ${problems.join('; ')}`);
  }
}
