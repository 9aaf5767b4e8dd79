import { describe, expect, test } from '@jest/globals';
import { placesOf } from '../golden/case.ts';
import { cases } from '../golden/cases.ts';
import { excuses } from './scorecard/excuses.ts';
import { mutations } from './scorecard/mutations.ts';
import { questions } from './scorecard/questions.ts';
import { sentOf } from './scorecard/sent.ts';

const alerts = await Promise.all(
  cases.flatMap((one) =>
    placesOf(one).map(async (place) => ({ one, place, sent: await sentOf(one, place) })),
  ),
);

describe.each(alerts)('$place.partition/$one.name', ({ one, sent }) => {
  test.each(questions)('$number $question', ({ number, holds }) => {
    const excuse = excuses.find((entry) => entry.question === number && entry.cases.includes(one.name));
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
  for (const excuse of excuses) {
    expect(names).toEqual(expect.arrayContaining([...excuse.cases]));
    expect(excuse.because).not.toBe('');
  }
});

describe('a worse alert is told from a good one', () => {
  const good = alerts.find(({ one, place }) => one.name === 'contained' && place.partition === 'aws')?.sent;
  if (good === undefined) throw new RangeError('there is no good alert');

  test.each(mutations)('$question: no, when $when', ({ question, worsen }) => {
    const asked = questions.find(({ number }) => number === question);
    expect(asked?.holds(good)).toBe(true);
    const worse = worsen(good);
    expect(worse).not.toEqual(good);
    expect(asked?.holds(worse)).toBe(false);
  });

  test.each(questions)('$number $question has such an alert', ({ number }) => {
    expect(mutations.filter(({ question }) => question === number)).not.toEqual([]);
  });
});
