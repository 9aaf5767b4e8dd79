import { awsCommand, type Command } from '../core/command.ts';
import type { DeadLetter, NamedCredential, NamedUser } from '../core/dead-letter.ts';
import { dedupKeyOf } from '../core/dedup-key.ts';
import type { Place } from '../core/place.ts';
import { principalKeyOf } from '../core/principal-key.ts';
import { type AlertContext, runbookFor } from './alert.ts';
import { confirmCommand } from './commands.ts';
import { callIn, credentialsIn, namedIn, unknownIn, usersIn, wordOf, wordsFor } from './dead-letter-words.ts';
import { inShort } from './key-in-short.ts';
import { textForJson } from './sanitize.ts';
import { inSeconds } from './times.ts';
import { BY_HAND, DEAD_LETTER, PRINTS_USER, trailLink, type UnreadableModel } from './unreadable-model.ts';

/** So many credentials have their commands in the alert. */
const MOST_COMMANDS = 5;

/** @param letters one, or all that a digest is about. */
export function createDeadLetterModel(
  letters: readonly DeadLetter[],
  context: AlertContext,
): UnreadableModel {
  const { place, settings } = context;
  const [first] = letters;
  if (first === undefined) throw new RangeError('an alert is about one dead letter at least');
  const isOne = letters.length === 1;
  const credentials = credentialsIn(letters);
  const users = usersIn(letters);
  const [named] = isOne ? credentials : [];
  const [user] = isOne && named === undefined ? users : [];
  const accountId = accountOf(letters);
  const accessKeyId = named?.kind === 'access-key' ? named.id : undefined;
  const here = credentials.filter((one) => one.accountId === accountId).slice(0, MOST_COMMANDS);
  const usersHere = users.filter((one) => (one.accountId ?? accountId) === accountId).slice(0, MOST_COMMANDS);
  const contain = here.flatMap(({ byHand }) => byHand);
  const trail = accessKeyId === undefined ? undefined : trailLink({ accessKeyId, accountId }, context);
  const runbook = runbookFor(DEAD_LETTER, settings);
  const hasThread = accountId !== 'unknown' && (named !== undefined || user !== undefined);
  return {
    reason: DEAD_LETTER,
    letters,
    problem: {
      why: [...new Set(letters.map(causeOf))].join('; '),
      eventId: first.eventId,
      source: first.source,
      detailType: first.detailType,
      accountId,
      accessKeyId,
    },
    context,
    accountId,
    alertId: textForJson(first.eventId ?? first.messageId, 64),
    dedupKey:
      threadOf(user, { accountId, place }) ??
      dedupKeyOf({
        partition: place.partition,
        accountId: isOne ? accountId : place.accountId,
        about: isOne ? (named?.id ?? `event/${uuidIn(first.eventId ?? first.messageId)}`) : 'dead-letters',
      }),
    title: isOne
      ? 'NOT CONTAINED: an event that may report a stolen access key could not be handled. It is not tried any more.'
      : `NOT CONTAINED: ${letters.length} events that may report stolen access keys could not be handled. They are not tried any more.`,
    inShort: isOne
      ? `an event about ${named === undefined ? 'an AWS key' : `AWS ${inWords(named)}`} could not be handled`
      : `${letters.length} events about AWS keys could not be handled`,
    subject: isOne
      ? `${named === undefined ? 'an event' : `${named.kind === 'access-key' ? 'key' : 'credential'} ${inShort(named.id)} in an event`} given up`
      : `${letters.length} events given up`,
    tried: [
      `all that is done for every event, for more than a day${since(first, isOne)}: the function's log has each try`,
      'not done: it is not tried any more, and nobody looked at other keys, sessions or the password',
    ],
    unknown: unknownIn(letters),
    named: `${namedIn(letters)}${isOne ? callIn(first) : ''}`,
    actBy: 'Act now: nothing but a person can stop it.',
    closing: isOne ? (hasThread ? undefined : BY_HAND) : OF_SEVERAL,
    doNow: `${doNow(letters, { here, usersHere })} ${KEPT}`,
    commands: {
      confirmAccount: confirmCommand(context),
      inspect: [
        ...here.flatMap((one) => (one.userName === undefined ? lastUse(one, place) : [])),
        ...usersHere.flatMap((one) => listsOf(one, place)),
      ],
      prints:
        users.length === 0
          ? PRINTS_USER
          : `${contain.length === 0 ? 'They' : 'The lists'} print the keys of the user${users.length === 1 ? '' : 's'}.`,
      contain,
      retry: [redrive(context)],
    },
    links: { ...(trail !== undefined && { trail }), ...(runbook !== undefined && { runbook }) },
  };
}

