import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { accessDenied } from '../../local/aws/faults.ts';
import { type Aws, startAws } from '../../local/aws.ts';
import { fixture, withValue } from '../fixture.ts';
import { type House, openHouseWithPager } from '../house.ts';
import { erase, itemOf, plant, runOnLedger } from '../ledger-items.ts';

const KEY = 'AKIAIOSFODNN7EXAMPLE';
const CALLERS = 'AKIAI44QH8DHBEXAMPLE';
const INCIDENT = `akr:aws:111122223333:${KEY}`;

let aws: Aws;
let house: House;
beforeAll(async () => {
  aws = await startAws();
});
beforeEach(() => {
  aws.reset();
  for (const [userName, accessKeyId] of [
    ['ci-deploy', KEY],
    ['security-admin', CALLERS],
  ] as const) {
    aws.identities.createAccessKey(aws.identities.createUser({ userName }), { accessKeyId });
  }
  house = openHouseWithPager(aws);
});
afterAll(() => aws.stop());

function switchOn(id: string, at = new Date().toISOString()) {
  aws.identities.findAccessKey(KEY)?.key.status.write('Active');
  const target = { userName: 'ci-deploy', accessKeyId: KEY, status: 'Active' };
  const call = withValue(fixture('cloudtrail-activate-key'), 'detail.requestParameters', target);
  const byAdmin = withValue(call, 'detail.userIdentity.accessKeyId', CALLERS);
  return withValue(withValue(byAdmin, 'id', id), 'detail.eventTime', at);
}

const lose = (...actions: readonly string[]) => {
  for (const action of actions) aws.faults.inject({ action, fault: accessDenied, times: 'forever' });
};
const pages = () =>
  aws.published
    .filter(({ topicArn }) => topicArn.endsWith(':pager'))
    .map(({ subject }) => subject?.split(':')[0]);
const endings = () =>
  aws.published
    .filter(({ topicArn }) => topicArn.endsWith(':alerts'))
    .map(({ bodies }) => JSON.parse(bodies.sqs))
    .map(({ state, reason }) => `${state} ${reason}`);
const NO_INCIDENT = 'NO_ACTION no-incident';

describe('the page about a ledger that does not answer', () => {
  test.each([
    ['that can be written', ['dynamodb:GetItem']],
    ['at all', ['dynamodb:GetItem', 'dynamodb:UpdateItem']],
  ])('%s is closed when it answers that it knows nothing of the key', async (_, actions) => {
    lose(...actions);
    const event = switchOn('rotation');
    for (let tries = 1; tries <= 3; tries += 1)
      await expect(house.invoke(event)).rejects.toThrow('ledger-unreadable');
    expect(pages()).toEqual(['ALARM']);
    aws.faults.clear();
    expect(await house.invoke(event)).toEqual(['NO_ACTION']);
    expect(pages()).toEqual(['ALARM', 'OK']);
    expect(endings()).toEqual(['NOT_CONTAINED ledger-unreadable', NO_INCIDENT]);
    expect(aws.identities.statusOf(KEY)).toBe('Active');
  });

  test('is closed by another process, after the event came back by the retry queue', async () => {
    lose('dynamodb:GetItem', 'dynamodb:UpdateItem');
    await expect(house.invoke(switchOn('rotation'))).rejects.toThrow('ledger-unreadable');
    aws.faults.clear();
    house = openHouseWithPager(aws);
    aws.queues.find('retries')?.send({ body: JSON.stringify(switchOn('rotation')), senderId: 'test' });
    await house.passTime(0);
    expect(pages()).toEqual(['ALARM', 'OK']);
    expect(endings().at(-1)).toBe(NO_INCIDENT);
  });

  test('is closed by the containment, if the ledger knows of one', async () => {
    await house.invoke(fixture('guardduty-malicious-ip-caller'));
    lose('dynamodb:GetItem');
    const event = switchOn('fights back');
    await expect(house.invoke(event)).rejects.toThrow('ledger-unreadable');
    aws.faults.clear();
    expect(await house.invoke(event)).toEqual(['PARTLY_CONTAINED']);
    expect(aws.identities.statusOf(KEY)).toBe('Inactive');
  });
});

