import { readdirSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import type { Channel, QuestionOfEveryChannel } from '../../src/alerting/channel.ts';
import { channels } from '../../src/alerting/index.ts';
import { placesOf } from '../golden/case.ts';
import { cases } from '../golden/cases.ts';
import { committedFiles } from '../golden/files.ts';
import { foreignLinks, wordsOf } from './scorecard/links.ts';
import { type Facts, type Sent, sentOf } from './scorecard/sent.ts';
import { headingOf } from './scorecard/verdict.ts';

/** What is asked of every channel by itself: somebody may read that one alone. */
const questions: Readonly<Record<QuestionOfEveryChannel, (text: string, asked: Asked) => boolean>> = {
  1: (text, { facts }) => text.includes(headingOf(facts)),
  3: (text, { facts: { accessKeyId = '' } }) => text.includes(accessKeyId),
  4: (text, { facts: { accountId } }) => text.includes(accountId),
  8: (_, { hostile, channel }) => textsIn(hostile, channel).flatMap(foreignLinks).length === 0,
  22: (text, { facts: { dedupKey } }) => text.includes(dedupKey),
  24: (text, { channel }) => isWithin(text, channel),
};
const FOR_EVERY_CHANNEL: readonly QuestionOfEveryChannel[] = [1, 4, 8, 24];

interface Asked {
  readonly channel: Channel;
  readonly facts: Facts;
  /** The same alert, where every text of the event is a thief's. */
  readonly hostile: string;
}

const alerts = await Promise.all(
  cases.map(async (one) => {
    const [place] = placesOf(one);
    if (place === undefined) throw new RangeError('every case has a place');
    return { name: one.name, sent: await sentOf(one, place) };
  }),
);

describe.each(channels.map((channel) => [channel.id, channel] as const))('the channel %s', (id, channel) => {
  test('answers what must be told to everybody', () => {
    expect(channel.answers).toEqual(expect.arrayContaining([...FOR_EVERY_CHANNEL]));
  });

  test.each(alerts)('$name: answers each question that it promises to', ({ sent }) => {
    const asked = { channel, facts: sent.facts, hostile: bodyFor(sent, 'hostile', channel) };
    const text = bodyFor(sent, 'told', channel);
    expect(channel.answers.filter((number) => !questions[number](text, asked))).toEqual([]);
  });

  test.each(alerts)(
    '$name: a text of a thief adds no line, no character and no length that it may not',
    ({ sent }) => {
      const hostile = bodyFor(sent, 'hostile', channel);
      expect(textsIn(hostile, channel).every((text) => channel.limits.only.test(text))).toBe(true);
      expect(isWithin(hostile, channel)).toBe(true);
    },
  );

  test('has its part in the golden file of every case', () => {
    for (const [file, text] of committedFiles()) {
      if (!file.startsWith('cases/')) continue;
      expect([file, text.includes(`\n===== ${id} =====\n`)]).toEqual([file, true]);
    }
  });
});

test('every protocol has one channel', () => {
  const protocols = channels.flatMap((channel) => channel.protocols);
  expect(new Set(protocols).size).toBe(protocols.length);
  expect(protocols).toContain('default');
});

test('every channel of src/alerting is in its list', async () => {
  const folder = new URL('../../src/alerting/', import.meta.url);
  const modules: readonly object[] = await Promise.all(
    readdirSync(folder).map((file) => import(new URL(file, folder).href)),
  );
  const declared = new Set(modules.flatMap((module) => Object.values(module).filter(isChannel)));
  expect([...declared].map(({ id }) => id).toSorted()).toEqual(channels.map(({ id }) => id).toSorted());
});

function isChannel(exported: unknown): exported is Channel {
  return typeof exported === 'object' && exported !== null && 'renderUnreadable' in exported;
}

function bodyFor(sent: Sent, which: 'told' | 'hostile', { protocols: [protocol] }: Channel): string {
  return sent[which].alert.bodies[protocol] ?? '';
}

/** What a person reads of it. */
function textsIn(body: string, { format }: Channel): readonly string[] {
  return format === 'json' ? wordsOf(JSON.parse(body)) : [body];
}

function isWithin(body: string, { limits }: Channel): boolean {
  return (
    body.length <= limits.characters && body.split('\n').length <= (limits.lines ?? Number.POSITIVE_INFINITY)
  );
}
