import type { ActionRecord, Outcome } from '../core/outcome.ts';
import { evidenceLines, timeLine, whyLines } from './evidence.ts';
import { defang, quoteForText } from './sanitize.ts';
import { firstSteps, laterSteps } from './steps.ts';
import { stillDangerous } from './still-dangerous.ts';
import type { Story } from './story.ts';
import { inSeconds } from './times.ts';

/**
 * The alert as a person reads it who was asleep a minute ago: the verdict; then what to do, where somebody is woken, and
 * else what happened. Text of the event comes after the verdict, quoted, and named as such.
 * @param others further credentials of the same event, in short.
 * @param left how many more there are, of which nothing is said here.
 */
export function emailText(story: Story, others: readonly Story[], left: number): string {
  const lines = [
    ...opening(story, others.length + left),
    ...(story.urgency.page
      ? [...firstSteps(story), ...done(story), ...stillDangerous(story), ...who(story), ...event(story)]
      : [...who(story), ...event(story), ...done(story), ...stillDangerous(story), ...firstSteps(story)]),
    ...laterSteps(story),
    ...links(story),
    ...others.flatMap((other) => [
      '',
      '-'.repeat(60),
      ...opening(other, 0),
      ...firstSteps(other),
      ...done(other),
      ...stillDangerous(other),
      ...who(other),
      ...laterSteps(other),
    ]),
    ...(left === 0 ? [] : ['', `${left} more have their outcome events alone.`]),
  ];
  return (others.length === 0 ? inOneView(lines) : lines).join('\n');
}

/** A long story loses the empty lines between its last parts before it becomes longer than one view. */
const ONE_VIEW = 60;

function inOneView(lines: readonly string[]): readonly string[] {
  let surplus = lines.length - ONE_VIEW;
  return lines
    .toReversed()
    .filter((line) => line !== '' || surplus-- <= 0)
    .toReversed();
}

function opening({ headline, actBy, outcome }: Story, others: number): readonly string[] {
  const { verifiedAt } = outcome;
  const verified = verifiedAt === undefined ? '' : `Read back from IAM at ${inSeconds(verifiedAt)}. `;
  const more = others === 0 ? [] : [`The event names ${others} more, each with its own state below.`];
  return [headline, `${verified}${actBy}`, ...more];
}

function event({ detection, outcome, context }: Story): readonly string[] {
  return [
    ...whyLines(detection, outcome),
    ...timeLine(detection, context.sentAt),
    ...evidenceLines(detection.evidence),
  ];
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
  const title =
    state === 'NOT_CONTAINED' ? 'WHAT WAS TRIED' : `DONE BY THE RESPONDER (CONTAIN=${context.mode})`;
  return actions.length === 0
    ? ['', title, ' nothing: no call that changes anything was made']
    : ['', title, ...actions.map(actionLine), ` not done: ${notDone(outcome)}`];
}

function actionLine({ at, name, target, result, error }: ActionRecord): string {
  return ` ${inSeconds(at)} ${name} ${defang(target)}: ${error ?? result}`;
}

function notDone({ quarantine, revokedBefore }: Outcome): string {
  if (revokedBefore !== undefined) return 'nothing keeps the role from being assumed again';
  return quarantine?.holds === 'yes'
    ? 'nothing was deleted, and roles of the user were left as they are'
    : 'sessions, password, policies and roles were left as they are; nothing was deleted';
}

function links({
  links: { finding, trail, principal, runbook },
  subject,
  context,
  ...story
}: Story): readonly string[] {
  const console = [
    ...(finding === undefined ? [] : [`FINDING  ${finding}`]),
    ...(trail === undefined ? [] : [`TRAIL    ${trail}`]),
    ...(principal === undefined ? [] : [`IAM      ${principal}`]),
  ];
  const note = `LINKS open in the account that you are signed in to: be in ${subject.accountId}`;
  return [
    '',
    ...(console.length === 0 || context.identityCenter.url !== '' ? [] : [note]),
    ...console,
    `RUNBOOK  ${runbook}`,
    `ID       ${defang(subject.dedupKey)}`,
    `EVENT    ${quoteForText(story.detection.eventId, 64)}, reason ${story.outcome.reason}`,
  ];
}
