import type { Container } from './container.ts';
import { type Claims, NO_CLAIMS, nextReminderOf } from './core/claims.ts';
import { passed } from './core/clock.ts';
import { type DeliveryReport, toldBy } from './core/delivery.ts';
import type { Incident } from './core/incident.ts';
import { resultOf } from './core/result.ts';
import type { Invoked } from './create-handler.ts';
import type { Incidents } from './incident/incidents.ts';
import { shareStorm, tellStorm } from './share-storm.ts';

interface Telling {
  readonly c: Container & Invoked;
  /** The same incident with what was read for the alert meanwhile. What the ledger is asked does not depend on it. */
  readonly whole?: () => Promise<Incident>;
}

export interface Told extends Pick<DeliveryReport, 'errors'> {
  /** What the ledger knew before, and left to this event. */
  readonly claims: Claims;
  /** When people are to be told again that it is still so. */
  readonly remindAt?: Date | undefined;
}

/** People are told what the ledger leaves to this event, machines everything, and the ledger what reached people. */
export async function tell(known: Incident, { c, whole = async () => known }: Telling): Promise<Told> {
  const { detection, place } = known;
  const { deliveryId, receives } = c.invocation;
  // SQS may give one message to two processes at the same moment. It counts that.
  const owner = `${detection.eventId} ${deliveryId} ${receives}`;
  const asked = await inTime(c, (incidents, limit) => incidents.claim(known, { owner, limit }));
  const claims = await shareStorm(asked ?? c.incidents.present?.recall(known) ?? NO_CLAIMS, c);
  const alerts = await c.alerts.get();
  // Its time is that of the alert, also in the ledger.
  const incident = await whole();
  const composed = alerts.compose(incident, claims);
  const delivered = await alerts.sendAlert(composed);
  const digest = await tellStorm(claims, { place, c });
  const told = (dedupKey: string) =>
    toldBy(delivered, { dedupKey, storm: digest.errors.length === 0 ? claims.storm : undefined });
  const [recorded, emitted] = await Promise.all([
    c.incidents.get().then((incidents) => incidents.record(incident, { claims, told })),
    alerts.emitOutcomes(composed, delivered),
  ]);
  return {
    errors: [...delivered.errors, ...digest.errors, ...recorded.errors, ...emitted.errors],
    claims,
    remindAt: nextReminderOf(incident, claims),
  };
}

/** A ledger that does not answer must not delay a containment or an alert for longer. Its client's start is included. */
const LEDGER_MS = 300;

/** @returns `undefined` if the ledger was not asked in time. */
export async function inTime<T>(
  { clock, incidents }: Container,
  ask: (incidents: Incidents, limit: AbortSignal) => Promise<T>,
): Promise<T | undefined> {
  const limit = clock.abortAfter(LEDGER_MS);
  const asked = incidents.get().then((ready) => (limit.aborted ? undefined : ask(ready, limit)));
  const answer = await resultOf(Promise.race([asked, passed(limit)]));
  return answer.ok ? answer.value : undefined;
}
