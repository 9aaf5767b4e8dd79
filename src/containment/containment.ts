import type { Decision } from '../core/decision.ts';
import type { Outcome } from '../core/outcome.ts';
import type { Clock, Iam } from '../core/ports.ts';
import type { ResponsePolicy } from '../core/response-policy.ts';
import type { Recorder } from './recorder.ts';

/** What every way of containing works with. */
export interface Containment {
  /** IAM of the account that is acted in. */
  readonly iam: Iam;
  readonly clock: Clock;
  readonly policy: Pick<ResponsePolicy, 'exemptPrincipals' | 'accountId' | 'partition'>;
}

/** The containment of one credential, with its list of what was done. */
export interface Work extends Containment {
  readonly recorder: Recorder;
}

/** How it ended; the decision and the record are added by who began it. */
export type Ending = Omit<Outcome, 'decision' | 'actions'>;

export type DecisionTo<Action extends Decision['action']> = Extract<Decision, { action: Action }>;
