import { limitAnswers } from './answer-limit.ts';
import type { Post } from './containment/post.ts';
import type { Clock } from './core/clock.ts';
import type { Log } from './create-handler.ts';
import type { Settings } from './read-settings.ts';
import { version } from './version.ts';

/** Given by who opens a container, so that tests can give others. */
export interface Surroundings {
  readonly log: Log;
  /** Writes one line that is nothing but this text. Absent: there are no metrics. */
  readonly write?: (line: string) => void;
  readonly clock?: Clock;
  /** At least 0 and less than 1. */
  readonly random?: () => number;
  /** For every client of AWS, beside or in place of its own attempts and `socketLimits`. */
  readonly client?: ClientConfig;
  /** How the first shot is sent, before there is a client. */
  readonly post?: Post;
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

/**
 * The SDK's default waits for ever on a socket that accepts and never answers. The function's time is long enough for all
 * attempts of all clients with these limits.
 */
export const socketLimits = {
  connectionTimeout: 2_000,
  requestTimeout: 3_000,
  throwOnRequestTimeout: true,
} as const;

/** The configuration that every client gets. */
export function clientOf({ credentials }: Pick<Settings, 'credentials'>, { client }: Surroundings) {
  const { requestHandler = socketLimits, extensions = [], ...others } = client ?? {};
  return {
    ...(credentials !== undefined && { credentials }),
    customUserAgent: [['compromised-key-responder', version]] satisfies [string, string][],
    ...others,
    requestHandler,
    extensions: [limitAnswers(requestHandler.requestTimeout), ...extensions],
  };
}

export const systemClock: Clock = {
  now: () => new Date(),
  wait: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
  abortAfter: (milliseconds) => AbortSignal.timeout(milliseconds),
};

export const chance = (): number => Math.random();
