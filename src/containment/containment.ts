import type { Clock } from '../core/clock.ts';
import type { Remedy } from '../core/command.ts';
import type { ContainmentAction, DecisionTo } from '../core/decision.ts';
import type { ContainmentResult } from '../core/outcome.ts';
import type { Permission } from '../core/permission.ts';
import type { ResponsePolicy } from '../core/response-policy.ts';
import type { ChangedKey, Later } from '../core/second-look.ts';
import type { Accounts } from './accounts.ts';
import type { ActionLog } from './action-log.ts';
import type { LookAround } from './enrich.ts';
import type { Iam } from './iam-account.ts';

/** One way to stop a credential, with its permissions and its commands. */
export interface Containment<A extends ContainmentAction> extends Measure {
  readonly action: A;
  /** The first call stops the credential. Never rejects because of AWS: errors are in the result. */
  readonly contain: (decision: DecisionTo<A>, work: Work) => Promise<ContainmentResult>;
}

/** A part of a containment that is not a decision itself. */
export interface Measure extends Remedy {
  readonly permissions: readonly Permission[];
}

export interface Work {
  /** IAM of the account to act in. */
  readonly iam: Iam;
  /** STS, which knows the account of every key. */
  readonly accounts: Pick<Accounts, 'ofKey'>;
  readonly log: ActionLog;
  /** What is read for the alert, beside the read-back. */
  readonly look: Pick<LookAround, 'begin'>;
  readonly clock: Clock;
  /** An earlier response set keys Inactive and did not see it: they are read first, and only changed if they are not Inactive. */
  readonly readsFirst?: boolean;
  /** The same of a deny on the user. */
  readonly quarantinedBefore?: ChangedKey['quarantine'];
  /** The same of the role's sessions. */
  readonly revokedBefore?: string | undefined;
  /** When people are told, whatever is known by then. */
  readonly tellBy?: Date;
  /** What cannot be read back now is read again later, by the queue. */
  readonly later?: Pick<Later, 'keys'> | undefined;
  /** How often the retry queue gave the event, with this time. 0 if it came directly. */
  readonly receives: number;
  /** When the ledger says that this credential was contained before. A person may have made what is younger. */
  readonly containedAt?: () => Promise<Date | undefined>;
  /** `accountId` is the account to act in. */
  readonly policy: Pick<ResponsePolicy, 'exemptPrincipals' | 'accountId' | 'partition'>;
}
