import { describe, expect, test } from '@jest/globals';
import { printable } from '../../src/core/printable.ts';
import { longTermKey, shortTermKey } from '../api-keys.ts';

/** AWS's example of a secret access key. */
const SECRET = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
const shown = (text: string) => printable(text, 500);

describe('a secret that people paste is removed', () => {
  test.each([
    ['by itself', SECRET],
    ['behind its name', `aws_secret_access_key=${SECRET}`],
    ['glued to letters before it', `thekeyis${SECRET}`],
    ['glued to letters behind it', `${SECRET}andmore`],
    ['glued on both sides', `x9${SECRET}Zz7`],
    ['broken over two lines', `${SECRET.slice(0, 21)}\n${SECRET.slice(21)}`],
    ['broken over two lines of a mail, indented', `${SECRET.slice(0, 21)}\r\n   ${SECRET.slice(21)}`],
    ['broken in JSON', `${SECRET.slice(0, 21)}\\n${SECRET.slice(21)}`],
  ])('a secret access key %s', (_, text) => {
    expect(shown(text)).toContain('[secret removed]');
    for (let start = 0; start + 12 <= SECRET.length; start += 1) {
      expect(shown(text)).not.toContain(SECRET.slice(start, start + 12));
    }
  });

  test.each([
    ['by itself', (key: string) => key],
    ['behind its name', (key: string) => `AWS_BEARER_TOKEN_BEDROCK=${key}`],
    ['behind a line break of JSON', (key: string) => `found\\n${key}`],
    ['in an address', (key: string) => `https://git.example.com/?key=${encodeURIComponent(key)}`],
    ['in the path of an address', (key: string) => `https://git.example.com/raw/${key}`],
    ['in lines', (key: string) => key.replace(/.{60}/g, '$&\r\n ')],
  ])('an API key of AWS, %s', (_, written) => {
    const keys = [longTermKey('ci-deploy-at-111122223333'), shortTermKey('ASIAIOSFODNN7EXAMPLE')];
    for (const key of [...keys, keys[0]?.slice(0, 40) ?? '']) {
      expect(shown(written(key))).toContain('[secret removed]');
      for (let start = 16; start + 12 <= key.length; start += 1) {
        expect(shown(written(key))).not.toContain(key.slice(start, start + 12));
      }
    }
  });

  test.each([
    ['GitHub', 'ghp_0123456789abcdefghijABCDEFGHIJ012345'],
    ['GitHub, fine-grained', 'github_pat_11AAAAAAA0123456789abcdef'],
    ['GitLab', 'glpat-0123456789abcdefghij'],
    ['Slack', 'xoxb-123456789012-1234567890123-abcdefghij'],
    ['npm', 'npm_0123456789abcdefghijABCDEFGHIJ012345'],
  ])('a token of %s', (_, token) => {
    expect(shown(`found ${token} in the log`)).toBe('found [secret removed] in the log');
  });

  test.each([
    ['password=hunter2', 'password=[secret removed]'],
    ['PASSWORD = "hunter2"', 'PASSWORD = "[secret removed]"'],
    ["{'passwd': 'hunter2!'}", "{'passwd': '[secret removed]'}"],
    ['pwd:s3cr3t&user=bob', 'pwd:[secret removed]&user=bob'],
    ['api_key=0a1b2c3d', 'api_key=[secret removed]'],
    ['Authorization: Bearer eyJhbGciOiJIUzI1NiJ9.e30.x', 'Authorization: Bearer [secret removed]'],
  ])('%s', (text, without) => {
    expect(shown(text)).toBe(without);
  });
});

describe('what is no secret stays', () => {
  test.each([
    'access key AKIAIOSFODNN7EXAMPLE',
    'key=AKIAIOSFODNN7EXAMPLE',
    'https://git.example.com/team/repository/blob/3f2a9c1d4e5f60718293a4b5c6d7e8f901234567/src/config.ts',
    'commit 3f2a9c1d4e5f60718293a4b5c6d7e8f901234567',
    'arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_AdministratorAccess_0123456789abcdef/alice',
    'AWSServiceRoleForAmazonElasticContainerServiceAutoscalingGroup',
    'aws-cli/2.15.0 Python/3.11.6 Linux/5.10.199-190.747.amzn2.x86_64 exe/x86_64.amzn.2 prompt/off command/s3.ls',
    'API GetSecretValue was invoked from a known malicious IP address.',
    'password: unknown',
    'secret scanning found it',
    'the token expired yesterday',
    'access key: see the ticket',
  ])('%s', (text) => {
    expect(shown(text)).toBe(text);
  });
});

