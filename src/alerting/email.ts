import type { ActionRecord, Outcome } from '../core/outcome.ts';
import type { AlertModel } from './alert-model.ts';
import type { AlertContent, Channel } from './channel.ts';
import { evidenceLines, timeLine, whyLines } from './evidence.ts';
import { defang, quoteForText } from './sanitize.ts';
import { firstSteps, laterSteps } from './steps.ts';
import { stillDangerous } from './still-dangerous.ts';
import { inSeconds } from './times.ts';
import { unreadableEmail } from './unreadable-email.ts';

/** Plain text for mail clients. */
export const email: Channel = {
  id: 'email',
  protocols: ['default', 'email'],
  format: 'text',
  render: emailText,
  renderUnreadable: unreadableEmail,
  limits: { lines: 60, characters: 60_000, only: /^[\n\x20-\x7e]*$/ },
  answers: [1, 3, 4, 8, 22, 24],
};

/**
 * Ordered for a person who was asleep a minute ago. The verdict comes first. Then comes what to do if the alert pages, or
 * else what happened. Text of the event comes after the verdict. It is quoted and marked as such.
 */
function emailText({ worst: model, others, left }: AlertContent): string {
  const lines = [
    ...opening(model, others.length + left),
    ...(model.urgency.page
      ? [...firstSteps(model), ...done(model), ...stillDangerous(model), ...who(model), ...event(model)]
      : [...who(model), ...event(model), ...done(model), ...stillDangerous(model), ...firstSteps(model)]),
    ...laterSteps(model),
    ...links(model),
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

/** A long alert drops the empty lines between its last parts, so that it fits into this number of lines. */
const ONE_VIEW = 60;

function inOneView(lines: readonly string[]): readonly string[] {
  let surplus = lines.length - ONE_VIEW;
  return lines
    .toReversed()
    .filter((line) => line !== '' || surplus-- <= 0)
    .toReversed();
}

function opening({ headline, actBy, outcome }: AlertModel, others: number): readonly string[] {
  const { verifiedAt } = outcome;
  const verified = verifiedAt === undefined ? '' : `Read back from IAM at ${inSeconds(verifiedAt)}. `;
  const more = others === 0 ? [] : [`The event names ${others} more, each with its own state below.`];
  return [headline, `${verified}${actBy}`, ...more];
}

function event({ detection, outcome, context }: AlertModel): readonly string[] {
  return [
    ...whyLines(detection, outcome),
    ...timeLine(detection, context.sentAt),
    ...evidenceLines(detection.evidence),
  ];
}

function who({ entity, outcome, context, youngerKeys }: AlertModel): readonly string[] {
  const { accountId, accessKeyId, userName, roleName } = entity;
  const made = outcome.keys?.find((key) => key.accessKeyId === accessKeyId)?.createdAt;
  return [
    '',
    `ACCOUNT  ${accountId} (${accountName(outcome)}), partition ${context.place.partition}`,
    ...(userName === undefined ? [] : [`USER     ${defang(userName)}`]),
    ...(roleName === undefined ? [] : [`ROLE     ${defang(roleName)}`]),
    ...(accessKeyId === undefined
      ? []
      : [
          `KEY      ${accessKeyId}${made === undefined ? '' : ageOf(made, youngerKeys.includes(accessKeyId))}`,
        ]),
  ];
}

function ageOf(made: string, isYounger: boolean): string {
  return isYounger ? `, made ${inSeconds(made)}, AFTER the first evidence` : `, made ${made.slice(0, 10)}`;
}

function accountName({ enrichment }: Outcome): string {
  if (enrichment === undefined) return 'alias not looked up';
  const { accountAlias } = enrichment;
  if (!accountAlias.ok) return `alias UNKNOWN: ${accountAlias.error}`;
  // Whoever may call iam:CreateAccountAlias chose it.
  return accountAlias.value === '' ? 'no alias' : `alias ${quoteForText(accountAlias.value, 64)}`;
}

/** Also says what was not done, so that nobody assumes it was. */
function done({ outcome, context }: AlertModel): readonly string[] {
  const { state, actions } = outcome;
  const title =
    state === 'NOT_CONTAINED'
      ? 'WHAT WAS TRIED'
      : `DONE BY THE RESPONDER (CONTAIN=${context.settings.policy.contain})`;
  return actions.length === 0
    ? ['', title, ' nothing: no call that changes anything was made']
    : ['', title, ...actions.map(actionLine), ` not done: ${notDone(outcome)}`];
}

function actionLine({ at, call, target, result, error }: ActionRecord): string {
  return ` ${inSeconds(at)} ${call} ${defang(target)}: ${error ?? result}`;
}

function notDone({ quarantine, revokedBefore }: Outcome): string {
  if (revokedBefore !== undefined) return 'nothing keeps the role from being assumed again';
  return quarantine?.holds === 'yes'
    ? 'nothing was deleted, and roles of the user were left as they are'
    : 'sessions, password, policies and roles were left as they are; nothing was deleted';
}

function links({
  links: { finding, trail, principal, runbook },
  entity,
  context,
  ...model
}: AlertModel): readonly string[] {
  const console = [
    ...(finding === undefined ? [] : [`FINDING  ${finding}`]),
    ...(trail === undefined ? [] : [`TRAIL    ${trail}`]),
    ...(principal === undefined ? [] : [`IAM      ${principal}`]),
  ];
  const note = `LINKS open in the account that you are signed in to: be in ${entity.accountId}`;
  return [
    '',
    ...(console.length === 0 || context.settings.identityCenter.url !== '' ? [] : [note]),
    ...console,
    `RUNBOOK  ${runbook}`,
    `ID       ${defang(entity.dedupKey)}`,
    `EVENT    ${quoteForText(model.detection.eventId, 64)}, reason ${model.outcome.reason}`,
  ];
}
