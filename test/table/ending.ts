import type { Decision } from '../../src/core/decision.ts';
import { type Reason, reasons } from '../../src/core/reasons/index.ts';
import type { State } from '../../src/core/state.ts';
import type { Calls } from './calls.ts';

/** How the response to one credential ends. */
export interface Ending {
  readonly action: Decision['action'];
  readonly state: State;
  readonly reason: Reason;
  /** Everything that is asked of AWS before anybody is told. */
  readonly calls: Calls;
  /** The first words of the headline, behind the state. */
  readonly headline: string;
  /** What the alert shows in the place of the key id. */
  readonly written?: string;
  /** What is otherwise than before; whatever is not named is as it was. */
  readonly inactive?: readonly string[];
  readonly denied?: readonly string[];
  readonly bounded?: readonly string[];
  readonly revoked?: readonly string[];
  /** The event runs again. */
  readonly retry?: boolean;
}

export function escalated(
  reason: Extract<Decision, { action: 'escalate' }>['reason'],
  headline: string,
): Ending {
  return { action: 'escalate', state: 'NOT_CONTAINED', reason, calls: [], headline };
}

type NoAction = Extract<Decision, { action: 'none' }>['reason'];

export function leftAlone(reason: NoAction): Ending {
  return { action: 'none', state: reasons[reason].state, reason, calls: [], headline: whyLeftAlone[reason] };
}

const whyLeftAlone: Readonly<Record<NoAction, string>> = {
  sample: 'a sample finding.',
  'malformed-key-id': 'the event names no real access key.',
  'suspected-without-key': 'nothing was changed. Only suspected: a credential of ',
  archived: 'nothing was changed. At its detector this is archived',
  settled: 'nothing was changed. A person resolved or suppressed the finding in Security Hub',
  replayed: 'nothing was changed. An event of the past was replayed',
  informational: 'nothing was changed. This kind of detection only alerts',
  tampering: 'nothing was changed. ',
  'tampering-refused': 'nothing was changed. ',
  trusted: '',
  'own-change': 'access key AKIAIOSFODNN7EXAMPLE of IAM user ci-deploy was set Inactive by this responder',
  'own-key':
    'IAM user ci-deploy made a credential of a user, and nothing is known against IAM user ci-deploy.',
  'earlier-activation':
    'access key AKIAIOSFODNN7EXAMPLE of IAM user ci-deploy was switched on before the incident',
  'no-incident': 'access key AKIAIOSFODNN7EXAMPLE of IAM user ci-deploy was switched ON. By the ledger',
  'no-restraint': 'the policy AWSDenyAll was taken off IAM user ci-deploy',
  'nothing-to-resolve':
    'access key AKIAIOSFODNN7EXAMPLE of IAM user ci-deploy was set Inactive or deleted by somebody',
  restored: `nothing was changed. Somebody undid the containment of access key AKIAIOSFODNN7EXAMPLE of IAM user ci-deploy`,
  'below-minimum-severity': 'nothing was changed. The severity is below MINIMUM_SEVERITY',
  'only-confirmed': 'nothing was changed. CONTAIN=confirmed, and this is only suspected',
  exempt: 'nothing was changed, because IAM user',
  observe: 'nothing was changed, because CONTAIN=observe.',
};
