import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { accessDenied, type Fault, serviceFailure } from '../../local/aws/faults.ts';
import type { Role } from '../../local/aws/role.ts';
import type { TemporaryCredentials } from '../../local/aws/sessions.ts';
import { type Aws, startAws } from '../../local/aws.ts';
import { clientConfig } from '../../local/client-config.ts';
import { useStolenKey } from '../../local/thief.ts';
import { fixture, withValue } from '../fixture.ts';
import { iamCalls, openHouse } from '../house.ts';

/** The role that the finding names; a user bears the same name, as it happens. */
const NAME = 'ci-deploy';
const POLICY = 'CompromisedKeyResponderRevokedSessions';
const USERS_KEY = 'AKIAIOSFODNN7EXAMPLE';
const MINUTE = 60_000;

let aws: Aws;
beforeEach(async () => {
  aws = await startAws();
  aws.identities.createAccessKey(aws.identities.createUser({ userName: NAME }), { accessKeyId: USERS_KEY });
});
afterEach(() => aws.stop());

const finding = (roleName = NAME) =>
  withValue(fixture('guardduty-role-session'), 'detail.resource.accessKeyDetails.userName', roleName);

const respond = (revocableRoles: string, roleName?: string) =>
  openHouse(aws, { REVOCABLE_ROLES: revocableRoles }).invoke(finding(roleName));

/** A session that AWS issued a minute ago, by its clock. */
function sessionOf(role: Role): TemporaryCredentials {
  aws.clock.offsetMilliseconds -= MINUTE;
  const session = aws.sessions.startForRole(role, 'session', 3_600);
  aws.clock.offsetMilliseconds += MINUTE;
  return session;
}

async function isRefused(session: TemporaryCredentials): Promise<boolean> {
  // The first call sets the client's clock, where AWS's is another.
  const patience = { call: 'events:TestEventPattern', maximumCalls: 2 } as const;
  return (await useStolenKey(clientConfig(aws, session), patience)).errorCode === 'AccessDeniedException';
}

interface Machine {
  readonly reason: string;
  readonly revokedBefore?: string;
  readonly risks: readonly { readonly code: string; readonly status: string }[];
  readonly commands: readonly { readonly kind: string; readonly argv: readonly string[] }[];
}

const machine = (): Machine => JSON.parse(aws.published.at(-1)?.bodies.sqs ?? '{}');
const email = () => aws.published.at(-1)?.bodies.email ?? '';
const policiesOf = (role: Role) => [...(role.inlinePolicies.read(0)?.keys() ?? [])];
const UNDO = ['aws', 'iam', 'delete-role-policy', `--role-name=${NAME}`, `--policy-name=${POLICY}`];

