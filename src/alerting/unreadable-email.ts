import { defang, quoteForText } from './sanitize.ts';
import { shellLine } from './shell-line.ts';
import { inSeconds } from './times.ts';
import type { UnreadableModel } from './unreadable-model.ts';

export function unreadableEmail(model: UnreadableModel): string {
  const { problem, context, accountId, title, named, actBy, dedupKey, links } = model;
  const { accessKeyId, why, eventId = 'none', source = 'none', detailType = 'none' } = problem;
  return [
    `${title}${named}`,
    actBy,
    '',
    'DO THIS NOW',
    ...firstSteps(model),
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
    '',
    ...(links.trail === undefined ? [] : [`TRAIL    ${links.trail}`]),
    `RUNBOOK  ${links.runbook}`,
    `ID       ${defang(dedupKey)}`,
  ].join('\n');
}

function firstSteps({ commands, accountId, doNow }: UnreadableModel): readonly string[] {
  if (commands === undefined) return [` ${doNow.charAt(0).toUpperCase()}${doNow.slice(1)}`];
  return [
    ` ${shellLine(commands.confirmAccount)}`,
    ` # must print ${accountId}; the next command names the user of the key:`,
    ...commands.inspect.map((command) => ` ${shellLine(command)}`),
    ` Then ${doNow}`,
  ];
}
