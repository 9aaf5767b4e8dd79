import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { deployLocally, type LocalStack } from '../../local/stack.ts';
import { list, text } from '../../src/sources/fields.ts';
import { fixture, type Json, withValue } from '../fixture.ts';
import { itemOf } from '../ledger-items.ts';
import { packageInto } from '../package-into.ts';

const ENVIRONMENTS = 8;
const MOST = 3;

const folder = mkdtempSync(join(tmpdir(), 'braked-'));
let stack: LocalStack;
beforeAll(async () => {
  const parameters = [`maxPrincipalsPerHour=${MOST}`, 'pagerEndpoint=https://events.example.com/key'];
  expect(packageInto(folder, parameters).status).toBe(0);
  const packageFolder = join(folder, '.serverless');
  stack = await deployLocally({ packageFolder, retryDelays: [10], concurrency: ENVIRONMENTS });
}, 120_000);
afterAll(async () => {
  await stack.stop();
  rmSync(folder, { recursive: true });
});

const numbers = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index);
const keyOf = (number: number) => `AKIAEXAMPLE${String(number).padStart(9, '0')}`;
const statusOf = (number: number) => stack.aws.identities.statusOf(keyOf(number));

/** Suspected, about a user and key of its own. */
function finding(number: number): Json {
  const { identities } = stack.aws;
  const userName = `user-${number}`;
  identities.createAccessKey(identities.createUser({ userName }), { accessKeyId: keyOf(number) });
  return Object.entries({
    id: `event-${number}`,
    'detail.id': `finding-${number}`,
    'detail.type': 'Recon:IAMUser/MaliciousIPCaller',
    'detail.resource.accessKeyDetails': { accessKeyId: keyOf(number), userName, userType: 'IAMUser' },
  }).reduce(
    (event, [path, value]) => withValue(event, path, value),
    fixture('guardduty-malicious-ip-caller'),
  );
}

async function burst(from: number, to: number): Promise<void> {
  for (const event of numbers(from, to).map(finding)) stack.deliver(event);
  await stack.settled();
}

const mails = () =>
  stack.aws.published
    .filter(({ topicArn, attributes }) => !topicArn.includes('Pager') && attributes['audience'] === 'change')
    .map(({ bodies }) => JSON.parse(bodies.sqs));
const pages = () =>
  stack.aws.published
    .filter(({ topicArn, subject }) => topicArn.includes('Pager') && subject?.startsWith('ALARM'))
    .map(({ message }) => JSON.parse(message));
const keyIn = (alert: unknown) => text(alert, 'key', 'id');

/** The credentials of a storm that the digest at its end tells, if the end of the storm is arranged. */
async function leftToTheDigest(): Promise<readonly string[]> {
  const arranged = stack
    .queue('RetryQueue')
    .map(({ body }) => text(body, 'payload', 'storm'))
    .filter((storm) => storm !== undefined);
  const [table] = stack.description.tables;
  const items = await Promise.all(arranged.map((storm) => itemOf(stack.aws, `${storm}/0`, table?.name)));
  return items
    .flatMap((item) => item?.['members']?.SS ?? [])
    .flatMap((member) => text(JSON.parse(member), 'accessKeyId') ?? []);
}

test('a burst in fresh environments contains one in each, and people are told of all, and woken for the rest', async () => {
  await burst(1, ENVIRONMENTS);
  // More than the setting says, and not one in silence.
  expect(numbers(1, ENVIRONMENTS).map(statusOf)).toEqual(numbers(1, ENVIRONMENTS).map(() => 'Inactive'));

  // An environment that was among the first learnt a small number, and contains one more.
  await burst(ENVIRONMENTS + 1, 2 * ENVIRONMENTS);
  const last = 2 * ENVIRONMENTS + 4;
  await burst(2 * ENVIRONMENTS + 1, last);
  const left = numbers(1, last).filter((number) => statusOf(number) === 'Active');
  expect(last - left.length).toBeLessThanOrEqual(MOST + ENVIRONMENTS);
  expect(left).toEqual(expect.arrayContaining(numbers(2 * ENVIRONMENTS + 1, last)));

  const braked = (alert: unknown) => text(alert, 'reason') === 'too-many-suspected';
  expect(mails().filter(braked).map(keyIn).toSorted()).toEqual(left.map(keyOf));
  expect(pages().filter(braked).map(keyIn).toSorted()).toEqual(left.map(keyOf));
  // What is told singly and what is left to a digest depends on who comes first, and on the ledger, which is passed over if it
  // does not answer in time.
  const told = mails().flatMap((alert) => [
    keyIn(alert),
    ...list(alert, 'digest', 'credentials').map((one) => text(one, 'accessKeyId')),
  ]);
  const all = [...told, ...(await leftToTheDigest())].filter((key) => key !== undefined);
  expect([...new Set(all)].toSorted()).toEqual(numbers(1, last).map(keyOf));
}, 120_000);
