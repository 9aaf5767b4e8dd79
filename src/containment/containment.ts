import type { Clock } from '../core/clock.ts';
import type { Remedy } from '../core/command.ts';
import type { ContainmentAction, DecisionTo } from '../core/decision.ts';
import type { ContainmentResult } from '../core/outcome.ts';
import type { Permission } from '../core/permission.ts';
import type { ResponsePolicy } from '../core/response-policy.ts';
import type { ActionLog } from './action-log.ts';
import type { Iam } from './iam-account.ts';

/** One way to stop a credential, with all that belongs to it: permissions, and the commands that take it back. */
export interface Containment<A extends ContainmentAction> extends Measure {
  readonly action: A;
  /** Its first call is the one that stops the credential. Never rejects because of AWS: errors are in the result. */
  readonly contain: (decision: DecisionTo<A>, work: Work) => Promise<ContainmentResult>;
}

/** What goes with a containment, and is no decision of its own. */
export interface Measure extends Remedy {
  readonly permissions: readonly Permission[];
}

/** What a containment of one credential works with. */
export interface Work {
  /** IAM of the account that is acted in. */
  readonly iam: Iam;
  readonly log: ActionLog;
  readonly clock: Clock;
  /** With the account that is acted in. */
  readonly policy: Pick<ResponsePolicy, 'exemptPrincipals' | 'accountId' | 'partition'>;
}
