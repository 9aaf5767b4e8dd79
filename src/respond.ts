import type { Container } from './container.ts';
import { attempt } from './containment/attempt.ts';
import { NO_CLAIMS } from './core/claims.ts';
import { passed } from './core/clock.ts';
import { decide, type Known } from './core/decide.ts';
import { isDenyRemoval } from './core/denial.ts';
import type { AffectedIdentity, DenyRemoval, Detection, SwitchedKey } from './core/detection.ts';
import { describe } from './core/incident.ts';
import { mergeReadBacks } from './core/merge-read-backs.ts';
import { type Outcome, withEnrichment } from './core/outcome.ts';
import { isOwnChange } from './core/own-change.ts';
import { type Place, placeOf } from './core/place.ts';
import { reasons } from './core/reasons/index.ts';
import { policyIn, type ResponsePolicy } from './core/response-policy.ts';
import { mayLookAgain } from './core/second-look.ts';
import type { State } from './core/state.ts';
import { UnfinishedResponseError } from './core/unfinished-response.ts';
import type { Invoked } from './create-handler.ts';
import { measureResponse } from './measure-response.ts';
import { readLater } from './read-later.ts';
import { eventsIn } from './sources/events-in.ts';
import { readDetection } from './sources/index.ts';
import { inTime, type Told, tell } from './tell.ts';

/**
 * Read, decide, contain, alert. The alert goes out before anything is thrown. A thrown error makes Lambda run the same
 * event again.
 * @throws UnfinishedResponseError if a credential could not be contained, or an alert or event could not be sent.
 */
export async function respond(event: unknown, c: Container & Invoked): Promise<readonly State[]> {
  const soon = c.clock.abortAfter(FIRST_ALERT_MS);
  const responses = await allOf(eventsIn(event).map((one) => respondTo(one, { ...c, soon })));
  return finish({
    outcomes: responses.flatMap(({ outcomes }) => outcomes),
    errors: responses.flatMap(({ errors }) => errors),
    remindAt: earliest(responses.flatMap(({ remindAt }) => remindAt ?? [])),
  });
}

interface Response {
  readonly outcomes: readonly Outcome[];
  readonly errors: readonly string[];
  /** When people are to be told again that it is still so. */
  readonly remindAt?: Date | undefined;
}

async function respondTo(
  event: unknown,
  c: Container & Invoked & { readonly soon: AbortSignal },
): Promise<Response> {
  const { accounts, clock, soon } = c;
  const startedAt = clock.now();
  const { receives } = c.invocation;
  const place = placeOf(c.invocation.invokedFunctionArn);
  const reading = readDetection(event);
  if (!reading.ok) {
    const { tellUnreadable } = await import('./tell-unreadable.ts');
    const { errors } = await tellUnreadable(reading.problem, c);
    return { outcomes: [], errors };
  }

  const { detection } = reading;
  const policy = policyIn(place, c.settings.policy);
  const known = await recall(detection, { place, policy, c });
  const decisions = decide(detection, { policy, containedOnSuspicion: c.brake.at(clock.now()), ...known });
  const limits = limitsOf(startedAt, c);
  const attempts = decisions.map((decision) =>
    attempt(decision, {
      ...{ accounts, clock, policy, receives, ...limits },
      containedAt: () =>
        inTime(c, ({ histories }, limit) =>
          histories.containedAt(decision.affected, { detection, place, limit }),
        ),
    }),
  );

  const ends = Promise.all(attempts.map(({ outcome }) => outcome));
  await Promise.race([ends, passed(soon)]);
  const unfinished = attempts.flatMap((one) => one.unfinished() ?? []);
  // What does not go out now goes out at the end.
  if (unfinished.length > 0)
    await tell(describe(detection, { outcomes: unfinished, place, sentAt: clock.now() }), { c });

  const outcomes = mergeReadBacks(await ends, limits);
  const news = outcomes.filter((outcome) => !isKnown(outcome, c));
  // The ledger is asked while IAM still answers what is only good to know.
  const whole = async () => {
    const enrichments = await Promise.all(attempts.map(({ enrichment }) => enrichment));
    const all = news.map((outcome) => withEnrichment(outcome, enrichments[outcomes.indexOf(outcome)]));
    return describe(detection, { outcomes: all, place, sentAt: clock.now() });
  };
  const { errors, remindAt, claims }: Told =
    news.length === 0 && outcomes.length > 0
      ? { errors: [], claims: NO_CLAIMS }
      : await tell(describe(detection, { outcomes: news, place, sentAt: clock.now() }), { c, whole });
  // What was told meanwhile is in the ledger as well: it does not say any more what was there before this response.
  const before = unfinished.length > 0 ? NO_CLAIMS : claims;
  const ended = describe(detection, { outcomes, place, sentAt: clock.now() });
  measureResponse(ended, { event, claims: before, startedAt, c });
  const unread = await readLater(event, { outcomes, startedAt, c });
  return { outcomes, errors: [...errors, ...unread], remindAt };
}

