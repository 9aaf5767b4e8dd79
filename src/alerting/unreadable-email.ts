import { runbookText, wrapped } from './runbook-lines.ts';
import { defang, quoteForText } from './sanitize.ts';
import { guardedLine } from './shell-line.ts';
import { inSeconds } from './times.ts';
import { UNREADABLE, type UnreadableModel } from './unreadable-model.ts';

export function unreadableEmail(model: UnreadableModel): string {
  const { problem, context, accountId, title, named, actBy, dedupKey, links } = model;
  const { accessKeyId, why, eventId = 'none', source = 'none', detailType = 'none' } = problem;
  return [
    `${title}${named}`,
    actBy,
    '',
    'DO THIS NOW',
    ...firstLines(model).map((line) => ` ${line}`),
    '',
    'WHAT WAS TRIED',
    ' nothing: no call that changes anything was made',
    '',
    'STILL DANGEROUS?',
    ` UNKNOWN  ${accessKeyId === undefined ? 'which key it is' : `the key ${accessKeyId}: its status was not read`}`,
    ' UNKNOWN  other access keys of the user: not read',
    ' UNKNOWN  console password of the user, sessions made with the key, what was created meanwhile: not looked at',
    '',
    `ACCOUNT  ${accountId} (alias not looked up), partition ${context.place.partition}`,
    `TIME     sent ${inSeconds(context.sentAt.toISOString())}`,
    `PROBLEM  ${quoteForText(why, 200)}`,
    `EVENT    id ${quoteForText(eventId, 64)}`,
    `         source ${quoteForText(source, 64)}`,
    `         detail-type ${quoteForText(detailType, 64)}`,
    ...(links.runbook === undefined
      ? ['', `RUNBOOK: ${UNREADABLE}`, ...wrapped(runbookText(UNREADABLE))]
      : []),
    '',
    ...(links.trail === undefined ? [] : [`TRAIL    ${links.trail}`]),
    ...(links.runbook === undefined ? [] : [`RUNBOOK  ${links.runbook}`]),
    `ID       ${defang(dedupKey)}`,
  ].join('\n');
}

/** The line to paste, if the event names a key; and what to do after it. */
export function firstLines({ commands, accountId, doNow }: UnreadableModel): readonly string[] {
  if (commands === undefined) return [`${doNow.charAt(0).toUpperCase()}${doNow.slice(1)}`];
  const { confirmAccount } = commands;
  return [
    ...commands.inspect.flatMap((command) => guardedLine([command], { accountId, confirmAccount }) ?? []),
    `It prints the user of the key. Then ${doNow}`,
  ];
}
