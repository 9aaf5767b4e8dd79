import type { Clock } from '../core/clock.ts';
import type { Action, ActionRecord } from '../core/outcome.ts';
import { type Result, resultOf } from '../core/result.ts';

/** What was done for one credential: the alert prints it, and nothing else keeps it. */
export class ActionLog {
  readonly records: ActionRecord[] = [];
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Waits for the call and notes how it ended. Never rejects. */
  async record<T>(action: Action, call: Promise<T>): Promise<Result<T>> {
    const answer = await resultOf(call);
    const at = this.#clock.now().toISOString();
    this.records.push({
      at,
      ...action,
      ...(answer.ok ? { result: 'ok' } : { result: 'failed', error: answer.error }),
    });
    return answer;
  }
}
