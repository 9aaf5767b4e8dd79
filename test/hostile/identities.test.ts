import { beforeAll, describe, expect, test } from '@jest/globals';
import { attacks } from './attacks.ts';
import * as inert from './inert.ts';
import { FOREIGN } from './payloads.ts';
import { everyOne, isNameField, type Rehearsed, rehearse, textsFor } from './rehearsal.ts';
import { mail } from './same.ts';
import { commandsOf, isCommand, NOW, wordsOf } from './shell.ts';
import type { Told } from './told.ts';

const NOTHING = /(?!)/;
const isName = (text: string | undefined) => text !== undefined && /^[\w+=,.@-]{1,64}$/.test(text);

const telling = attacks.flatMap(({ event, telling: fields, settings = {}, harmless = [] }, attack) =>
  fields.map((field) => ({
    ...{ event, field, settings, attack, fields: [field] },
    isHarmless: harmless.includes(field),
  })),
);
const rehearsals = rehearse([...telling, { fields: [] }]);

describe.each(telling.map((one, index) => ({ ...one, index })))('in $field of $event $settings', (one) => {
  const { index, field, isHarmless } = one;
  let rehearsed: Rehearsed;
  beforeAll(async () => {
    rehearsed = (await rehearsals[index]) as Rehearsed;
  }, 300_000);

  test('every text is told, and SNS and EventBridge take it', () => {
    everyOne(rehearsed, (told) => {
      inert.isTaken(told);
      expect(told.outcomes.length).toBeGreaterThan(0);
      expect(told.alerts).toHaveLength(isOrdinary(told) ? 0 : 1);
    });
  });

  test('whatever is thrown names states and reasons of ours', () => {
    everyOne(rehearsed, ({ ended }) => {
      if (typeof ended === 'string')
        expect(ended).toMatch(
          /^UnfinishedResponseError: the response is not finished and must run again: [A-Z_]+: [a-z-]+$/,
        );
    });
  });

  if (isHarmless) {
    test('no text keeps the key from being stopped', () => {
      everyOne(rehearsed, ({ keyStatus }, name) => {
        // An event of no type is none.
        if (name !== 'empty' || !field.endsWith('type')) expect(keyStatus).toBe('Inactive');
      });
    });
  }

  test('everything is printable', () => everyOne(rehearsed, inert.isPrintable));
  test('nothing is a link but our own addresses', () => everyOne(rehearsed, inert.linksNowhere));
  test('it is short enough for every kind of subscriber', () => everyOne(rehearsed, inert.isShort));
  test('nothing is marked in chat, and nobody mentioned', () => everyOne(rehearsed, inert.marksNothing));

  test('what is no name stands after the verdict, in quotes', () => {
    const texts = textsFor(one);
    everyOne(rehearsed, (told, name) => {
      const mayBeNamed = isNameField(field) && isName(texts[name]);
      inert.standsAfterTheVerdict(told, mayBeNamed ? NOTHING : FOREIGN);
    });
  });

  test('mails that end for one reason have the same lines, whatever is in them', () => {
    const first = new Map<string, readonly string[]>();
    everyOne(rehearsed, (told) => {
      for (const { bodies } of told.alerts) {
        const kind = JSON.stringify(JSON.parse(bodies.sqs), (name, value) => kindOf(name, value));
        const starts = mail(bodies.email).map((line) => line.slice(0, 9));
        first.set(kind, first.get(kind) ?? starts);
        expect(starts).toEqual(first.get(kind));
      }
    });
  });

  test('a shell reads every command as it was meant, names and all', () => {
    const all = [...rehearsed.told.values()].flatMap(commandsIn);
    if (all.length > 0)
      expect(wordsOf(all.map(({ line }) => line))).toEqual(all.flatMap(({ argvs }) => argvs));
  });
});

/** Of the JSON for machines, what decides which lines a mail has: states, and which facts there are. */
function kindOf(name: string, value: unknown): unknown {
  const telling = ['state', 'reason', 'name', 'status', 'result', 'code', 'kind', 'class'].includes(name);
  return typeof value === 'string' && !telling ? '' : value;
}

function isOrdinary({ outcomes }: Told): boolean {
  return outcomes.every((outcome) =>
    /"reason":"(own-key|nothing-to-resolve|settled)"/.test(JSON.stringify(outcome)),
  );
}

/** The commands of the mail and of the chat, each beside what the JSON for machines says it is. */
function commandsIn({
  alerts,
}: Told): readonly { readonly line: string; readonly argvs: readonly (readonly string[])[] }[] {
  return alerts.flatMap(({ bodies }) => {
    const { commands = [], others = [] } = JSON.parse(bodies.sqs) as WithCommands;
    const all = [...commands, ...others.flatMap((other) => other.commands ?? [])].map(({ argv }) =>
      argv.map(atPasting),
    );
    const inMail = bodies.email.split('\n').filter(isCommand);
    const inChat = inert
      .chatOf(bodies.https)
      .content.description.split('\n')
      .flatMap((line) => /^ `(.*)`$/.exec(line)?.[1] ?? [])
      .filter(isCommand);
    return [...inMail, ...inChat].map((line) => {
      const argvs = commandsOf(line).map((command) => {
        const words = unquoted(command);
        // About an event that could not be read the JSON has no commands; those of the mail have no spaces in a word.
        return all.find((argv) => argv.join(' ') === words) ?? words.split(' ');
      });
      return { line, argvs };
    });
  });
}

interface WithCommands {
  readonly commands?: readonly { readonly argv: readonly string[] }[];
  readonly others?: readonly WithCommands[];
}

function unquoted(line: string): string {
  return atPasting(
    line
      .trim()
      .replace(/"'"\$\(date [^)]*\)"'"/, NOW)
      .replaceAll("'", ''),
  );
}

/** Sessions are refused that were issued before the command is pasted, not before it was written. */
function atPasting(word: string): string {
  return word.replace(/("aws:TokenIssueTime":|":at":\{"S":)"?[\d:.TZ-]+"?/, `$1"${NOW}"`);
}

describe('the name of a field that a report does not have', () => {
  test('is printable, short, no link, and quoted after the verdict', async () => {
    const rehearsed = (await rehearsals.at(-1)) as Rehearsed;
    everyOne(rehearsed, (told) => {
      inert.isTaken(told);
      inert.isPrintable(told);
      inert.linksNowhere(told);
      inert.isShort(told);
      inert.marksNothing(told);
      inert.standsAfterTheVerdict(told, FOREIGN);
    });
  });
});
