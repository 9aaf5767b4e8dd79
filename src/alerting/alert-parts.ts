import { writtenForKey } from '../core/incident-entity.ts';
import type { ActionRecord, Outcome } from '../core/outcome.ts';
import { credentialKinds, type OtherCredential } from '../core/user-credential.ts';
import type { AlertModel } from './alert-model.ts';
import { factOf } from './credential-words.ts';
import { defang } from './sanitize.ts';
import { titled } from './steps.ts';
import type { Style } from './style.ts';
import { inSeconds } from './times.ts';

/** What is true now, since when that is known, and who must act by when. */
export function openingLines({ headline, actBy, outcome }: AlertModel, { plain }: Style): readonly string[] {
  const { verifiedAt } = outcome;
  const verified = verifiedAt === undefined ? '' : `Read back from IAM at ${inSeconds(verifiedAt)}. `;
  return [plain(headline), plain(`${verified}${actBy}`)];
}

export function whoLines(
  { entity, outcome, context, youngerKeys }: AlertModel,
  { plain, quote, gap }: Style,
): readonly string[] {
  const { accountId, accessKeyId, other, userName, roleName } = entity;
  const made = outcome.keys?.find((key) => key.accessKeyId === accessKeyId)?.createdAt;
  return [
    ...gap,
    `ACCOUNT  ${accountId} (${accountName(outcome, quote)}), partition ${context.place.partition}`,
    ...(userName === undefined ? [] : [`USER     ${plain(defang(userName))}`]),
    ...(roleName === undefined ? [] : [`ROLE     ${plain(defang(roleName))}`]),
    ...(accessKeyId === undefined
      ? other === undefined
        ? noKeyLine(outcome, quote)
        : [otherLine(other, outcome)]
      : [
          `KEY      ${accessKeyId}${made === undefined ? '' : ageOf(made, youngerKeys.includes(accessKeyId))}`,
        ]),
  ];
}

function otherLine(other: OtherCredential, outcome: Outcome): string {
  const named = `${credentialKinds[other.kind].one} ${other.id}`;
  // A new secret for an old one has the old one's date.
  if (outcome.decision.affected.kind === 'new-credential') return `MADE     ${named}`;
  const madeAt = factOf(other, outcome)?.createdAt;
  return `KEY      ${named}${madeAt === undefined ? '' : `, made ${madeAt.slice(0, 10)}`}`;
}

function noKeyLine({ decision, reason }: Outcome, quote: Style['quote']): readonly string[] {
  const written = writtenForKey(decision.affected);
  if (written !== undefined) return [`KEY      none: the event has ${quote(written)} in its place`];
  return NO_KEY.includes(reason)
    ? ['KEY      none: the event has a text in its place that is no id or name']
    : [];
}

/** Where the alert is about what stands in the place of the key id. */
const NO_KEY: readonly Outcome['reason'][] = ['not-a-key-id', 'suspected-without-key'];

function ageOf(made: string, isYounger: boolean): string {
  return isYounger ? `, made ${inSeconds(made)}, AFTER the first evidence` : `, made ${made.slice(0, 10)}`;
}

function accountName({ enrichment }: Outcome, quote: Style['quote']): string {
  if (enrichment === undefined) return 'alias not looked up';
  const { accountAlias } = enrichment;
  if (!accountAlias.ok) return `alias UNKNOWN: ${accountAlias.error}`;
  // Whoever may call iam:CreateAccountAlias chose it.
  return accountAlias.value === '' ? 'no alias' : `alias ${quote(accountAlias.value, 64)}`;
}

/** A chase after a thief makes hundreds of calls: the first and the last ones tell what happened. */
const SHOWN_AT_EACH_END = 5;

/** Also says what was not done, so that nobody assumes it was. */
export function doneLines({ outcome, context }: AlertModel, style: Style): readonly string[] {
  const { state, actions } = outcome;
  const title =
    state === 'NOT_CONTAINED'
      ? 'WHAT WAS TRIED'
      : `DONE BY THE RESPONDER (CONTAIN=${context.settings.policy.contain})`;
  if (actions.length === 0) {
    return titled({ title, lines: [' nothing: no call that changes anything was made'] }, style);
  }
  const between = actions.length - 2 * SHOWN_AT_EACH_END;
  const shown = actions.map((action) => ` ${style.plain(actionLine(action))}`);
  const lines =
    between <= 1
      ? shown
      : [
          ...shown.slice(0, SHOWN_AT_EACH_END),
          ` ${between} more calls between these: see the JSON`,
          ...shown.slice(-SHOWN_AT_EACH_END),
        ];
  return titled({ title, lines: [...lines, ` not done: ${notDone(outcome)}`] }, style);
}

function actionLine({ at, call, target, result, error }: ActionRecord): string {
  return `${inSeconds(at)} ${call} ${defang(target)}: ${error ?? result}`;
}

function notDone({ quarantine, revokedBefore }: Outcome): string {
  if (revokedBefore !== undefined) return 'nothing keeps the role from being assumed again';
  return quarantine?.holds === 'yes'
    ? 'nothing was deleted, and roles of the user were left as they are'
    : 'sessions, password, policies and roles were left as they are; nothing was deleted';
}

/** Where to look further, and by which ids others know this. */
export function closing(
  { links: { finding, trail, principal, runbook }, entity, context, ...model }: AlertModel,
  { plain, quote, gap }: Style,
): readonly string[] {
  const console = [
    ...(finding === undefined ? [] : [`FINDING  ${finding}`]),
    ...(trail === undefined ? [] : [`TRAIL    ${trail}`]),
    ...(principal === undefined ? [] : [`IAM      ${principal}`]),
  ];
  const note = `LINKS open in the account that you are signed in to: be in ${entity.accountId}`;
  return [
    ...gap,
    ...(console.length === 0 || context.settings.identityCenter.url !== '' ? [] : [note]),
    ...console,
    ...(runbook === undefined ? [] : [`RUNBOOK  ${runbook}`]),
    `ID       ${plain(defang(entity.dedupKey))}`,
    `EVENT    ${quote(model.detection.eventId, 64)}, reason ${model.outcome.reason}`,
  ];
}
