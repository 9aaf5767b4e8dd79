import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { accessDenied, throttling } from '../../local/aws/faults.ts';
import type { Role } from '../../local/aws/role.ts';
import type { User } from '../../local/aws/user.ts';
import { type Aws, startAws } from '../../local/aws.ts';
import { fixture, withValue } from '../fixture.ts';
import { type House, openHouseWithPager } from '../house.ts';
import { TimeByHand } from '../time-by-hand.ts';
import { withoutWaiting } from '../without-waiting.ts';

const KEY = 'AKIAIOSFODNN7EXAMPLE';
const DENY_ALL = 'arn:aws:iam::aws:policy/AWSDenyAll';
const MINUTE = 60_000;

let aws: Aws;
let time: TimeByHand;
let user: User;
let role: Role;
beforeAll(async () => {
  aws = await startAws();
  role = aws.identities.createRole({ roleName: 'ci-deploy' });
});
beforeEach(() => {
  aws.reset();
  user = aws.identities.createUser({ userName: 'ci-deploy' });
  aws.identities.createAccessKey(user, { accessKeyId: KEY });
  time = new TimeByHand(aws);
});
afterAll(() => aws.stop());

interface Mail {
  readonly reason: string;
  readonly revokedBefore?: string;
  readonly commands: readonly { readonly kind: string; readonly argv: readonly string[] }[];
}

const bodies = (topic: string) =>
  aws.published.filter(({ topicArn }) => topicArn.endsWith(topic)).map((message) => message.bodies);
const mails = (): readonly Mail[] => bodies(':alerts').map(({ sqs = '' }) => JSON.parse(sqs));
const reasons = () => mails().map(({ reason }) => reason);
const pages = (): readonly string[] =>
  bodies(':pager').map(({ default: text = '' }) => JSON.parse(text).NewStateValue);
const queued = () => aws.queues.find('retries')?.messages ?? [];
const calls = (action: string) => aws.requests.filter((request) => request.action === action);
const undo = () =>
  mails()
    .at(-1)
    ?.commands.filter(({ kind }) => kind === 'undo')
    .map(({ argv }) => argv.slice(2, 3)[0]);

const open = (settings: Readonly<Record<string, string>>) =>
  openHouseWithPager(aws, settings, { client: withoutWaiting(aws).client, clock: time.clock });

/** IAM takes changes and shows nothing of this kind. */
function throttle(action: string, milliseconds: number): void {
  const when = () => time.passed < milliseconds;
  aws.faults.inject({ action: `iam:${action}`, fault: throttling, times: 'forever', when });
}

async function pass(house: House, milliseconds: number): Promise<void> {
  for (let rest = milliseconds; rest > 0; rest -= MINUTE) {
    time.pass(MINUTE);
    await time.passDuring(house.passTime(0));
  }
}

