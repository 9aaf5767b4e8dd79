import { describe, expect, test } from '@jest/globals';
import { placesOf } from '../golden/case.ts';
import { cases } from '../golden/cases.ts';
import { readInChat } from './scorecard/chat.ts';
import { excuses, notYet } from './scorecard/excuses.ts';
import { mutations } from './scorecard/mutations.ts';
import { questions } from './scorecard/questions.ts';
import { type Sent, sentOf } from './scorecard/sent.ts';

const allExcuses = [...excuses, ...notYet];
const alerts = await Promise.all(
  cases.flatMap((one) =>
    placesOf(one).map(async (place) => ({ one, place, sent: await sentOf(one, place) })),
  ),
);

/** Somebody may have one of them alone, with the default settings: no page of the runbook, no Identity Center, no pager. */
const readers = [
  { reader: 'by mail', read: (sent: Sent) => sent },
  { reader: 'in chat', read: readInChat },
];
const reads = readers.flatMap(({ reader, read }) =>
  alerts.map(({ one, place, sent }) => ({ reader, one, place, sent: read(sent) })),
);

describe.each(reads)('$reader: $place.partition/$one.name', ({ one, sent }) => {
  test.each(questions)('$number $question', ({ number, holds }) => {
    const excuse = allExcuses.find((entry) => entry.question === number && entry.cases.includes(one.name));
    if (excuse === undefined) {
      expect(holds(sent)).toBe(true);
    } else {
      // Told in other words; and an excuse that is not needed any more must go.
      expect(sent.told.alert.text).toMatch(excuse.instead);
      expect(holds(sent)).toBe(false);
    }
  });
});

test('there are 25 questions', () => {
  expect(questions.map(({ number }) => number)).toEqual(Array.from({ length: 25 }, (_, index) => index + 1));
});

test('every excuse is for a case that is there, with a reason', () => {
  const names = cases.map(({ name }) => name);
  for (const excuse of allExcuses) {
    expect(names).toEqual(expect.arrayContaining([...excuse.cases]));
    expect(excuse.because).not.toBe('');
  }
});

test('with the default settings nobody is sent anywhere else', () => {
  const defaults = reads.filter(
    ({ one }) => one.runbookUrl === undefined && one.identityCenter === undefined,
  );
  expect(defaults.length).toBeGreaterThan(100);
  for (const { sent } of defaults) {
    expect(sent.told.alert.text).not.toMatch(/e-mail|docs\/runbook|wiki\.example/);
    expect(sent.told.alert.sms).not.toMatch(/e-mail|runbook/);
  }
});

describe('a worse alert is told from a good one', () => {
  const goodOnes = new Map(
    alerts.filter(({ place }) => place.partition === 'aws').map(({ one, sent }) => [one.name, sent]),
  );

  test.each(mutations)('$question: no, when $when ($of)', ({ question, of, worsen }) => {
    const asked = questions.find(({ number }) => number === question);
    const good = goodOnes.get(of);
    if (asked === undefined || good === undefined) throw new RangeError('there is no such alert');
    expect(asked.holds(good)).toBe(true);
    const worse = worsen(good);
    expect(worse).not.toEqual(good);
    expect(asked.holds(worse)).toBe(false);
  });

  test.each(questions)('$number $question has such an alert', ({ number }) => {
    expect(mutations.filter(({ question }) => question === number)).not.toEqual([]);
  });
});
