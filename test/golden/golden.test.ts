import { expect, test } from '@jest/globals';
import { committedFiles, composedFiles } from './files.ts';

const composed = await composedFiles();
const committed = committedFiles();

test.each([...composed])('%s is what the code says now: `npm run generate` writes it', (file, text) => {
  expect(committed.get(file) ?? 'there is no such file').toBe(text);
});

test('no golden file is left of a case that is no more: `npm run generate` removes it', () => {
  expect([...committed.keys()].filter((file) => !composed.has(file))).toEqual([]);
});

test('every file ends with one line break, and has those of Unix', () => {
  for (const text of composed.values()) expect(text).toMatch(/^[^\r]*[^\r\n]\n$/);
});