/** A second look that could not read says less than the alert before it. */
function isKnown({ reason }: Outcome, { invocation }: Invoked): boolean {
  return invocation.secondLook !== undefined && reasons[reason].looksAgain === true;
}

/** A bug that ends one of them ends no other. */
async function allOf<T>(works: readonly Promise<T>[]): Promise<readonly T[]> {
  await Promise.allSettled(works);
  return Promise.all(works);
}

/** A page does not wait for an IAM that is busy or silent. */
const FIRST_ALERT_MS = 5_000;

/**
 * A thousand environments that share twenty calls a second wait for fifty seconds on the average, and the unlucky longer. IAM that
 * is busy for even longer is busy for a long time: then the event comes back, and the function may end.
 */
const TRIES_MS = 90_000;
/** For reading back, telling people and storing what was told, even if nothing of that answers. */
const AFTER_TRIES_MS = 50_000;

function limitsOf(startedAt: Date, { clock, invocation }: Container & Invoked) {
  const started = startedAt.getTime();
  const { secondLook } = invocation;
  return {
    until: new Date(started + Math.min(TRIES_MS, Math.max(invocation.remainingMs() - AFTER_TRIES_MS, 0))),
    tellBy: new Date(started + FIRST_ALERT_MS),
    later: mayLookAgain({ since: startedAt, ...secondLook, now: clock.now() }),
    ...(secondLook && { before: secondLook }),
  };
}

interface Recalling {
  readonly place: Place;
  readonly policy: ResponsePolicy;
  readonly c: Container & Invoked;
}

/**
 * Only an event about a switched key, a deny that was taken off or a new credential, an update of a known finding, or what comes
 * back from the queue waits for the ledger.
 * For every other event the first call stops the key.
 */
export async function recall(detection: Detection, recalling: Recalling): Promise<Omit<Known, 'policy'>> {
  const {
    place: { partition },
    policy,
    c,
  } = recalling;
  const hint = detection.affected.filter((one) => !isOwnChange(one, policy)).find(isHint);
  if (hint !== undefined) {
    const { eventId } = detection;
    const { histories } = await c.incidents.get();
    const history = await histories.find(hint, { partition, eventId, redelivered: isRedelivered(c) });
    return { history, ...(await undoneIn(detection, { ...recalling, known: hint })) };
  }
  const made = detection.affected.find((one) => one.kind === 'new-credential');
  if (made !== undefined) {
    const { eventId } = detection;
    const { histories } = await c.incidents.get();
    const history = await histories.findMaking(made, { partition, eventId, redelivered: isRedelivered(c) });
    return { history, ...(await undoneIn(detection, { ...recalling, known: made })) };
  }
  return undoneIn(detection, recalling);
}

/** @param known whose history was read: it says whether that was undone. The caller that the event names may be contained, too. */
async function undoneIn(
  detection: Detection,
  { place: { partition }, c, known }: Recalling & { readonly known?: AffectedIdentity },
): Promise<Pick<Known, 'undone'>> {
  const { update, sample, settled, archived, replayed, affected } = detection;
  const again = (update || isRedelivered(c)) && affected.some((one) => one !== known);
  if (!again || sample || settled || archived || replayed) return {};
  const undone = await inTime(c, ({ histories }, limit) => histories.undone(detection, { partition, limit }));
  return undone === undefined ? {} : { undone: new Map([...undone].filter(([one]) => one !== known)) };
}

function isRedelivered({ invocation }: Invoked): boolean {
  return invocation.receives > 0;
}

/** Only the ledger knows what it means. */
function isHint(one: AffectedIdentity): one is SwitchedKey | DenyRemoval {
  return one.kind === 'reactivated-key' || one.kind === 'stopped-key' || isDenyRemoval(one);
}

function earliest(times: readonly Date[]): Date | undefined {
  return times.toSorted((one, other) => one.getTime() - other.getTime())[0];
}

function finish({ outcomes, errors, remindAt }: Response): readonly State[] {
  const uncontained = outcomes.filter(({ retry }) => retry).map(({ state, reason }) => `${state}: ${reason}`);
  const problems = [...uncontained, ...errors];
  if (problems.length > 0) throw new UnfinishedResponseError(problems, remindAt);
  return outcomes.map(({ state }) => state);
}
