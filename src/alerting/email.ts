import type { ActionRecord, KeyUse, Outcome } from '../core/outcome.ts';
import { stateInWords } from './alert.ts';
import { type Command, shellLine } from './commands.ts';
import { evidenceLines, timeLine, whyLines } from './evidence.ts';
import { procedures } from './procedures.ts';
import type { Risk } from './risks.ts';
import { defang, quoteForText } from './sanitize.ts';
import type { Story } from './story.ts';

/**
 * The alert as a person reads it who was asleep a minute ago: the verdict, then what to do where something is to be done
 * now, else what happened. Text of the event comes after the verdict, quoted, and named as such.
 * @param others further credentials of the same event, in short.
 */
export function emailText(story: Story, others: readonly Story[], left: number): string {
  return [
    ...opening(story, others.length + left),
    ...(isUrgent(story) ? [...steps(story), ...what(story)] : [...what(story), ...steps(story)]),
    ...links(story),
    ...others.flatMap((other) => [
      '',
      '-'.repeat(60),
      ...opening(other, 0),
      ...steps(other),
      ...done(other),
      ...who(other),
      ...remains(other),
    ]),
    ...(left === 0 ? [] : ['', `${left} more have their outcome events alone.`]),
  ].join('\n');
}

function opening({ headline, actBy, outcome }: Story, others: number): readonly string[] {
  const verified =
    outcome.verifiedAt === undefined ? '' : `Read back from IAM at ${clock(outcome.verifiedAt)}. `;
  const more = others === 0 ? [] : [`The event names ${others} more, each with its own state below.`];
  return [headline, `${verified}${actBy}`, ...more];
}

function isUrgent({ urgency }: Story): boolean {
  return urgency.page;
}

/** What happened, and what is true now. Where nothing is urgent the story comes first. */
function what(story: Story): readonly string[] {
  return isUrgent(story)
    ? [...done(story), ...remains(story), ...who(story), ...event(story)]
    : [...who(story), ...event(story), ...done(story), ...remains(story)];
}

function event({ detection, outcome, context }: Story): readonly string[] {
  return [
    ...whyLines(detection, outcome),
    ...timeLine(detection, context.sentAt),
    ...evidenceLines(detection.evidence),
  ];
}

/** Commands as they can be pasted: the account first, since a terminal may be signed in to another. */
function steps(story: Story): readonly string[] {
  const { outcome, commands, subject } = story;
  const confirm = [...run([commands.confirmAccount]), ` (must print ${subject.accountId})`];
  const first = [...run(commands.contain), ...procedures[outcome.reason].map((step) => ` ${step}`)];
  const check = run(commands.inspect);
  return [
    ...titled(urgentTitle(story), commands.contain.length > 0 ? [...confirm, ...first] : first),
    ...titled('CHECK', commands.contain.length > 0 || check.length === 0 ? check : [...confirm, ...check]),
    ...titled('UNDO, only if this is proven to be a false alarm', run(commands.undo)),
    ...titled('FINISH, after the evidence is saved and the jobs use another key', run(commands.finish)),
  ];
}

function urgentTitle(story: Story): string {
  if (isUrgent(story)) return 'DO THIS NOW';
  return story.outcome.state === 'NO_ACTION' ? 'TO STOP IT BY HAND' : 'NEXT';
}

function titled(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ['', title, ...lines];
}

function run(commands: readonly Command[]): readonly string[] {
  return commands.map(
    (command) => ` ${shellLine(command) ?? '(a value that cannot be pasted safely: see the JSON)'}`,
  );
}

function who({ subject, outcome, context }: Story): readonly string[] {
  const { accountId, accessKeyId, userName, roleName } = subject;
  const made = outcome.keys?.find((key) => key.accessKeyId === accessKeyId)?.createdAt;
  return [
    '',
    `ACCOUNT  ${accountId} (${accountName(outcome)}), partition ${context.partition}`,
    ...(userName === undefined ? [] : [`USER     ${defang(userName)}`]),
    ...(roleName === undefined ? [] : [`ROLE     ${defang(roleName)}`]),
    ...(accessKeyId === undefined
      ? []
      : [`KEY      ${accessKeyId}${made === undefined ? '' : `, made ${made.slice(0, 10)}`}`]),
  ];
}

