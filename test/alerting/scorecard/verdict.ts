import { OWN } from '../../golden/case.ts';
import { SENT_AT } from '../../golden/tell.ts';
import { contentOf } from './chat.ts';
import { foreignLinks, textsFor, wordsOf } from './links.ts';
import { commandBlocks, commandLines, guardOf, labelled, linesOf, PASTED_AT, pasted } from './mail.ts';
import type { Question } from './questions.ts';
import type { Facts, Sent } from './sent.ts';

/** Questions 1 to 8: a single no to one of them, and the alert must not go out like that. */
export const verdictQuestions: readonly Question[] = [
  {
    number: 1,
    question: 'First line says contained or not?',
    holds: ({ told, facts }) => {
      const state = `${headingOf(facts)}: `;
      return [headline(told.alert.text), ...inShort(told)].every((line) => line.startsWith(state));
    },
  },
  {
    number: 2,
    question: 'Claim backed by read-back after the change?',
    holds: ({ told, facts }) => isBacked(told.alert.text, facts),
  },
  {
    number: 3,
    question: 'Full access key id?',
    holds: ({
      told,
      facts: {
        accessKeyId,
        outcomes: [worst],
      },
    }) => {
      const id = accessKeyId ?? worst?.subject.other?.id;
      return id !== undefined && told.alert.text.includes(id);
    },
  },
  {
    number: 4,
    question: 'Account id and alias?',
    holds: ({ told, facts }) =>
      labelled(told.alert.text, 'ACCOUNT')?.startsWith(`${facts.accountId} (${aliasOf(facts)})`) === true,
  },
  {
    number: 5,
    question: 'Says act-by / who must act?',
    holds: ({ told }) =>
      /(?:^|Z\. )(?:Act now: .*(?:person|alive|setting|only alerts|do not wait)|Act today: nobody has looked|Act by: the next working day[:,.]|Nobody needs to act)/.test(
        linesOf(told.alert.text)[1] ?? '',
      ),
  },
  {
    number: 6,
    question: 'First command runnable as pasted, no edits?',
    holds: ({ told }) =>
      commandLines(told.alert.text).length > 0 &&
      commandBlocks(told.alert.text).every((block) => isRunnable(block, told.alert)),
  },
  {
    number: 7,
    question: 'Account check before any change?',
    holds: ({ told, facts }) =>
      commandLines(told.alert.text).length > 0 &&
      commandLines(told.alert.text).every((line) => isChecked(line, facts.accountId)),
  },
  {
    number: 8,
    question: 'No attacker-written link is clickable in any channel?',
    holds: ({ told, hostile }) =>
      [told, hostile].every((one) => textsFor(one).flatMap(foreignLinks).length === 0) &&
      wordsOf(hostile.alert.chat).every(isPlainInChat) &&
      isOneLineEach(told.alert.text, hostile.alert.text),
  },
];

export function headline(text: string): string {
  return linesOf(text)[0] ?? '';
}

/**
 * What the reader must take from the first words. A stolen key that a setting keeps Active is not contained, whatever the
 * state is called; an event that cannot be read has no outcome.
 */
export function headingOf({ outcomes: [worst], reminder }: Facts): string {
  if (reminder !== undefined) {
    const hours = (SENT_AT.getTime() - reminder.since.getTime()) / 3_600_000;
    return `NOT CONTAINED, reminder ${reminder.number} after ${hours} h`;
  }
  if (worst === undefined) return 'NOT CONTAINED';
  const stolen = worst.decision.classification.class === 'confirmed';
  if (worst.reason === 'exempt') return 'NOT CONTAINED (EXEMPT)';
  if (worst.reason === 'observe' && stolen) return 'NOT CONTAINED (OBSERVE MODE)';
  // It only alerts, and the classification has a reason to wake somebody all the same.
  if (worst.reason === 'informational' && worst.decision.classification.wakes)
    return 'NOT CONTAINED (ALERT ONLY)';
  if (worst.reason === 'tampering') return 'NOT CONTAINED (ALERT ONLY)';
  if (worst.reason === 'tampering-refused') return 'NOT CONTAINED (REFUSED CALL)';
  return worst.state.replaceAll('_', ' ');
}

