import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { serviceFailure, throttling } from '../../local/aws/faults.ts';
import type { User } from '../../local/aws/identities.ts';
import { type Aws, startAws } from '../../local/aws.ts';
import { fixture, type Json, withValue } from '../fixture.ts';
import { alertsOf, type House, openHouse } from '../house.ts';

const KEY = 'AKIAIOSFODNN7EXAMPLE';
const ACTOR = 'detail.resource.accessKeyDetails.principalId';

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

/** A thief with iam:UpdateUser: another name every so many milliseconds, for as long as the work lasts. */
async function whileRenaming<T>(everyMilliseconds: number, work: () => Promise<T>): Promise<T> {
  let names = 0;
  const rename = () => {
    names += 1;
    user.userName = `ci-deploy-${names}`;
  };
  rename();
  const timer = setInterval(rename, everyMilliseconds);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}

/** How it ended; and whether the key is Active although nobody is woken. */
async function endOf(event: Json): Promise<{ readonly reason: string; readonly isQuiet: boolean }> {
  const thrown = await house.invoke(event).then(
    () => false,
    () => true,
  );
  const { reason = 'none', page } = (alertsOf(aws).at(-1) ?? {}) as { reason?: string; page?: boolean };
  const active = aws.identities.statusOf(KEY) === 'Active';
  return { reason, isQuiet: active && !(thrown || page === true) };
}

/** `npm test` runs some of them; RENAMES=200 runs as many for each interval and event. */
const RUNS = Number(process.env['RENAMES'] ?? 2);
const events: readonly (readonly [string, () => Json])[] = [
  ['a key', () => withValue(fixture('guardduty-malicious-ip-caller'), ACTOR, user.userId)],
  ['a key of nobody named', () => fixture('report')],
  ['a session', () => withValue(fixture('guardduty-user-session'), ACTOR, user.userId)],
  [
    'a quarantine policy',
    () =>
      withValue(fixture('cloudtrail-quarantine-by-aws'), 'detail.requestParameters.userName', user.userName),
  ],
];

/** As IAM answers over a network. */
function slowIam(): void {
  for (const action of ['UpdateAccessKey', 'ListAccessKeys', 'GetAccessKeyLastUsed', 'GetUser']) {
    const fault = { kind: 'slow', milliseconds: 12 } as const;
    aws.faults.inject({ action: `iam:${action}`, fault, times: 'forever' });
  }
}

describe.each(events)('a thief who renames the user of %s', (_, event) => {
  test.each([20, 50, 100, 200, 500])(
    'every %d ms never ends the response quietly with the key Active',
    async (interval) => {
      slowIam();
      for (let run = 0; run < RUNS; run += 1) {
        user.userName = 'ci-deploy';
        aws.identities.findAccessKey(KEY)?.key.status.reset('Active');
        const end = await whileRenaming(interval, () => endOf(event()));
        expect([interval, run, end]).toEqual([interval, run, { ...end, isQuiet: false }]);
      }
    },
    1_000_000,
  );
});

test('a thief who is faster than IAM is told of, and the event runs again', async () => {
  slowIam();
  const end = whileRenaming(1, () => house.invoke(events[0]?.[1]() ?? {}));
  await expect(end).rejects.toThrow('owner-changes');
  expect(alertsOf(aws).at(-1)).toMatchObject({ state: 'NOT_CONTAINED', reason: 'owner-changes', page: true });
}, 60_000);

test('a user who is renamed once is followed, and the key is contained under the new name', async () => {
  const event = events[0]?.[1]() ?? {};
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
