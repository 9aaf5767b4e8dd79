import type { ActionRecord, Outcome } from '../core/outcome.ts';
import type { AlertContext } from './alert.ts';
import { type Command, commandsFor, shellLine } from './commands.ts';
import { procedures } from './procedures.ts';
import { defang } from './sanitize.ts';
import type { SubjectMatter } from './subject-matter.ts';

/** What one outcome tells a person, in the order in which they need it: what to do first where nothing was contained. */
export function sectionOf(
  outcome: Outcome,
  subject: SubjectMatter,
  context: AlertContext,
): readonly string[] {
  const commands = commandsFor(outcome, subject, context);
  const confirm = [...run([commands.confirmAccount]), ` (must print ${subject.accountId})`];
  const first = [...run(commands.contain), ...procedures[outcome.reason].map((step) => ` ${step}`)];
  const check = run(commands.inspect);
  return [
    ...(outcome.verifiedAt === undefined ? [] : [`Read back from IAM at ${outcome.verifiedAt}.`]),
    ...titled(urgentTitle(outcome), first, confirm),
    '',
    ...who(subject, context),
    ...titled('DONE', done(outcome.actions)),
    ...titled('STILL DANGEROUS?', remains(outcome, subject)),
    ...titled('CHECK', check, first.length === 0 ? confirm : []),
    ...titled('UNDO, only if this is proven to be a false alarm', run(commands.undo)),
    ...titled('FINISH, after the evidence is saved and the jobs use another key', run(commands.finish)),
  ];
}

function urgentTitle({ state, reason }: Outcome): string {
  if (state === 'NOT_CONTAINED' || reason === 'exempt') return 'DO THIS NOW';
  return state === 'NO_ACTION' ? 'TO STOP IT BY HAND' : 'NEXT';
}

function titled(title: string, lines: readonly string[], before: readonly string[] = []): readonly string[] {
  return lines.length === 0 ? [] : ['', title, ...before, ...lines];
}

function run(commands: readonly Command[]): readonly string[] {
  return commands.map((command) => ` ${shellLine(command)}`);
}

function who(
  { accountId, accessKeyId, userName, roleName, dedupKey }: SubjectMatter,
  { partition }: AlertContext,
): readonly string[] {
  return [
    `ACCOUNT  ${accountId} (partition ${partition})`,
    ...(userName === undefined ? [] : [`USER     ${defang(userName)}`]),
    ...(roleName === undefined ? [] : [`ROLE     ${defang(roleName)}`]),
    ...(accessKeyId === undefined ? [] : [`KEY      ${accessKeyId}`]),
    `ID       ${defang(dedupKey)}`,
  ];
}

function done(actions: readonly ActionRecord[]): readonly string[] {
  if (actions.length === 0) return [' nothing: no call to AWS was made'];
  return actions.map(
    ({ at, name, target, result, error }) => ` ${at} ${name} ${defang(target)}: ${error ?? result}`,
  );
}

/** Present, absent or UNKNOWN: what was not looked at is never left out and never called none. */
function remains(outcome: Outcome, { accessKeyId, userName }: SubjectMatter): readonly string[] {
  const { keys, verifiedAt, state, reason } = outcome;
  if (state === 'TEST' || reason === 'malformed-key-id') return [];
  const read = keys?.map(
    (key) => ` ${key.status.padEnd(8)} access key ${key.accessKeyId}, read ${verifiedAt}`,
  );
  const unread = userName === undefined ? [] : [' UNKNOWN  keys of the user: not read'];
  const none = [` none     access keys of this user, read ${verifiedAt}`];
  return [
    ...(read === undefined ? unread : read.length === 0 ? none : read),
    ...sessions(outcome, accessKeyId),
    ' UNKNOWN  console password, and what was created, changed or read meanwhile: not looked at',
  ];
}

/** IAM user guide, "Compare AWS STS credentials": 36 hours at most for a user's session, 12 for a role's. */
function sessions(
  { quarantine, revokedBefore, reason }: Outcome,
  accessKeyId: string | undefined,
): readonly string[] {
  const boundary = quarantine?.previousBoundary;
  const replaced =
    boundary === undefined
      ? []
      : [` replaced the user's permissions boundary, which was: ${defang(boundary)}`];
  if (quarantine?.holds === 'yes') {
    return [
      ' denied   everything to the user and its sessions; roles that it assumed before go on, by up to 12 hours',
      ...replaced,
    ];
  }
  if (reason === 'sessions-revoked') return [` refused  sessions of the role issued before ${revokedBefore}`];
  const unknown =
    accessKeyId?.startsWith('ASIA') === true
      ? "how long the session lives on: a user's up to 36 hours, a role's up to 12, and what it made since"
      : "sessions made with the key: they outlive it, a user's by up to 36 hours, a role's by up to 12";
  return [` UNKNOWN  ${unknown}`, ...replaced];
}