/** What the headline says of IAM was read after the last change, and says so; or the headline says that it is not known. */
function isBacked(text: string, { outcomes: [worst] }: Facts): boolean {
  const claims =
    /\b(?:is|are) (?:Inactive|gone|denied|refused)\b|IS STILL ACTIVE|IS ACTIVE AGAIN|no Active key|does not exist|set Inactive|deleted by/;
  const [, readAt] = /^Read back from IAM at (\S+ \S+Z)\. /.exec(linesOf(text)[1] ?? '') ?? [];
  if (!claims.test(headline(text))) return readAt === undefined;
  const lastChange = worst?.actions.filter(({ call }) => /^iam:(?:Update|Attach|Put)/.test(call)).at(-1)?.at;
  return (
    readAt !== undefined &&
    (lastChange === undefined || toSeconds(lastChange) <= readAt) &&
    isTrue(text, worst)
  );
}

/** The word that the headline has for the key is the one that IAM had. */
function isTrue(text: string, worst: Facts['outcomes'][number] | undefined): boolean {
  const key = worst?.keys?.find(({ accessKeyId }) => accessKeyId === worst.subject.accessKeyId);
  if (key === undefined) return true;
  return /STILL ACTIVE|ACTIVE AGAIN/.test(headline(text)) === (key.status === 'Active');
}

function toSeconds(iso: string): string {
  return iso.replace('T', ' ').replace(/\.\d+Z$/, 'Z');
}

function aliasOf({ outcomes: [worst] }: Facts): string {
  const alias = worst?.enrichment?.accountAlias;
  if (alias === undefined) return 'alias not looked up';
  if (!alias.ok) return `alias UNKNOWN: ${alias.error}`;
  return alias.value === '' ? 'no alias' : `alias "${alias.value}"`;
}

/** The first line of chat and of the SMS, after the severity. */
function inShort({ alert: { sms, chat } }: Sent['told']): readonly string[] {
  return [sms, contentOf(chat).title].map((text) => text.replace(/^P[123] /, ''));
}

/**
 * Taken as a whole by a shell, and known to machines as well. Its comments do nothing even in zsh, which at a prompt takes
 * them for commands.
 */
function isRunnable(block: readonly string[], { machine }: Sent['told']['alert']): boolean {
  const run = pasted(block);
  return (
    block.every((line) => guardOf(line) !== undefined || /^ # [\w ,.:;]+$/.test(line)) &&
    !block.some((line) => /<[\w -]+>|\.\.\.|…|YOUR|TODO/.test(line)) &&
    run.length === block.join('\n').split(' && aws ').length - 1 &&
    run.every((argv) => isIn(argv, machine))
  );
}

/** Machines have the same command, with the alert's time where a shell puts that of pasting. */
function isIn(argv: readonly string[], machine: Sent['told']['alert']['machine']): boolean {
  const time = /("aws:TokenIssueTime":|":at":\{"S":)"([^"]+)"/;
  const withoutTime = (words: readonly string[]) =>
    JSON.stringify(words.map((word) => word.replace(time, '$1')));
  const times = argv.flatMap((word) => time.exec(word)?.[2] ?? []);
  return (
    times.every((at) => at === PASTED_AT) &&
    argvsIn(machine).some((known) => withoutTime(known) === withoutTime(argv))
  );
}

/** The commands of all its credentials. */
function argvsIn(json: unknown): readonly (readonly string[])[] {
  if (typeof json !== 'object' || json === null) return [];
  return Object.entries(json).flatMap(([name, part]) => (name === 'argv' ? [part] : argvsIn(part)));
}

/**
 * The line compares the account itself, so that nothing of it runs in another one. The ledger is in the responder's account,
 * whosever the key is.
 */
function isChecked(line: string, accountId: string): boolean {
  const wanted = line.includes(' && aws dynamodb ') ? OWN : accountId;
  return guardOf(line) === wanted && pasted([line], { signedInTo: '000000000000' }).length === 0;
}

/** Nothing that mentions somebody or is formatted. */
function isPlainInChat(text: string): boolean {
  return !/<[!@#]|@\w|\]\(|[^\n\x20-\x7e]/.test(text);
}

/** Whatever a thief writes, no line of it stands for itself. */
function isOneLineEach(told: string, hostile: string): boolean {
  const begins = (line: string) => /^\s*[A-Z ]+: all is well/.test(line) || /^see /.test(line);
  return !linesOf(hostile).some(begins) && !linesOf(told).some(begins);
}
