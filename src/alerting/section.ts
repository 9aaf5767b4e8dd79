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
    ...titled(
      outcome.state === 'NOT_CONTAINED' || outcome.reason === 'exempt' ? 'DO THIS NOW' : 'NEXT',
      first,
      confirm,
    ),
    '',
    ...who(subject, context),
    ...titled('DONE', done(outcome.actions)),
    ...titled('STILL DANGEROUS?', remains(outcome)),
    ...titled('CHECK', check, first.length === 0 ? confirm : []),
    ...titled('UNDO, only if this is proven to be a false alarm', run(commands.undo)),
    ...titled('FINISH, after the evidence is saved and the jobs use another key', run(commands.finish)),
  ];
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
function remains({ keys, verifiedAt, state, reason }: Outcome): readonly string[] {
  if (state === 'TEST' || reason === 'malformed-key-id') return [];
  const listed =
    keys === undefined
      ? [' UNKNOWN  status of the keys: it was not read']
      : keys.length === 0
        ? [` none     access keys of this user, read ${verifiedAt}`]
        : keys.map(
            ({ accessKeyId, status }) => ` ${status.padEnd(8)} access key ${accessKeyId}, read ${verifiedAt}`,
          );
  return [
    ...listed,
    ' UNKNOWN  sessions made with the key before now: they outlive it, a GetSessionToken or federation session by up',
    '          to 36 hours, a role session by up to 12',
    ' UNKNOWN  console password, and what was created, changed or read with the key (not looked at)',
  ];
}
