import { expect, test } from '@jest/globals';
import { fitInto } from '../../src/alerting/fit.ts';
import { inShort } from '../../src/alerting/key-in-short.ts';
import { ageInWords, inMinutes, inSeconds } from '../../src/alerting/times.ts';

test('times are for people, in UTC', () => {
  expect(inSeconds('2026-05-04T03:12:08.114Z')).toBe('2026-05-04 03:12:08Z');
  expect(inSeconds('2026-05-04T03:12:08Z')).toBe('2026-05-04 03:12:08Z');
  expect(inMinutes('2026-05-04T03:12:08.114Z')).toBe('2026-05-04 03:12Z');
});

test.each([
  [-5, '0 min'],
  [0.5, '1 min'],
  [119, '119 min'],
  [120, '2 h'],
  [2_879, '48 h'],
  [2_880, '2 days'],
  [20_160, '14 days'],
])('an age of %d minutes is %s', (minutes, words) => {
  expect(ageInWords(minutes * 60_000)).toBe(words);
});

test('an id of up to 32 characters is shown whole, and of a longer one the beginning and the end', () => {
  const id = 'AKIAIOSFODNN7EXAMPLE';
  expect(inShort(id)).toBe(id);
  expect(inShort(id.padEnd(32, '0'))).toBe(id.padEnd(32, '0'));
  expect(inShort(`${id}0000000000000LASTPART`)).toBe(`${id}..LASTPART`);
});

test('a text that does not fit loses empty lines first, then lines of what can best be spared, and says so', () => {
  const parts = [
    { lines: ['verdict', ''] },
    { lines: ['why', 'a', 'b'], spare: 1 },
    { lines: ['evidence', 'c', 'd', 'e'], spare: 2 },
  ];
  const fitted = (lines: number, characters = 1_000) => fitInto({ lines, characters }, parts);
  expect(fitted(9)).toEqual(['verdict', '', 'why', 'a', 'b', 'evidence', 'c', 'd', 'e']);
  expect(fitted(8)).toEqual(['verdict', 'why', 'a', 'b', 'evidence', 'c', 'd', 'e']);
  expect(fitted(7)).toEqual(['verdict', 'why', 'a', 'b', 'evidence', 'c', ' (2 more lines: see the JSON)']);
  expect(fitted(6)).toEqual(['verdict', 'why', 'a', 'b', 'evidence', ' (3 more lines: see the JSON)']);
  expect(fitted(5)).toEqual([
    ...['verdict', 'why', ' (2 more lines: see the JSON)'],
    ...['evidence', ' (3 more lines: see the JSON)'],
  ]);
  // No part loses its first line.
  expect(fitted(1)).toEqual(fitted(5));
  const characters = fitted(8).join('\n').length;
  expect(fitted(100, characters)).toEqual(fitted(8));
  // What says that lines are missing has characters, too.
  expect(fitted(100, characters - 1)).toEqual(fitted(5));
});
