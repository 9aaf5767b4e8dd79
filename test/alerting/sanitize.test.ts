import { describe, expect, test } from '@jest/globals';
import {
  codeForChat,
  encodeForUrl,
  quoteForShell,
  quoteForText,
  subjectLine,
  textForJson,
} from '../../src/alerting/sanitize.ts';
import { chatStyle, mailStyle } from '../../src/alerting/style.ts';

// What each sanitiser promises of any text at all is in test/hostile/sinks.test.ts.

describe('text of the event in a line of ours', () => {
  test.each<[string, string, string]>([
    ['a link', 'http://evil.example/x', '"hxxp[:]//evil[.]example/x"'],
    ['a link in capitals', 'HTTPS://EVIL.EXAMPLE', '"hxxpS[:]//EVIL[.]EXAMPLE"'],
    ['a link to a number', 'http://198.51.100.23/x', '"hxxp[:]//198[.]51[.]100[.]23/x"'],
    ['a link to a longer number', '//[2001:db8::1]/x', '"//[2001[:]db8[:][:]1]/x"'],
    ['a number with a port', '198.51.100.23:8080', '"198[.]51[.]100[.]23:8080"'],
    ['a bare domain', 'see evil.example now', '"see evil[.]example now"'],
    ['a mail address', 'mailto:a@evil.example', '"mailto[:]a@evil[.]example"'],
    ['a share', '\\\\198.51.100.23\\x', '"\\\\198[.]51[.]100[.]23\\x"'],
    ['a link that is broken already', '//evil[.]example', '"//evil[.]example"'],
    ['a link that only looks broken from its left', '//evil[.example', '"//evil[[.]example"'],
    ['a link that only looks broken from its right', '//evil.]example', '"//evil[.]]example"'],
    ['a version is left readable', 'aws-cli/2.15.0', '"aws-cli/2.15.0"'],
    ['a number is left readable', '198.51.100.23', '"198.51.100.23"'],
    ['an ARN is left readable', 'arn:aws:iam::111122223333:user/a', '"arn:aws:iam::111122223333:user/a"'],
    ['a new line', 'x\r\nCONTAINED: all is well', '"x??CONTAINED: all is well"'],
    ['a line separator', 'x\u2028y', '"x?y"'],
    ['right-to-left override', 'x\u202egpj', '"x?gpj"'],
    ['an escape sequence', '\u001b[31mred', '"?[31mred"'],
    ['a closing quote', 'x" and more', '"x\' and more"'],
    ['nothing', '', '""'],
  ])('%s', (_, hostile, expected) => {
    expect(quoteForText(hostile)).toBe(expected);
  });

  test('is cut, and says by how much', () => {
    expect(quoteForText('a'.repeat(120))).toBe(`"${'a'.repeat(100)} [+20 more]"`);
  });
});

describe('text of the event in chat', () => {
  test.each<[string, string, string]>([
    ['a link of Slack', '<https://evil.example|ok>', '`?hxxps[:]//evil[.]example|ok?`'],
    ['a link of markdown', '[AWS](https://evil.example)', '`[AWS] (hxxps[:]//evil[.]example)`'],
    ['everybody', '<!channel> @here', '`?!channel? (at)here`'],
    ['the end of a code span', 'x` *y*', "`x' *y*`"],
    ['nothing, which two backticks would not be', '', '`(empty)`'],
  ])('%s', (_, hostile, expected) => {
    expect(codeForChat(hostile)).toBe(expected);
  });
});

test('our own words in chat neither call anybody nor mark anything, whatever name is among them', () => {
  expect(chatStyle.plain('USER @channel <!here> of `a` & b')).toBe('USER (at)channel ?!here? of ?a? ? b');
  expect(mailStyle.plain('USER @channel')).toBe('USER @channel');
});

describe('a word of a command', () => {
  test.each<[string, string, string | undefined]>([
    ['a name', 'ci-deploy', "'ci-deploy'"],
    ['an option', '--no-verify-ssl', "'--no-verify-ssl'"],
    ['a domain', 'www.evil.example', "'www'.'evil'.'example'"],
    ['a mail address', 'a@evil.example', "'a@evil'.'example'"],
    ['an address', 'http://evil.example', "'http':'//evil'.'example'"],
    ['what a shell expands elsewhere', '$(x) `y` !! ~', "'$(x) `y` !! ~'"],
    ['a quote', "x'; rm -rf ~", undefined],
    ['a new line', 'x\ny', undefined],
  ])('%s', (_, value, expected) => {
    expect(quoteForShell(value)).toBe(expected);
  });
});

test('JSON has neither quotes nor backslashes of the event, which others would have to escape again', () => {
  expect(textForJson('"},"state":"CONTAINED \\u0000')).toBe("'},'state':'CONTAINED /u0000");
});

test('a value of an address is encoded, marks that end an address early among them, and has an end', () => {
  expect(encodeForUrl("a/b?c=d&e#f'(g)*")).toBe('a%2Fb%3Fc%3Dd%26e%23f%27%28g%29%2A');
  expect(encodeForUrl('x'.repeat(1_000))).toHaveLength(512);
});

test('a Subject begins with a mark, ends at 99, and is never empty', () => {
  expect(subjectLine(' \n[P1] x')).toBe('?[P1] x');
  expect(subjectLine('  ')).toBe('AWS access key alert');
  expect(subjectLine('x'.repeat(200))).toHaveLength(99);
});
