import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { accessDenied } from '../../local/aws/faults.ts';
import type { Role } from '../../local/aws/role.ts';
import type { User } from '../../local/aws/user.ts';
import { type Aws, startAws } from '../../local/aws.ts';
import { fixture, type Json, type JsonValue, withValue } from '../fixture.ts';
import { alertsOf, type House, openHouse, openHouseWithPager } from '../house.ts';
import { runOnLedger } from '../ledger-items.ts';

const NAME = 'app-instance';

let aws: Aws;
let house: House;
beforeEach(async () => {
  aws = await startAws();
});
afterEach(() => aws.stop());

const changed = (event: Json, change: Readonly<Record<string, JsonValue>>) =>
  Object.entries(change).reduce((before, [path, value]) => withValue(before, path, value), event);
/** GuardDuty sends a finding again for as long as the activity goes on. */
const update = (event: Json) => changed(event, { id: 'update', 'detail.service.count': 4 });
const other = (event: Json) => changed(event, { id: 'other', 'detail.id': 'f'.repeat(32) });

const undoOf = (): readonly (readonly string[])[] =>
  JSON.parse(aws.published.at(-1)?.bodies.sqs ?? '{}')
    .commands.filter(({ kind }: { kind: string }) => kind === 'undo')
    .map(({ argv }: { argv: readonly string[] }) => argv);

describe("the undo of what is denied to a role's sessions", () => {
  let role: Role;
  const finding = () =>
    withValue(fixture('guardduty-role-session'), 'detail.resource.accessKeyDetails.userName', NAME);
  const isDenied = () => (role.inlinePolicies.read(0)?.size ?? 0) > 0;

  beforeEach(async () => {
    role = aws.identities.createRole({ roleName: NAME });
    house = openHouse(aws, { REVOCABLE_ROLES: '*' });
    await house.invoke(finding());
  });

  async function undo(): Promise<void> {
    const [ledger = [], ...others] = undoOf();
    await runOnLedger(aws, ledger);
    expect(others.map((argv) => argv[2])).toEqual(['delete-role-policy']);
    role.inlinePolicies.reset(new Map());
  }

  test('holds when the same finding is sent again', async () => {
    await undo();
    expect(await house.invoke(update(finding()))).toEqual(['NO_ACTION']);
    expect(isDenied()).toBe(false);
  });

  test('ends with a new finding, whose alert has an undo of its own', async () => {
    await undo();
    expect(await house.invoke(other(finding()))).toEqual(['PARTLY_CONTAINED']);
    expect(isDenied()).toBe(true);
    await undo();
    expect(await house.invoke(update(other(finding())))).toEqual(['NO_ACTION']);
    expect(isDenied()).toBe(false);
  });

  test('is needed: a policy that is only deleted comes back with the next update', async () => {
    role.inlinePolicies.reset(new Map());
    expect(await house.invoke(update(finding()))).toEqual(['PARTLY_CONTAINED']);
    expect(isDenied()).toBe(true);
  });
});

describe('the undo of a deny on a user none of whose keys was stopped', () => {
  let user: User;
  const finding = () =>
    withValue(fixture('guardduty-user-session'), 'detail.resource.accessKeyDetails.principalId', user.userId);
  const isDenied = () => (user.attachedPolicies.read(0) ?? []).length > 0;

  beforeEach(async () => {
    user = aws.identities.createUser({ userName: 'ci-deploy' });
    house = openHouse(aws, { QUARANTINE_USERS: 'true' });
    expect(await house.invoke(finding())).toEqual(['CONTAINED']);
    expect(isDenied()).toBe(true);
    const [ledger = [], ...others] = undoOf();
    await runOnLedger(aws, ledger);
    expect(others.map((argv) => argv[2])).toEqual(['detach-user-policy']);
    user.attachedPolicies.reset([]);
  });

  test('holds when the same finding is sent again', async () => {
    expect(await house.invoke(update(finding()))).toEqual(['NO_ACTION']);
    expect(isDenied()).toBe(false);
  });

  test('wakes nobody when CloudTrail tells that the deny was taken off', async () => {
    const changes = () =>
      aws.published.filter(({ attributes }) => attributes['audience'] === 'change').length;
    const before = changes();
    expect(await house.invoke(fixture('cloudtrail-detach-deny'))).toEqual(['NO_ACTION']);
    expect([alertsOf(aws).at(-1)?.reason, changes()]).toEqual(['restored', before]);
  });

  test('ends the page of a ledger that was out when CloudTrail told of it', async () => {
    const pages = () =>
      aws.published
        .filter(({ topicArn }) => topicArn.endsWith(':pager'))
        .map(({ bodies }) => JSON.parse(bodies.default).NewStateValue);
    house = openHouseWithPager(aws, { QUARANTINE_USERS: 'true' });
    aws.faults.inject({ action: 'dynamodb:*', fault: accessDenied, times: 'forever' });
    await expect(house.invoke(fixture('cloudtrail-detach-deny'))).rejects.toThrow('ledger-unreadable');
    expect(pages()).toEqual(['ALARM']);
    aws.faults.clear();
    const body = JSON.stringify(fixture('cloudtrail-detach-deny'));
    aws.queues.find('retries')?.send({ body, senderId: 'lambda' });
    await house.passTime(60);
    expect(pages()).toEqual(['ALARM', 'OK']);
  });

  test('ends with a new finding', async () => {
    expect(await house.invoke(other(finding()))).toEqual(['CONTAINED']);
    expect(isDenied()).toBe(true);
    await house.invoke(changed(fixture('cloudtrail-detach-deny'), { id: 'later' }));
    expect(alertsOf(aws).at(-1)).toMatchObject({ reason: 'deny-taken-off', page: true });
  });
});

