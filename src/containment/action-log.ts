import type { Clock } from '../core/clock.ts';
import type { Action, ActionRecord } from '../core/outcome.ts';
import { type Result, resultOf } from '../core/result.ts';

/** The calls for one credential. Only the alert and the outcome event show them, so none may be missing. */
export class ActionLog {
  readonly records: ActionRecord[];
  /** Set when IAM is asked to refuse sessions of a role, which stays true if the answer is lost. */
  revokedBefore: string | undefined;
  readonly #underWay = new Set<Action>();
  readonly #clock: Pick<Clock, 'now'>;

  /** @param before what an earlier response to the same event did. */
  constructor(clock: Pick<Clock, 'now'>, before: readonly ActionRecord[] = []) {
    this.records = [...before];
    this.#clock = clock;
  }

  /** Waits for the call and records its result. Never rejects. */
  async record<T>(action: Action, call: Promise<T>): Promise<Result<T>> {
    this.#underWay.add(action);
    const answer = await resultOf(call);
    this.#underWay.delete(action);
    const at = this.#clock.now().toISOString();
    this.records.push({
      at,
      ...action,
      ...(answer.ok ? { result: 'ok' } : { result: 'failed', error: answer.error }),
    });
    return answer;
  }

  get underWay(): readonly Action[] {
    return [...this.#underWay];
  }

  /** With the calls that are not answered yet, or are being tried again. */
  soFar(): readonly ActionRecord[] {
    const at = this.#clock.now().toISOString();
    const underWay = this.underWay.map(
      (action): ActionRecord => ({ at, ...action, result: 'failed', error: 'NotDoneYet' }),
    );
    return [...this.records, ...underWay];
  }
}
