import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { serviceFailure, throttling } from '../../local/aws/faults.ts';
import type { User } from '../../local/aws/user.ts';
import { type Aws, startAws } from '../../local/aws.ts';
import { fixture } from '../fixture.ts';
import { alertsOf, type House, openHouse } from '../house.ts';
import { namings, RenamingThief } from '../renaming-thief.ts';

const KEY = 'AKIAIOSFODNN7EXAMPLE';

let aws: Aws;
let user: User;
let house: House;
beforeAll(async () => {
  aws = await startAws();
});
beforeEach(() => {
  aws.reset();
  user = aws.identities.createUser({ userName: 'ci-deploy' });
  aws.identities.createAccessKey(user, { accessKeyId: KEY });
  house = openHouse(aws);
});
afterAll(() => aws.stop());

/** `npm run measure:renames` runs 200 of each. */
describe.each(Object.entries(namings))('a thief who renames the user of %s', (_, naming) => {
  let thief: RenamingThief;
  beforeAll(async () => {
    thief = await RenamingThief.start();
  });
  afterAll(() => thief.stop());

  test.each([20, 50, 100, 200, 500])(
    'every %d ms never ends the response quietly with the key Active',
    async (every) => {
      for (const first of [0, 15]) {
        const race = await thief.race(naming, { first, every });
        expect([first, race, race.isActive && !race.isNoticed]).toEqual([first, race, false]);
      }
    },
    20_000,
  );
});

test('a thief who is faster than IAM is told of, and the event runs again', async () => {
  let names = 0;
  const rename = () => {
    names += 1;
    user.userName = `ci-deploy-${names}`;
    return false;
  };
  // Another name just before each change arrives.
  aws.faults.inject({ action: 'iam:UpdateAccessKey', fault: throttling, times: 'forever', when: rename });
  await expect(house.invoke(namings['a key'](user))).rejects.toThrow('owner-changes');
  expect(alertsOf(aws).at(-1)).toMatchObject({ state: 'NOT_CONTAINED', reason: 'owner-changes', page: true });
  expect(names).toBeGreaterThanOrEqual(10);
});

test('a user who is renamed once is followed, and the key is contained under the new name', async () => {
  const event = namings['a key'](user);
  user.userName = 'renamed';
  expect(await house.invoke(event)).toEqual(['CONTAINED']);
  expect(aws.identities.statusOf(KEY)).toBe('Inactive');
});

describe('a key counts as gone only when that is proved', () => {
  test.each([
    ['throttled', throttling],
    ['failing', serviceFailure],
  ])('a lookup that is %s proves nothing', async (_, fault) => {
    user.userName = 'renamed';
    aws.faults.inject({ action: 'iam:GetAccessKeyLastUsed', fault, times: 'forever' });
    aws.identities.createUser({ userName: 'ci-deploy' });
    await expect(house.invoke(fixture('guardduty-malicious-ip-caller'))).rejects.toThrow('owner-not-read');
    expect(alertsOf(aws).at(-1)).toMatchObject({ state: 'NOT_CONTAINED', page: true });
  });

  test('a user of the old name without the key does not, while the key has another owner', async () => {
    user.userName = 'renamed';
    aws.identities.createUser({ userName: 'ci-deploy' });
    expect(await house.invoke(fixture('guardduty-malicious-ip-caller'))).toEqual(['CONTAINED']);
    expect(aws.identities.statusOf(KEY)).toBe('Inactive');
  });

  test('a refused lookup and a user who exists without the key do', async () => {
    aws.identities.deleteAccessKey(KEY);
    expect(await house.invoke(fixture('guardduty-malicious-ip-caller'))).toEqual(['NO_ACTION']);
    expect(alertsOf(aws).at(-1)).toMatchObject({ reason: 'key-gone' });
  });
});
