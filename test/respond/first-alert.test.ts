import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import {
  accessDenied,
  connectionReset,
  type Fault,
  hang,
  serviceFailure,
  throttling,
  unavailablePage,
} from '../../local/aws/faults.ts';
import { type Aws, startAws } from '../../local/aws.ts';
import { credentialListActions } from '../credential-calls.ts';
import { fixture, type Json, withValue } from '../fixture.ts';
import { type House, openHouseWithPager } from '../house.ts';
import { itemOf } from '../ledger-items.ts';
import { TimeByHand, until } from '../time-by-hand.ts';
import { withoutWaiting } from '../without-waiting.ts';

const KEY = 'AKIAIOSFODNN7EXAMPLE';
const MEMBER_KEY = 'AKIAI44QH8DHBEXAMPLE';
const MEMBER = '444455556666';
const FINDING = fixture('guardduty-malicious-ip-caller');

const faults: Readonly<Record<string, Fault>> = {
  throttles: throttling,
  hangs: hang,
  // In the time of the machine: long enough for the test to let five seconds of the other time pass.
  'is slow': { kind: 'slow', milliseconds: 400 },
  fails: serviceFailure,
  'answers with a page': unavailablePage,
  'closes the connection': connectionReset,
};

/** What is asked before a credential is stopped, and how it ends when IAM is well again. */
const subjects = {
  'a key of a named user': {
    event: () => FINDING,
    calls: ['iam:UpdateAccessKey', 'iam:*'],
    end: 'CONTAINED',
  },
  'a key without a name': {
    event: () => fixture('report'),
    calls: ['iam:GetAccessKeyLastUsed', 'iam:UpdateAccessKey'],
    end: 'CONTAINED',
  },
  'all keys of a user': {
    event: () => withActor(fixture('guardduty-user-session'), aws.accountId),
    calls: ['iam:ListAccessKeys', 'iam:UpdateAccessKey'],
    end: 'PARTLY_CONTAINED',
  },
  'the sessions of a role': {
    event: () => fixture('guardduty-role-session'),
    calls: ['iam:GetRole', 'iam:PutRolePolicy'],
    end: 'PARTLY_CONTAINED',
  },
  'a key of another account': {
    event: () =>
      withActor(
        withValue(
          withValue(FINDING, 'detail.accountId', MEMBER),
          'detail.resource.accessKeyDetails.accessKeyId',
          MEMBER_KEY,
        ),
        MEMBER,
      ),
    calls: ['sts:AssumeRole', 'iam:UpdateAccessKey'],
    end: 'CONTAINED',
  },
};
const cases = Object.entries(subjects).flatMap(([subject, { event, calls, end }]) =>
  calls.map((action) => ({ subject, event, action, end })),
);

let aws: Aws;
let time: TimeByHand;
let house: House;
beforeAll(async () => {
  aws = await startAws();
  aws.identities.createRole({ roleName: 'responder-member', accountId: MEMBER, trusts: [aws.accountId] });
  aws.identities.createRole({ roleName: 'ci-deploy' });
});
beforeEach(() => {
  aws.reset();
  const user = aws.identities.createUser({ userName: 'ci-deploy' });
  aws.identities.createAccessKey(user, { accessKeyId: KEY });
  const other = aws.identities.createUser({ userName: 'ci-deploy', accountId: MEMBER });
  aws.identities.createAccessKey(other, { accessKeyId: MEMBER_KEY });
  time = new TimeByHand(aws);
  house = open();
});
afterAll(() => aws.stop());

/** IAM chooses the unique ids of users itself. */
function withActor(event: Json, accountId: string): Json {
  const { userId } = aws.identities.findUser(accountId, 'ci-deploy') ?? {};
  return withValue(event, 'detail.resource.accessKeyDetails.principalId', userId);
}

/** With sockets that time out at once and a clock that the test moves. */
function open(client = withoutWaiting(aws).client): House {
  const settings = { MEMBER_ROLE_NAME: 'responder-member', REVOCABLE_ROLES: '*' };
  return openHouseWithPager(aws, settings, { client, clock: time.clock });
}

const bodies = (topic: string) =>
  aws.published.filter(({ topicArn }) => topicArn.endsWith(topic)).map((message) => message.bodies);
const mails = (): readonly { readonly state: string; readonly reason: string }[] =>
  bodies(':alerts').map(({ sqs = '' }) => JSON.parse(sqs));
const pages = (): readonly string[] =>
  bodies(':pager').map(({ default: text = '' }) => JSON.parse(text).NewStateValue);
const asked = (action: string) => aws.requests.some((request) => request.action === action);
const isAsked = (action: string) =>
  action.endsWith(':*') ? asked('UpdateAccessKey') : asked(action.replace(/^.*:/, ''));

const BESIDE = [...credentialListActions, 'GetLoginProfile'];
/** A while ago, so that whoever asked has the answer. */
const isAnswered = (action: string) =>
  aws.requests.some(
    (request) =>
      request.action === action && request.status !== undefined && Date.now() - request.at.getTime() > 100,
  );

