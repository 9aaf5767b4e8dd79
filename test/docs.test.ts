import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { procedures } from '../src/alerting/procedures.ts';

const read = (file: string) => readFileSync(new URL(`../${file}`, import.meta.url), 'utf8');

test('the runbook has a heading for every reason, since alerts link to them, and none that no alert links to', () => {
  const headings = [...read('docs/runbook.md').matchAll(/^## ([a-z-]+)$/gm)].map(([, heading]) => heading);
  expect(headings.toSorted()).toEqual([...Object.keys(procedures), 'unreadable-event'].toSorted());
});

test('the settings page has the parameters of serverless.yml with their defaults', () => {
  const block = /params:\n {2}default:\n((?: {4}.+\n)+)/.exec(read('serverless.yml'))?.[1] ?? '';
  const parameters = [...block.matchAll(/^ {4}(\w+): (.+)$/gm)];
  expect(parameters.length).toBeGreaterThan(5);
  for (const [, name, value = ''] of parameters) {
    const fallback = value === "''" ? 'empty' : `\`${value.replaceAll("'", '')}\``;
    expect(read('docs/settings.md')).toContain(`| \`${name}\` | ${fallback} |`);
  }
});
