import { IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import type { Role } from '../../local/aws/role.ts';
import type { TemporaryCredentials } from '../../local/aws/sessions.ts';
import { type Aws, startAws } from '../../local/aws.ts';
import { clientConfig } from '../../local/client-config.ts';
import { useStolenKey } from '../../local/thief.ts';

const MINUTE = 60_000;

let aws: Aws;
let role: Role;
let admin: IAMClient;
beforeEach(async () => {
  aws = await startAws();
  role = aws.identities.createRole({ roleName: 'deploy-admin' });
  admin = new IAMClient(clientConfig(aws, aws.operatorCredentials()));
});
afterEach(() => aws.stop());

/** Denies everything to the role, under this condition if any. */
async function deny(condition: object | undefined): Promise<void> {
  const statement = { Effect: 'Deny', Action: ['*'], Resource: ['*'], Condition: condition };
  const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
  await admin.send(
    new PutRolePolicyCommand({ RoleName: 'deploy-admin', PolicyName: 'Revoked', PolicyDocument }),
  );
}

const issuedBefore = (time: number) => ({
  DateLessThan: { 'aws:TokenIssueTime': new Date(time).toISOString() },
});

function sessionIssued({ minutesAgo }: { readonly minutesAgo: number }): TemporaryCredentials {
  aws.clock.offsetMilliseconds = -minutesAgo * MINUTE;
  const session = aws.sessions.startForRole(role, 'session', 43_200);
  aws.clock.offsetMilliseconds = 0;
  return session;
}

/** The code by which one call is refused, if it is. */
async function refusalOf(session: TemporaryCredentials): Promise<string | undefined> {
  const patience = { call: 'events:TestEventPattern', maximumCalls: 1 } as const;
  return (await useStolenKey(clientConfig(aws, session), patience)).errorCode;
}

it('is refused when it was issued before the time of the deny, and works when issued later', async () => {
  const [old, young] = [sessionIssued({ minutesAgo: 20 }), sessionIssued({ minutesAgo: 10 })];
  await deny(issuedBefore(Date.now() - 15 * MINUTE));
  expect([await refusalOf(old), await refusalOf(young)]).toEqual(['AccessDeniedException', undefined]);
});

it('still learns who it is', async () => {
  const session = sessionIssued({ minutesAgo: 20 });
  await deny(issuedBefore(Date.now()));
  const { calls, refusedAt } = await useStolenKey(clientConfig(aws, session), { maximumCalls: 2 });
  expect([calls, refusedAt]).toEqual([2, undefined]);
});

it('goes on while the change is not yet enforced', async () => {
  const session = sessionIssued({ minutesAgo: 20 });
  aws.lag.enforced = MINUTE;
  await deny(issuedBefore(Date.now()));
  expect(await refusalOf(session)).toBeUndefined();
  aws.lag.enforced = 0;
  expect(await refusalOf(session)).toBe('AccessDeniedException');
});

it('is always refused by a deny without a condition', async () => {
  await deny(undefined);
  expect(await refusalOf(sessionIssued({ minutesAgo: 0 }))).toBe('AccessDeniedException');
});

it.each([
  { StringEquals: { 'aws:RequestedRegion': 'eu-central-1' } },
  { DateLessThan: { 'aws:CurrentTime': '2099-01-01T00:00:00Z' } },
])('goes on under a condition that nobody evaluates here (%j)', async (condition) => {
  await deny(condition);
  expect(await refusalOf(sessionIssued({ minutesAgo: 20 }))).toBeUndefined();
});

it('works again after the reset, which leaves the role as it was made', async () => {
  const session = sessionIssued({ minutesAgo: 20 });
  await deny(undefined);
  aws.reset();
  expect(await refusalOf(session)).toBeUndefined();
});
