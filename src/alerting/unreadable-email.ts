import { keysOf } from './dead-letter-model.ts';
import { defang, quoteForText } from './sanitize.ts';
import { shellLine } from './shell-line.ts';
import { inSeconds } from './times.ts';
import type { UnreadableModel } from './unreadable-model.ts';

export function unreadableEmail(model: UnreadableModel): string {
  const { problem, context, accountId, title, named, actBy, dedupKey, links } = model;
  const { why, eventId = 'none', source = 'none', detailType = 'none' } = problem;
  return [
    `${title}${named}`,
    actBy,
    '',
    'DO THIS NOW',
    ...firstSteps(model),
    '',
    'WHAT WAS TRIED',
    ...model.tried.map((line) => ` ${line}`),
    ...letterLines(model),
    '',
    'STILL DANGEROUS?',
    ` UNKNOWN  ${model.unknown}`,
    ' UNKNOWN  other access keys of the user: not read',
    ' UNKNOWN  console password of the user, sessions made with the key, what was created meanwhile: not looked at',
    '',
    `ACCOUNT  ${accountId} (alias not looked up), partition ${context.place.partition}`,
    `TIME     sent ${inSeconds(context.sentAt.toISOString())}`,
    `PROBLEM  ${quoteForText(why, 200)}`,
    ...(model.letters.length > 1
      ? []
      : [
          `EVENT    id ${quoteForText(eventId, 64)}`,
          `         source ${quoteForText(source, 64)}`,
          `         detail-type ${quoteForText(detailType, 64)}`,
        ]),
    '',
    ...(links.trail === undefined ? [] : [`TRAIL    ${links.trail}`]),
    `RUNBOOK  ${links.runbook}`,
    `ID       ${defang(dedupKey)}`,
  ].join('\n');
}

function firstSteps(model: UnreadableModel): readonly string[] {
  const { commands, accountId, doNow, context } = model;
  const alone = ` ${doNow.charAt(0).toUpperCase()}${doNow.slice(1)}`;
  if (commands === undefined) return [alone];
  const { confirmAccount, inspect, contain, retry } = commands;
  const namesUser = inspect.length > 0 ? '; the next command names the user of the key:' : '';
  const first = [...inspect, ...contain].map((command) => ` ${shellLine(command)}`);
  return [
    ...(first.length === 0
      ? [alone]
      : [
          ` ${shellLine(confirmAccount)}`,
          ` # must print ${accountId}${namesUser}`,
          ...first,
          ` Then ${doNow}`,
        ]),
    ...(retry.length === 0
      ? []
      : [
          '',
          'RUN IT AGAIN, after the cause is repaired',
          ` ${shellLine(confirmAccount)}`,
          ` # must print ${context.place.accountId}`,
          ...retry.map((command) => ` ${shellLine(command)}`),
        ]),
  ];
}

/** The mail of many events must stay short. The JSON has them all. */
const MOST_LETTERS = 15;

function letterLines({ letters }: UnreadableModel): readonly string[] {
  if (letters.length < 2) return [];
  const left = letters.length - MOST_LETTERS;
  return [
    '',
    'EVENTS',
    ...letters.slice(0, MOST_LETTERS).map((letter) => {
      const { eventId = letter.messageId, sentAt } = letter;
      const since = sentAt === undefined ? '' : `, since ${inSeconds(sentAt.toISOString())}`;
      const account = letter.keys[0]?.accountId ?? letter.accountId;
      const where = account === undefined ? '' : `, account ${quoteForText(account, 12)}`;
      return ` ${keysOf([letter], 3)}${where}: event ${quoteForText(eventId, 64)}${since}`;
    }),
    ...(left > 0 ? [` and ${left} more: see the JSON, or the queue`] : []),
  ];
}
