import type { ActionRecord } from '../core/outcome.ts';
import type { Clock } from '../core/ports.ts';

export type Attempt<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: string };

export interface Recorder {
  readonly records: ActionRecord[];
  /** Makes the call and notes how it ended. Never rejects. */
  readonly attempt: <T>(name: string, target: string, call: () => Promise<T>) => Promise<Attempt<T>>;
}

/** Keeps the list of what was done for one credential: the alert prints it, and nothing else remembers it. */
export function recorderOf(clock: Clock): Recorder {
  const records: ActionRecord[] = [];
  return {
    records,
    async attempt(name, target, call) {
      try {
        const value = await call();
        records.push({ at: clock.now().toISOString(), name, target, result: 'ok' });
        return { ok: true, value };
      } catch (cause) {
        const error = errorCode(cause);
        records.push({ at: clock.now().toISOString(), name, target, result: 'failed', error });
        return { ok: false, error };
      }
    },
  };
}

/** AWS's code, by name: throttling and access denied are not classes of the SDK, and messages quote request data. */
export function errorCode(cause: unknown): string {
  return cause instanceof Error ? cause.name : 'UnknownError';
}
