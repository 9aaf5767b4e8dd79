import { describe, expect, test } from '@jest/globals';
import { MEMBER, OWN, RESPONDER, SWITCHED } from '../../scripts/coverage-tables/examples.ts';
import type { AffectedIdentity, Caller, StoppedKey } from '../../src/core/detection.ts';
import { isOwnChange } from '../../src/core/own-change.ts';

const own = {
  accountId: OWN,
  partition: 'aws',
  ownRoleName: 'respond',
  memberRoleName: 'responder-member',
};
const stopped: StoppedKey = {
  kind: 'stopped-key',
  signal: 'stop',
  deleted: false,
  ...SWITCHED,
  at: '2026-05-04T03:10:02Z',
  by: RESPONDER,
};
const role = (account: string, name: string, accountId = account): Caller => ({
  principal: { type: 'AssumedRole', roleName: name, arn: `arn:aws:iam::${account}:role/${name}` },
  accountId,
});

describe('a record of a key that was set Inactive is of the responder', () => {
  const member = { ...stopped, accountId: MEMBER };
  test.each<[string, AffectedIdentity]>([
    ['by its own role', stopped],
    ['by its own role in another account', { ...member, by: RESPONDER }],
    ['by the member role in the account of the key', { ...member, by: role(MEMBER, 'responder-member') }],
  ])('%s', (_, affected) => {
    expect(isOwnChange(affected, own)).toBe(true);
  });

  test.each<[string, AffectedIdentity]>([
    ['by a role of another name', { ...stopped, by: role(OWN, 'responder') }],
    ['by a role of its name in another account', { ...stopped, by: role(MEMBER, 'respond') }],
    [
      'by a session of its role that another account reports',
      { ...stopped, by: role(OWN, 'respond', MEMBER) },
    ],
    ['by the member role of another account', { ...stopped, by: role(MEMBER, 'responder-member') }],
    [
      'by the member role, as another account reports it',
      { ...member, by: role(MEMBER, 'responder-member', OWN) },
    ],
    [
      'by a user',
      { ...stopped, by: { principal: { type: 'IAMUser', userName: 'respond' }, accountId: OWN } },
    ],
    ['if the key was deleted', { ...stopped, deleted: true }],
    ['if it is of something else', { ...stopped, kind: 'reactivated-key', signal: 'reactivation' } as never],
  ])('but not %s', (_, affected) => {
    expect(isOwnChange(affected, own)).toBe(false);
  });

  test('and where no member role is set, a role without a name is nobody’s', () => {
    const nameless = { ...member, by: role(MEMBER, '') };
    expect(isOwnChange(nameless, { ...own, memberRoleName: '' })).toBe(false);
  });
});
