import { expect, test } from '@jest/globals';
import { backoffSeconds, HIDDEN_SECONDS, MOST_RECEIVES } from '../../src/core/backoff.ts';

const waits = Array.from({ length: MOST_RECEIVES - 1 }, (_, index) => backoffSeconds(index + 1));

test('the waits grow from one minute to a quarter of an hour, and no further', () => {
  expect(waits.slice(0, 6)).toEqual([60, 120, 240, 480, 900, 900]);
  expect(Math.max(...waits)).toBe(900);
});

test('a message is tried for more than a day before it becomes a dead letter, by its waits alone', () => {
  const hours = waits.reduce((sum, seconds) => sum + seconds, 0) / 3600;
  expect(hours).toBeGreaterThanOrEqual(24);
  expect(hours).toBe(29);
});

test('so is a message whose wait nobody could set, because a function that was killed says nothing', () => {
  expect(((MOST_RECEIVES - 1) * HIDDEN_SECONDS) / 3600).toBeGreaterThanOrEqual(24);
});

test.each([0, -1, Number.NaN])('a count of receives that makes no sense (%p) waits longest', (receives) => {
  expect(backoffSeconds(receives)).toBe(900);
});
