import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  codeForChat,
  defang,
  encodeForUrl,
  quoteForShell,
  quoteForText,
  subjectLine,
  textForJson,
} from '../../src/alerting/sanitize.ts';
import { printable } from '../../src/core/printable.ts';
import { linksIn } from './linkable.ts';
import { names, payloads } from './payloads.ts';
import { wordsOf } from './shell.ts';

/** One sink's promise about any text at all. */
type Promise = (hostile: string) => void;

const PRINTABLE = /^[\x20-\x7e]*$/;

const inPlainText: Promise = (hostile) => {
  const quoted = quoteForText(hostile);
  expect(quoted).toMatch(/^"[\x20-\x21\x23-\x7e]*"$/);
  expect(quoted).not.toMatch(/http|:\/\//i);
  expect(linksIn(quoted)).toEqual([]);
  // A hundred characters, of which each may become three, and by how many it was longer.
  expect(quoted.length).toBeLessThan(330);
};

const inSubject: Promise = (hostile) => {
  expect(subjectLine(hostile)).toMatch(/^[!-~][\x20-\x7e]{0,98}$/);
};

const inChat: Promise = (hostile) => {
  const code = codeForChat(hostile);
  expect(code).toMatch(/^`[\x20-\x5f\x61-\x7e]+`$/);
  expect(code).not.toMatch(/[<>&@]|\]\(|http|:\/\//i);
  expect(linksIn(code)).toEqual([]);
  expect(code.length).toBeLessThan(330);
};

const inJson: Promise = (hostile) => {
  const text = textForJson(hostile);
  const json = JSON.stringify({ text });
  expect(json).toMatch(PRINTABLE);
  expect(JSON.parse(json)).toEqual({ text });
  expect(text).not.toMatch(/http|:\/\//i);
  expect(linksIn(text)).toEqual([]);
  expect(text.length).toBeLessThan(1_600);
};

const inLog: Promise = (hostile) => {
  expect(printable(hostile, 50)).toMatch(/^[\x20-\x7e]{0,50}( \[\+\d+ more\])?$/);
};

/** Where values stand in addresses of ours, once as the last and once before others. */
const inAddress: Promise = (hostile) => {
  const value = encodeForUrl(hostile);
  const before = 'https://us-east-1.console.aws.amazon.com/iam/home?region=us-east-1';
  const fragment = new URL(`${before}#/users/details/${value}?section=x`);
  expect(fragment.href.startsWith(`${before}#/users/details/`)).toBe(true);
  expect(fragment.hash.split(/[/?#&=]/)).toEqual(['', '', 'users', 'details', value, 'section', 'x']);

  const query = new URL(`${before}&a=${value}&b=1`);
  expect([query.host, query.pathname, query.hash]).toEqual([fragment.host, fragment.pathname, '']);
  expect([...query.searchParams]).toEqual([
    ['region', 'us-east-1'],
    ['a', hostile.slice(0, 512).toWellFormed()],
    ['b', '1'],
  ]);
  // Nor does it end early for whoever makes a link of the text around it.
  expect(value).toMatch(/^[\w.~%-]*$/);
};

const promises: readonly (readonly [string, Promise])[] = [
  ['in plain text is one quoted, short line without a link', inPlainText],
  ['in a Subject is one that SNS takes', inSubject],
  ['in chat is one code span that nothing ends, and marks and mentions nothing', inChat],
  ['in JSON is printable, bounded, and no link', inJson],
  ['in the log is one printable, bounded line', inLog],
  ['in an address is one value, and changes nothing else of it', inAddress],
];

describe.each(promises)('%s', (_, promise) => {
  test.each(Object.entries(payloads))('%s', (_name, hostile) => promise(hostile));

  test('whatever it is', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 400 }), promise), { numRuns: 500 });
  });

  test('whatever is put together of what links, quotes and marks are made of', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => promise(pieces.join(''))),
      {
        numRuns: 1_000,
      },
    );
  });
});

const piece = fc.constantFrom(
  ...['evil', 'a', '1', '.', '..', ':', '/', '//', '\\', '@', '#', '?', '&', '=', '-', '_', '%2e', ' ', '\n'],
  ...['http', 'https://', 'www', 'com', 'example', 'mailto:', 'tel:', '198.51.100.23', '[::1]', 'xn--'],
  ...['[', ']', '(', ')', '](', '[.', '.]', '[:]', '`', '"', "'", '<', '>', '|', '$', '\u202e', '\ud800'],
);

describe('in a command', () => {
  const all = { ...payloads, ...names };

  test('is one word of a real shell, the same as before', () => {
    const quoted = Object.values(all).flatMap((value) => {
      const word = quoteForShell(value);
      return word === undefined ? [] : [{ value, line: `aws --user-name=${word}` }];
    });
    expect(quoted.length).toBeGreaterThan(60);
    const words = wordsOf(quoted.map(({ line }) => line));
    expect(words).toEqual(quoted.map(({ value }) => ['aws', `--user-name=${value}`]));
  });

  test('of any printable text, too', () => {
    const values = fc.sample(fc.string({ unit: 'binary-ascii', maxLength: 60 }), 2_000);
    const pieces = fc.sample(fc.array(piece, { maxLength: 12 }), 2_000).map((some) => some.join(''));
    const quoted = [...values, ...pieces].flatMap((value) => {
      const word = quoteForShell(value);
      return word === undefined ? [] : [{ value, line: `aws ${word}` }];
    });
    expect(quoted.length).toBeGreaterThan(500);
    expect(wordsOf(quoted.map(({ line }) => line))).toEqual(quoted.map(({ value }) => ['aws', value]));
  });

  test.each(Object.entries(all))('is no link, or is not quoted at all: %s', (_, value) => {
    const quoted = quoteForShell(value);
    // What no terminal prints, and the quote itself, cannot stand between quotes.
    expect(quoted !== undefined).toBe(PRINTABLE.test(value) && !value.includes("'"));
    expect(linksIn(quoted ?? '')).toEqual([]);
  });

  test.each(Object.entries(names))('every name that IAM allows can be pasted: %s', (_, name) => {
    expect(quoteForShell(name)).toBeDefined();
  });
});

describe('in a line of ours', () => {
  test.each(Object.entries(names))('a name that IAM allows is no link: %s', (_, name) => {
    expect(linksIn(defang(name))).toEqual([]);
  });

  test('what was taken apart once stays as it is', () => {
    const anything = fc.oneof(
      fc.webUrl(),
      fc.emailAddress(),
      fc.ipV6(),
      fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join('')),
    );
    fc.assert(
      fc.property(anything, (text) => expect(defang(defang(text))).toBe(defang(text))),
      {
        numRuns: 2_000,
      },
    );
  });
});
