import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { User } from '../../local/aws/user.ts';
import { type Aws, startAws } from '../../local/aws.ts';
import { fixture, type Json, withValue } from '../fixture.ts';
import { alertsOf, type House, openHouse } from '../house.ts';

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
  // As IAM answers over a network, so that the thief has time between two calls.
  for (const action of ['UpdateAccessKey', 'ListAccessKeys', 'GetUser']) {
    const fault = { kind: 'slow', milliseconds: 12 } as const;
    aws.faults.inject({ action: `iam:${action}`, fault, times: 'forever' });
  }
});
afterAll(() => aws.stop());

const updates = () => aws.requests.filter(({ action }) => action === 'UpdateAccessKey');

/**
 * Makes a key as soon as none is Active any more, up to so many. IAM allows a user two keys, so an older one is deleted for
 * it: a thief's tool does the same.
 */
async function whileMakingKeys<T>(most: number, work: () => Promise<T>): Promise<T> {
  let made = 0;
  const make = () => {
    const alive = user.accessKeys.filter(
      ({ accessKeyId }) => aws.identities.statusOf(accessKeyId) === 'Active',
    );
    if (made === most || alive.length > 0) return;
    made += 1;
    if (user.accessKeys.length > 1) user.accessKeys.shift();
    aws.identities.createAccessKey(user, { createDate: new Date() });
  };
  const timer = setInterval(make, 2);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}

const events: readonly (readonly [string, () => Json, string])[] = [
  [
    'a quarantine policy',
    () =>
      withValue(fixture('cloudtrail-quarantine-by-aws'), 'detail.requestParameters.userName', 'ci-deploy'),
    'CONTAINED',
  ],
  [
    'a session',
    () =>
      withValue(
        fixture('guardduty-user-session'),
        'detail.resource.accessKeyDetails.principalId',
        user.userId,
      ),
    'PARTLY_CONTAINED',
  ],
];

describe.each(events)('keys are made while all keys are stopped because of %s', (_, event, state) => {
  test.each([1, 2, 5])('%d new ones are stopped as well, until a listing shows none Active', async (most) => {
    await whileMakingKeys(most, () => house.invoke(event()));
    expect(user.accessKeys.map(({ accessKeyId }) => aws.identities.statusOf(accessKeyId))).toEqual(
      user.accessKeys.map(() => 'Inactive'),
    );
    const setInactive = new Set(updates().map(({ params }) => params['AccessKeyId']));
    expect(setInactive.size).toBeGreaterThanOrEqual(most);
    expect(alertsOf(aws).at(-1)).toMatchObject({ state });
  });

  test('without end: it says so, wakes somebody, offers the deny first, and is tried again', async () => {
    const ended = whileMakingKeys(Number.POSITIVE_INFINITY, () => house.invoke(event()));
    await expect(ended).rejects.toThrow('NOT_CONTAINED: keys-keep-coming');
    const alert = alertsOf(aws).at(-1);
    expect(alert).toMatchObject({ state: 'NOT_CONTAINED', reason: 'keys-keep-coming', page: true });
    const { commands } = alert as unknown as { commands: { kind: string; argv: string[] }[] };
    const contain = commands.filter(({ kind }) => kind === 'contain').map(({ argv }) => argv[2]);
    expect(contain.slice(0, 2)).toEqual(['attach-user-policy', 'update-access-key']);
    const rounds = updates().length;
    expect(rounds).toBeGreaterThanOrEqual(10);
    expect(rounds).toBeLessThanOrEqual(200);
  }, 40_000);
});
