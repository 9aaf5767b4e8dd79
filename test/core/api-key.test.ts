import { describe, expect, test } from '@jest/globals';
import { apiKeyIn } from '../../src/core/api-key.ts';
import { longTermKey, shortTermKey } from '../api-keys.ts';

const OWN = '111122223333';
const SESSION = 'ASIAIOSFODNN7EXAMPLE';

describe('a long-term key', () => {
  test.each([
    ['of a user that AWS has made', `BedrockAPIKey-ab12-at-${OWN}`, 'BedrockAPIKey-ab12'],
    ['which is its second one', `BedrockAPIKey-ab12+1-at-${OWN}`, 'BedrockAPIKey-ab12'],
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

  test('of a user called bob+1, or the second one of bob: nobody is taken for the other', () => {
    expect(apiKeyIn(longTermKey(`bob+1-at-${OWN}`))).toEqual({ service: 'bedrock', accountId: OWN });
  });

  test.each([
    ['cut short', longTermKey(`ci-deploy-at-${OWN}`).slice(0, 30)],
    ['of nothing but letters', 'ABSKABCDEFGHIJKLMNOPQRSTUVWXYZ'],
    ['empty', 'ABSK'],
    ['with a name that IAM does not allow', longTermKey(`a b-at-${OWN}`)],
    ['with a name that is too long', longTermKey(`${'a'.repeat(70)}-at-12345`)],
  ])('%s shows nothing but its service', (_, text) => {
    expect(apiKeyIn(text)).toEqual({ service: 'bedrock' });
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
  ])('%s shows nothing but its service', (_, text) => {
    expect(apiKeyIn(text)).toEqual({ service: 'bedrock' });
  });
});

test.each([
  ['after a word', (key: string) => `Bearer ${key}`],
  ['of an environment', (key: string) => `AWS_BEARER_TOKEN_BEDROCK=${key}`],
  ['in lines', (key: string) => key.replace(/.{40}/g, '$&\n')],
  ['of JSON', (key: string) => JSON.stringify(JSON.stringify({ key })).replaceAll('/', '\\/')],
  ['in an address', (key: string) => `https://git.example.com/?key=${encodeURIComponent(key)}`],
])('is read %s', (_, written) => {
  for (const key of [longTermKey(`ci-deploy-at-${OWN}`), longTermKey(`ci-deploy-at-${OWN}`, 'AEAA')])
    expect(apiKeyIn(written(key))).toMatchObject({ userName: 'ci-deploy', accountId: OWN });
  expect(apiKeyIn(written(shortTermKey(SESSION)))).toMatchObject({ accessKeyId: SESSION });
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