describe('the sessions of a role, of which IAM was too busy to show that they are refused', () => {
  const FINDING = fixture('guardduty-role-session');
  let house: House;
  beforeEach(() => {
    house = open({ REVOCABLE_ROLES: '*' });
    throttle('GetRolePolicy', 2 * MINUTE);
  });

  test('are told without a page, read again, and told with the same time', async () => {
    const respond = await time.passDuring(house.invoke(FINDING));
    expect(respond).toMatchObject({ value: ['NOT_CONTAINED'] });
    expect(reasons()).toEqual(['revocation-not-read-yet']);
    expect(pages()).toEqual([]);
    expect(aws.published.at(-1)?.bodies.email).toContain(
      'The responder reads the policy again in some minutes, and then wakes somebody.',
    );
    await pass(house, 10 * MINUTE);
    expect(reasons()).toEqual(['revocation-not-read-yet', 'sessions-revoked']);
    expect(calls('PutRolePolicy')).toHaveLength(1);
    const [first, last] = mails();
    expect(last?.revokedBefore).toBe(first?.revokedBefore);
    expect(undo()).toEqual(['update-item', 'delete-role-policy']);
    expect(pages()).toEqual(['ALARM']);
    expect(queued()).toEqual([]);
  });

  test('are told within six seconds, and say from when on', async () => {
    await time.passDuring(house.invoke(FINDING));
    expect(bodies(':alerts')[0]?.['email']).toMatch(/issued before 20\d\d-.* NOT READ BACK yet/);
    const sentAt = Date.parse(JSON.parse(bodies(':alerts')[0]?.['sqs'] ?? '{}').sentAt);
    expect(sentAt - (time.clock.now().getTime() - time.passed)).toBeLessThan(6_000);
  });

  test('are refused again if somebody took the policy off', async () => {
    await time.passDuring(house.invoke(FINDING));
    role.inlinePolicies.reset(new Map());
    await pass(house, 10 * MINUTE);
    expect(reasons()).toEqual(['revocation-not-read-yet', 'sessions-revoked']);
    expect(calls('PutRolePolicy')).toHaveLength(2);
  });

  test('wake somebody after a quarter of an hour, once', async () => {
    throttle('GetRolePolicy', 30 * MINUTE);
    await time.passDuring(house.invoke(FINDING));
    await pass(house, 7 * MINUTE);
    expect(pages()).toEqual([]);
    await pass(house, 15 * MINUTE);
    expect(reasons()).toEqual(['revocation-not-read-yet', 'revocation-not-verified']);
    expect(pages()).toEqual(['ALARM']);
  });

  test('wake somebody at once if IAM refuses to show it: the role lacks a permission', async () => {
    aws.faults.clear();
    aws.faults.inject({ action: 'iam:PutRolePolicy', fault: throttling });
    aws.faults.inject({ action: 'iam:GetRolePolicy', fault: accessDenied, times: 'forever' });
    expect(await time.passDuring(house.invoke(FINDING))).toMatchObject({ status: 'rejected' });
    expect(reasons()).toEqual(['revocation-not-verified']);
    expect(pages()).toEqual(['ALARM']);
  });
});

describe('a user who is denied everything, which IAM was too busy to show', () => {
  const finding = () =>
    withValue(
      fixture('guardduty-malicious-ip-caller'),
      'detail.resource.accessKeyDetails.principalId',
      user.userId,
    );
  let house: House;
  beforeEach(() => {
    house = open({ QUARANTINE_USERS: 'true' });
  });

  test('is told without a page, and once more when the deny is read', async () => {
    throttle('ListAttachedUserPolicies', 2 * MINUTE);
    expect(await time.passDuring(house.invoke(finding()))).toMatchObject({ value: ['PARTLY_CONTAINED'] });
    expect(reasons().at(-1)).toBe('quarantine-not-read-yet');
    await pass(house, 10 * MINUTE);
    expect(reasons().at(-1)).toBe('user-quarantined');
    expect(pages()).not.toContain('ALARM');
    expect(calls('UpdateAccessKey')).toHaveLength(1);
    expect(calls('AttachUserPolicy')).toHaveLength(1);
    expect(undo()).toContain('detach-user-policy');
    expect(queued()).toEqual([]);
  });

  test('is denied everything again if somebody took it off', async () => {
    throttle('ListAttachedUserPolicies', 2 * MINUTE);
    await time.passDuring(house.invoke(finding()));
    user.attachedPolicies.reset([]);
    await pass(house, 10 * MINUTE);
    expect(reasons().at(-1)).toBe('user-quarantined');
    expect(user.attachedPolicies.read(0)).toContain(DENY_ALL);
  });

  test('by a boundary, keeps the way back to the one before', async () => {
    const { policies } = aws.identities;
    const names = Array.from({ length: 10 }, (_, index) => `filler-${index}`);
    user.attachedPolicies.reset(
      names.map((policyName) => policies.create({ policyName, accountId: user.accountId })),
    );
    const before = policies.create({ policyName: 'team-boundary', accountId: user.accountId });
    user.boundary.reset(before);
    const isSet = () => calls('PutUserPermissionsBoundary').length > 0 && time.passed < 2 * MINUTE;
    aws.faults.inject({ action: 'iam:GetUser', fault: throttling, times: 'forever', when: isSet });
    await time.passDuring(house.invoke(finding()));
    expect(reasons().at(-1)).toBe('quarantine-not-read-yet');
    await pass(house, 10 * MINUTE);
    expect(reasons().at(-1)).toBe('user-quarantined');
    expect(calls('PutUserPermissionsBoundary')).toHaveLength(1);
    expect(JSON.stringify(mails().at(-1)?.commands)).toContain(`--permissions-boundary=${before}`);
  });
});
