import { accessKeyKind } from '../core/access-key-id.ts';
import type { DeadLetter, NamedCredential, NamedUser } from '../core/dead-letter.ts';
import type { Caller } from '../core/detection.ts';
import { credentialKinds } from '../core/user-credential.ts';
import { callerInWords } from './caller-words.ts';
import { madeInWords } from './made-words.ts';
import { defang } from './sanitize.ts';

/** So many names are in a sentence. */
const MOST = 3;

export function credentialsIn(letters: readonly DeadLetter[]): readonly NamedCredential[] {
  const all = letters.flatMap(({ credentials }) => credentials);
  return [...new Map(all.map((one) => [one.id, one])).values()];
}

export function usersIn(letters: readonly DeadLetter[]): readonly NamedUser[] {
  const all = letters.flatMap(({ users }) => users);
  return [...new Map(all.map((one) => [`${one.accountId} ${one.userName}`, one])).values()];
}

/** `the keys AKIA…, AKIA… and 3 more`. Ids and names are checked; nothing else of an event is shown here. */
export function namesIn(letters: readonly DeadLetter[]): string {
  const parts = inParts(letters, {
    credentials: (names) => `the ${names}`,
    users: (names) => `the keys of ${names}`,
  });
  return parts.length === 0 ? 'no key' : parts.join(', and ');
}

/** What people must take for stolen, after the verdict. */
export function namedIn(letters: readonly DeadLetter[]): string {
  const names = letters.length === 1 ? 'It names' : 'They name';
  return inParts(letters, {
    credentials: (all, { one }) => ` ${names} the ${all}: treat ${one ? 'that' : 'them'} as ACTIVE.`,
    users: (all, { one }) => ` ${names} ${all}: treat all ${one ? 'its' : 'their'} keys as ACTIVE.`,
  }).join('');
}

export function unknownIn(letters: readonly DeadLetter[]): string {
  const parts = inParts(letters, {
    credentials: (all, { one }) => `the ${all}: ${one ? 'its' : 'their'} status was not read`,
    users: (all) => `the keys of ${all}: not read`,
  });
  return parts.length === 0 ? 'which key it is' : parts.join('; ');
}

type InWords = (names: string, count: { readonly one: boolean }) => string;

/** One part about the credentials, and one about the users without any, if there are such. */
function inParts(
  letters: readonly DeadLetter[],
  words: { readonly credentials: InWords; readonly users: InWords },
): readonly string[] {
  const credentials = credentialsIn(letters);
  const users = usersIn(letters);
  const ids = listed(credentials.map(({ id }) => id));
  const names = listed(users.map(({ userName }) => defang(userName)));
  return [
    ...(credentials.length === 0
      ? []
      : [words.credentials(`${wordsFor(credentials)} ${ids}`, { one: credentials.length === 1 })]),
    ...(users.length === 0
      ? []
      : [words.users(`IAM user${users.length === 1 ? '' : 's'} ${names}`, { one: users.length === 1 })]),
  ];
}

/** Of a call that is about somebody or something else. Nobody is told to stop whoever made it, who may be the one who helps. */
export function callIn({ made, callers }: DeadLetter): string {
  const what = made.map((one) => ` ${sentence(madeInWords(one))}`);
  const who = callers.map(
    (caller) => ` ${callerWithKey(caller)} made the call: ask whether it was their work.`,
  );
  return [...what, ...who].join('');
}

export function callerWithKey({
  principal,
  accessKeyId = '',
}: Pick<Caller, 'principal' | 'accessKeyId'>): string {
  const key = accessKeyKind(accessKeyId) === 'malformed' ? '' : ` with the key ${accessKeyId}`;
  return `${callerInWords(principal)}${key}`;
}

function sentence(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}

function listed(names: readonly string[]): string {
  const left = names.length - MOST;
  return `${names.slice(0, MOST).join(', ')}${left > 0 ? ` and ${left} more` : ''}`;
}

export function wordOf(one: NamedCredential | undefined): string {
  return one === undefined || one.kind === 'access-key' ? 'key' : credentialKinds[one.kind].one;
}

export function wordsFor(all: readonly NamedCredential[]): string {
  if (all.length === 1) return wordOf(all[0]);
  return all.every(({ kind }) => kind === 'access-key') ? 'keys' : 'credentials';
}
