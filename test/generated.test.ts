import { expect, test } from '@jest/globals';
import { generatedFiles, read } from '../scripts/generated/files.ts';

const files = [...(await generatedFiles())];

test.each(files)('%s is what the lists of src/ say now: `npm run generate` writes it', (path, text) => {
  expect(read(path)).toBe(text);
});
