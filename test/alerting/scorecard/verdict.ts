import { foreignLinks, textsFor, wordsOf } from './links.ts';
import { changes, commandLines, labelled, linesOf, partsOf, pasted } from './mail.ts';
import type { Question } from './questions.ts';
import type { Facts, Sent } from './sent.ts';

/** Questions 1 to 8: a single no to one of them, and the alert must not go out like that. */
export const verdictQuestions: readonly Question[] = [
  {
    number: 1,
    question: 'First line says contained or not?',
    holds: ({ told, facts }) =>
      headline(told.alert.text).startsWith(`${stateOf(facts).replaceAll('_', ' ')}: `),
  },
  {
    number: 2,
    question: 'Claim backed by read-back after the change?',
    holds: ({ told, facts }) => isBacked(told.alert.text, facts),
  },
  {
    number: 3,
    question: 'Full access key id?',
    holds: ({ told, facts: { accessKeyId } }) =>
      accessKeyId !== undefined && told.alert.text.includes(accessKeyId),
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
      /(?:^|Z\. )(?:Act now: .*(?:person|alive|setting|do not wait)|Act by: the next working day|Nobody needs to act)/.test(
        linesOf(told.alert.text)[1] ?? '',
      ),
  },
  {
    number: 6,
    question: 'First command runnable as pasted, no edits?',
    holds: ({ told }) => {
      const lines = commandLines(told.alert.text);
      const run = pasted(lines);
      return (
        lines.length > 0 &&
        run.length === lines.length &&
        run.every((argv) => isIn(argv, told.alert.machine)) &&
        !lines.some((line) => /<[\w -]+>|\.\.\.|…|YOUR|TODO/.test(line))
      );
    },
  },
  {
    number: 7,
    question: 'Account check before any change?',
    holds: ({ told, facts }) => partsOf(told.alert.text).every((part) => isChecked(part, facts)),
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

export function stateOf({ outcomes: [worst] }: Facts): string {
  // An event that cannot be read has no outcome.
  return worst?.state ?? 'NOT_CONTAINED';
}

/** What the headline says of IAM was read after the last change, and says so; or the headline says that it is not known. */
function isBacked(text: string, { outcomes: [worst] }: Facts): boolean {
  const claims =
    /\b(?:is|are) (?:Inactive|gone|denied|refused)\b|IS STILL ACTIVE|IS ACTIVE AGAIN|no Active key|does not exist|set Inactive|deleted by/;
  const [, readAt] = /^Read back from IAM at (\S+ \S+Z)\. /.exec(linesOf(text)[1] ?? '') ?? [];
  if (!claims.test(headline(text))) return readAt === undefined;
  const lastChange = worst?.actions.filter(({ name }) => /^iam:(?:Update|Attach|Put)/.test(name)).at(-1)?.at;
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
  const alias = worst?.surroundings?.accountAlias;
  if (alias === undefined) return 'alias not looked up';
  if (!alias.ok) return `alias UNKNOWN: ${alias.error}`;
  return alias.value === '' ? 'no alias' : alias.value;
}

/** Machines have the same command, with the alert's time where a shell puts that of pasting. */
function isIn(argv: readonly string[], machine: Sent['told']['alert']['machine']): boolean {
  const withoutTime = (text: string) => text.replace(/(aws:TokenIssueTime[\\"]*:[\\"]*)[\dTZ:.-]+/g, '$1');
  return withoutTime(JSON.stringify(machine)).includes(withoutTime(JSON.stringify(argv)));
}

function isChecked(part: string, { accountId }: Facts): boolean {
  const lines = linesOf(part);
  const first = lines.findIndex((line) => line.startsWith(' aws ') && changes(line));
  const check = lines.findIndex((line) => line.startsWith(' aws sts get-caller-identity '));
  const says = lines[check + 1]?.startsWith(` # must print ${accountId}`) === true;
  return first !== -1 && check !== -1 && check < first && says;
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
