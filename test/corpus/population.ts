import type { Aws } from '../../local/aws.ts';
import type { Json } from '../fixture.ts';
import type { Suspect } from './oracle.ts';

const KEY_ID = /\bAKIA[A-Z0-9]{12,124}\b/g;
const NAME = /^[\w+=,.@-]{1,64}$/;

/** Which of the keys that were made the event allows to be set Inactive. */
export type Justified = ReadonlySet<string>;

/**
 * An account in which everybody whom the event names lives, as a user with a key of its own, whatever the event says
 * that they are; and in which every key that stands in the event anywhere is somebody's.
 */
export function populate({ identities, reset }: Aws, event: Json, suspects: readonly Suspect[]): Justified {
  reset();
  const names = new Map<string, string>();
  for (const name of namesIn(event)) {
    if (NAME.test(name) && !names.has(name.toLowerCase())) names.set(name.toLowerCase(), name);
  }
  const keysOf = new Map<string, string[]>();
  const ids = new Map(idsIn(event));
  const give = (userName: string, accessKeyId: string) => {
    const userId = ids.get(userName);
    const user =
      identities.findUser('111122223333', userName) ??
      identities.createUser({ userName, ...(userId !== undefined && { userId }) });
    identities.createAccessKey(user, { accessKeyId });
    keysOf.set(userName.toLowerCase(), [...(keysOf.get(userName.toLowerCase()) ?? []), accessKeyId]);
  };
  for (const [index, userName] of [...names.values()].entries())
    give(userName, `AKIAEXAMPLE${String(index).padStart(9, '0')}`);
  const named = new Set(JSON.stringify(event).match(KEY_ID));
  for (const accessKeyId of named) {
    const owner = suspects.find(
      ({ key, type, name }) => key === accessKeyId && type === 'IAMUser' && NAME.test(name ?? ''),
    );
    give(owner?.name ?? `owner-of-${accessKeyId}`.slice(0, 64), accessKeyId);
  }
  return new Set(suspects.flatMap((suspect) => keysAllowedBy(suspect, named, keysOf)));
}

/** A long-term key itself; every key of a user whose session was seen, or whom AWS put under quarantine; of root, none. */
function keysAllowedBy(
  { key, type, name, quarantined }: Suspect,
  named: ReadonlySet<string>,
  keysOf: ReadonlyMap<string, readonly string[]>,
): readonly string[] {
  if (type === 'Root') return [];
  if (key !== undefined && named.has(key)) return [key];
  const isSession = key !== undefined && /^ASIA[A-Z0-9]{12,124}$/.test(key);
  const allOfTheUser = type === 'IAMUser' && name !== undefined && (isSession || quarantined === true);
  return allOfTheUser ? (keysOf.get(name.toLowerCase()) ?? []) : [];
}

/** Every text under a key that calls itself a name, or looks like a user's ARN. */
function namesIn(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, child]) => {
    if (typeof child !== 'string') return namesIn(child);
    const ofArn = /:(?:user|role|assumed-role)\/(?:[^/]+\/)*([^/]+)$/.exec(child)?.[1];
    return [...(/name$/i.test(key) ? [child] : []), ...(ofArn === undefined ? [] : [ofArn])];
  });
}

/** The unique ids that stand beside names: users are who the event says, or their sessions would be left alone. */
function idsIn(value: unknown): readonly (readonly [string, string])[] {
  if (typeof value !== 'object' || value === null) return [];
  const texts = Object.values(value).filter((text) => typeof text === 'string');
  const id = texts.map((text) => /^AIDA[A-Z0-9]+/.exec(text)?.[0]).find((found) => found !== undefined);
  const named = Object.entries(value).flatMap(([key, text]): (readonly [string, string])[] =>
    id !== undefined && /name$/i.test(key) && typeof text === 'string' ? [[text, id]] : [],
  );
  return [...named, ...Object.values(value).flatMap(idsIn)];
}
