import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from '@jest/globals';

const root = join(import.meta.dirname, '..');
const pages = [
  join('test', 'README.md'),
  ...readdirSync(root).filter((file) => file.endsWith('.md')),
  ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file) => join('docs', file)),
];

test.each(pages)('every link of %s leads somewhere', (page) => {
  const broken = linksOf(page).filter((link) => !leadsSomewhere(link, page));
  expect(broken).toEqual([]);
});

test.each(pages)('every npm script that %s names exists', (page) => {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const named = readFileSync(join(root, page), 'utf8').matchAll(/\bnpm run (?:--silent )?([a-z][\w:-]*)/g);
  expect([...named].map(([, name = '']) => name).filter((name) => !(name in scripts))).toEqual([]);
});

test('a link that leads nowhere is seen', () => {
  expect(leadsSomewhere('docs/runbook.md#states', 'README.md')).toBe(false);
  expect(leadsSomewhere('docs/no-such-page.md', 'README.md')).toBe(false);
  expect(leadsSomewhere('javascript:void', 'README.md')).toBe(false);
  expect(leadsSomewhere('docs/runbook.md#the-states', 'README.md')).toBe(true);
});

function linksOf(page: string): readonly string[] {
  const prose = readFileSync(join(root, page), 'utf8').replace(/^```.*?^```$/gms, '');
  return [...prose.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link);
}

/** Addresses outside are not called, since tests run offline. */
function leadsSomewhere(link: string, page: string): boolean {
  if (/^\w+:/.test(link)) return /^https?:/.test(link) && URL.canParse(link);
  const [file = '', heading] = link.split('#');
  const target = file === '' ? join(root, page) : join(root, dirname(page), file);
  if (!existsSync(target)) return false;
  return heading === undefined || anchorsOf(target).includes(heading);
}

/** As GitHub makes them of headings. */
function anchorsOf(file: string): readonly string[] {
  return [...readFileSync(file, 'utf8').matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}
