import type { Container } from './container.ts';
import { type Place, placeOf } from './core/place.ts';
import { resultOf } from './core/result.ts';
import type { State } from './core/state.ts';
import { timeOf } from './core/time.ts';
import type { Invoked } from './create-handler.ts';
import { text } from './sources/fields.ts';

/**
 * A heartbeat comes as a report does, and goes on only if a stolen key could be stopped now: IAM lets the function change a
 * key, the ledger lets it write, and the alert topic takes what it publishes. Never throws, because a try some minutes later
 * proves nothing: the next heartbeat does.
 */
export async function passHeartbeatOn(event: unknown, c: Container & Invoked): Promise<readonly State[]> {
  const { clock, log, measure } = c;
  const sentAt = timeOf(text(event, 'detail', 'sentAt'));
  const age = () => (sentAt === undefined ? Number.NaN : clock.now().getTime() - sentAt.getTime());
  const refused = refusalOf({ age: age(), receives: c.invocation.receives });
  if (sentAt === undefined || refused !== undefined) {
    log({ message: 'heartbeat', problems: [refused] });
    return [];
  }
  const asked = (await Promise.all([askIam(c), askLedger(c)])).flat();
  const place = placeOf(c.invocation.invokedFunctionArn);
  const problems = asked.length > 0 ? asked : await publish({ place, sentAt }, c);
  log({ message: 'heartbeat', ...(problems.length > 0 && { level: 'error', problems }) });
  if (problems.length > 0) return [];
  measure(() => ({ HeartbeatAge: [Math.max(0, age()) / 1000] }));
  return ['TEST'];
}

/**
 * EventBridge parks in the retry queue at once what the rule may not give to the function, and whoever may send there can put
 * one. So one that did not come by the rule shows nothing, however young it is.
 */
function refusalOf({
  age,
  receives,
}: {
  readonly age: number;
  readonly receives: number;
}): string | undefined {
  if (receives > 0) return 'it comes from the retry queue, and not by the rule';
  // A clock of AWS may be ahead a little. A NaN is no age.
  return Math.abs(age) <= STALE_MS ? undefined : 'it is not of now';
}

/** Two heartbeats are five minutes apart. */
const STALE_MS = 240_000;

/** IAM may be busy for so long. */
const TRIES_MS = 10_000;

/** AWS's documentation has this key id for an example, so that nobody has the key. */
const NOBODY = { userName: 'compromised-key-responder-heartbeat', accessKeyId: 'AKIAIOSFODNN7EXAMPLE' };

/**
 * IAM judges a call before it looks for what the call is about: who may not change a key is refused, and who may is told that
 * there is no such key. Under CONTAIN=observe the responder only reads, so only a read is tried.
 */
async function askIam({ accounts, clock, settings }: Container): Promise<readonly string[]> {
  const iam = accounts.own(new Date(clock.now().getTime() + TRIES_MS));
  const { userName, accessKeyId } = NOBODY;
  const observes = settings.policy.contain === 'observe';
  const call = observes ? iam.listAccessKeys(userName) : iam.deactivateAccessKey(userName, accessKeyId);
  const asked = await resultOf<unknown>(call);
  if (asked.ok || asked.error === 'NoSuchEntityException') return [];
  return [`iam:${observes ? 'ListAccessKeys' : 'UpdateAccessKey'} ${asked.error}`];
}

async function askLedger({ incidents, clock }: Container): Promise<readonly string[]> {
  const written = await resultOf(incidents.get().then((ledger) => ledger.beat(clock.now())));
  return written.ok ? [] : [`the ledger: ${written.error}`];
}

async function publish(
  beat: { readonly place: Place; readonly sentAt: Date },
  { alerts }: Container,
): Promise<readonly string[]> {
  const published = await resultOf(alerts.get().then((ready) => ready.sendHeartbeat(beat)));
  return published.ok ? published.value : [published.error];
}
