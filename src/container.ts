import type { Alerts } from './alerting/alerts.ts';
import type { Heartbeats } from './alerting/heartbeats.ts';
import { Accounts } from './containment/accounts.ts';
import { FirstShot } from './containment/first-shot.ts';
import { iamEndpoint } from './containment/iam-endpoint.ts';
import { remedies } from './containment/index.ts';
import { Brake } from './core/brake.ts';
import type { Clock } from './core/clock.ts';
import type { Measure } from './core/metrics.ts';
import type { Log } from './create-handler.ts';
import { openMeasure } from './embedded-metrics.ts';
import type { DeadLetterClaims } from './incident/dead-letter-claims.ts';
import type { Incidents } from './incident/incidents.ts';
import { Lazy } from './lazy.ts';
import { LoadAhead } from './load-ahead.ts';
import type { DeadLetters } from './queue/dead-letters.ts';
import type { Later } from './queue/later.ts';
import { type Environment, readSettings, type Settings } from './read-settings.ts';
import { chance, clientOf, type Surroundings, systemClock } from './surroundings.ts';
import { version } from './version.ts';

/** What a use case works with: made once, on cold start. */
export interface Container {
  readonly settings: Settings;
  readonly clock: Clock;
  readonly log: Log;
  readonly measure: Measure;
  readonly accounts: Accounts;
  /** At least 0 and less than 1. */
  readonly random: () => number;
  readonly brake: Brake;
  /** The key comes first: what telling people needs is loaded once there is something to tell. */
  readonly alerts: Lazy<Alerts>;
  readonly incidents: Lazy<Incidents>;
  /** For what is to be done later, or again: `(await c.later.get()).send({ task, payload }, { delaySeconds })`. */
  readonly later: Lazy<Later>;
  readonly heartbeats: Lazy<Heartbeats>;
  readonly deadLetters: Lazy<DeadLetters>;
  readonly deadLetterClaims: Lazy<DeadLetterClaims>;
}

/** The one place where clients are made and settings meet code. @throws SettingError */
export function openContainer(environment: Environment, surroundings: Surroundings): Container {
  const { log, write = () => {}, clock = systemClock, random = chance } = surroundings;
  const settings = readSettings(environment);
  const client = clientOf(settings, surroundings);
  const measure = openMeasure({ stack: settings.outcomeBusName, clock, write });
  const brake = new Brake();
  const alerts = new Lazy(async () => {
    const { Alerts } = await import('./alerting/alerts.ts');
    return new Alerts({ settings: { ...settings, version }, remedies, client, log, measure });
  });
  const incidents = new Lazy(async () => {
    const { Incidents } = await import('./incident/incidents.ts');
    return new Incidents({ tableName: settings.ledgerTableName, client, clock, log, brake });
  });
  // The deny of a quarantine comes after the change, and must not be delayed either.
  const ahead = new LoadAhead(settings.policy.quarantineUsers ? [] : [incidents, alerts]);
  return {
    settings,
    brake,
    random,
    clock,
    log,
    measure,
    accounts: new Accounts({
      memberRoleName: settings.policy.memberRoleName,
      client,
      calling: { clock, random, ahead },
      firstShot: firstShotOf(settings, { ...surroundings, clock, client }),
    }),
    alerts,
    incidents,
    later: new Lazy(async () => {
      const { Later } = await import('./queue/later.ts');
      return new Later({ queueUrl: settings.retryQueueUrl, client });
    }),
    heartbeats: new Lazy(async () => {
      const { Heartbeats } = await import('./alerting/heartbeats.ts');
      return new Heartbeats(settings.outcomeBusName, client);
    }),
    deadLetters: new Lazy(async () => {
      const { DeadLetters } = await import('./queue/dead-letters.ts');
      return new DeadLetters({ queueUrl: settings.deadLetterQueueUrl, client, clock });
    }),
    deadLetterClaims: new Lazy(async () => {
      const { DeadLetterClaims } = await import('./incident/dead-letter-claims.ts');
      return new DeadLetterClaims({ tableName: settings.ledgerTableName, client, clock });
    }),
  };
}

/** `undefined` if only the SDK knows where IAM is, or who calls. */
function firstShotOf(
  { credentials, iamPlace }: Settings,
  { client, clock, post }: ShotSurroundings,
): FirstShot | undefined {
  const { customUserAgent, requestHandler: limits, region, endpoint } = client;
  const target =
    iamPlace && iamEndpoint({ ...iamPlace, ...(region && { region }), ...(endpoint && { endpoint }) });
  if (credentials === undefined || target === undefined) return undefined;
  const userAgent = customUserAgent.map((words) => words.join('/')).join(' ');
  return new FirstShot({ ...target, credentials, userAgent, limits, clock, ...(post && { post }) });
}

interface ShotSurroundings extends Pick<Surroundings, 'post'> {
  readonly client: ReturnType<typeof clientOf>;
  readonly clock: Clock;
}
