import { describe, expect, test } from '@jest/globals';
import {
  credential,
  KEY,
  MADE,
  OWN,
  REMOVAL,
  SERVICE_CREDENTIAL,
  SESSION,
  SSH_KEY,
  SWITCHED,
  USER,
  USER_ID,
} from '../../scripts/coverage-tables/examples.ts';
import type { AffectedIdentity, Caller, DenyRemoval, IamUser, Principal } from '../../src/core/detection.ts';
import type { Denial } from '../../src/core/history.ts';
import { planFor } from '../../src/core/plan.ts';

const reach = { stops: 'made-since' } as const;
const options = {
  accountId: OWN,
  reach,
  quarantineUsers: true,
  revocableRoles: ['*'],
  ownRoleName: 'respond',
  memberRoleName: 'responder-member',
};
const plan = (affected: AffectedIdentity) => planFor(affected, options);
const by: Caller = { principal: USER, accountId: OWN };
const nameless: IamUser = { type: 'IAMUser' };
const act = { accountId: OWN, quarantine: true, reach };
const escalate = (reason: string) => ({ action: 'escalate', reason });

describe('a long-term key', () => {
  test('is set Inactive, and its user with it only if the event names one', () => {
    const stop = { action: 'deactivate-access-key', ...act, accessKeyId: KEY };
    expect(plan(credential(KEY, USER))).toEqual({ ...stop, user: USER });
    expect(plan(credential(KEY, { type: 'AssumedRole', roleName: 'deploy' }))).toEqual({
      ...stop,
      user: nameless,
    });
    expect(
      plan({ kind: 'reactivated-key', signal: 'reactivation', by, at: '2026-05-04T03:10:02Z', ...SWITCHED }),
    ).toEqual({
      ...stop,
      user: USER,
    });
  });

  test('in a tag is set Inactive only if it is of that user', () => {
    expect(plan(credential(KEY, USER, { inTag: true }))).toMatchObject({ ofUserOnly: true });
    expect(plan(credential(KEY, nameless, { inTag: true }))).not.toHaveProperty('ofUserOnly');
    expect(plan(credential(KEY, USER))).not.toHaveProperty('ofUserOnly');
  });

  test('of root is for a person', () => {
    expect(plan(credential(KEY, { type: 'Root' }))).toEqual(escalate('root'));
  });
});

describe('a session', () => {
  const of = (principal: Principal) => plan(credential(SESSION, principal));
  const everyKey = { action: 'deactivate-all-access-keys', ...act, userName: 'ci-deploy', user: USER };

  test('of a user is stopped by the keys of that user', () => {
    expect(of(USER)).toEqual(everyKey);
    expect(of({ type: 'FederatedUser', issuer: USER })).toEqual(everyKey);
    expect(of(nameless)).toEqual(escalate('unknown-user'));
  });

  test.each<[string, Principal, string]>([
    ['of root', { type: 'FederatedUser', issuer: { type: 'Root' } }, 'root-federation'],
    ['of nobody known', { type: 'FederatedUser', issuer: undefined }, 'federated-user-unknown-issuer'],
    ['of a service', { type: 'AWSService' }, 'aws-service'],
    ['of an unknown principal', { type: 'Unknown' }, 'unknown-user'],
    ['of a role without a name', { type: 'AssumedRole' }, 'role-session'],
    ['of the responder', { type: 'AssumedRole', roleName: 'respond' }, 'own-role'],
    ['of its member role', { type: 'AssumedRole', roleName: 'responder-member' }, 'own-role'],
    ['of Identity Center', { type: 'AssumedRole', roleName: 'AWSReservedSSO_Admin_01' }, 'identity-center'],
    [
      'of a service-linked role',
      { type: 'AssumedRole', roleName: 'AWSServiceRoleForSupport' },
      'service-linked-role',
    ],
  ])('%s is for a person', (_, principal, reason) => {
    expect(of(principal)).toEqual(escalate(reason));
  });

  test('of any other role is revoked, if the deployer listed it', () => {
    const role = { type: 'AssumedRole', roleName: 'deploy' } as const;
    expect(of(role)).toEqual({ action: 'revoke-role-sessions', accountId: OWN, roleName: 'deploy', role });
  });
});

