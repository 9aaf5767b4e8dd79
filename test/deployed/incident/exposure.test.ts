import { expect, test } from '@jest/globals';
import { exposureOf } from './exposure.ts';

const on = (from: number) => ({ from, to: from + 10 });
const use = (from: number, passed: boolean) => ({ from, to: from + 5, passed });

test('a key is Active from where it is switched on until the first refusal after that', () => {
  const uses = [use(50, false), use(120, true), use(200, false), use(300, false)];
  expect(exposureOf([on(100)], uses)).toEqual({ longest: 105, sum: 105 });
});

test('a refusal of a call that began before the activation was answered proves nothing', () => {
  expect(exposureOf([on(100)], [use(105, false), use(200, false)])).toEqual({ longest: 105, sum: 105 });
});

test('the longest time and the sum of all are told apart', () => {
  const uses = [use(150, false), use(400, false)];
  expect(exposureOf([on(100), on(300)], uses)).toEqual({ longest: 105, sum: 160 });
});

test('two activations without a refusal between them make one time', () => {
  expect(exposureOf([on(100), on(300)], [use(200, true), use(400, false)])).toEqual({
    longest: 305,
    sum: 305,
  });
});

test('a thief who is never refused after the last activation has the key for ever', () => {
  expect(exposureOf([on(100)], [use(200, true)]).longest).toBe(Number.POSITIVE_INFINITY);
});
