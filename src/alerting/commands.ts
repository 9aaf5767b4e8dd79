import type { Outcome } from '../core/outcome.ts';
import type { AlertContext } from './alert.ts';
import type { SubjectMatter } from './subject-matter.ts';

/** A command as the AWS CLI takes it: `argv` for machines, `shellLine` of it for people. */
export type Command = readonly string[];

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

export function commandsFor(outcome: Outcome, subject: SubjectMatter, context: AlertContext): Commands {
  const iam = (action: string, ...flags: readonly string[]): Command => [
    'aws',
    'iam',
    action,
    ...flags,
    ...regionFlag(context),
  ];
  const { userName, roleName, accessKeyId } = subject;
  const user = `--user-name=${userName}`;
  const setKey = (id: string, status: string) =>
    iam('update-access-key', user, `--access-key-id=${id}`, `--status=${status}`);
  const changed = keysSetInactive(outcome);

  return {
    confirmAccount: [
      'aws',
      'sts',
      'get-caller-identity',
      '--query=Account',
      '--output=text',
      ...regionFlag(context),
    ],
    inspect: [
      ...(userName !== undefined ? [iam('list-access-keys', user)] : []),
      ...(userName === undefined && accessKeyId?.startsWith('AKIA') === true
        ? [iam('get-access-key-last-used', `--access-key-id=${accessKeyId}`)]
        : []),
      ...(roleName !== undefined ? [iam('get-role', `--role-name=${roleName}`)] : []),
    ],
    contain: [
      ...(userName !== undefined ? keysToStop(outcome, accessKeyId).map((id) => setKey(id, 'Inactive')) : []),
      ...(outcome.reason === 'session-alive' && userName !== undefined
        ? [
            iam(
              'attach-user-policy',
              user,
              `--policy-arn=arn:${context.partition}:iam::aws:policy/AWSDenyAll`,
            ),
          ]
        : []),
      ...(outcome.reason === 'role-session' && roleName !== undefined
        ? [revokeSessions(roleName, context, iam)]
        : []),
    ],
    undo: userName === undefined ? [] : changed.map((id) => setKey(id, 'Active')),
    finish:
      userName === undefined
        ? []
        : changed.map((id) => iam('delete-access-key', user, `--access-key-id=${id}`)),
  };
}

/** What the console's "Revoke active sessions" does. IAM user guide, "Revoke IAM role temporary security credentials". */
function revokeSessions(
  roleName: string,
  { sentAt }: AlertContext,
  iam: (action: string, ...flags: readonly string[]) => Command,
): Command {
  const policy = {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Deny',
        Action: '*',
        Resource: '*',
        Condition: { DateLessThan: { 'aws:TokenIssueTime': sentAt.toISOString() } },
      },
    ],
  };
  return iam(
    'put-role-policy',
    `--role-name=${roleName}`,
    '--policy-name=AWSRevokeOlderSessions',
    `--policy-document=${JSON.stringify(policy)}`,
  );
}

/** Keys that are Active, or may be: the one that the event names, or those that IAM lists. */
function keysToStop(
  { state, reason, keys, decision }: Outcome,
  accessKeyId: string | undefined,
): readonly string[] {
  if (state === 'TEST' || reason === 'key-gone' || reason === 'other-key-active') return [];
  const listed = new Map(keys?.map((key) => [key.accessKeyId, key.status]));
  const named = accessKeyId?.startsWith('AKIA') === true ? [accessKeyId] : [];
  const concerned = decision.action === 'deactivate-all-access-keys' ? [...listed.keys()] : named;
  return concerned.filter((id) => listed.get(id) !== 'Inactive');
}

/** Only what this invocation tried to change and what did not read Active afterwards: a change can fail and take effect. */
function keysSetInactive({ actions, keys }: Outcome): readonly string[] {
  const tried = actions
    .filter(({ name }) => name === 'iam:UpdateAccessKey')
    .map(({ target, result }) => ({ id: target.split(' ')[0] ?? '', accepted: result === 'ok' }));
  const status = new Map(keys?.map((key) => [key.accessKeyId, key.status]));
  const changed = tried.filter(
    ({ id, accepted }) => (status.get(id) ?? (accepted ? 'Inactive' : 'Active')) === 'Inactive',
  );
  return [...new Set(changed.map(({ id }) => id))];
}

/** Outside the commercial partition the CLI talks to the wrong endpoint unless it is told a Region of the right one. */
function regionFlag({ partition, region }: AlertContext): readonly string[] {
  return partition === 'aws' ? [] : [`--region=${region}`];
}

/**
 * `--flag='value'`, always: a user may be called `--no-verify-ssl`. Values are names that IAM's own pattern allows or
 * text of ours, so none holds a single quote.
 */
export function shellLine(command: Command): string {
  return command
    .map((word) => (word.startsWith('--') ? word.replace(/^(--[a-z-]+)=(.*)$/s, "$1='$2'") : word))
    .join(' ');
}