describe('the sessions of a role that is opted in', () => {
  test.each([NAME, '*', `other,${NAME}`])(
    'are refused, and new ones work (REVOCABLE_ROLES=%s)',
    async (roles) => {
      const role = aws.identities.createRole({ roleName: NAME, path: '/team/' });
      role.inlinePolicies.reset(new Map([['Own', '{}']]));
      const session = sessionOf(role);
      expect(await isRefused(session)).toBe(false);
      expect(await respond(roles)).toEqual(['PARTLY_CONTAINED']);

      expect(iamCalls(aws)).toEqual(['GetRole', 'PutRolePolicy', 'GetRolePolicy']);
      expect(await isRefused(session)).toBe(true);
      expect(await isRefused(aws.sessions.startForRole(role, 'session', 3_600))).toBe(false);
      expect(policiesOf(role)).toEqual(['Own', POLICY]);
      expect(machine()).toMatchObject({ reason: 'sessions-revoked' });
      expect(email()).toContain(
        `issued before ${machine().revokedBefore?.replace('T', ' ').replace('.000Z', 'Z')} is refused`,
      );
      expect(email()).toContain('Whoever can assume the role may do so again');
      expect(machine().commands).toContainEqual({ kind: 'undo', argv: UNDO });
    },
  );

  test.each([-10, 10])("are refused by AWS's time, not by ours (%d minutes apart)", async (minutes) => {
    aws.clock.offsetMilliseconds = minutes * MINUTE;
    const role = aws.identities.createRole({ roleName: NAME });
    const session = sessionOf(role);
    expect(await respond(NAME)).toEqual(['PARTLY_CONTAINED']);
    const before = Date.parse(machine().revokedBefore ?? '');
    expect(Math.abs(before - aws.clock.now().getTime())).toBeLessThan(5_000);
    expect(before).toBeLessThanOrEqual(aws.clock.now().getTime());
    expect(await isRefused(session)).toBe(true);
    expect(await isRefused(aws.sessions.startForRole(role, 'session', 3_600))).toBe(false);
  });

  test('are refused again when the role was assumed anew, by one policy with a later time', async () => {
    const role = aws.identities.createRole({ roleName: NAME });
    const house = openHouse(aws, { REVOCABLE_ROLES: NAME });
    await house.invoke(finding());
    const session = aws.sessions.startForRole(role, 'session', 3_600);
    aws.clock.offsetMilliseconds = MINUTE;
    await house.invoke(finding());
    expect(await isRefused(session)).toBe(true);
    expect(policiesOf(role)).toEqual([POLICY]);
  });

  test('are told to be refused when the change took effect and its answer was lost', async () => {
    const session = sessionOf(aws.identities.createRole({ roleName: NAME }));
    const fault: Fault = { kind: 'after-effect', answer: serviceFailure };
    aws.faults.inject({ action: 'iam:PutRolePolicy', fault, times: 'forever' });
    expect(await respond(NAME)).toEqual(['PARTLY_CONTAINED']);
    expect(await isRefused(session)).toBe(true);
  }, 20_000);

  test('are read back until the policy shows, when IAM lags', async () => {
    aws.identities.createRole({ roleName: NAME });
    aws.lag.read = 1_500;
    expect(await respond(NAME)).toEqual(['PARTLY_CONTAINED']);
  }, 20_000);
});

describe('a role is left alone, and people are told why', () => {
  test.each([
    ['service-linked-role', '/aws-service-role/ec2.amazonaws.com/', NAME],
    ['identity-center', '/aws-reserved/sso.amazonaws.com/', NAME],
    ['identity-center', '/aws-reserved/sso.amazonaws.com/eu-central-1/', NAME],
    ['service-linked-role', '/aws-service-role/ec2.amazonaws.com/', 'AWSServiceRoleForEC2Spot'],
    ['identity-center', '/aws-reserved/sso.amazonaws.com/', 'AWSReservedSSO_Admin_0123456789abcdef'],
    // An ordinary role whose name only looks like one: an attacker's, or a careless person's.
    ['identity-center', '/', 'AWSReservedSSO_x'],
    ['service-linked-role', '/', 'AWSServiceRoleForNobody'],
    ['own-role', '/', 'respond'],
  ])('%s: %s%s', async (reason, path, roleName) => {
    const role = aws.identities.createRole({ roleName, path });
    expect(await respond('*', roleName)).toEqual(['NOT_CONTAINED']);
    expect(policiesOf(role)).toEqual([]);
    expect(iamCalls(aws)).not.toContain('PutRolePolicy');
    expect(machine()).toMatchObject({ reason });
    expect(machine().commands.filter(({ kind }) => kind === 'contain' || kind === 'undo')).toEqual([]);
  });

  test.each(['', 'deploy', 'CI-DEPLOY', 'ci-deploy-2'])('role-session: not opted in (%j)', async (roles) => {
    const role = aws.identities.createRole({ roleName: NAME });
    const session = sessionOf(role);
    expect(await respond(roles)).toEqual(['NOT_CONTAINED']);
    expect([iamCalls(aws), policiesOf(role), await isRefused(session)]).toEqual([[], [], false]);
    expect(machine()).toMatchObject({ reason: 'role-session' });
    expect(email()).toContain(`aws iam put-role-policy --role-name='${NAME}' --policy-name='${POLICY}'`);
  });

  test('exempt: by its unique id, which only IAM tells', async () => {
    const role = aws.identities.createRole({ roleName: NAME });
    const session = sessionOf(role);
    const house = openHouse(aws, { REVOCABLE_ROLES: '*', EXEMPT_PRINCIPALS: role.roleId });
    const unnamed = withValue(finding(), 'detail.resource.accessKeyDetails.principalId', undefined);
    expect(await house.invoke(unnamed)).toEqual(['NO_ACTION']);
    expect([policiesOf(role), await isRefused(session)]).toEqual([[], false]);
    expect(machine()).toMatchObject({ reason: 'exempt', page: true });
  });

  test('role-gone: there is no such role any more', async () => {
    expect(await respond('*')).toEqual(['NO_ACTION']);
    expect(machine()).toMatchObject({ reason: 'role-gone' });
  });

  test('and so is the user of the same name, whatever becomes of the role', async () => {
    aws.identities.createRole({ roleName: NAME });
    await openHouse(aws, { REVOCABLE_ROLES: '*', QUARANTINE_USERS: 'true' }).invoke(finding());
    const user = aws.identities.findUser(aws.accountId, NAME);
    expect([aws.identities.statusOf(USERS_KEY), user?.attachedPolicies.read(0)]).toEqual(['Active', []]);
    expect(aws.requests.every(({ params }) => params['UserName'] === undefined)).toBe(true);
  });
});

