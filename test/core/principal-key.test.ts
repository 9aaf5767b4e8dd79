import { expect, test } from '@jest/globals';
import { credential, KEY, MADE, MEMBER, OWN, SSH_KEY, USER } from '../../scripts/coverage-tables/examples.ts';
import { containmentIdOf } from '../../src/core/dedup-key.ts';
import type { Principal } from '../../src/core/detection.ts';
import { credentialKeyOf, keyOf, principalKeyOf } from '../../src/core/principal-key.ts';

const role = { type: 'AssumedRole', roleName: 'deploy' } as const;
const keyFor = (principal: Principal, accountId: string | undefined = OWN) =>
  principalKeyOf({ principal, accountId }, 'aws');
const ofUser = `akr:aws:${OWN}:arn:aws:iam::${OWN}:user/ci-deploy`;

test.each<[string, Principal, string | undefined]>([
  ['a user', USER, ofUser],
  ['a role, whatever its session', role, `akr:aws:${OWN}:arn:aws:iam::${OWN}:role/deploy`],
  ['the user who issued a session', { type: 'FederatedUser', issuer: USER }, ofUser],
  ['nobody, if nobody knows who issued it', { type: 'FederatedUser', issuer: undefined }, undefined],
  ['root', { type: 'Root' }, `akr:aws:${OWN}:arn:aws:iam::${OWN}:root`],
  ['no service', { type: 'AWSService', service: 'ec2.amazonaws.com' }, undefined],
  ['nobody unknown', { type: 'Unknown' }, undefined],
  ['no user without a name', { type: 'IAMUser' }, undefined],
  ['no user whose name is none', { type: 'IAMUser', userName: 'a/b' }, undefined],
  ['no role whose name is none', { type: 'AssumedRole', roleName: 'a b' }, undefined],
])('the ledger remembers %s', (_, principal, expected) => {
  expect(keyFor(principal)).toBe(expected);
});

test.each([undefined, '11112222333', '1111222233334', 'x111122223333', '111122223333x'])(
  'the ledger remembers nobody of the account %j',
  (accountId) => {
    expect(principalKeyOf({ principal: USER, accountId }, 'aws')).toBeUndefined();
  },
);

test('the ledger remembers the credential that made a call, if the record names one', () => {
  const maker = { principal: USER, accountId: MEMBER, accessKeyId: KEY };
  expect(credentialKeyOf(maker, 'aws')).toBe(`akr:aws:${MEMBER}:${KEY}`);
  expect(credentialKeyOf({ ...maker, accessKeyId: undefined }, 'aws')).toBeUndefined();
  expect(credentialKeyOf({ ...maker, accountId: undefined }, 'aws')).toBeUndefined();
  expect(credentialKeyOf({ ...maker, accessKeyId: 'AKIA123' }, 'aws')).toBeUndefined();
});

test('the ledger remembers a credential by its id, and without one its principal', () => {
  const place = { accountId: OWN, partition: 'aws' };
  expect(keyOf(credential(KEY, USER), place)).toBe(`akr:aws:${OWN}:${KEY}`);
  expect(keyOf(credential(KEY, USER, { accountId: MEMBER }), place)).toBe(`akr:aws:${MEMBER}:${KEY}`);
  expect(keyOf(credential(KEY, USER, { accountId: undefined }), place)).toBe(`akr:aws:${OWN}:${KEY}`);
  for (const id of [undefined, 'AKIA123']) expect(keyOf(credential(id, USER), place)).toBe(ofUser);
  const user = { kind: 'user', signal: 'quarantine-policy', principal: USER, accountId: OWN } as const;
  expect(keyOf(user, place)).toBe(ofUser);
  const { accessKeyId: _, ...made } = MADE;
  const other = { kind: 'ssh-public-key', id: SSH_KEY } as const;
  expect(keyOf({ ...made, accessKeyId: undefined, other }, place)).toBe(`akr:aws:${OWN}:${SSH_KEY}`);
});

test.each([
  ['66666666-7777-8888-9999-000000000000', '66666666-7777-8888-9999-000000000000'],
  ["x'; rm -rf ~", 'event'],
  ['x y', 'event'],
  ['', 'event'],
  ['x'.repeat(65), 'event'],
])('the containment of event %j is named %j', (eventId, expected) => {
  expect(containmentIdOf(eventId)).toBe(expected);
});
