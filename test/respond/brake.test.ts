import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type Aws, startAws } from '../../local/aws.ts';
import { fixture, type Json, withValue } from '../fixture.ts';
import { alertsOf, type House, openHouse } from '../house.ts';
import { withoutWaiting } from '../without-waiting.ts';

const SETTINGS = { MAX_PRINCIPALS_PER_HOUR: '4' };

let aws: Aws;
let house: House;
beforeAll(async () => {
  aws = await startAws();
});
beforeEach(() => {
  aws.reset();
  house = openBrakedHouse();
});
afterAll(() => aws.stop());

/** A process of the function. Its time passes with that of AWS. */
function openBrakedHouse(): House {
  const pace = withoutWaiting(aws);
  return openHouse(aws, SETTINGS, {
    ...pace,
    clock: { ...pace.clock, now: () => new Date(aws.elapsed.now()) },
  });
}

const SUSPECTED = 'Recon:IAMUser/MaliciousIPCaller';
const CONFIRMED = 'UnauthorizedAccess:IAMUser/MaliciousIPCaller';
const keyOf = (number: number) => `AKIAEXAMPLE${String(number).padStart(9, '0')}`;
const statusOf = (number: number) => aws.identities.statusOf(keyOf(number));

function finding(number: number, type = SUSPECTED): Json {
  const userName = `user-${number}`;
  if (statusOf(number) === undefined) {
    aws.identities.createAccessKey(aws.identities.createUser({ userName }), { accessKeyId: keyOf(number) });
  }
  const key = { accessKeyId: keyOf(number), userName, userType: 'IAMUser' };
  const event = withValue(fixture('guardduty-malicious-ip-caller'), 'detail.resource.accessKeyDetails', key);
  return withValue(
    withValue(withValue(event, 'id', `event-${number}-${type}`), 'detail.id', `finding-${number}`),
    'detail.type',
    type,
  );
}

const report = (number: number, type = SUSPECTED, by = house) =>
  by.invoke(finding(number, type)).catch((error: Error) => error.message);

describe('suspected evidence', () => {
  test('contains so many users in an hour; the others are paged and left alone', async () => {
    for (let number = 1; number <= 7; number += 1) await report(number);
    expect([1, 2, 3, 4, 5, 6, 7].map(statusOf)).toEqual([
      ...Array.from({ length: 4 }, () => 'Inactive'),
      ...Array.from({ length: 3 }, () => 'Active'),
    ]);
    const left = alertsOf(aws).filter(({ reason }) => reason === 'too-many-suspected');
    expect(left.map(({ key }) => key.id)).toEqual([5, 6, 7].map(keyOf));
    for (const alert of left) expect(alert).toMatchObject({ state: 'NOT_CONTAINED', page: true });
  });

  test('about a user who is counted already is no new one', async () => {
    for (let number = 1; number <= 4; number += 1) await report(number);
    aws.identities.findAccessKey(keyOf(1))?.key.status.write('Active');
    await house.invoke(withValue(finding(1), 'id', 'again'));
    expect(statusOf(1)).toBe('Inactive');
  });

  test('is counted anew in the next hour', async () => {
    for (let number = 1; number <= 5; number += 1) await report(number);
    expect(statusOf(5)).toBe('Active');
    aws.elapsed.skip(3_600_000);
    await report(6);
    expect(statusOf(6)).toBe('Inactive');
  });

  test('is counted over all processes of the function, each of which contains one before it knows', async () => {
    for (let number = 1; number <= 4; number += 1) await report(number);
    const fresh = openBrakedHouse();
    await report(5, SUSPECTED, fresh);
    await report(6, SUSPECTED, fresh);
    expect([5, 6].map(statusOf)).toEqual(['Inactive', 'Active']);
  });
});

test('a burst in ten environments contains one in each, and the digest has all of them', async () => {
  const numbers = Array.from({ length: 10 }, (_, index) => index + 1);
  const environments = numbers.map(openBrakedHouse);
  await Promise.all(environments.map((one, index) => one.invoke(finding(index + 1))));
  expect(numbers.map(statusOf)).toEqual(numbers.map(() => 'Inactive'));
  // It knows what it learnt when it contained the last one: perhaps that it was among the first.
  await report(11, SUSPECTED, environments[0]);
  await report(12, SUSPECTED, environments[0]);
  expect(statusOf(12)).toBe('Active');

  // An hour in which nothing new comes.
  for (let minutes = 0; minutes < 60; minutes += 5) await house.passTime(300);
  const digest = aws.published.findLast(({ subject }) => subject?.includes('DIGEST'))?.bodies.sqs;
  expect(JSON.parse(digest ?? '{}')).toMatchObject({ digest: { over: true, total: 12 } });
  for (const number of [...numbers, 11, 12]) expect(digest).toContain(keyOf(number));
}, 60_000);

test('confirmed evidence is never braked, and not counted', async () => {
  for (let number = 1; number <= 6; number += 1) await report(number, CONFIRMED);
  for (let number = 7; number <= 10; number += 1) await report(number);
  expect(Array.from({ length: 10 }, (_, index) => statusOf(index + 1))).toEqual(
    Array.from({ length: 10 }, () => 'Inactive'),
  );
  await report(11, CONFIRMED);
  expect(statusOf(11)).toBe('Inactive');
});
