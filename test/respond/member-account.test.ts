import { mock } from 'node:test';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { throttling } from '../../local/aws/faults.ts';
import { type Aws, startAws } from '../../local/aws.ts';
import { fixture, type Json, withValue } from '../fixture.ts';
import { memberGrants } from '../grants.ts';
import { alertsOf, iamCalls, openHouse } from '../house.ts';

const OURS = '111122223333';
const MEMBER = '444455556666';
const ADMINISTRATOR = '777788889999';
const KEY = 'AKIAIOSFODNN7EXAMPLE';
const OUR_KEY = 'AKIAI44QH8DHBEXAMPLE';
const ROLE = 'responder-member';
const ROLE_ARN = `arn:aws:iam::${MEMBER}:role/${ROLE}`;
const MINUTE = 60_000;

let aws: Aws;
beforeEach(async () => {
  aws = await startAws();
  // The stolen key's user, and an innocent one of the same name in our own account.
  for (const [accountId, accessKeyId] of Object.entries({ [MEMBER]: KEY, [OURS]: OUR_KEY })) {
    const user = aws.identities.createUser({ userName: 'ci-deploy', accountId });
    aws.identities.createAccessKey(user, { accessKeyId });
  }
});
afterEach(async () => {
  mock.timers.reset();
  await aws.stop();
});

const createMemberRole = (trusts: readonly string[] = [OURS]) =>
  aws.identities.createRole({ roleName: ROLE, accountId: MEMBER, trusts, grants: memberGrants() });
const withMembers = (settings: Readonly<Record<string, string>> = {}) =>
  openHouse(aws, { MEMBER_ROLE_NAME: ROLE, ...settings });

/** A finding about `accountId` that `receivedBy` has on its bus: the account itself, or its administrator. */
function finding({ accountId = MEMBER, receivedBy = MEMBER, name = 'guardduty-malicious-ip-caller' } = {}) {
  const { userId } = aws.identities.findUser(accountId, 'ci-deploy') ?? {};
  const about = withValue(withValue(fixture(name), 'account', receivedBy), 'detail.accountId', accountId);
  return withValue(about, 'detail.resource.accessKeyDetails.principalId', userId);
}

/** The same event about another account. */
function withAccount(
  event: Json,
  { accountId, receivedBy }: { readonly accountId: string; readonly receivedBy: string },
): Json {
  return withValue(JSON.parse(JSON.stringify(event).replaceAll(OURS, accountId)), 'account', receivedBy);
}

const email = () => aws.published.at(-1)?.bodies.email ?? '';
const assumptions = () => aws.requests.filter(({ action }) => action === 'AssumeRole');
const statuses = () => [aws.identities.statusOf(KEY), aws.identities.statusOf(OUR_KEY)];

