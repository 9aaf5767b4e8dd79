import type { Alerts } from './alerting/alerts.ts';
import { Accounts } from './containment/accounts.ts';
import { remedies } from './containment/index.ts';
import type { Clock } from './core/clock.ts';
import type { Log } from './create-handler.ts';
import type { DeadLetterClaims } from './incident/dead-letter-claims.ts';
import type { Incidents } from './incident/incidents.ts';
import { Lazy } from './lazy.ts';
import type { DeadLetters } from './queue/dead-letters.ts';
import type { Later } from './queue/later.ts';
import { type Environment, readSettings, type Settings } from './settings.ts';
import { version } from './version.ts';

/**
 * The SDK's default waits for ever on a socket that accepts and never answers. The function's time is long enough for all
 * attempts of all clients with these limits.
 */
export const socketLimits = {
  connectionTimeout: 2_000,
  requestTimeout: 3_000,
  throwOnRequestTimeout: true,
} as const;

/** What a use case works with: made once, on cold start. */
export interface Container {
  readonly settings: Settings;
  readonly clock: Clock;
  readonly log: Log;
  readonly accounts: Accounts;
  /** The key comes first: what telling people needs is loaded once there is something to tell. */
  readonly alerts: Lazy<Alerts>;
  readonly incidents: Lazy<Incidents>;
  /** For what is to be done later, or again: `(await c.later.get()).send({ task, payload }, { delaySeconds })`. */
  readonly later: Lazy<Later>;
  readonly deadLetters: Lazy<DeadLetters>;
  readonly deadLetterClaims: Lazy<DeadLetterClaims>;
}

/** Given by who opens the container, so that tests can give others. */
export interface Surroundings {
  readonly log: Log;
  readonly clock?: Clock;
  /** For every client of AWS, beside or in place of its own attempts and `socketLimits`. */
  readonly client?: ClientConfig;
}

/** What the configurations of all clients have in common. */
export interface ClientConfig {
  readonly endpoint?: string;
  readonly region?: string;
  readonly maxAttempts?: number;
  readonly requestHandler?: {
    readonly connectionTimeout: number;
    readonly requestTimeout: number;
    readonly throwOnRequestTimeout: boolean;
  };
  /** Extensions as the SDK has them: they change how a client waits, whatever its service is. */
  readonly extensions?: { configure(client: never): void }[];
}

/** The one place where clients are made and settings meet code. @throws SettingError */
export function openContainer(environment: Environment, surroundings: Surroundings): Container {
  const { log, clock = systemClock } = surroundings;
  const settings = readSettings(environment);
  const client = {
    ...(settings.credentials !== undefined && { credentials: settings.credentials }),
    customUserAgent: [['compromised-key-responder', version]] satisfies [string, string][],
    requestHandler: socketLimits,
    ...surroundings.client,
  };
  return {
    settings,
    clock,
    log,
    accounts: new Accounts({ memberRoleName: settings.policy.memberRoleName, client }),
    alerts: new Lazy(async () => {
      const { Alerts } = await import('./alerting/alerts.ts');
      return new Alerts({ settings: { ...settings, version }, remedies, client, log });
    }),
    incidents: new Lazy(async () => {
      const { Incidents } = await import('./incident/incidents.ts');
      return new Incidents({ tableName: settings.ledgerTableName, client, clock, log });
    }),
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

const systemClock: Clock = {
  now: () => new Date(),
  wait: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
  abortAfter: (milliseconds) => AbortSignal.timeout(milliseconds),
};
