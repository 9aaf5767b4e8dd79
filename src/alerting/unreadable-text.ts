import { runbookText, wrapped } from './runbook-lines.ts';
import { defang } from './sanitize.ts';
import { guardedLine } from './shell-line.ts';
import { titled } from './steps.ts';
import type { Style } from './style.ts';
import { inSeconds } from './times.ts';
import { UNREADABLE, type UnreadableModel } from './unreadable-model.ts';

/** The text of mail and chat about an event that could not be read. */
export function unreadableText(model: UnreadableModel, style: Style): string {
  const { problem, context, accountId, title, named, actBy, dedupKey, links } = model;
  const { accessKeyId, why, eventId = 'none', source = 'none', detailType = 'none' } = problem;
  const { quote, plain, gap } = style;
  const section = (name: string, lines: readonly string[]) => titled({ title: name, lines }, style);
  return [
    plain(`${title}${named}`),
    actBy,
    ...section('DO THIS NOW', firstLines(model, style)),
    ...section('WHAT WAS TRIED', [' nothing: no call that changes anything was made']),
    ...section('STILL DANGEROUS?', [
      ` UNKNOWN  ${accessKeyId === undefined ? 'which key it is' : `the key ${accessKeyId}: its status was not read`}`,
      ' UNKNOWN  other access keys of the user: not read',
      ' UNKNOWN  console password of the user, sessions made with the key, what was created meanwhile: not looked at',
    ]),
    ...gap,
    `ACCOUNT  ${accountId} (alias not looked up), partition ${context.place.partition}`,
    `TIME     sent ${inSeconds(context.sentAt.toISOString())}`,
    `PROBLEM  ${quote(why, 200)}`,
    `EVENT    id ${quote(eventId, 64)}`,
    `         source ${quote(source, 64)}`,
    `         detail-type ${quote(detailType, 64)}`,
    ...(links.runbook === undefined
      ? section(`RUNBOOK: ${UNREADABLE}`, wrapped(runbookText(UNREADABLE)).map(plain))
      : []),
    ...gap,
    ...(links.trail === undefined ? [] : [`TRAIL    ${links.trail}`]),
    ...(links.runbook === undefined ? [] : [`RUNBOOK  ${links.runbook}`]),
    `ID       ${plain(defang(dedupKey))}`,
  ].join('\n');
}

/** The line to paste, if the event names a key; and what to do after it. */
function firstLines(
  { commands, accountId, doNow }: UnreadableModel,
  { command, plain }: Style,
): readonly string[] {
  if (commands === undefined) return [plain(` ${doNow.charAt(0).toUpperCase()}${doNow.slice(1)}`)];
  const { confirmAccount, inspect } = commands;
  const lines = inspect.flatMap((one) => guardedLine([one], { accountId, confirmAccount }) ?? []);
  return [
    ...lines.map((line) => ` ${command(line)}`),
    plain(` It prints the user of the key. Then ${doNow}`),
  ];
}
