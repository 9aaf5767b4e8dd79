import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { AccessKey } from '../../local/aws/access-key.ts';
import { type Aws, startAws } from '../../local/aws.ts';
import { clientConfig } from '../../local/client-config.ts';
import { ActionLog } from '../../src/containment/action-log.ts';
import { IamAccount } from '../../src/containment/iam-account.ts';
import { IamConnection } from '../../src/containment/iam-connection.ts';
import { verifyKeys } from '../../src/containment/read-back.ts';
import { defaultPolicy } from '../policy.ts';
import { withoutWaiting } from '../without-waiting.ts';

const KEY = 'AKIAIOSFODNN7EXAMPLE';
const OTHER_KEY = 'AKIAI44QH8DHBEXAMPLE';

let aws: Aws;
beforeAll(async () => {
  aws = await startAws();
});
beforeEach(() => aws.reset());
afterAll(() => aws.stop());

/** The user has these keys, and both of its keys should have become Inactive. */
async function verify(
  statuses: Readonly<Record<string, string>>,
  error?: string,
  change = (_: AccessKey) => {},
) {
  const user = aws.identities.createUser({ userName: 'ci-deploy' });
  for (const [accessKeyId, status] of Object.entries(statuses)) {
    const key = aws.identities.createAccessKey(user, { accessKeyId });
    key.status.reset(status as 'Active');
    change(key);
  }
  const { clock } = withoutWaiting(aws);
  const config = clientConfig(aws, aws.operatorCredentials());
  const iam = new IamAccount(new IamConnection(config, { clock, random: Math.random }), clock.now());
  const tried = { userName: 'ci-deploy', stopped: [KEY, OTHER_KEY], error };
  const accounts = { ofKey: async () => defaultPolicy.accountId };
  const log = new ActionLog(clock);
  const look = { begin: () => {} };
  return (await verifyKeys(tried, { iam, accounts, log, look, clock, receives: 0, policy: defaultPolicy }))
    .reason;
}

describe('a change that IAM accepted is waited for, since its list lags', () => {
  test.each([
    [900, 'keys-inactive'],
    [6_500, 'keys-inactive'],
    [15_000, 'still-active'],
  ])('by %d milliseconds: %s', async (lag, reason) => {
    aws.lag.read = lag;
    const keys = { [KEY]: 'Active', [OTHER_KEY]: 'Active' };
    expect(await verify(keys, undefined, (key) => key.status.write('Inactive'))).toBe(reason);
  });

  test('a change that IAM refused is not', async () => {
    await verify({ [KEY]: 'Active', [OTHER_KEY]: 'Active' }, 'AccessDenied');
    expect(aws.requests.map(({ action }) => action)).toEqual(['ListAccessKeys']);
  });
});

test('both keys that read Inactive are stopped', async () => {
  expect(await verify({ [KEY]: 'Inactive', [OTHER_KEY]: 'Inactive' })).toBe('keys-inactive');
});

describe('one of two keys that is missing in the list does not count as stopped', () => {
  test.each<[string | undefined, string]>([
    [undefined, 'not-verified'],
    ['AccessDenied', 'deactivation-failed'],
    ['NoSuchEntityException', 'key-gone'],
  ])('where the change was answered with %s: %s', async (error, reason) => {
    expect(await verify({ [KEY]: 'Inactive' }, error)).toBe(reason);
  });
});

test('one of two keys that is missing, while the other reads Active, is no reason to call it gone', async () => {
  expect(await verify({ [KEY]: 'Active' }, 'NoSuchEntityException')).toBe('deactivation-failed');
});
