import { describe, expect, test } from '@jest/globals';
import { MEMBER, OWN } from '../../scripts/coverage-tables/examples.ts';
import type { IamRole, IamUser, Principal } from '../../src/core/detection.ts';
import { isExempt, isExemptRole, isTrustedCaller, needsUniqueId } from '../../src/core/exemption.ts';

const ID = 'AIDAIOSFODNN7EXAMPLE';
const ROLE_ID = 'AROAIOSFODNN7EXAMPLE';
const user: IamUser = { type: 'IAMUser', userName: 'Deploy', uniqueId: ID };
const role: IamRole = { type: 'AssumedRole', roleName: 'Deploy', uniqueId: ROLE_ID };
const place = { accountId: OWN, partition: 'aws' };
const exempt = (...exemptPrincipals: readonly string[]) => ({ ...place, exemptPrincipals });

describe('a user is exempt', () => {
  test.each(['deploy', `arn:aws:iam::${OWN}:user/deploy`, `arn:aws:iam::${OWN}:user/team/ops/DEPLOY`, ID])(
    'as %s',
    (entry) => {
      expect(isExempt(user, exempt('somebody', entry))).toBe(true);
    },
  );

  test.each([
    'AIDAI44QH8DHBEXAMPLE',
    `arn:aws:iam::${OWN}:role/deploy`,
    `arn:aws:iam::${MEMBER}:user/deploy`,
    `arn:aws-cn:iam::${OWN}:user/deploy`,
    `arn:aws:iam::${OWN}`,
    'deployer',
    '',
  ])('but not as %j', (entry) => {
    expect(isExempt(user, exempt(entry))).toBe(false);
  });

  test('but not without a name, by whatever name', () => {
    const nameless: IamUser = { type: 'IAMUser' };
    expect(isExempt(nameless, exempt('deploy', `arn:aws:iam::${OWN}:role/x`, ID))).toBe(false);
  });
});

describe('a role is exempt', () => {
  test.each([`arn:aws:iam::${OWN}:role/team/deploy`, ROLE_ID])('as %s', (entry) => {
    expect(isExemptRole(role, exempt(entry))).toBe(true);
  });

  test.each(['deploy', `arn:aws:iam::${OWN}:user/deploy`, 'AROAI44QH8DHBEXAMPLE'])(
    'but not as %s',
    (entry) => {
      expect(isExemptRole(role, exempt(entry))).toBe(false);
    },
  );

  test('but not without name and id', () => {
    expect(isExemptRole({ type: 'AssumedRole' }, exempt('deploy', `arn:aws:iam::${OWN}:user/x`))).toBe(false);
  });
});

describe('a caller is trusted', () => {
  const trusts = (principal: Principal, accountId: string | undefined, ...trustedPrincipals: string[]) =>
    isTrustedCaller({ principal, accountId }, { ...place, trustedPrincipals });

  test('of our account by name, ARN and unique id', () => {
    expect(trusts(user, OWN, 'deploy')).toBe(true);
    expect(trusts(user, OWN, `arn:aws:iam::${OWN}:user/deploy`)).toBe(true);
    expect(trusts(role, OWN, `arn:aws:iam::${OWN}:role/deploy`)).toBe(true);
    expect(trusts(user, OWN, 'somebody')).toBe(false);
    expect(trusts(role, OWN, 'deploy')).toBe(false);
  });

  test('of another account by its ARN or unique id, and not by a name that anybody there could take', () => {
    expect(trusts(user, MEMBER, 'deploy')).toBe(false);
    expect(trusts(user, MEMBER, 'my-arn:deploy', 'xAIDAIOSFODNN7EXAMPLE')).toBe(false);
    expect(trusts({ ...user, userName: `x${ID}` }, MEMBER, `x${ID}`)).toBe(false);
    expect(trusts({ ...user, userName: 'AIDA' }, MEMBER, 'AIDA')).toBe(false);
    expect(trusts({ ...user, userName: `${ID}.x` }, MEMBER, `${ID}.x`)).toBe(false);
    expect(trusts(user, MEMBER, `arn:aws:iam::${MEMBER}:user/deploy`)).toBe(true);
    expect(trusts(user, MEMBER, ID)).toBe(true);
    expect(trusts(role, MEMBER, ROLE_ID)).toBe(true);
    expect(trusts(user, MEMBER, `arn:aws:iam::${OWN}:user/deploy`)).toBe(false);
  });

  test('not without an account, and not as root or as a service', () => {
    expect(trusts(user, undefined, 'deploy', ID)).toBe(false);
    expect(trusts({ type: 'Root' }, OWN, 'deploy', 'root')).toBe(false);
    expect(trusts({ type: 'Unknown' }, OWN, 'deploy')).toBe(false);
  });
});

test('IAM is asked for the unique id of a user, only if the list has such ids and the event has none', () => {
  const { uniqueId: _, ...unknown } = user;
  expect(needsUniqueId(unknown, exempt('deploy', ID))).toBe(true);
  expect(needsUniqueId(unknown, exempt('deploy'))).toBe(false);
  expect(needsUniqueId(unknown, exempt(`x${ID}`, `${ID}-x`))).toBe(false);
  expect(needsUniqueId(user, exempt(ID))).toBe(false);
});
