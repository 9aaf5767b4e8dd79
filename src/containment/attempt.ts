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
      if (isOver || !stops(decision) || isOnItsWay(log)) return undefined;
      const readsOn = onlyReadingIsLeft(log);
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
function isOnItsWay(log: ActionLog): boolean {
  const { records } = log;
  const underWay = ofKeys(log);
  const done = records.filter(({ result }) => result === 'ok').map(({ call }) => call);
  const changed = done.findIndex((call) => CHANGES.includes(call));
  return (
    underWay.length === 0 && changed !== -1 && done.slice(changed).some((call) => READ_BACKS.includes(call))
  );
}

/** IAM took every change, now or before, and does not show it. */
function onlyReadingIsLeft(log: ActionLog): boolean {
  const { records } = log;
  const underWay = ofKeys(log);
  const changes = records.filter(({ call }) => CHANGES.includes(call));
  return (
    changes.length > 0 &&
    changes.every(({ result }) => result === 'ok') &&
    underWay.every(({ call }) => READ_BACKS.includes(call))
  );
}

/** What else the user has is read and stopped beside its keys, and says nothing of them. */
function ofKeys({ underWay }: ActionLog): ActionLog['underWay'] {
  return underWay.filter(
    ({ call }) => !userCredentials.some(({ listCall, updateCall }) => [listCall, updateCall].includes(call)),
  );
}

const CHANGES: readonly string[] = ['iam:UpdateAccessKey', 'iam:AttachUserPolicy', 'iam:PutRolePolicy'];
const READ_BACKS: readonly string[] = [
  'iam:ListAccessKeys',
  'iam:ListAttachedUserPolicies',
  'iam:GetRolePolicy',
];