describe("a key of another account, through the member role's credentials", () => {
  test.each([
    ['the account itself', MEMBER],
    ['the administrator, who is us', OURS],
  ])('is Inactive, whoever received the finding first: %s', async (_, receivedBy) => {
    createMemberRole();
    expect(await withMembers().invoke(finding({ receivedBy }))).toEqual(['CONTAINED']);
    expect(statuses()).toEqual(['Inactive', 'Active']);

    const [assume, update] = aws.requests;
    expect(assume).toMatchObject({
      service: 'sts',
      action: 'AssumeRole',
      params: { RoleArn: ROLE_ARN, RoleSessionName: 'compromised-key-responder', DurationSeconds: '900' },
    });
    expect(update).toMatchObject({ action: 'UpdateAccessKey', params: { AccessKeyId: KEY } });
    expect(update?.callerKeyId).not.toBe(assume?.callerKeyId);
    expect(iamCalls(aws)).toEqual(['UpdateAccessKey', 'ListAccessKeys']);
    expect(alertsOf(aws)[0]).toMatchObject({ account: { id: MEMBER }, key: { statusNow: 'Inactive' } });
    // The ledger is here, and the key there: two terminals, so two lines.
    expect(email()).toMatch(
      new RegExp(
        `in account ${OURS}:\n \\[ .* = '${OURS}' \\] && aws dynamodb .*\n # in account ${MEMBER}:\n`,
      ),
    );
    expect(email()).toMatch(new RegExp(`= '${MEMBER}' \\] && aws iam update-access-key .*--status='Active'`));
    expect(email()).toContain(
      `aws iam update-access-key --user-name='ci-deploy' --access-key-id='${KEY}' --status='Active'`,
    );
  });

  test.each([
    'guardduty-malicious-ip-caller',
    'securityhub-imported-user-key',
    'securityhub-ocsf-key',
    'health-backup-copy',
  ])('is Inactive if an administrator of findingAdministrators sends %s', async (name) => {
    createMemberRole();
    const event = withAccount(fixture(name), { accountId: MEMBER, receivedBy: ADMINISTRATOR });
    const house = withMembers({ FINDING_ADMINISTRATORS: `${ADMINISTRATOR}, 123456789012` });
    expect(await house.invoke(event)).toEqual(['CONTAINED']);
    expect(statuses()).toEqual(['Inactive', 'Active']);
  });

  test('is looked up there when the event names no user', async () => {
    createMemberRole();
    const report = withValue(fixture('report'), 'detail.accountId', MEMBER);
    expect(await withMembers().invoke(report)).toEqual(['CONTAINED']);
    expect([iamCalls(aws)[0], statuses()]).toEqual(['GetAccessKeyLastUsed', ['Inactive', 'Active']]);
  });

  test('is quarantined with its user, and nobody of that name in our own account', async () => {
    createMemberRole();
    expect(await withMembers({ QUARANTINE_USERS: 'true' }).invoke(finding())).toEqual(['CONTAINED']);
    const attached = [MEMBER, OURS].map((account) =>
      aws.identities.findUser(account, 'ci-deploy')?.attachedPolicies.read(0),
    );
    expect(attached).toEqual([['arn:aws:iam::aws:policy/AWSDenyAll'], []]);
  });

  test('counts as a role session of that account, whose role is revoked there and not in ours', async () => {
    createMemberRole();
    const [there, ours] = [MEMBER, OURS].map((accountId) =>
      aws.identities.createRole({ roleName: 'ci-deploy', accountId }),
    );
    const house = withMembers({ REVOCABLE_ROLES: 'ci-deploy' });
    expect(await house.invoke(finding({ name: 'guardduty-role-session' }))).toEqual(['PARTLY_CONTAINED']);
    expect([there?.inlinePolicies.read(0)?.size, ours?.inlinePolicies.read(0)?.size]).toEqual([1, 0]);
  });

  test('is never a session of the member role itself, which would lock the responder out', async () => {
    const role = createMemberRole();
    const event = finding({ name: 'guardduty-role-session' });
    const session = withValue(event, 'detail.resource.accessKeyDetails.userName', ROLE);
    expect(await withMembers({ REVOCABLE_ROLES: '*' }).invoke(session)).toEqual(['NOT_CONTAINED']);
    expect(role.inlinePolicies.read(0)?.size).toBe(0);
  });
});

describe('the credentials of the member role', () => {
  /** Only the clock moves, ours and AWS's together; nobody waits, and everything else takes the time that it takes. */
  function passTime(milliseconds: number): void {
    mock.timers.enable({ apis: ['Date'], now: Date.now() + milliseconds });
  }

  test.each([
    ['are kept for the next event', 0, 1],
    ['are kept', 12, 1],
    ['are asked for anew when they are about to end', 14, 2],
    ['are asked for anew when they have ended', 20, 2],
  ])('%s: after %d minutes of their 15', async (_, minutes, times) => {
    createMemberRole();
    const house = withMembers();
    await house.invoke(finding());
    passTime(minutes * MINUTE);
    aws.identities.findAccessKey(KEY)?.key.status.write('Active');
    expect(await house.invoke(finding())).toEqual(['CONTAINED']);
    expect(assumptions()).toHaveLength(times);
  });

  test('are of each account its own', async () => {
    createMemberRole();
    const house = withMembers();
    await house.invoke(finding());
    const own = finding({ accountId: OURS, receivedBy: OURS });
    await house.invoke(withValue(own, 'detail.resource.accessKeyDetails.accessKeyId', OUR_KEY));
    expect(statuses()).toEqual(['Inactive', 'Inactive']);
    expect(assumptions()).toHaveLength(1);
  });
});