describe('only the secret is removed, and what stands around it stays', () => {
  test.each([
    [`see /${SECRET}/config`, 'see /[secret removed]/config'],
    [`words/of/clear/${SECRET}`, 'words/of/clear/[secret removed]'],
    // A secret may begin with a slash.
    [`path/${SECRET.slice(1)}`, 'path[secret removed]'],
    [`key=${SECRET}`, 'key=[secret removed]'],
    [`${SECRET}/wordsofclear`, '[secret removed]/wordsofclear'],
    [`${SECRET}/${SECRET}`, '[secret removed]'],
    [`${SECRET}/${SECRET.slice(0, 19)}`, '[secret removed]'],
    [`${encodeURIComponent(SECRET)}%3Dx`, '[secret removed]=x'],
    [encodeURIComponent(SECRET.replace('U', '+')), '[secret removed]'],
    [SECRET.replaceAll('/', 'x'), '[secret removed]'],
    [SECRET.replace('U', '/').replace('D', '/'), '[secret removed]'],
    ['Kx7Qm2Wd9Kx7Qm2Wd9//////Kx7Qm2Wd9Kx7Qm2W', '[secret removed]'],
    [`${SECRET}/Ab1Cd2Ef3Gh4`, '[secret removed]/Ab1Cd2Ef3Gh4'],
    ['password=hunter2[secret removed]', 'password=[secret removed] removed]'],
    ['Kx7Qm2Wd9'.repeat(5), '[secret removed]'],
    ['key=hunter2AKIAIOSFODNN7EXAMPLE', 'key=[secret removed]'],
    ['password=AKIA1', 'password=[secret removed]'],
  ])('%s', (text, without) => {
    expect(shown(text)).toBe(without);
  });
});

test.each([
  'see docs%2Fguide%2Fcontainer%2Fservices%2Famazon%2Fregion',
  'S3ClientGetUserNameEc2HostIdS3LogDirName1',
  's3clientEc2hostS3loggerEc2userS3nodeEc2zone',
  'blob/3f2a9c1d4e5f60718293a4b5c6d7e8f9/Ab1Cd2Ef3Gh',
  'Blob/3f2a9c1d4e5f60718293a4b5c6d7e8f901234567/a/b/src/Config',
  'TEA1x/REPO2y/SOURC/CONFIG/READER5xYZABCDEFG',
  'ABCDEFGHIJKLMNOP0123456789012345abcdefghijklmnop',
  'aB1/cD2/eF3/gH4/iJ5/kL6/mN7/oP8/qR9/sT0/',
  ...['A1B2C3D4E5', 'g1h2j3k4m5', 'aBcDeFgHjK', 'AAAAAAAAAA'].map((part) => part.repeat(4)),
])('%s is long, and no secret: it lacks the letters, digits or changes of one', (text) => {
  expect(shown(text)).toBe(text);
});

describe('a text is cut to its limit', () => {
  test.each([
    ['abcde', 'abcde'],
    ['a b c d e f', 'a b c [+6 more]'],
    ['word '.repeat(4_000), 'word  [+19995 more]'],
    ['a\u0007b\u00e9', 'a?b?'],
  ])('%j', (text, cut) => {
    expect(printable(text, 5)).toBe(cut);
  });

  /** Shown as a few words, so that what follows it could be shown, too. */
  const long = (length: number) => SECRET.repeat(300).slice(0, length);

  test('and a secret that stands where the reading ends is not shown in part', () => {
    expect(printable(`${long(8_260)} ${SECRET} and more`, 100)).toBe('[secret removed]  [+49 more]');
    expect(printable(`${long(8_287)} tail`, 100)).toBe('[secret removed] tail');
  });
});

test('a long text is read in a bounded time', () => {
  const started = performance.now();
  for (const text of [
    'a1B'.repeat(80_000),
    'password='.repeat(25_000),
    'A\n'.repeat(120_000),
    '='.repeat(240_000),
  ]) {
    printable(text, 200);
  }
  // Seconds where it is linear, an hour where every beginning is tried against every end.
  expect(performance.now() - started).toBeLessThan(20_000);
});

test.each([
  ['line breaks', '\n'],
  ['line breaks of a mail', '\r\n'],
  ['line breaks and blanks', '\n \t'],
  ['line breaks of JSON', '\\n'],
])('however many %s a thief writes between letters, they cost no time', (_, breaks) => {
  const before = performance.now();
  for (const start of ['A'.repeat(30), `ABSK${'A'.repeat(12)}`])
    printable(`${start}${breaks.repeat(2_000)}${'!'.repeat(60)}`, 10_000);
  expect(performance.now() - before).toBeLessThan(1_000);
});