describe('the undo of a key also holds against what comes back from the queue', () => {
  const KEY = 'AKIAIOSFODNN7EXAMPLE';
  const CALLERS = 'AKIAI44QH8DHBEXAMPLE';
  const time = { 'detail.eventTime': new Date().toISOString() };
  const refuseMachines = () =>
    aws.faults.inject({ action: 'events:PutEvents', fault: accessDenied, times: 'forever' });
  const comeBack = async (...events: readonly Json[]) => {
    aws.faults.clear();
    for (const event of events) {
      aws.queues.find('retries')?.send({ body: JSON.stringify(event), senderId: 'lambda' });
      await house.passTime(60);
    }
  };

  beforeEach(() => {
    for (const [userName, accessKeyId] of [
      ['ci-deploy', KEY],
      ['security-admin', CALLERS],
    ] as const)
      aws.identities.createAccessKey(aws.identities.createUser({ userName }), { accessKeyId });
    house = openHouse(aws);
  });

  test('after another call, of before the undo, that people knew of', async () => {
    const call = (id: string) => changed(fixture('cloudtrail-stop-logging-by-key'), { id, ...time });
    refuseMachines();
    for (const id of ['one', 'other']) await expect(house.invoke(call(id))).rejects.toThrow('events:');
    const [ledger = []] = JSON.parse(aws.published[0]?.bodies.sqs ?? '{}')
      .commands.filter(({ kind }: { kind: string }) => kind === 'undo')
      .map(({ argv }: { argv: readonly string[] }) => argv);
    await runOnLedger(aws, ledger);
    aws.identities.findAccessKey(KEY)?.key.status.write('Active');
    await comeBack(call('one'), call('other'));
    expect(aws.identities.statusOf(KEY)).toBe('Active');
    // A new call was not judged.
    expect(await house.invoke(call('later'))).toEqual(['CONTAINED']);
  });

  test('if it is the key of somebody who switched another on', async () => {
    const switchOn = (id: string) => {
      aws.identities.findAccessKey(KEY)?.key.status.write('Active');
      return changed(fixture('cloudtrail-create-access-key-for-other'), {
        ...{ id, ...time, 'detail.eventName': 'UpdateAccessKey' },
        'detail.requestParameters': { userName: 'ci-deploy', accessKeyId: KEY, status: 'Active' },
      });
    };
    await house.invoke(fixture('guardduty-malicious-ip-caller'));
    await house.invoke(switchOn('first'));
    const second = switchOn('second');
    refuseMachines();
    await expect(house.invoke(second)).rejects.toThrow('events:');
    expect(aws.identities.statusOf(CALLERS)).toBe('Inactive');
    const { others } = JSON.parse(aws.published.at(-1)?.bodies.sqs ?? '{}') as {
      others: readonly { commands: readonly { kind: string; argv: readonly string[] }[] }[];
    };
    const undo = others.flatMap(({ commands }) => commands).find(({ kind }) => kind === 'undo');
    await runOnLedger(aws, undo?.argv ?? []);
    aws.identities.findAccessKey(CALLERS)?.key.status.write('Active');
    await comeBack(second);
    expect([aws.identities.statusOf(CALLERS), aws.identities.statusOf(KEY)]).toEqual(['Active', 'Inactive']);
  });
});

describe('the undo of a deny that was put back', () => {
  const KEY = 'AKIAIOSFODNN7EXAMPLE';
  let user: User;
  const finding = () =>
    withValue(
      fixture('guardduty-malicious-ip-caller'),
      'detail.resource.accessKeyDetails.principalId',
      user.userId,
    );
  const isDenied = () => (user.attachedPolicies.read(0) ?? []).length > 0;
  const takenOff = (change: Readonly<Record<string, JsonValue>> = {}) =>
    changed(fixture('cloudtrail-detach-deny'), change);

  beforeEach(async () => {
    user = aws.identities.createUser({ userName: 'ci-deploy' });
    aws.identities.createAccessKey(user, { accessKeyId: KEY });
    house = openHouse(aws, { QUARANTINE_USERS: 'true' });
    await house.invoke(finding());
    user.attachedPolicies.reset([]);
    const arn = `arn:aws:iam::${aws.accountId}:user/ci-deploy`;
    await house.invoke(
      takenOff({
        'detail.userIdentity.userName': 'ci-deploy',
        'detail.userIdentity.accessKeyId': KEY,
        'detail.userIdentity.principalId': user.userId,
        'detail.userIdentity.arn': arn,
      }),
    );
    expect([alertsOf(aws).at(-1)?.reason, isDenied()]).toEqual(['denied-again', true]);
    const [ledger = [], ...others] = undoOf();
    expect(others.map((argv) => argv[2])).toEqual(['detach-user-policy']);
    await runOnLedger(aws, ledger);
    user.attachedPolicies.reset([]);
  });

  test('wakes nobody, and holds when the same finding is sent again', async () => {
    expect(await house.invoke(takenOff({ id: 'by the person' }))).toEqual(['NO_ACTION']);
    expect(alertsOf(aws).at(-1)?.reason).toBe('restored');
    expect(await house.invoke(update(finding()))).toEqual(['NO_ACTION']);
    expect(isDenied()).toBe(false);
  });

  test('ends with a new finding', async () => {
    expect(await house.invoke(other(finding()))).toEqual(['CONTAINED']);
    expect(isDenied()).toBe(true);
  });
});