describe('a credential that is no access key', () => {
  test('is set Inactive, if the event names its user', () => {
    const other = { kind: 'service-specific-credential', id: SERVICE_CREDENTIAL };
    expect(plan(credential(SERVICE_CREDENTIAL, USER, { signal: 'report' }))).toEqual({
      action: 'deactivate-credential',
      ...act,
      credential: other,
      userName: 'ci-deploy',
      user: USER,
    });
    for (const principal of [nameless, { type: 'Unknown' }] as const)
      expect(plan(credential(SERVICE_CREDENTIAL, principal, { signal: 'report' }))).toEqual(
        escalate('owner-not-named'),
      );
  });

  test('is an API key without an id, whose owner nobody named', () => {
    const reported = credential(undefined, { type: 'Unknown' }, { signal: 'report' });
    expect(plan(reported)).toEqual(escalate('no-access-key-id'));
    expect(plan({ ...reported, apiKeyOf: 'bedrock' })).toEqual(escalate('owner-not-named'));
  });
});

describe('what somebody made', () => {
  test('is set Inactive, and nothing is denied to its user', () => {
    const stop = { accountId: OWN, quarantine: false, reach, user: MADE.principal };
    expect(plan(MADE)).toEqual({ action: 'deactivate-access-key', ...stop, accessKeyId: KEY });
    const other = { kind: 'ssh-public-key', id: SSH_KEY } as const;
    expect(plan({ ...MADE, accessKeyId: undefined, other })).toEqual({
      action: 'deactivate-credential',
      ...stop,
      credential: other,
      userName: 'ci-deploy',
    });
    expect(plan({ ...MADE, accessKeyId: undefined })).toEqual(escalate('no-access-key-id'));
  });
});

describe('a user', () => {
  const named = { kind: 'user', principal: USER, accountId: OWN } as const;

  test('of AWS’s quarantine is stopped, and of a refused one only if that is proof', () => {
    const everyKey = { action: 'deactivate-all-access-keys' };
    expect(plan({ ...named, signal: 'quarantine-policy' })).toMatchObject(everyKey);
    expect(plan({ ...named, signal: 'quarantine-refused', isProof: true } as AffectedIdentity)).toMatchObject(
      everyKey,
    );
    expect(plan({ ...named, signal: 'quarantine-refused', isProof: false } as AffectedIdentity)).toEqual(
      escalate('quarantine-attempt'),
    );
  });

  test('who was reported loses the credentials of services', () => {
    expect(plan({ ...named, signal: 'report' })).toMatchObject({
      action: 'deactivate-service-credentials',
      userName: 'ci-deploy',
    });
    expect(plan({ ...named, signal: 'report', principal: nameless })).toEqual(escalate('owner-not-named'));
  });

  test('whom a finding names without a key must have the unique id that it names', () => {
    expect(plan(credential(undefined, USER))).toMatchObject({ confirmUniqueId: USER_ID });
    const { userName: _, ...unnamed } = USER;
    expect(plan(credential(undefined, unnamed))).toEqual(escalate('unknown-user'));
    expect(plan(credential(undefined, { type: 'Unknown' }))).toEqual(escalate('no-access-key-id'));
  });
});

test('a role that a finding names without a key is not taken for a user, whatever id it has', () => {
  const role: Principal = { type: 'AssumedRole', roleName: 'deploy', uniqueId: 'AROAIOSFODNN7EXAMPLE' };
  expect(plan(credential(undefined, role))).toEqual(escalate('no-access-key-id'));
});

describe('a deny that was taken off', () => {
  const denial = { contained: true, undone: false, byItself: true } as const;
  test.each<[DenyRemoval['removed'], Denial | undefined, string]>([
    ['deny-policy', { ...denial, deniedBy: 'policy' }, 'deny-user'],
    ['boundary', { ...denial, deniedBy: 'boundary' }, 'deny-user'],
    ['quarantine', { ...denial, deniedBy: 'policy' }, 'escalate'],
    ['boundary', { ...denial, deniedBy: 'policy' }, 'escalate'],
    ['deny-policy', { ...denial, deniedBy: 'boundary' }, 'escalate'],
    ['deny-policy', { ...denial, deniedBy: 'policy', byItself: false }, 'escalate'],
    ['deny-policy', undefined, 'escalate'],
  ])('as %s, where the ledger knows %j: %s', (removed, known, action) => {
    expect(planFor({ ...REMOVAL, removed }, { ...options, denial: known }).action).toBe(action);
  });
});
