import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { defang, quoteForText, subjectLine } from '../../src/alerting/sanitize.ts';

describe('text of the event in a line of ours', () => {
  test.each<[string, string, string]>([
    ['a link', 'http://evil.example/x', '"hxxp[:]//evil[.]example/x"'],
    ['a link in capitals', 'HTTPS://EVIL.EXAMPLE', '"hxxpS[:]//EVIL[.]EXAMPLE"'],
    ['a bare domain', 'see evil.example now', '"see evil[.]example now"'],
    ['a version is left readable', 'aws-cli/2.15.0', '"aws-cli/2.15.0"'],
    ['an address is left readable', '198.51.100.23', '"198.51.100.23"'],
    ['a new line', 'x\r\nCONTAINED: all is well', '"x??CONTAINED: all is well"'],
    ['a line separator', 'x\u2028y', '"x?y"'],
    ['right-to-left override', 'x\u202egpj', '"x?gpj"'],
    ['an escape sequence', '\u001b[31mred', '"?[31mred"'],
    ['a closing quote', 'x" and more', '"x\' and more"'],
  ])('%s', (_, hostile, expected) => {
    expect(quoteForText(hostile)).toBe(expected);
  });

  test('is cut, and says by how much', () => {
    expect(quoteForText('a'.repeat(120))).toBe(`"${'a'.repeat(100)} [+20 more]"`);
  });

  test('is one quoted line of printable ASCII without a link, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (hostile) => {
        const quoted = quoteForText(hostile);
        expect(quoted).toMatch(/^"[\x20-\x21\x23-\x7e]*"$/);
        expect(quoted).not.toMatch(/http|:\/\/|[a-z]\.[a-z]/i);
      }),
    );
  });

  test('defanging twice changes nothing more', () => {
    fc.assert(fc.property(fc.webUrl(), (url) => expect(defang(defang(url))).toBe(defang(url))));
  });
});

test('a Subject is one that SNS takes, whatever goes into it', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', minLength: 1, maxLength: 300 }), (text) => {
      expect(subjectLine(text)).toMatch(/^[\x20-\x7e]{1,99}$/);
    }),
  );
});
