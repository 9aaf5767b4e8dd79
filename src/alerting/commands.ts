import { incidentOf } from '../core/incident.ts';
import { keysSetInactive, type Outcome, type Quarantine } from '../core/outcome.ts';
import { denyIssuedBefore, REVOKED_SESSIONS_POLICY } from '../core/revocation.ts';
import type { SubjectMatter } from '../core/subject-matter.ts';
import type { AlertContext } from './alert.ts';
import type { Command } from './command.ts';
import { homeRegionOf, isRegion } from './console-links.ts';

export interface Commands {
  /** Prints the account id, so that nobody changes the wrong account. */
  readonly confirmAccount: Command;
  readonly inspect: readonly Command[];
  /** Stops what is still alive. */
  readonly contain: readonly Command[];
  /** Takes back what the responder did. */
  readonly undo: readonly Command[];
  readonly finish: readonly Command[];
}

/** The context, and where the credential was seen. */
type Context = AlertContext & { readonly seenIn: string };

export function commandsFor(outcome: Outcome, subject: SubjectMatter, context: Context): Commands {
  const { inspect, ...others } = principalCommands(outcome, subject, context);
  return {
    confirmAccount: confirmAccount(context),
    ...others,
    inspect: [...inspect, ...lookUpEvents(outcome, subject, context)],
  };
}

function principalCommands(outcome: Outcome, subject: SubjectMatter, context: Context): WhatToDo {
  const { userName, roleName, accessKeyId } = subject;
  if (outcome.state === 'TEST') return { inspect: [], contain: [], undo: [], finish: [] };
  if (userName !== undefined) return userCommands(userName, outcome, subject, context);
  if (roleName !== undefined) return roleCommands(roleName, outcome, context);
  const inspect = accessKeyId?.startsWith('AKIA') === true ? [lookUpOwner(accessKeyId, context)] : [];
  return { inspect, contain: [], undo: [], finish: [] };
}

/** All that can be said of a key of which nothing is known but its id. */
export function commandsForKey(
  accessKeyId: string,
  context: AlertContext,
): Pick<Commands, 'confirmAccount' | 'inspect'> {
  return { confirmAccount: confirmAccount(context), inspect: [lookUpOwner(accessKeyId, context)] };
}

function confirmAccount(context: AlertContext): Command {
  return aws(context, 'sts', 'get-caller-identity', '--query=Account', '--output=text');
}

function lookUpOwner(accessKeyId: string, context: AlertContext): Command {
  return aws(context, 'iam', 'get-access-key-last-used', `--access-key-id=${accessKeyId}`);
}

/** Event history is kept by each Region for itself. CloudTrail API reference, LookupEvents. */
function lookUpEvents(
  { state }: Outcome,
  { accessKeyId }: SubjectMatter,
  { region, seenIn, partition }: Context,
): readonly Command[] {
  if (accessKeyId === undefined || state === 'TEST') return [];
  const attribute = `AttributeKey=AccessKeyId,AttributeValue=${accessKeyId}`;
  // What the key did to IAM is in the history of the Region where IAM is, wherever the rest was seen.
  const regions = new Set([isRegion(seenIn) ? seenIn : region, homeRegionOf(partition) ?? region]);
  return [...regions].map((there) => ({
    argv: [
      ...['aws', 'cloudtrail', 'lookup-events', `--lookup-attributes=${attribute}`],
      ...['--max-items=50', `--region=${there}`],
    ],
  }));
}

type WhatToDo = Omit<Commands, 'confirmAccount'>;

function userCommands(
  userName: string,
  outcome: Outcome,
  subject: SubjectMatter,
  context: AlertContext,
): WhatToDo {
  const user = `--user-name=${userName}`;
  const iam = (action: string, ...flags: readonly string[]) => aws(context, 'iam', action, user, ...flags);
  const setKey = (id: string, status: string) =>
    iam('update-access-key', `--access-key-id=${id}`, `--status=${status}`);
  const denyAll = `--policy-arn=arn:${context.partition}:iam::aws:policy/AWSDenyAll`;
  const deny = ['session-alive', 'quarantine-failed', 'quarantine-not-verified'].includes(outcome.reason);
  const changed = keysSetInactive(outcome).map(({ accessKeyId: id }) => id);
  const toStop = keysToStop(outcome, subject.accessKeyId);
  return {
    inspect: [
      iam('list-access-keys'),
      ...(outcome.quarantine === undefined ? [] : [iam('list-attached-user-policies')]),
    ],
    contain: [
      ...toStop.map((id) => setKey(id, 'Inactive')),
      ...(deny ? [iam('attach-user-policy', denyAll)] : []),
    ],
    undo: [
      ...(deny && outcome.quarantine === undefined ? [iam('detach-user-policy', denyAll)] : []),
      ...denyBack(outcome.quarantine, denyAll, iam),
      ...changed.flatMap((id) => [...restoreInLedger(id, subject, context), setKey(id, 'Active')]),
      // What a person does by the commands above, or has done, goes back as well.
      ...[...toStop, ...stoppedByHand(outcome)]
        .filter((id) => !changed.includes(id))
        .map((id) => setKey(id, 'Active')),
    ],
    finish: [...changed, ...stoppedByHand(outcome)].map((id) =>
      iam('delete-access-key', `--access-key-id=${id}`),
    ),
  };
}