function accountName({ surroundings }: Outcome): string {
  if (surroundings === undefined) return 'alias not looked up';
  const { accountAlias } = surroundings;
  if (!accountAlias.ok) return `alias UNKNOWN: ${accountAlias.error}`;
  return accountAlias.value === '' ? 'no alias' : defang(accountAlias.value);
}

/** Also says what was not done: an engineer must not take for granted what no line of ours claims. */
function done({ outcome, context }: Story): readonly string[] {
  const { state, actions } = outcome;
  const failed = state === 'NOT_CONTAINED' && actions.some(({ result }) => result === 'failed');
  const title = failed ? 'WHAT FAILED' : `DONE BY THE RESPONDER (CONTAIN=${context.mode})`;
  return [
    '',
    title,
    ...(actions.length === 0
      ? [' nothing: no call that changes anything was made']
      : actions.map(actionLine)),
    ...(actions.length === 0 ? [] : [` not done: ${notDone(outcome)}`]),
  ];
}

function actionLine({ at, name, target, result, error }: ActionRecord): string {
  return ` ${clock(at)} ${name} ${defang(target)}: ${error ?? result}`;
}

function notDone({ quarantine, revokedBefore }: Outcome): string {
  if (revokedBefore !== undefined) return 'nothing keeps the role from being assumed again';
  return quarantine?.holds === 'yes'
    ? 'nothing was deleted, and roles of the user were left as they are'
    : 'sessions, password, policies and roles were left as they are; nothing was deleted';
}

function remains({ risks, outcome }: Story): readonly string[] {
  return [
    ...titled(
      'STILL DANGEROUS?',
      risks.map((risk) => ` ${inWords(risk)}`),
    ),
    ...mayBreak(outcome),
  ];
}

function inWords({ status, detail, checkedAt, blindSpot }: Risk): string {
  const word = { present: 'YES', absent: 'no', unknown: 'UNKNOWN' }[status];
  const looked = [
    ...(checkedAt === undefined ? [] : [`read ${clock(checkedAt)}`]),
    ...(blindSpot === undefined ? [] : [blindSpot]),
  ];
  return `${word.padEnd(8)} ${detail}${looked.length === 0 ? '' : ` (${looked.join('; ')})`}`;
}

/** What stops working together with the key. IAM keeps the last use alone, and the thief's may be it. */
function mayBreak({ surroundings, quarantine }: Outcome): readonly string[] {
  const uses = surroundings?.lastUses ?? [];
  const all =
    quarantine === undefined || quarantine.holds === 'no'
      ? []
      : ['MAY BREAK everything that runs as the user'];
  return [
    ...all,
    ...uses.map(
      ({ accessKeyId, use }) =>
        `MAY BREAK jobs on ${accessKeyId}: ${use.ok ? lastUse(use.value) : `last use UNKNOWN, ${use.error}`}`,
    ),
  ];
}

function lastUse({ at, service, region }: KeyUse): string {
  if (at === undefined) return 'never used, as far as IAM knows';
  return `last used ${minutes(at)} for ${defang(service ?? 'an unnamed service')} in ${region ?? 'an unnamed Region'}, by whomever`;
}

function links(story: Story): readonly string[] {
  const { finding, trail, principal, runbook } = story.links;
  const { identityCenter } = story.context;
  const { accountId, dedupKey } = story.subject;
  const console = [
    ...(finding === undefined ? [] : [`FINDING  ${finding}`]),
    ...(trail === undefined ? [] : [`TRAIL    ${trail}`]),
    ...(principal === undefined ? [] : [`IAM      ${principal}`]),
  ];
  const note =
    identityCenter.url === ''
      ? [`LINKS open in the account that you are signed in to: be in ${accountId}`]
      : [];
  return [
    '',
    ...(console.length === 0 ? [] : note),
    ...console,
    `RUNBOOK  ${runbook}`,
    `ID       ${defang(dedupKey)}`,
    `EVENT    ${quoteForText(story.detection.eventId, 64)}, ${stateInWords(story.outcome.state)} by ${story.outcome.reason}`,
  ];
}

/** `2026-05-04 03:12:08Z`, as people read it. */
export function clock(iso: string): string {
  return iso.replace('T', ' ').replace(/\.\d+Z$/, 'Z');
}

function minutes(iso: string): string {
  return clock(iso).replace(/:\d\dZ$/, 'Z');
}
