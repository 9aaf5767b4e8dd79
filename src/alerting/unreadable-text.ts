import type { Command } from '../core/command.ts';
import { callerWithKey, namesIn } from './dead-letter-words.ts';
import { runbookText, wrapped } from './runbook-lines.ts';
import { defang } from './sanitize.ts';
import { guardedLine } from './shell-line.ts';
import { titled } from './steps.ts';
import type { Style } from './style.ts';
import { inSeconds } from './times.ts';
import type { UnreadableModel } from './unreadable-model.ts';

/** The text of mail and chat about an event that could not be read or handled. */
export function unreadableText(model: UnreadableModel, style: Style): string {
  const { problem, context, accountId, title, named, actBy, dedupKey, links, reason } = model;
  const { why, eventId = 'none', source = 'none', detailType = 'none' } = problem;
  const { quote, plain, gap } = style;
  const section = (name: string, lines: readonly string[]) => titled({ title: name, lines }, style);
  return [
    plain(`${title}${named}`),
    actBy,
    ...section('DO THIS NOW', firstLines(model, style)),
    ...section('RUN IT AGAIN, after the cause is repaired', retryLines(model, style)),
    ...section(
      'WHAT WAS TRIED',
      model.tried.map((line) => ` ${plain(line)}`),
    ),
    ...section('EVENTS', letterLines(model, style)),
    ...section('STILL DANGEROUS?', [
      ` UNKNOWN  ${model.unknown}`,
      ' UNKNOWN  other access keys of the user: not read',
      ' UNKNOWN  console password of the user, sessions made with the key, what was created meanwhile: not looked at',
    ]),
    ...gap,
    `ACCOUNT  ${accountId} (alias not looked up), partition ${context.place.partition}`,
    `TIME     sent ${inSeconds(context.sentAt.toISOString())}`,
    `PROBLEM  ${quote(why, 200)}`,
    ...(model.letters.length > 1
      ? []
      : [
          `EVENT    id ${quote(eventId, 64)}`,
          `         source ${quote(source, 64)}`,
          `         detail-type ${quote(detailType, 64)}`,
        ]),
    ...(links.runbook === undefined
      ? section(`RUNBOOK: ${reason}`, wrapped(runbookText(reason)).map(plain))
      : []),
    ...gap,
    ...(links.trail === undefined ? [] : [`TRAIL    ${links.trail}`]),
    ...(links.runbook === undefined ? [] : [`RUNBOOK  ${links.runbook}`]),
    `ID       ${plain(defang(dedupKey))}`,
    ...(model.closing === undefined ? [] : [`PAGE     ${plain(model.closing)}`]),
  ].join('\n');
}

/** The lines to paste, if the event names a key; and what to do after it. */
function firstLines({ commands, accountId, doNow }: UnreadableModel, style: Style): readonly string[] {
  const alone = style.plain(` ${doNow.charAt(0).toUpperCase()}${doNow.slice(1)}`);
  if (commands === undefined) return [alone];
  const { confirmAccount, inspect, prints, contain } = commands;
  const lines = pasted([...inspect, ...contain], { accountId, confirmAccount, style });
  if (lines.length === 0) return [alone];
  const first = inspect.length > 0 ? `${prints} ` : '';
  return [...lines, style.plain(` ${first}Then ${doNow}`)];
}

function retryLines({ commands, context }: UnreadableModel, style: Style): readonly string[] {
  if (commands === undefined) return [];
  const { confirmAccount, retry } = commands;
  return pasted(retry, { accountId: context.place.accountId, confirmAccount, style });
}

function pasted(
  commands: readonly Command[],
  {
    accountId,
    confirmAccount,
    style,
  }: { readonly accountId: string; readonly confirmAccount: Command; readonly style: Style },
): readonly string[] {
  return commands
    .flatMap((one) => guardedLine([one], { accountId, confirmAccount }) ?? [])
    .map((line) => ` ${style.command(line)}`);
}

/** The text about many events must stay short. The JSON has them all. */
const MOST_LETTERS = 15;

function letterLines({ letters }: UnreadableModel, { quote }: Style): readonly string[] {
  if (letters.length < 2) return [];
  const left = letters.length - MOST_LETTERS;
  return [
    ...letters.slice(0, MOST_LETTERS).map((letter) => {
      const { eventId = letter.messageId, sentAt } = letter;
      const since = sentAt === undefined ? '' : `, since ${inSeconds(sentAt.toISOString())}`;
      const account = letter.credentials[0]?.accountId ?? letter.accountId;
      const where = account === undefined ? '' : `, account ${quote(account, 12)}`;
      const by = letter.callers.map((one) => `, call by ${callerWithKey(one)}`).join('');
      return ` ${namesIn([letter])}${where}: event ${quote(eventId, 64)}${since}${by}`;
    }),
    ...(left > 0 ? [` and ${left} more: see the JSON, or the queue`] : []),
  ];
}
