import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';

/** As `npm run package` bundled them. */
test.each(readdirSync('dist'))('at a cold start of %s one file is read before anything runs', (name) => {
  const entry = readFileSync(`dist/${name}/${name}.mjs`, 'utf8');
  expect(entry).not.toMatch(/(?:from|import)\s*"\.\//);
  expect(entry).toMatch(/\bas handler\b/);
});

test.each(readdirSync('dist'))('no module of %s is in two files', (name) => {
  const files = [`${name}.mjs.map`, ...readdirSync(`dist/${name}/chunks`).map((file) => `chunks/${file}`)];
  const sources = files
    .filter((file) => file.endsWith('.map'))
    .flatMap((file): readonly string[] => JSON.parse(readFileSync(`dist/${name}/${file}`, 'utf8')).sources)
    .map((source) => source.replace(/^(?:\.\.\/)+/, ''))
    .filter((source) => !source.startsWith('entry:'));
  expect(sources.filter((source, index) => sources.indexOf(source) !== index)).toEqual([]);
});
