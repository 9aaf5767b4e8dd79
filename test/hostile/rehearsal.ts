import { Worker } from 'node:worker_threads';
import { attacks } from './attacks.ts';
import { few, names, payloads } from './payloads.ts';
import { type Told, unpacked } from './told.ts';

/** Texts to be put, one after the other, into these fields of an attack's event. */
export interface Rehearsal {
  /** Its place in the list of attacks; without one, the texts become names of fields of a report. */
  readonly attack?: number;
  readonly fields: readonly string[];
}

export interface Rehearsed {
  readonly benign: Told;
  /** By the name of the text. */
  readonly told: ReadonlyMap<string, Told>;
}

/**
 * All of them where one event takes a text in many fields at once; a choice, one of each kind, where every field is a
 * rehearsal of its own. In names of users and roles, what IAM allows as such as well.
 */
export function textsFor({ attack, fields }: Rehearsal): Readonly<Record<string, string>> {
  const isVariant = attack !== undefined && attacks[attack]?.variant === true;
  if (fields.length !== 1) return isVariant ? few : payloads;
  const texts = isVariant ? everyThird(few) : few;
  return fields.every(isNameField) ? { ...texts, ...(isVariant ? everyThird(asNames) : asNames) } : texts;
}

/** Events that differ in little from one that has them all. */
function everyThird(texts: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(texts).filter((_, index) => index % 3 === 0));
}

export function isNameField(field: string): boolean {
  return /(userName|user\.name|PrincipalName)$/.test(field);
}

const asNames = Object.fromEntries(Object.entries(names).map(([name, text]) => [`${name}, as a name`, text]));

/** Two worlds beside this one, since they take most of the time; each goes through every second rehearsal. */
const WORLDS = 2;

export function rehearse(rehearsals: readonly Rehearsal[]): readonly Promise<Rehearsed>[] {
  const waiting = rehearsals.map(() => Promise.withResolvers<Rehearsed>());
  for (let world = 0; world < WORLDS; world += 1) {
    const mine = rehearsals.map((_, index) => index).filter((index) => index % WORLDS === world);
    const worker = new Worker(new URL('rehearsal-worker.ts', import.meta.url), {
      workerData: mine.map((index) => ({ index, rehearsal: rehearsals[index] })),
    });
    // Tests that were not chosen wait for nothing.
    worker.unref();
    worker.on('message', ({ index, benign, told }) => {
      const unpack = ([name, one]: [string, Told]) => [name, unpacked(one)] as const;
      waiting[index]?.resolve({ benign: unpacked(benign), told: new Map(told.map(unpack)) });
    });
    worker.on('error', (error) => {
      for (const index of mine) waiting[index]?.reject(error);
    });
  }
  // Whoever does not wait for it any more, because an earlier one failed, is no reason to fail.
  return waiting.map(({ promise }) => {
    promise.catch(() => {});
    return promise;
  });
}

/** Checks all of them, and names the one that fails. */
export function everyOne({ told }: Rehearsed, check: (told: Told, name: string) => void): void {
  for (const [name, one] of told) {
    try {
      check(one, name);
    } catch (error) {
      throw new Error(`${name}: ${error instanceof Error ? error.message : error}`, { cause: error });
    }
  }
}
