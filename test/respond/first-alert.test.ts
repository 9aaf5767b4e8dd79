import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import {
  accessDenied,
  connectionReset,
  hang,
  serviceFailure,
  throttling,
  unavailablePage,
} from '../../local/aws/faults.ts';
import { type Aws, startAws } from '../../local/aws.ts';
import { fixture, withValue } from '../fixture.ts';
import { type House, openHouseWithPager } from '../house.ts';
import { itemOf } from '../ledger-items.ts';
import { TimeByHand, until } from '../time-by-hand.ts';
import { withoutWaiting } from '../without-waiting.ts';

const KEY = 'AKIAIOSFODNN7EXAMPLE';
const MEMBER = '444455556666';
const FINDING = fixture('guardduty-malicious-ip-caller');

const faults = {
  throttles: throttling,
  hangs: hang,
  fails: serviceFailure,
  'answers with a page': unavailablePage,
  'closes the connection': connectionReset,
};

let aws: Aws;
let time: TimeByHand;
let house: House;
beforeAll(async () => {
  aws = await startAws();
});
beforeEach(() => {
  aws.reset();
  for (const accountId of [aws.accountId, MEMBER]) {
    const user = aws.identities.createUser({ userName: 'ci-deploy', accountId });
    if (accountId === aws.accountId) aws.identities.createAccessKey(user, { accessKeyId: KEY });
  }
  time = new TimeByHand(aws);
  house = open();
});
afterAll(() => aws.stop());

/** With sockets that time out at once and a clock that the test moves. */
function open(): House {
  return openHouseWithPager(aws, {}, { client: withoutWaiting(aws).client, clock: time.clock });
}

const bodies = (topic: string) =>
  aws.published.filter(({ topicArn }) => topicArn.endsWith(topic)).map((message) => message.bodies);
const mails = (): readonly { readonly state: string; readonly reason: string }[] =>
  bodies(':alerts').map(({ sqs = '' }) => JSON.parse(sqs));
const pages = (): readonly string[] =>
  bodies(':pager').map(({ default: text = '' }) => JSON.parse(text).NewStateValue);
const asked = (action: string) => aws.requests.some((request) => request.action === action);

describe.each(Object.entries(faults))('if IAM %s', (_, fault) => {
  test.each(['iam:UpdateAccessKey', 'iam:ListAccessKeys', 'iam:*'])(
    'at %s, people are told after five seconds, and again when the key is stopped',
    async (action) => {
      aws.faults.inject({ action, fault, times: 'forever' });
      const invocation = house.invoke(FINDING);
      await until(() => asked(action === 'iam:ListAccessKeys' ? 'ListAccessKeys' : 'UpdateAccessKey'));
      time.pass(5_000);
      await until(() => mails().length === 1 && pages().length === 1);
      expect(time.passed).toBeLessThan(6_000);
      expect(mails()).toMatchObject([{ state: 'NOT_CONTAINED', reason: 'still-trying' }]);

      aws.faults.clear();
      expect(await time.passDuring(invocation)).toMatchObject({ value: ['CONTAINED'] });
      expect(mails().map(({ state }) => state)).toEqual(['NOT_CONTAINED', 'CONTAINED']);
      expect(pages()).toEqual(['ALARM', 'OK']);
    },
  );
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

test('an IAM that refuses is told of at once', async () => {
  aws.faults.inject({ action: 'iam:UpdateAccessKey', fault: accessDenied, times: 'forever' });
  await expect(house.invoke(FINDING)).rejects.toThrow('deactivation-failed');
  expect(time.passed).toBe(0);
  expect(mails()).toMatchObject([{ reason: 'deactivation-failed' }]);
});

test('an IAM that is busy for hours is told of once, by one page', async () => {
  aws.faults.inject({ action: 'iam:*', fault: throttling, times: 'forever' });
  for (let tries = 1; tries <= 3; tries += 1) {
    expect(await time.passDuring(house.invoke(FINDING))).toMatchObject({ status: 'rejected' });
  }
  expect(mails()).toMatchObject([{ reason: 'still-trying' }]);
  expect(pages()).toEqual(['ALARM']);

  aws.faults.clear();
  expect(await time.passDuring(house.invoke(FINDING))).toMatchObject({ value: ['CONTAINED'] });
  expect(mails().map(({ state }) => state)).toEqual(['NOT_CONTAINED', 'CONTAINED']);
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
