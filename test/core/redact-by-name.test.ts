import { expect, test } from '@jest/globals';
import { redact } from '../../src/core/redact.ts';
import { longTermKey } from '../api-keys.ts';
import { withValue } from '../fixture.ts';

test('a name of the field is enough, whatever the secret looks like', () => {
  const response = {
    credentials: { accessKeyId: 'ASIAIOSFODNN7EXAMPLE', sessionToken: 'short', expiration: 'May 4' },
  };
  expect(redact(withValue({}, 'detail.responseElements', response)).event).toEqual({
    detail: {
      responseElements: {
        credentials: {
          accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
          sessionToken: '[secret removed]',
          expiration: 'May 4',
        },
      },
    },
  });
});

test('a pair of a name and a value is read as a field', () => {
  const variables = [
    { name: 'DB_PASSWORD', value: 'hunter2' },
    { Key: 'stage', Value: 'prod' },
  ];
  expect(redact({ variables }).event).toEqual({
    variables: [
      { name: 'DB_PASSWORD', value: '[secret removed]' },
      { Key: 'stage', Value: 'prod' },
    ],
  });
});

test.each([
  ['userName', 'token=deploy-1'],
  ['accessKeyId', 'AKIAIOSFODNN7EXAMPLE'],
  ['policyArn', 'arn:aws:iam::aws:policy/AWSCompromisedKeyQuarantineV3'],
  ['resource', 'arn:aws:secretsmanager:us-east-1:111122223333:secret:prod/database-AbCdEf'],
  ['principalId', 'AROAIOSFODNN7EXAMPLE:password=1234'],
  ['secretId', 'prod/database'],
  ['passwordResetRequired', true],
  ['password', ''],
  ['newPassword', 'HIDDEN_DUE_TO_SECURITY_REASONS'],
  ['newPassword', '***'],
  ['user', 'token=deploy-1'],
  ['lastAuthenticationCode', '123456'],
  ['authenticationCodeDelivery', 'SMS'],
  ['variable', { name: 'DB_PASSWORD', valueType: 'text', hasValue: 'yes' }],
  ['tag', { monkey: 'password', value: 'prod' }],
  ['tag', { nameOfOwner: 'password', value: 'prod' }],
  ['tag', { name: { of: 'password' }, value: 'prod' }],
])('%s: %p is no secret and stays', (field, value) => {
  expect(redact({ [field]: value })).toEqual({ event: { [field]: value }, heldSecret: false });
});

test.each([
  ['newPassword', '***hunter2'],
  ['newPassword', 'hunter2***'],
  ['private_key', 'hunter2'],
  ['authenticationCode', '123456'],
  ['authenticationCode1', '123456'],
  ['userData', 'password=hunter2'],
  ['note', 'password=hunter2 arn:aws:iam::aws:policy/AdministratorAccess'],
  ['note', 'arn:aws:iam::aws:policy/AdministratorAccess password=hunter2'],
  ['userName', longTermKey('ci-deploy-at-111122223333')],
])('%s: %p is a secret, whatever stands around it', (field, value) => {
  const { event, heldSecret } = redact({ [field]: value });
  expect(heldSecret).toBe(true);
  expect(JSON.stringify(event)).toContain('[secret removed]');
  expect(JSON.stringify(event)).not.toMatch(/hunter2|123456|ABSK/);
});
