import { procedures } from '../../src/alerting/procedures.ts';
import type { Outcome, Reason, State } from '../../src/core/outcome.ts';
import { urgencyOf } from '../../src/core/urgency.ts';
import { credential, KEY, USER } from './examples.ts';
import { tableOf } from './markdown.ts';

/** The state that goes with each reason; test/table holds the handler to it. */
export const stateOf: Readonly<Record<Reason, State>> = {
  'keys-inactive': 'CONTAINED',
  'no-active-key': 'CONTAINED',
  'user-quarantined': 'CONTAINED',
  'other-key-active': 'PARTLY_CONTAINED',
  'session-alive': 'PARTLY_CONTAINED',
  'sessions-revoked': 'PARTLY_CONTAINED',
  'quarantine-failed': 'PARTLY_CONTAINED',
  'quarantine-not-verified': 'PARTLY_CONTAINED',
  'deactivation-failed': 'NOT_CONTAINED',
  'still-active': 'NOT_CONTAINED',
  'not-verified': 'NOT_CONTAINED',
  'owner-not-found': 'NOT_CONTAINED',
  'unconfirmed-user': 'NOT_CONTAINED',
  'revocation-failed': 'NOT_CONTAINED',
  'revocation-not-verified': 'NOT_CONTAINED',
  'member-role-failed': 'NOT_CONTAINED',
  'other-account': 'NOT_CONTAINED',
  'unknown-account': 'NOT_CONTAINED',
  'unverified-event': 'NOT_CONTAINED',
  root: 'NOT_CONTAINED',
  'root-federation': 'NOT_CONTAINED',
  'role-session': 'NOT_CONTAINED',
  'identity-center': 'NOT_CONTAINED',
  'service-linked-role': 'NOT_CONTAINED',
  'own-role': 'NOT_CONTAINED',
  'aws-service': 'NOT_CONTAINED',
  'federated-user-unknown-issuer': 'NOT_CONTAINED',
  'unknown-user': 'NOT_CONTAINED',
  'no-access-key-id': 'NOT_CONTAINED',
  'reactivated-too-often': 'NOT_CONTAINED',
  'ledger-unreadable': 'NOT_CONTAINED',
  exempt: 'NO_ACTION',
  observe: 'NO_ACTION',
  'only-confirmed': 'NO_ACTION',
  'below-minimum-severity': 'NO_ACTION',
  informational: 'NO_ACTION',
  'own-key': 'NO_ACTION',
  'nothing-to-resolve': 'NO_ACTION',
  restored: 'NO_ACTION',
  archived: 'NO_ACTION',
  replayed: 'NO_ACTION',
  'malformed-key-id': 'NO_ACTION',
  'key-gone': 'NO_ACTION',
  'role-gone': 'NO_ACTION',
  'stopped-by-hand': 'RESOLVED',
  sample: 'TEST',
};

/** With the links and words of the runbook, which has a heading for each. */
export function reasonsTable(): readonly string[] {
  const rows = Object.keys(stateOf).map((name) => {
    const reason = name as Reason;
    const urgency = urgencyOf(outcome(reason));
    return [
      stateOf[reason],
      `[${reason}](runbook.md#${reason})`,
      `${urgency.severity}${urgency.page ? ', wakes somebody' : ''}`,
      procedures[reason].join(' '),
    ];
  });
  return tableOf(['state', 'reason', 'urgency', 'what is left for a person'], rows);
}

/** As if a confirmed detection had ended so. */
function outcome(reason: Reason): Outcome {
  const classification = { class: 'confirmed', because: '' } as const;
  const decision = {
    action: 'escalate',
    reason: 'root',
    implicated: credential(KEY, USER),
    classification,
  } as const;
  return { state: stateOf[reason], reason, decision, actions: [], unfinished: false };
}