describe.each(Object.entries(faults))('if IAM %s', (_, fault) => {
  test.each(cases)(
    'at $action for $subject, people are told after five seconds, and again when it is stopped',
    async ({ event, action, end }) => {
      aws.faults.inject({ action, fault, times: 'forever' });
      const invocation = house.invoke(event());
      await until(() => isAsked(action));
      time.pass(5_000);
      await until(() => mails().length === 1 && pages().length === 1);
      expect(time.passed).toBeLessThan(6_000);
      expect(mails()).toMatchObject([{ state: 'NOT_CONTAINED', reason: 'still-trying' }]);
      expect(pages()).toEqual(['ALARM']);

      aws.faults.clear();
      // It comes by the time of the machine, and nobody waits for the other.
      if (fault.kind === 'slow') await until(() => mails().length === 2);
      expect(await time.passDuring(invocation)).toMatchObject({ value: [end] });
      expect(mails().map(({ state }) => state)).toEqual(['NOT_CONTAINED', end]);
      if (end === 'CONTAINED') expect(pages()).toEqual(['ALARM', 'OK']);
    },
  );

  test('after it took the change, people are told after five seconds, and nobody wakes up', async () => {
    aws.faults.inject({ action: 'iam:ListAccessKeys', fault, times: 'forever' });
    const invocation = house.invoke(FINDING);
    // What is read beside it is not held up.
    await until(() => BESIDE.every(isAnswered));
    time.pass(5_000);
    await until(() => mails().length === 1);
    expect(time.passed).toBeLessThan(6_000);
    expect(mails()).toMatchObject([{ state: 'NOT_CONTAINED', reason: 'not-read-yet' }]);

    aws.faults.clear();
    expect(await time.passDuring(invocation)).toMatchObject({ value: ['CONTAINED'] });
    expect(mails().map(({ state }) => state)).toEqual(['NOT_CONTAINED', 'CONTAINED']);
    expect(pages()).not.toContain('ALARM');
  });

  test('after it took the refusal of sessions, people are told after five seconds, and nobody is called', async () => {
    aws.faults.inject({ action: 'iam:GetRolePolicy', fault, times: 'forever' });
    const invocation = house.invoke(fixture('guardduty-role-session'));
    await until(() => asked('GetRolePolicy'));
    time.pass(5_000);
    await until(() => mails().length === 1);
    expect(time.passed).toBeLessThan(6_000);
    expect(mails()).toMatchObject([{ state: 'NOT_CONTAINED', reason: 'revocation-not-read-yet' }]);
    expect(pages()).toEqual([]);
    aws.faults.clear();
    expect(await time.passDuring(invocation)).toMatchObject({ value: ['PARTLY_CONTAINED'] });
    expect(mails().map(({ state }) => state)).toEqual(['NOT_CONTAINED', 'PARTLY_CONTAINED']);
  });
});

describe('an event that comes back, of a key that people know as contained, while IAM is busy', () => {
  const tryAgain = async () => {
    const before = aws.requests.length;
    aws.faults.inject({ action: 'iam:UpdateAccessKey', fault: throttling, times: 'forever' });
    const invocation = house.invoke(FINDING);
    const again = () => aws.requests.slice(before).filter(({ action }) => action === 'UpdateAccessKey');
    await until(() => again().length > 0);
    time.pass(5_000);
    await until(() => again().length > 2);
    return invocation;
  };

  test.each(['events:PutEvents', 'dynamodb:*'])('after %s refused, wakes nobody', async (action) => {
    const refuse = () => aws.faults.inject({ action, fault: accessDenied, times: 'forever' });
    refuse();
    expect(await time.passDuring(house.invoke(FINDING))).toMatchObject({ status: 'rejected' });
    const invocation = tryAgain();
    await until(() => asked('UpdateAccessKey') && time.passed >= 5_000);
    const ended = time.passDuring(invocation);
    await until(() => time.passed > 20_000);
    aws.faults.clear();
    refuse();
    await ended;
    expect(mails().map(({ reason }) => reason)).toEqual(['keys-inactive']);
    expect(pages()).toEqual(['OK']);
  });

  test('tells how it ended, if the key is Active', async () => {
    expect(await time.passDuring(house.invoke(FINDING))).toMatchObject({ value: ['CONTAINED'] });
    aws.identities.findAccessKey(KEY)?.key.status.write('Active');
    aws.faults.inject({ action: 'iam:UpdateAccessKey', fault: throttling, times: 'forever' });
    await time.passDuring(house.invoke(withValue(FINDING, 'id', 'later')));
    expect(mails().map(({ reason }) => reason)).toEqual(['keys-inactive', 'deactivation-failed']);
    expect(pages()).toEqual(['OK', 'ALARM']);
  });
});

test.each(cases)('a refusal of $action for $subject is told at once', async ({ event, action }) => {
  aws.faults.inject({ action, fault: accessDenied, times: 'forever' });
  await expect(house.invoke(event())).rejects.toThrow('NOT_CONTAINED');
  expect(time.passed).toBe(0);
  expect(mails()).toMatchObject([{ state: 'NOT_CONTAINED' }]);
});