describe('the page about a ledger that did not answer while somebody undid an alert', () => {
  /** The first step of the undo. */
  const undo = async () => {
    const undone = aws.published.find(({ topicArn }) => topicArn.endsWith(':alerts'))?.bodies.sqs ?? '{}';
    const [ledger] = JSON.parse(undone).commands.filter(({ kind }: { kind: string }) => kind === 'undo');
    await runOnLedger(aws, ledger.argv);
  };

  test.each([
    ['that can be written', ['dynamodb:GetItem']],
    ['at all', ['dynamodb:GetItem', 'dynamodb:UpdateItem']],
  ])('%s is closed when it answers that the key was restored', async (_, actions) => {
    await house.invoke(fixture('guardduty-malicious-ip-caller'));
    await undo();
    const event = switchOn('undo');
    lose(...actions);
    await expect(house.invoke(event)).rejects.toThrow('ledger-unreadable');
    expect(pages().at(-1)).toBe('ALARM');
    aws.faults.clear();
    expect(await house.invoke(event)).toEqual(['NO_ACTION']);
    expect(aws.identities.statusOf(KEY)).toBe('Active');
    expect(endings().at(-1)).toBe('NO_ACTION restored');
    expect(pages().at(-1)).toBe('OK');
  });

  test('is closed by another process, after the event came back by the retry queue', async () => {
    await house.invoke(fixture('guardduty-malicious-ip-caller'));
    await undo();
    lose('dynamodb:GetItem', 'dynamodb:UpdateItem');
    await expect(house.invoke(switchOn('undo'))).rejects.toThrow('ledger-unreadable');
    aws.faults.clear();
    house = openHouseWithPager(aws);
    aws.queues.find('retries')?.send({ body: JSON.stringify(switchOn('undo')), senderId: 'test' });
    await house.passTime(0);
    expect(pages().at(-1)).toBe('OK');
  });

  test('an undo of a key that nobody was woken for says nothing to the pager', async () => {
    await house.invoke(fixture('guardduty-malicious-ip-caller'));
    await undo();
    const before = pages().length;
    expect(await house.invoke(switchOn('undo'))).toEqual(['NO_ACTION']);
    expect(pages()).toHaveLength(before);
  });
});

test('a key that nobody was paged about is switched on without a word to the pager', async () => {
  expect(await house.invoke(switchOn('rotation'))).toEqual(['NO_ACTION']);
  expect(pages()).toEqual([]);
  expect(endings()).toEqual(['NO_ACTION informational']);
});

test('a key with an open page of its own is stopped again, whatever became of the ledger meanwhile', async () => {
  lose('iam:UpdateAccessKey');
  await expect(house.invoke(fixture('guardduty-malicious-ip-caller'))).rejects.toThrow('deactivation-failed');
  aws.faults.clear();
  expect(await house.invoke(switchOn('thief'))).toEqual(['PARTLY_CONTAINED']);
  expect(pages()).toEqual(['ALARM', 'ALARM']);
});

describe('an erased ledger', () => {
  test('is still erased for the retries of the event that told of it, and told once', async () => {
    await house.invoke(fixture('guardduty-malicious-ip-caller'));
    await erase(aws, { incidents: [INCIDENT] });
    const event = switchOn('thief');
    for (let tries = 1; tries <= 3; tries += 1)
      await expect(openHouseWithPager(aws).invoke(event)).rejects.toThrow('ledger-erased');
    await expect(house.invoke(switchOn('another'))).rejects.toThrow('ledger-erased');
    expect(await itemOf(aws, INCIDENT)).toBeDefined();
    expect(endings().filter((ending) => ending.endsWith('ledger-erased'))).toHaveLength(2);
  });

  test('closes its page when a person has put the sentinel back', async () => {
    await erase(aws);
    const event = switchOn('rotation');
    await expect(house.invoke(event)).rejects.toThrow('ledger-erased');
    await plant(aws);
    expect(await house.invoke(event)).toEqual(['NO_ACTION']);
    expect(pages()).toEqual(['ALARM', 'OK']);
    expect(endings()).toEqual(['NOT_CONTAINED ledger-erased', NO_INCIDENT]);
  });
});
