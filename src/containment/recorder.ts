import { type Attempt, attempt } from '../core/attempt.ts';
import type { ActionRecord } from '../core/outcome.ts';
import type { Clock } from '../core/ports.ts';

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
      const answer = await attempt(call);
      const at = clock.now().toISOString();
      records.push({
        at,
        name,
        target,
        ...(answer.ok ? { result: 'ok' } : { result: 'failed', error: answer.error }),
      });
      return answer;
    },
  };
}
