import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';

/** The alert that the README shows as text. `npm run generate` copies it. */
const SHOWN = 'test/golden/cases/contained.txt';
const PNG_SIGNATURE = '89504e470d0a1a0a';

const read = (file: string) => readFileSync(new URL(`../${file}`, import.meta.url));
const readme = read('README.md').toString();

test('the alert in the README is the golden file, letter for letter', () => {
  const blocks = [...readme.matchAll(/^```text\n(.*?)^```$/gms)].map(([, block]) => block);
  expect(blocks).toEqual([`${section('email')}\n`]);
});

test('its subject is the one of the golden file', () => {
  const subject = /^alert {2}(.+)$/m.exec(section('subject'))?.[1];
  expect(subject).toMatch(/^\[P\d/);
  expect(readme).toContain(`<code>${subject}</code>`);
});

test('the picture is a PNG, small enough for a README', () => {
  expect(readme).toContain('](docs/alert-mail.png)');
  const png = read('docs/alert-mail.png');
  expect(png.subarray(0, 8).toString('hex')).toBe(PNG_SIGNATURE);
  expect(png.length).toBeLessThan(200_000);
});

function section(name: string): string {
  const [, rest = ''] = read(SHOWN).toString().split(`===== ${name} =====\n`);
  return rest.split('\n\n=====')[0] ?? '';
}