test('what is merely good to know delays no first alert beyond the five seconds', async () => {
  // With production's sockets, which end nothing within this test.
  house = openHouseWithPager(aws, {}, { clock: time.clock });
  aws.faults.inject({ action: 'iam:UpdateAccessKey', fault: { kind: 'slow', milliseconds: 400 } });
  aws.faults.inject({ action: 'iam:GetLoginProfile', fault: hang, times: 'forever' });
  const invocation = house.invoke(FINDING);
  await until(() => asked('UpdateAccessKey'));
  time.pass(4_000);
  await until(() => asked('GetLoginProfile'));
  time.pass(1_000);
  expect(await invocation).toEqual(['PARTLY_CONTAINED']);
  expect(mails()).toMatchObject([{ reason: 'credentials-not-read' }]);
});

test('the first alert names the call that is being tried', async () => {
  aws.faults.inject({ action: 'iam:UpdateAccessKey', fault: throttling, times: 'forever' });
  const invocation = house.invoke(FINDING);
  await until(() => asked('UpdateAccessKey'));
  time.pass(5_000);
  await until(() => mails().length === 1);
  expect(bodies(':alerts')[0]?.['email']).toMatch(
    /WHAT WAS TRIED\n .*iam:UpdateAccessKey AKIAIOSFODNN7EXAMPLE Inactive: .*NotDoneYet/,
  );
  aws.faults.clear();
  await time.passDuring(invocation);
});

test('an IAM that is busy for hours is told of once, by one page', async () => {
  aws.faults.inject({ action: 'iam:*', fault: throttling, times: 'forever' });
  for (let tries = 1; tries <= 3; tries += 1) {
    expect(await time.passDuring(house.invoke(FINDING))).toMatchObject({ status: 'rejected' });
  }
  expect(mails()).toMatchObject([{ reason: 'still-trying' }]);
  expect(pages()).toEqual(['ALARM']);

  aws.faults.clear();
  expect(await time.passDuring(house.invoke(FINDING))).toMatchObject({ value: ['PARTLY_CONTAINED'] });
  expect(mails().map(({ state }) => state)).toEqual(['NOT_CONTAINED', 'PARTLY_CONTAINED']);
  expect(pages()).toEqual(['ALARM', 'OK']);
}, 30_000);

test('a ledger that hangs as well delays the alert by less than a second', async () => {
  for (const action of ['iam:*', 'dynamodb:*']) aws.faults.inject({ action, fault: hang, times: 'forever' });
  const invocation = house.invoke(FINDING);
  await until(() => asked('UpdateAccessKey'));
  time.pass(5_000);
  await until(() => asked('UpdateItem') || mails().length > 0);
  time.pass(300);
  await until(() => mails().length === 1);
  expect(time.passed).toBeLessThan(6_000);
  aws.faults.clear();
  await time.passDuring(invocation);
  expect(mails().map(({ state }) => state)).toEqual(['NOT_CONTAINED', 'CONTAINED']);
});

test('a list that lags behind the change wakes nobody', async () => {
  aws.lag.read = 6_500;
  const invocation = house.invoke(FINDING);
  await until(() => asked('ListAccessKeys'));
  expect(await time.passDuring(invocation)).toMatchObject({ value: ['CONTAINED'] });
  expect(mails()).toHaveLength(1);
});

test('what the end of the try says in addition is told', async () => {
  aws.faults.inject({ action: 'iam:GetAccessKeyLastUsed', fault: throttling, times: 'forever' });
  aws.identities.createAccessKey(aws.identities.createUser({ userName: 'stranger', accountId: MEMBER }), {
    accessKeyId: 'AKIAI44QH8DHBEXAMPLE',
  });
  const report = withValue(fixture('report'), 'detail.accessKeyId', 'AKIAI44QH8DHBEXAMPLE');
  const invocation = house.invoke(report);
  await until(() => asked('GetAccessKeyLastUsed'));
  time.pass(5_000);
  await until(() => mails().length === 1);
  aws.faults.clear();
  await time.passDuring(invocation);
  expect(mails()).toMatchObject([{ reason: 'still-trying' }, { reason: 'foreign-key' }]);
});

test('a key that is switched on while IAM is busy counts once', async () => {
  await house.invoke(FINDING);
  aws.identities.findAccessKey(KEY)?.key.status.write('Active');
  aws.faults.inject({ action: 'iam:UpdateAccessKey', fault: throttling, times: 'forever' });
  const activation = withValue(
    fixture('cloudtrail-activate-key'),
    'detail.eventTime',
    time.clock.now().toISOString(),
  );
  const before = aws.requests.length;
  const invocation = house.invoke(activation);
  await until(() => aws.requests.slice(before).some(({ action }) => action === 'UpdateAccessKey'));
  time.pass(5_000);
  await until(() => mails().length === 2);
  aws.faults.clear();
  await time.passDuring(invocation);
  expect(mails().map(({ reason }) => reason)).toEqual(['keys-inactive', 'still-trying', 'stopped-again']);
  const item = await itemOf(aws, `akr:aws:${aws.accountId}:${KEY}`);
  expect(item?.['reactivations']?.L).toHaveLength(1);
});
