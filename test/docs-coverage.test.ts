import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { coverage } from '../scripts/coverage-tables/page.ts';
import { patterns } from '../scripts/coverage-tables/sources.ts';
import { resourcesOf } from './packaged.ts';

test('the coverage page is what the code says now: `node scripts/coverage.ts` writes it', async () => {
  const page = readFileSync(new URL('../docs/coverage.md', import.meta.url), 'utf8');
  expect(page).toBe(await coverage());
});

test('the coverage page has every rule of the packaged template, with its pattern', () => {
  const rules = resourcesOf('AWS::Events::Rule').map(([name, { Properties }]) => [
    name,
    Properties['EventPattern'],
  ]);
  const listed = Object.assign({}, ...Object.values(patterns).map((source) => source.rules));
  // Which keys are bait is the deployer's.
  listed.HoneyKeyRule = {
    ...listed.HoneyKeyRule,
    detail: { userIdentity: { accessKeyId: expect.any(Array) } },
  };
  expect(Object.fromEntries(rules)).toEqual(listed);
});