describe('a key of another account is left alone', () => {
  test.each<[string, () => () => void]>([
    ['does not exist', () => () => createMemberRole()],
    [
      'trusts somebody else',
      () => {
        const trusts = [MEMBER];
        createMemberRole(trusts);
        return () => trusts.push(OURS);
      },
    ],
    [
      'cannot be assumed because STS is busy',
      () => {
        createMemberRole();
        aws.faults.inject({ action: 'sts:AssumeRole', fault: throttling, times: 'forever' });
        return () => aws.faults.clear();
      },
    ],
  ])(
    'when the member role %s: people are told, and the event runs again',
    async (_, setUp) => {
      const mend = setUp();
      const house = withMembers();
      await expect(house.invoke(finding())).rejects.toThrow('NOT_CONTAINED: member-role-failed');
      expect([statuses(), iamCalls(aws)]).toEqual([['Active', 'Active'], []]);
      const told = { reason: 'member-role-failed', account: { id: MEMBER }, key: { statusNow: 'unknown' } };
      expect(alertsOf(aws)[0]).toMatchObject(told);
      expect(email()).toContain(
        `MAY STILL BE ACTIVE. The role to act in account ${MEMBER} could not be assumed.`,
      );
      expect(email()).toContain(
        `aws iam update-access-key --user-name='ci-deploy' --access-key-id='${KEY}' --status='Inactive'`,
      );

      mend();
      expect(await house.invoke(finding())).toEqual(['CONTAINED']);
      expect(statuses()).toEqual(['Inactive', 'Active']);
    },
    20_000,
  );

  test('when no member role is set: other-account', async () => {
    createMemberRole();
    expect(await openHouse(aws).invoke(finding())).toEqual(['NOT_CONTAINED']);
    expect([statuses(), assumptions(), iamCalls(aws)]).toEqual([['Active', 'Active'], [], []]);
    expect(alertsOf(aws)[0]).toMatchObject({ reason: 'other-account', page: true });
  });

  test('when an account that administers findings sends something else about it: unverified-event', async () => {
    createMemberRole();
    const house = withMembers({ FINDING_ADMINISTRATORS: ADMINISTRATOR });
    for (const name of ['cloudtrail-stop-logging-by-key', 'report']) {
      const event = withAccount(fixture(name), { accountId: MEMBER, receivedBy: ADMINISTRATOR });
      expect(await house.invoke(event)).toEqual(['NOT_CONTAINED']);
      expect(alertsOf(aws).at(-1)).toMatchObject({ reason: 'unverified-event' });
    }
    expect(statuses()).toEqual(['Active', 'Active']);
  });

  test('when an account that is not in findingAdministrators sends a finding: unverified-event', async () => {
    createMemberRole();
    const house = withMembers({ FINDING_ADMINISTRATORS: '123456789012' });
    expect(await house.invoke(finding({ receivedBy: ADMINISTRATOR }))).toEqual(['NOT_CONTAINED']);
    expect(alertsOf(aws)[0]).toMatchObject({ reason: 'unverified-event', page: true });
    expect(statuses()).toEqual(['Active', 'Active']);
  });

  test('and so is ours, when the event came from an account that is neither: unverified-event', async () => {
    createMemberRole();
    const forged = finding({ accountId: OURS, receivedBy: MEMBER });
    const victim = withValue(forged, 'detail.resource.accessKeyDetails.accessKeyId', OUR_KEY);
    expect(await withMembers().invoke(victim)).toEqual(['NOT_CONTAINED']);
    expect(statuses()).toEqual(['Active', 'Active']);
    expect([assumptions(), iamCalls(aws)]).toEqual([[], []]);
    expect(alertsOf(aws)[0]).toMatchObject({ reason: 'unverified-event', page: true });
    expect(email()).toContain(
      `the event was sent by an account that is neither account ${OURS} nor our own. Nothing was changed.`,
    );
  });
});