const KEPT = 'Nothing is lost: the queue of dead letters keeps it.';

/** Each credential has a thread of its own, and they were not all told on it. */
const OF_SEVERAL =
  'Only a person closes this page: when each key that it names reads Inactive, or was told CONTAINED after its event was given back. While it is open, the next such events may wake nobody.';

function doNow(
  letters: readonly DeadLetter[],
  {
    here,
    usersHere,
  }: { readonly here: readonly NamedCredential[]; readonly usersHere: readonly NamedUser[] },
): string {
  const credentials = credentialsIn(letters);
  const users = usersIn(letters);
  const isNamed = letters.every((one) => one.credentials.length + one.users.length > 0);
  const hasLines =
    credentials.every((one) => here.includes(one) && one.byHand.length > 0) &&
    users.every((one) => usersHere.includes(one));
  if (!isNamed || !hasLines)
    return `look ${letters.length === 1 ? 'the event' : 'each event'} up at its source, and deactivate every key that it names by hand.`;
  return users.length > 0
    ? 'set each one that is Active to Inactive by hand.'
    : `look at what was done with the ${wordsFor(credentials)}.`;
}

function inWords(one: NamedCredential): string {
  return `${wordOf(one)} ${one.id}`;
}

/** The account of all that name one. `unknown` if there are several. */
function accountOf(letters: readonly DeadLetter[]): string {
  const named = letters.flatMap(
    ({ credentials: [first], users: [user], accountId }) =>
      first?.accountId ?? user?.accountId ?? accountId ?? [],
  );
  const accounts = new Set(named.filter((account) => /^\d{12}$/.test(account)));
  const [account = 'unknown', ...others] = accounts;
  return others.length === 0 ? account : 'unknown';
}

function causeOf({ cause, task }: DeadLetter): string {
  if (task !== undefined) return `a task of the responder could not be done: ${task}`;
  return cause ?? 'it failed at every try';
}

function since({ sentAt }: DeadLetter, isOne: boolean): string {
  return sentAt === undefined || !isOne ? '' : `, since ${inSeconds(sentAt.toISOString())}`;
}

function uuidIn(text: string): string {
  return /^[0-9a-f-]{36}$/i.exec(text)?.[0] ?? 'unknown';
}

function threadOf(
  user: NamedUser | undefined,
  { accountId, place }: { readonly accountId: string; readonly place: Place },
): string | undefined {
  if (user === undefined) return undefined;
  const principal = { type: 'IAMUser', userName: user.userName } as const;
  return principalKeyOf({ principal, accountId }, place.partition);
}

function listsOf({ userName }: NamedUser, place: Place): readonly Command[] {
  return ['list-access-keys', 'list-service-specific-credentials'].map((call) =>
    awsCommand(place, ['iam', call, `--user-name=${userName}`]),
  );
}

/** It names the user of a long-term key. */
function lastUse({ kind, id }: NamedCredential, place: Place): readonly Command[] {
  if (kind !== 'access-key' || !id.startsWith('AKIA')) return [];
  return [awsCommand(place, ['iam', 'get-access-key-last-used', `--access-key-id=${id}`])];
}

/** Every message goes back to the retry queue, and is tried for another day. AWS CLI, sqs start-message-move-task. */
function redrive({ place, settings: { deadLetterQueueUrl = '' } }: AlertContext): Command {
  const { partition, region, accountId } = place;
  const name = deadLetterQueueUrl.slice(deadLetterQueueUrl.lastIndexOf('/') + 1);
  const arn = `arn:${partition}:sqs:${region}:${accountId}:${name}`;
  return {
    argv: ['aws', 'sqs', 'start-message-move-task', `--source-arn=${arn}`, `--region=${region}`],
    accountId,
  };
}
