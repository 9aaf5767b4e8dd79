import { spawnSync } from 'node:child_process';
import { expect, test } from '@jest/globals';
import { readDetection } from '../src/sources/index.ts';
import { longTermKey, shortTermKey } from './api-keys.ts';
import { fixture } from './fixture.ts';
import { remainsOf, SECRET } from './hostile/secrets.ts';

const OWN = '111122223333';

function report(input: string, ...flags: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/report.ts', ...flags], {
    input,
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

test.each([
  [
    'a long-term API key',
    longTermKey(`ci-deploy-at-${OWN}`),
    { kind: 'user', principal: { userName: 'ci-deploy' } },
  ],
  ['a short-term API key', shortTermKey('ASIAIOSFODNN7EXAMPLE'), { accessKeyId: 'ASIAIOSFODNN7EXAMPLE' }],
  ['a key id', ' AKIAIOSFODNN7EXAMPLE\n', { accessKeyId: 'AKIAIOSFODNN7EXAMPLE' }],
  ['the id of a credential', 'ACCAEXAMPLE123EXAMPLE\n', { accessKeyId: 'ACCAEXAMPLE123EXAMPLE' }],
  ['an API key that is cut short', longTermKey(`ci-deploy-at-${OWN}`).slice(0, 40), { apiKeyOf: 'bedrock' }],
])('%s becomes a report that the responder reads, without the secret', (_, input, affected) => {
  const { status, stdout, stderr } = report(input, '--reason=found', '--reported-by=alice');
  expect([status, stderr]).toEqual([0, '']);
  const [{ Detail, Source, DetailType }] = JSON.parse(stdout);
  const event = {
    ...fixture('report'),
    source: Source,
    'detail-type': DetailType,
    detail: JSON.parse(Detail),
  };
  expect(readDetection(event)).toMatchObject({ ok: true, detection: { affected: [affected] } });
  if (input.length > 30) expect(remainsOf(input, stdout)).toEqual([]);
});

test('what is none of these is not repeated', () => {
  const { status, stdout, stderr } = report(SECRET);
  expect([status, stdout]).toEqual([1, '']);
  expect(remainsOf(SECRET, stderr)).toEqual([]);
});

test('a word that is not known is one sentence, and not repeated: it may be the key', () => {
  const { status, stdout, stderr } = report('', SECRET);
  expect([status, stdout]).toEqual([1, '']);
  expect(stderr).toMatch(/^The key goes to standard input, and .*\n$/);
  expect(remainsOf(SECRET, stderr)).toEqual([]);
});
