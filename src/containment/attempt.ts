import { contains, type Decision } from '../core/decision.ts';
import { type ActionRecord, type Enrichment, ended, inactive, type Outcome } from '../core/outcome.ts';
import type { Reason } from '../core/reasons/index.ts';
import type { ChangedKey, Later, RevokedRole } from '../core/second-look.ts';
import { ActionLog } from './action-log.ts';
import { type Containing, contain } from './index.ts';
import { putOn } from './revocation-policy.ts';
import { userCredentials } from './user-credentials.ts';

/** One decision that is being carried out. */
export interface Attempt {
  /** Never rejects. */
  readonly outcome: Promise<Outcome>;
  /** What is read for the alert. It may come later. Never rejects. */
  readonly enrichment: Promise<Enrichment | undefined>;
  /** How it stands now, if there is a credential to stop and IAM has not shown that it answers. */
  readonly unfinished: () => Outcome | undefined;
}

export function attempt(decision: Decision, c: Containing): Attempt {
  const keys = keysFor(decision, c.before?.changed ?? []);
  const quarantinedBefore = keys.find(({ quarantine }) => quarantine !== undefined)?.quarantine;
  const revoked = c.before?.revoked.find((one) => isAbout(decision, one));
  const changed = keys.map(
    ({ accessKeyId, at }): ActionRecord => ({ ...inactive(accessKeyId), at: at.toISOString(), result: 'ok' }),
  );
  const before = [...changed, ...(revoked === undefined ? [] : [putBefore(revoked)])];
  const readsFirst = before.length > 0;
  const log = new ActionLog(c.clock, before);
  // Whoever fights back does it again: people do not wait for a second look.
  const fightsBack =
    decision.affected.kind === 'reactivated-key' || decision.affected.kind === 'new-credential';
  const later = fightsBack ? undefined : c.later;
  let isOver = false;
  const contained = contain(decision, {
    ...{ ...c, later, log, readsFirst, revokedBefore: revoked?.revokedBefore },
    ...(quarantinedBefore && { quarantinedBefore }),
  }).finally(() => {
    isOver = true;
  });
  return {
    outcome: contained.then(({ outcome }) => outcome),
    enrichment: contained.then(({ enrichment }) => enrichment),
    unfinished: () => {
      if (isOver || !stops(decision) || isOnItsWay(log, decision)) return undefined;
      const readsOn = onlyReadingIsLeft(log, decision);
      // People know this from the response that made the change.
      if (readsOn && readsFirst) return undefined;
      const reason = readsOn ? unreadReason(decision, later) : 'still-trying';
      const { revokedBefore } = log;
      const facts = readsOn && revokedBefore !== undefined ? { revokedBefore } : {};
      return { ...ended(reason, facts), decision, actions: log.soFar() };
    },
  };
}

/** What an earlier response changed for the sake of this decision. */
function keysFor(decision: Decision, before: readonly ChangedKey[]): readonly ChangedKey[] {
  const { action } = decision;
  return before.filter(
    ({ accessKeyId, userName }) =>
      (action === 'deactivate-access-key' && decision.accessKeyId === accessKeyId) ||
      (action === 'deactivate-all-access-keys' && decision.userName === userName),
  );
}

function isAbout(decision: Decision, { accountId, roleName }: RevokedRole): boolean {
  return (
    decision.action === 'revoke-role-sessions' &&
    decision.accountId === accountId &&
    decision.roleName === roleName
  );
}

function putBefore({ roleName, at }: RevokedRole): ActionRecord {
  return { ...putOn(roleName), at: at.toISOString(), result: 'ok' };
}

function unreadReason({ action }: Decision, later: Later | undefined): Reason {
  if (action === 'revoke-role-sessions')
    return later?.keys ? 'revocation-not-read-yet' : 'revocation-not-verified';
  return later?.keys ? 'not-read-yet' : 'not-verified';
}

function stops(decision: Decision): boolean {
  return contains(decision) && decision.action !== 'confirm-stopped';
}

/** IAM took the change and answers reads: its list only lags, for a few seconds. That wakes nobody. */
function isOnItsWay(log: ActionLog, decision: Decision): boolean {
  const { records } = log;
  const { changes, readBacks } = callsOf(decision);
  const underWay = concerning(decision, log);
  const done = records.filter(({ result }) => result === 'ok').map(({ call }) => call);
  const changed = done.findIndex((call) => changes.includes(call));
  return (
    underWay.length === 0 && changed !== -1 && done.slice(changed).some((call) => readBacks.includes(call))
  );
}

/** IAM took every change, now or before, and does not show it. */
function onlyReadingIsLeft(log: ActionLog, decision: Decision): boolean {
  const { changes, readBacks } = callsOf(decision);
  const made = log.records.filter(({ call }) => changes.includes(call) || CALLS.changes.includes(call));
  return (
    made.length > 0 &&
    made.every(({ result }) => result === 'ok') &&
    concerning(decision, log).every(({ call }) => readBacks.includes(call))
  );
}

/** What else the user has is read and stopped beside what the decision is about, and says nothing of that. */
function concerning(decision: Decision, { underWay }: ActionLog): ActionLog['underWay'] {
  const { changes, readBacks } = callsOf(decision);
  const besides = userCredentials.flatMap(({ listCall, updateCall }) => [listCall, updateCall]);
  return underWay.filter(({ call }) => [...changes, ...readBacks].includes(call) || !besides.includes(call));
}

interface Calls {
  readonly changes: readonly string[];
  readonly readBacks: readonly string[];
}

function callsOf(decision: Decision): Calls {
  const kind =
    decision.action === 'deactivate-credential'
      ? decision.credential.kind
      : decision.action === 'deactivate-service-credentials'
        ? 'service-specific-credential'
        : undefined;
  const unit = userCredentials.find((one) => one.kind === kind);
  return unit === undefined ? CALLS : { changes: [unit.updateCall], readBacks: [unit.listCall] };
}

const CALLS: Calls = {
  changes: ['iam:UpdateAccessKey', 'iam:AttachUserPolicy', 'iam:PutRolePolicy'],
  readBacks: ['iam:ListAccessKeys', 'iam:ListAttachedUserPolicies', 'iam:GetRolePolicy'],
};
