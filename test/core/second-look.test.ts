import { expect, test } from '@jest/globals';
import { mayLookAgain, secondsToLook } from '../../src/core/second-look.ts';

const since = new Date('2026-05-04T03:00:00Z');
const minutes = (number: number) => new Date(since.getTime() + number * 60_000);

test('looks are spread over a minute, so that a storm does not look at one moment', () => {
  expect([0, 0.5, 0.999].map(secondsToLook)).toEqual([60, 90, 120]);
});

test('a key that nobody saw Inactive is read again for 15 minutes, and the rest of a busy user for 60', () => {
  expect(mayLookAgain({ since, now: minutes(14.99) })).toEqual({ keys: true, others: true, refused: true });
  expect(mayLookAgain({ since, now: minutes(15) })).toEqual({ keys: false, others: true, refused: false });
  expect(mayLookAgain({ since, now: minutes(59.99) })).toEqual({ keys: false, others: true, refused: false });
  expect(mayLookAgain({ since, now: minutes(60) })).toEqual({ keys: false, others: false, refused: false });
});

test('a key that was seen Inactive may be read again for 60 minutes', () => {
  expect(mayLookAgain({ since, now: minutes(59.99), keysRead: true }).keys).toBe(true);
  expect(mayLookAgain({ since, now: minutes(60), keysRead: true }).keys).toBe(false);
});
