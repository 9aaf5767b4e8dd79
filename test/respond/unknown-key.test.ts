import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { accessDenied, throttling } from '../../local/aws/faults.ts';
import { type Aws, startAws } from '../../local/aws.ts';
import { fixture } from '../fixture.ts';
import { type House, openHouseWithPager } from '../house.ts';

const KEY = 'AKIAIOSFODNN7EXAMPLE';

let aws: Aws;
let house: House;
beforeAll(async () => {
  aws = await startAws();
});
beforeEach(() => {
  aws.reset();
  house = openHouseWithPager(aws);
});
afterAll(() => aws.stop());

/** It names a key, and no user. */
const report = fixture('report');
const send = (event: object) =>
  aws.queues.find('retries')?.send({ body: JSON.stringify(event), senderId: 'test' });
const makeKey = () =>
  aws.identities.createAccessKey(aws.identities.createUser({ userName: 'ci-deploy' }), { accessKeyId: KEY });
const left = (name: string) => aws.queues.find(name)?.messages.length;
const onTopic = (name: string) => aws.published.filter(({ topicArn }) => topicArn.endsWith(`:${name}`));
const told = () => onTopic('alerts').map(({ bodies }) => JSON.parse(bodies.sqs).reason);
const pages = () => onTopic('pager').map(({ subject }) => subject?.split(':')[0]);

/** Every wait of an event that fails is a quarter of an hour at most. */
async function comeBack(times: number): Promise<void> {
  for (let count = 1; count <= times; count += 1) await house.passTime(901);
}

test('a key that no account has is asked for within half an hour, told as such, and not asked for a day', async () => {
  send(report);
  await comeBack(5);
  expect([told(), left('retries')]).toEqual([['owner-not-read'], 1]);
  await comeBack(5);
  expect(told()).toEqual(['owner-not-read', 'owner-not-found']);
  expect([left('retries'), left('dead-letters')]).toEqual([0, 0]);
  // Nobody has proved it gone: the page stays open, and nobody is woken twice.
  expect(pages().at(-1)).toBe('ALARM');
  expect(pages()).not.toContain('OK');
  expect(onTopic('alerts').at(-1)?.bodies.email).toMatch(/^NOT CONTAINED: .* MAY STILL BE ACTIVE/);
});

test('a refusal that is mended in that time stops the key', async () => {
  makeKey();
  send(report);
  aws.faults.inject({ action: 'iam:GetAccessKeyLastUsed', fault: accessDenied, times: 'forever' });
  await comeBack(4);
  aws.faults.clear();
  await comeBack(1);
  expect(aws.identities.statusOf(KEY)).toBe('Inactive');
  expect(pages()).toEqual(['ALARM', 'OK']);
});

test('a throttled lookup proves nothing, however long it lasts', async () => {
  makeKey();
  send(report);
  aws.faults.inject({ action: 'iam:GetAccessKeyLastUsed', fault: throttling, times: 'forever' });
  await comeBack(9);
  expect([told(), left('retries')]).toEqual([['owner-not-read'], 1]);
}, 30_000);

test('a key whose user is gone as well is told in the same way', async () => {
  send(fixture('guardduty-malicious-ip-caller'));
  await comeBack(10);
  expect(told().at(-1)).toBe('owner-not-found');
  expect([left('retries'), left('dead-letters')]).toEqual([0, 0]);
  expect(pages()).not.toContain('OK');
});
