import type { Alerts } from './alerting/alerts.ts';
import { Accounts } from './containment/accounts.ts';
import { remedies } from './containment/index.ts';
import { Brake } from './core/brake.ts';
import type { Clock } from './core/clock.ts';
import type { Log } from './create-handler.ts';
import type { DeadLetterClaims } from './incident/dead-letter-claims.ts';
import type { Incidents } from './incident/incidents.ts';
import { Lazy } from './lazy.ts';
import { LoadAhead } from './load-ahead.ts';
import type { DeadLetters } from './queue/dead-letters.ts';
import type { Later } from './queue/later.ts';
import { type Environment, readSettings, type Settings } from './settings.ts';
import { chance, clientOf, type Surroundings, systemClock } from './surroundings.ts';
import { version } from './version.ts';

/** What a use case works with: made once, on cold start. */
export interface Container {
  readonly settings: Settings;
  readonly clock: Clock;
  readonly log: Log;
  readonly accounts: Accounts;
  readonly brake: Brake;
  /** The key comes first: what telling people needs is loaded once there is something to tell. */
  readonly alerts: Lazy<Alerts>;
  readonly incidents: Lazy<Incidents>;
  /** For what is to be done later, or again: `(await c.later.get()).send({ task, payload }, { delaySeconds })`. */
  readonly later: Lazy<Later>;
  readonly deadLetters: Lazy<DeadLetters>;
  readonly deadLetterClaims: Lazy<DeadLetterClaims>;
}

/** The one place where clients are made and settings meet code. @throws SettingError */
export function openContainer(environment: Environment, surroundings: Surroundings): Container {
  const { log, clock = systemClock, random = chance } = surroundings;
  const settings = readSettings(environment);
  const client = clientOf(settings, surroundings);
  const brake = new Brake();
  const alerts = new Lazy(async () => {
    const { Alerts } = await import('./alerting/alerts.ts');
    return new Alerts({ settings: { ...settings, version }, remedies, client, log });
  });
  const incidents = new Lazy(async () => {
    const { Incidents } = await import('./incident/incidents.ts');
    return new Incidents({ tableName: settings.ledgerTableName, client, clock, log, brake });
  });
  // The ledger is asked before an alert goes out.
  const telling = new LoadAhead([incidents, alerts]);
  const beforeChange = () => {
    // The deny of a quarantine comes after the change, and must not be delayed either.
    if (!settings.policy.quarantineUsers) telling.begin();
  };
  return {
    settings,
    brake,
    clock,
    log,
    accounts: new Accounts({
      memberRoleName: settings.policy.memberRoleName,
      client,
      calling: { clock, random, beforeChange },
    }),
    alerts,
    incidents,
    later: new Lazy(async () => {
      const { Later } = await import('./queue/later.ts');
      return new Later({ queueUrl: settings.retryQueueUrl, client });
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