describe('where the revocation fails', () => {
  const unmodifiable: Fault = { kind: 'error', status: 400, code: 'UnmodifiableEntity', message: '' };

  test('because only AWS may change the role, nobody tries again', async () => {
    const role = aws.identities.createRole({ roleName: NAME });
    aws.faults.inject({ action: 'iam:PutRolePolicy', fault: unmodifiable, times: 'forever' });
    expect(await respond('*')).toEqual(['NOT_CONTAINED']);
    expect([policiesOf(role), iamCalls(aws)]).toEqual([[], ['GetRole', 'PutRolePolicy']]);
    expect(machine()).toMatchObject({ reason: 'service-linked-role' });
  });

  test.each(['iam:GetRole', 'iam:PutRolePolicy', 'iam:GetRolePolicy'])(
    'because %s is denied, the alert claims nothing, and the event runs again',
    async (action) => {
      aws.identities.createRole({ roleName: NAME });
      aws.faults.inject({ action, fault: accessDenied, times: 'forever' });
      await expect(respond(NAME)).rejects.toThrow(/NOT_CONTAINED: revocation-(failed|not-verified)/);
      expect(email()).not.toMatch(/is refused|refused {2}sessions/);
      expect(machine().risks.find(({ code }) => code === 'TEMP_CREDENTIALS')?.status).not.toBe('absent');
      expect(email()).toContain(`aws iam put-role-policy --role-name='${NAME}' --policy-name='${POLICY}'`);
    },
  );

  test('an earlier revocation is not taken for this one', async () => {
    const role = aws.identities.createRole({ roleName: NAME });
    const house = openHouse(aws, { REVOCABLE_ROLES: NAME });
    await house.invoke(finding());
    const session = aws.sessions.startForRole(role, 'session', 3_600);
    aws.clock.offsetMilliseconds = MINUTE;
    aws.faults.inject({ action: 'iam:PutRolePolicy', fault: accessDenied });
    await expect(house.invoke(finding())).rejects.toThrow('NOT_CONTAINED: revocation-failed');
    expect(await isRefused(session)).toBe(false);
  });

  test('only to be read back, whoever takes it back finds the command, and no claim that sessions go on', async () => {
    const session = sessionOf(aws.identities.createRole({ roleName: NAME }));
    aws.faults.inject({ action: 'iam:GetRolePolicy', fault: accessDenied, times: 'forever' });
    await expect(respond(NAME)).rejects.toThrow('NOT_CONTAINED');
    expect(await isRefused(session)).toBe(true);
    expect(email()).not.toContain('ARE STILL IN USE');
    expect(machine().commands).toContainEqual({ kind: 'undo', argv: UNDO });
  });
});
