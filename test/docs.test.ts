import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { reasons } from '../src/core/reasons/index.ts';
import { packagedTemplate } from './packaged.ts';

const read = (file: string) => readFileSync(new URL(`../${file}`, import.meta.url), 'utf8');

test('the runbook has a heading for every reason, since alerts link to them, and none that no alert links to', () => {
  const headings = [...read('docs/runbook.md').matchAll(/^## ([a-z-]+)$/gm)].map(([, heading]) => heading);
  expect(headings.toSorted()).toEqual(
    [...Object.keys(reasons), 'unreadable-event', 'storm', 'dead-letter'].toSorted(),
  );
});

test('the answers to checkov are about what the templates have', () => {
  const named = [...read('docs/checkov.md').matchAll(/^\| CKV\w+ [^|]*\|([^|]*)\|/gm)].flatMap(
    ([, where = '']) => [...where.matchAll(/`(\w+)`/g)].map(([, id]) => id),
  );
  expect(named.length).toBeGreaterThan(10);
  const deployed = [
    ...Object.keys(packagedTemplate().Resources),
    ...[...read('stacks/forward.yml').matchAll(/^ {2}(\w+):$/gm)].map(([, id]) => id),
    ...[...read('stacks/terraform/main.tf').matchAll(/^resource "(\w+)"/gm)].map(([, type]) => type),
  ];
  for (const id of named) expect(deployed).toContain(id);
});
