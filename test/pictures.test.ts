import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { pictures } from '../scripts/pictures/all.ts';

const folder = new URL('../docs/pictures/', import.meta.url);
const verdicts: Readonly<Record<string, readonly string[]>> = {
  'alert-not-contained.svg': [
    '[P1 NOT CONTAINED] ',
    'NOT CONTAINED: access key AKIAIOSFODNN7EXAMPLE',
    'DO THIS NOW',
  ],
  'alert-contained.svg': [
    '[P3 CONTAINED] ',
    'CONTAINED: access key AKIAIOSFODNN7EXAMPLE',
    'STILL DANGEROUS?',
  ],
  'alert-contained-chat.svg': ['P3 CONTAINED: ', 'CONTAINED: access key AKIAIOSFODNN7EXAMPLE', 'Next steps'],
};

test('the pictures are those that the script draws', () => {
  expect(readdirSync(folder).toSorted()).toEqual([...pictures().keys()].toSorted());
  expect([...pictures().keys()].toSorted()).toEqual(Object.keys(verdicts).toSorted());
});

describe.each([...pictures()])('%s', (name, drawn) => {
  test('shows the golden file as it is now: `npm run pictures` draws it', () => {
    expect(readFileSync(new URL(name, folder), 'utf8')).toBe(drawn);
  });

  test('is well-formed', () => {
    expect(unclosed(drawn)).toEqual([]);
  });

  test('says what is true', () => {
    const shown = drawn.replace(/<[^>]*>/g, '');
    for (const words of verdicts[name] ?? ['?']) expect(shown).toContain(words);
  });

  test('needs nothing from elsewhere, and runs nothing', () => {
    const attributes = [...drawn.matchAll(/ ([\w:-]+)="([^"]*)"/g)].map(([, attribute = '', value = '']) => ({
      attribute,
      value,
    }));
    expect(drawn).not.toMatch(/<(?:script|style|image|use|a|foreignObject)\b/);
    for (const { attribute, value } of attributes) {
      expect(attribute).not.toMatch(/^on|href/);
      if (attribute !== 'xmlns') expect(value).not.toMatch(/url\(|:\/\//);
      if (attribute === 'font-family') expect(value).toMatch(/^(?:monospace|sans-serif)$/);
    }
  });
});

test('what is not well-formed is seen', () => {
  expect(unclosed('<a><b/>x &amp; y</a>')).toEqual([]);
  expect(unclosed('<a><b></a>')).not.toEqual([]);
  expect(unclosed('<a>x & y</a>')).not.toEqual([]);
  expect(unclosed('<a>x < y</a>')).not.toEqual([]);
  expect(unclosed('<a b=c/>')).not.toEqual([]);
});

/** Tags without their end, and what stands for itself where XML wants it escaped. */
function unclosed(xml: string): readonly string[] {
  const tag = /<(\/?)([\w:]+)((?: [\w:-]+="[^"<]*")*)(\/?)>/g;
  const open: string[] = [];
  const wrong: string[] = [];
  for (const [whole, end, name = '', , alone] of xml.matchAll(tag)) {
    if (alone === '/') continue;
    if (end === '') open.push(name);
    else if (open.pop() !== name) wrong.push(whole);
  }
  const text = xml.replace(tag, '').replace(/&(?:amp|lt|gt|quot|#\d+);/g, '');
  return [...wrong, ...open, ...(text.match(/[<>&]/g) ?? [])];
}
