import { expect, test } from '@jest/globals';
import { fitInto } from '../../src/alerting/fit.ts';

const MORE = ' (2 more lines: see the JSON)';
const ample = 10_000;

const part = (name: string, spare?: number) => ({
  lines: [0, 1, 2].map((index) => `${name}${index}`),
  ...(spare !== undefined && { spare }),
});

test('the part that can best be spared loses lines first, wherever it stands, and keeps its first', () => {
  const parts = [part('a', 3), part('b', 1), part('c', 2)];
  const fitted = (lines: number) => fitInto({ lines, characters: ample }, parts);
  expect(fitted(8)).toEqual(['a0', MORE, 'b0', 'b1', 'b2', 'c0', 'c1', 'c2']);
  expect(fitted(7)).toEqual(['a0', MORE, 'b0', 'b1', 'b2', 'c0', MORE]);
});

test('a part without a number loses none, even if it does not fit', () => {
  expect(fitInto({ lines: 2, characters: ample }, [part('a'), part('b', 0)])).toEqual([
    ...['a0', 'a1', 'a2', 'b0', MORE],
  ]);
});

test('no line stands for one other line alone', () => {
  const long = { lines: ['a', 'b'.repeat(100), 'c'.repeat(100)], spare: 1 };
  expect(fitInto({ lines: 9, characters: 150 }, [long])).toEqual(['a', MORE]);
});

test('a text of as many lines and characters as there is room for stays as it is', () => {
  const lines = ['a', '', 'bcd'];
  const characters = 'a\n\nbcd'.length;
  expect(fitInto({ lines: 3, characters }, [{ lines, spare: 1 }])).toEqual(lines);
  // The empty line goes first.
  expect(fitInto({ lines: 3, characters: characters - 1 }, [{ lines, spare: 1 }])).toEqual(['a', 'bcd']);
});
