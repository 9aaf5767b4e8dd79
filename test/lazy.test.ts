import { expect, test } from '@jest/globals';
import { Lazy } from '../src/lazy.ts';

test('what is loaded is loaded once, also when two ask at the same time', async () => {
  let loads = 0;
  const lazy = new Lazy(async () => {
    loads += 1;
    return { loads };
  });
  const [one, other] = await Promise.all([lazy.get(), lazy.get()]);
  expect([one, other, await lazy.get()]).toEqual([{ loads: 1 }, { loads: 1 }, { loads: 1 }]);
  expect(other).toBe(one);
});

test('nothing is loaded before it is asked for', () => {
  let loads = 0;
  new Lazy(async () => {
    loads += 1;
  });
  expect(loads).toBe(0);
});

test('a load that failed is forgotten, and the next one tries again', async () => {
  const answers = [Promise.reject(new Error('the chunk could not be read')), Promise.resolve('loaded')];
  const lazy = new Lazy(async () => answers.shift());
  await expect(lazy.get()).rejects.toThrow('the chunk could not be read');
  expect(await lazy.get()).toBe('loaded');
});

test('what is present is what is loaded already: nobody waits for it', async () => {
  const lazy = new Lazy(async () => 'loaded');
  expect(lazy.present).toBeUndefined();
  const loading = lazy.get();
  expect(lazy.present).toBeUndefined();
  await loading;
  expect(lazy.present).toBe('loaded');
});