/** The key that a person set Inactive and did not delete. */
function stoppedByHand({ state, keys = [], decision }: Outcome): readonly string[] {
  if (state !== 'RESOLVED' || decision.action !== 'confirm-stopped') return [];
  return keys.map((key) => key.accessKeyId).filter((id) => id === decision.accessKeyId);
}

/** Before the key is switched on, or the responder takes it for the thief's doing. Its ledger is in its own account. */
function restoreInLedger(
  id: string,
  { accountId }: SubjectMatter,
  context: AlertContext,
): readonly Command[] {
  const { partition, sentAt, ledgerTableName } = context;
  const key = { incident: { S: incidentOf(partition, accountId, id) } };
  const argv = [
    ...['aws', 'dynamodb', 'update-item', `--table-name=${ledgerTableName}`, `--key=${JSON.stringify(key)}`],
    '--update-expression=SET restoredAt = :at',
    `--expression-attribute-values=${JSON.stringify({ ':at': { S: sentAt.toISOString() } })}`,
    `--region=${context.region}`,
  ];
  return [{ argv, ...(accountId !== context.accountId && { accountId: context.accountId }) }];
}

/** Whatever may be there is taken back. A boundary that could not be read nobody may guess: the alert says so instead. */
function denyBack(
  quarantine: Quarantine | undefined,
  denyAll: string,
  iam: (action: string, ...flags: readonly string[]) => Command,
): readonly Command[] {
  if (quarantine === undefined || quarantine.holds === 'no') return [];
  const { by, previousBoundary = '' } = quarantine;
  if (by === 'policy') return [iam('detach-user-policy', denyAll)];
  if (previousBoundary === 'none') return [iam('delete-user-permissions-boundary')];
  const known = /^arn:[\w:/+=,.@-]+$/.test(previousBoundary);
  return known ? [iam('put-user-permissions-boundary', `--permissions-boundary=${previousBoundary}`)] : [];
}

function roleCommands(roleName: string, { reason, revokedBefore }: Outcome, context: AlertContext): WhatToDo {
  const role = `--role-name=${roleName}`;
  const iam = (action: string, ...flags: readonly string[]) => aws(context, 'iam', action, role, ...flags);
  const policy = `--policy-name=${REVOKED_SESSIONS_POLICY}`;
  const document = JSON.stringify(denyIssuedBefore(context.sentAt.toISOString()));
  const revoke = ['role-session', 'revocation-failed', 'revocation-not-verified', 'observe'].includes(reason);
  return {
    inspect: [iam('get-role'), ...(revokedBefore === undefined ? [] : [iam('get-role-policy', policy)])],
    contain: revoke ? [iam('put-role-policy', policy, `--policy-document=${document}`)] : [],
    undo: revoke || revokedBefore !== undefined ? [iam('delete-role-policy', policy)] : [],
    finish: [],
  };
}

/** Keys that are Active, or may be: the one that the event names, or those that IAM lists. */
function keysToStop(
  { state, reason, keys, decision }: Outcome,
  accessKeyId: string | undefined,
): readonly string[] {
  if (state === 'TEST' || state === 'RESOLVED' || reason === 'key-gone') return [];
  const listed = new Map(keys?.map((key) => [key.accessKeyId, key.status]));
  const named = accessKeyId?.startsWith('AKIA') === true ? [accessKeyId] : [];
  const all = decision.action === 'deactivate-all-access-keys' || reason === 'other-key-active';
  const concerned = all ? [...listed.keys()] : named;
  return concerned.filter((id) => listed.get(id) !== 'Inactive');
}

/** Outside the commercial partition the CLI talks to the wrong endpoint unless it is told a Region of the right one. */
function aws({ partition, region }: AlertContext, ...words: readonly string[]): Command {
  return { argv: ['aws', ...words, ...(partition === 'aws' ? [] : [`--region=${region}`])] };
}
