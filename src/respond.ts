import type { Container } from './container.ts';
import { contain } from './containment/index.ts';
import { NO_CLAIMS } from './core/claims.ts';
import { decide, type Known } from './core/decide.ts';
import { toldBy } from './core/delivery.ts';
import type { AffectedIdentity, Detection, SwitchedKey } from './core/detection.ts';
import { describe } from './core/incident.ts';
import { mergeReadBacks } from './core/merge-read-backs.ts';
import type { Outcome } from './core/outcome.ts';
import { isOwnChange } from './core/own-change.ts';
import { type Place, placeOf } from './core/place.ts';
import { policyIn, type ResponsePolicy } from './core/response-policy.ts';
import { resultOf } from './core/result.ts';
import type { State } from './core/state.ts';
import type { Invoked } from './create-handler.ts';
import type { Incidents } from './incident/incidents.ts';
import { shareStorm, tellStorm } from './share-storm.ts';
import { readDetection } from './sources/index.ts';

/**
 * Read, decide, contain, alert. The alert goes out before anything is thrown. A thrown error makes Lambda run the same
 * event again.
 * @throws UnfinishedResponseError if a credential could not be contained, or an alert or event could not be sent.
 */
export async function respond(event: unknown, c: Container & Invoked): Promise<readonly State[]> {
  const until = endOfTries(c);
  const place = placeOf(c.invocation.invokedFunctionArn);
  const reading = readDetection(event);
  if (!reading.ok) {
    const sentAt = c.clock.now();
    const { errors } = await (await c.alerts.get()).sendUnreadable(reading.problem, { place, sentAt });
    return finish([], errors);
  }

  const { detection } = reading;
  const policy = policyIn(place, c.settings.policy);
  const known = await recall(detection, { place, policy, c });
  const decisions = decide(detection, { policy, containedOnSuspicion: c.brake.at(c.clock.now()), ...known });
  const { accounts, clock } = c;
  const outcomes = mergeReadBacks(
    await Promise.all(decisions.map((decision) => contain(decision, { accounts, clock, policy, until }))),
  );

  const incident = describe(detection, { outcomes, place, sentAt: clock.now() });
  const owner = `${detection.eventId} ${c.invocation.deliveryId}`;
  const asked = await inTime(c, (incidents, limit) => incidents.claim(incident, { owner, limit }));
  const claims = await shareStorm(asked ?? NO_CLAIMS, c);
  const delivered = await (await c.alerts.get()).sendAlert(incident, claims);
  const digest = await tellStorm(claims, { place, c });
  const told = (dedupKey: string) =>
    toldBy(delivered, { dedupKey, storm: digest.errors.length === 0 ? claims.storm : undefined });
  const recorded = await (await c.incidents.get()).record(incident, { claims, told });
  const emitted = await (await c.alerts.get()).emitOutcomes(incident, {
    deliveries: delivered.deliveries,
    claims,
  });
  return finish(outcomes, [...delivered.errors, ...digest.errors, ...recorded.errors, ...emitted.errors]);
}

/** IAM that is busy for longer is busy for a long time: then the event comes back, and the function may end. */
const TRIES_MS = 60_000;
/** For reading back, telling people and storing what was told, even if nothing of that answers. */
const AFTER_TRIES_MS = 50_000;

function endOfTries({ clock, invocation }: Pick<Container & Invoked, 'clock' | 'invocation'>): Date {
  return new Date(
    clock.now().getTime() + Math.min(TRIES_MS, Math.max(invocation.remainingMs() - AFTER_TRIES_MS, 0)),
  );
}

interface Recalling {
  readonly place: Place;
  readonly policy: ResponsePolicy;
  readonly c: Container & Invoked;
}

/**
 * Only an event about a switched key, an update of a known finding, or what comes back from the queue waits for the ledger.
 * For every other event the first call stops the key.
 */
async function recall(
  detection: Detection,
  { place: { partition }, policy, c }: Recalling,
): Promise<Omit<Known, 'policy'>> {
  const switched = detection.affected.filter((one) => !isOwnChange(one, policy)).find(isSwitched);
  if (switched !== undefined)
    return {
      history: await (await c.incidents.get()).find(switched, { partition, eventId: detection.eventId }),
    };
  const { update, sample, archived, replayed } = detection;
  const again = update || c.invocation.redelivered;
  if (!again || sample || archived || replayed) return {};
  const undone = await inTime(c, (incidents, limit) => incidents.undone(detection, { partition, limit }));
  return { ...(undone !== undefined && { undone }) };
}

function isSwitched(one: AffectedIdentity): one is SwitchedKey {
  return one.kind === 'reactivated-key' || one.kind === 'stopped-key';
}

/** A ledger that does not answer must not delay a containment or an alert for longer. Its client's start is included. */
const LEDGER_MS = 300;

/** @returns `undefined` if the ledger was not asked in time. */
async function inTime<T>(
  { clock, incidents }: Container,
  ask: (incidents: Incidents, limit: AbortSignal) => Promise<T>,
): Promise<T | undefined> {
  const limit = clock.abortAfter(LEDGER_MS);
  const asked = incidents.get().then((ready) => (limit.aborted ? undefined : ask(ready, limit)));
  const late = new Promise<undefined>((resolve) => {
    limit.addEventListener('abort', () => resolve(undefined), { once: true });
  });
  const answer = await resultOf(Promise.race([asked, late]));
  return answer.ok ? answer.value : undefined;
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
