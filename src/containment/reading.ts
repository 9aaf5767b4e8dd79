import type { Clock } from '../core/clock.ts';
import type { Iam, Patiently } from './iam-account.ts';
import { paces, type Trouble } from './patience.ts';

/** How long an alert waits for what is read for it. */
const READ_MS = 3_000;
/** Long enough for IAM if it is well. */
const LEAST_MS = 800;
/** A second look has no alert that waits for it. */
const SECOND_LOOK_MS = 60_000;

interface Asking {
  readonly iam: Pick<Iam, 'severeTrouble'>;
  readonly clock: Pick<Clock, 'now' | 'abortAfter'>;
  readonly tellBy?: Date;
  readonly readsFirst?: boolean;
}

/** How a read is made: whether at all, how patiently, and for how long. */
export type Reading = { readonly trouble: Trouble } | ({ readonly trouble?: undefined } & Patiently);

/**
 * What decides the state beside the keys: the user's other credentials. One refused call is no reason for UNKNOWN. While many
 * others stop their keys, nothing is asked: they need the rate. The second look comes for these reads, so it is patient.
 */
export function readingForState({ iam, clock, tellBy, readsFirst }: Asking): Reading {
  if (readsFirst) {
    return { pace: paces.lookAgain, until: { abortSignal: clock.abortAfter(SECOND_LOOK_MS) } };
  }
  const { severeTrouble: trouble } = iam;
  if (trouble !== undefined) return { trouble };
  const limit = limitAt(clock.now(), tellBy);
  return {
    pace: { ...paces.beside, forMs: limit },
    until: { abortSignal: clock.abortAfter(limit) },
  };
}

/** The first alert goes out within six seconds after the event. Once people were told, the end of the try can wait. */
export function limitAt(now: Date, tellBy: Date | undefined): number {
  const rest = (tellBy?.getTime() ?? 0) - now.getTime();
  return rest > 0 ? Math.min(READ_MS, Math.max(rest, LEAST_MS)) : READ_MS;
}

export function notAsked(trouble: Trouble) {
  return { ok: false, error: `not asked, IAM ${trouble}` } as const;
}
