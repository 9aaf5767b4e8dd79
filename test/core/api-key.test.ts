import { describe, expect, test } from '@jest/globals';
import { apiKeyIn } from '../../src/core/api-key.ts';
import { longTermKey, shortTermKey } from '../api-keys.ts';

const OWN = '111122223333';
const SESSION = 'ASIAIOSFODNN7EXAMPLE';

describe('a long-term key', () => {
  test.each([
    ['of a user that AWS has made', `BedrockAPIKey-ab12-at-${OWN}`, 'BedrockAPIKey-ab12'],
    ['which is its second one', `BedrockAPIKey-ab12+1-at-${OWN}`, 'BedrockAPIKey-ab12'],
    ['which is its twelfth one', `BedrockAPIKey-ab12+12-at-${OWN}`, 'BedrockAPIKey-ab12'],
    ['whose name goes on after a number', `BedrockAPIKey-ab12+1x-at-${OWN}`, 'BedrockAPIKey-ab12+1x'],
    ['of anybody else', `ci-deploy-at-${OWN}`, 'ci-deploy'],
    ['of a user whose name looks like an alias', `bob-at-444455556666-at-${OWN}`, 'bob-at-444455556666'],
  ])('%s shows its user and account', (_, alias, userName) => {
    expect(apiKeyIn(longTermKey(alias))).toEqual({ service: 'bedrock', userName, accountId: OWN });
  });

  test('of Claude Platform on AWS shows the same', () => {
    expect(apiKeyIn(longTermKey(`AeaApiKey-x1-at-${OWN}`, 'AEAA'))).toEqual({
      service: 'aws-external-anthropic',
      userName: 'AeaApiKey-x1',
      accountId: OWN,
    });
  });

  test.each(['bob', 'my-BedrockAPIKey-x'])(
    'of a user called %s+1, or the second one of that name: nobody is taken for the other',
    (name) => {
      expect(apiKeyIn(longTermKey(`${name}+1-at-${OWN}`))).toEqual({ service: 'bedrock', accountId: OWN });
    },
  );

  test.each([
    ['cut short', longTermKey(`ci-deploy-at-${OWN}`).slice(0, 30)],
    ['of nothing but letters', 'ABSKABCDEFGHIJKLMNOPQRSTUVWXYZ'],
    ['empty', 'ABSK'],
    ['with a name that IAM does not allow', longTermKey(`a b-at-${OWN}`)],
    ['with a name that is too long', longTermKey(`${'a'.repeat(70)}-at-12345`)],
    ['with a text before the name', longTermKey(`; ci-deploy-at-${OWN}`)],
    ['with an account that is too long', longTermKey(`ci-deploy-at-${OWN}4`)],
  ])('%s shows nothing but its service', (_, text) => {
    expect(apiKeyIn(text)).toStrictEqual({ service: 'bedrock' });
  });
});

describe('a short-term key', () => {
  test.each([
    ['bedrock', 'us-gov-west-1', 'ASIAIOSFODNN7EXAMPLE'],
    ['aws-external-anthropic', 'eu-west-1', 'AKIAIOSFODNN7EXAMPLE'],
  ])('of %s shows which access key signed it, and where and how long it is valid', (service, region, id) => {
    expect(apiKeyIn(shortTermKey(id, { service, region }))).toEqual({
      ...{ service, region, accessKeyId: id },
      signedAt: '2026-05-04T02:10:00.000Z',
      expiresAt: '2026-05-04T14:10:00.000Z',
    });
  });

  test.each([
    ['cut short', shortTermKey(SESSION).slice(0, 80)],
    ['of no address', `bedrock-api-key-${Buffer.from('nothing of the kind').toString('base64')}`],
    ['with a key id that is none', shortTermKey('ASIA; rm -rf')],
    ['with a Region that is none', shortTermKey(SESSION, { region: '../../x' })],
    ['with letters before the key id', shortTermKey(`X${SESSION}`)],
  ])('%s shows nothing but its service', (_, text) => {
    expect(apiKeyIn(text)).toStrictEqual({ service: 'bedrock' });
  });

  test.each(['', 'x20260504T021000Z', '20260504T021000Zx', '20261304T021000Z'])(
    'of which %j is the time shows nothing of its time',
    (date) => {
      expect(apiKeyIn(shortTermKey(SESSION, { date }))).toStrictEqual({
        ...{ service: 'bedrock', region: 'eu-west-1', accessKeyId: SESSION },
      });
    },
  );

  test.each(['', 'x43200', '43200x', '1e3', '1234567'])(
    'which is valid for %j seconds does not show until when',
    (expires) => {
      expect(apiKeyIn(shortTermKey(SESSION, { expires }))).toStrictEqual({
        ...{ service: 'bedrock', region: 'eu-west-1', accessKeyId: SESSION },
        signedAt: '2026-05-04T02:10:00.000Z',
      });
    },
  );
});

test.each([
  ['after a word', (key: string) => `Bearer ${key}`],
  ['of an environment', (key: string) => `AWS_BEARER_TOKEN_BEDROCK=${key}`],
  ['in lines', (key: string) => key.replace(/.{40}/g, '$&\n')],
  ['in indented lines of a mail', (key: string) => key.replace(/.{40}/g, '$&\r\n  ')],
  ['in lines of JSON', (key: string) => JSON.stringify(key.replace(/.{40}/g, '$&\r\n'))],
  ['of JSON', (key: string) => JSON.stringify(JSON.stringify({ key })).replaceAll('/', '\\/')],
  ['in an address', (key: string) => `https://git.example.com/?key=${encodeURIComponent(key)}`],
])('is read %s', (_, written) => {
  for (const key of [longTermKey(`ci-deploy-at-${OWN}`), longTermKey(`ci-deploy-at-${OWN}`, 'AEAA')])
    expect(apiKeyIn(written(key))).toMatchObject({ userName: 'ci-deploy', accountId: OWN });
  // In base64, the `?` of an address that names the Region is a `/`.
  for (const host of ['bedrock.amazonaws.com', 'bedrock.eu-west-1.amazonaws.com'])
    expect(apiKeyIn(written(shortTermKey(SESSION, { host })))).toMatchObject({ accessKeyId: SESSION });
});

test.each([
  'AKIAIOSFODNN7EXAMPLE',
  'AKIAABSKODNN7EXAMPLE',
  'ACCAEXAMPLE123EXAMPLE',
  'bedrock-api-key',
  'ci-deploy',
  '',
])('%p is none', (text) => {
  expect(apiKeyIn(text)).toBeUndefined();
});
