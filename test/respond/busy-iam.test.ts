import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { accessDenied, hang, throttling } from '../../local/aws/faults.ts';
import { type Aws, startAws } from '../../local/aws.ts';
import { credentialKinds } from '../../src/core/user-credential.ts';
import { credentialListActions } from '../credential-calls.ts';
import { fixture, type Json, withValue } from '../fixture.ts';
import { COLD, iamCalls, openHouse } from '../house.ts';
import { withoutWaiting } from '../without-waiting.ts';

const KEY = 'AKIAIOSFODNN7EXAMPLE';
const ENRICHMENT = [
  'ListAccountAliases',
  'GetLoginProfile',
  'GetAccessKeyLastUsed',
  ...credentialListActions,
];

let aws: Aws;
beforeAll(async () => {
  aws = await startAws();
});
beforeEach(() => {
  aws.reset();
  aws.identities.createAccessKey(aws.identities.createUser({ userName: 'ci-deploy' }), { accessKeyId: KEY });
});
afterAll(() => aws.stop());

const finding = (id: string): Json => withValue(fixture('guardduty-malicious-ip-caller'), 'id', id);
const mail = (): string => aws.published.at(-1)?.bodies['email'] ?? '';
const looks = () => aws.requests.filter(({ action }) => ENRICHMENT.includes(action));

describe('an IAM that throttles', () => {
  test('for many tries delays the change, and the key ends Inactive within one invocation', async () => {
    aws.faults.inject({ action: 'iam:UpdateAccessKey', fault: throttling, times: 15 });
    expect(await openHouse(aws).invoke(finding('one'))).toEqual(['PARTLY_CONTAINED']);
    expect(aws.identities.statusOf(KEY)).toBe('Inactive');
  });

  test('is not asked for what is merely good to know, and the alert says so by name', async () => {
    aws.faults.inject({ action: 'iam:UpdateAccessKey', fault: throttling, times: 1 });
    await openHouse(aws).invoke(finding('one'));
    expect(looks()).toEqual([]);
    expect(iamCalls(aws)).toEqual(['UpdateAccessKey', 'UpdateAccessKey', 'ListAccessKeys']);
    expect(mail()).toContain('iam:GetLoginProfile not asked, IAM is throttled');
    for (const kind of Object.values(credentialKinds).map(({ many }) => many))
      expect(mail()).toContain(`UNKNOWN  ${kind} of the user: not asked, IAM is throttled`);
    expect(mail()).toMatch(
      /^PARTLY CONTAINED: .* is Inactive\. What else the user has is UNKNOWN: .* could not be read yet\.$/m,
    );
    expect(mail()).toContain('last use UNKNOWN, not asked, IAM is throttled');
  });

  test('is asked again by the same process a minute later', async () => {
    const pace = withoutWaiting(aws);
    const house = openHouse(aws, {}, pace);
    aws.faults.inject({ action: 'iam:UpdateAccessKey', fault: throttling, times: 1 });
    await house.invoke(finding('one'));
    await house.invoke(finding('two'));
    expect(looks()).toEqual([]);
    await pace.clock.wait(60_000);
    await house.invoke(finding('three'));
    expect(looks().length).toBeGreaterThan(0);
  });

  test('only while it is read back costs no second change', async () => {
    aws.faults.inject({ action: 'iam:ListAccessKeys', fault: throttling, times: 4 });
    expect(await openHouse(aws).invoke(finding('one'))).toEqual(['CONTAINED']);
    expect(aws.requests.filter(({ action }) => action === 'UpdateAccessKey')).toHaveLength(1);
  });

  test('is tried for the owner of a key that the event does not name', async () => {
    aws.faults.inject({ action: 'iam:GetAccessKeyLastUsed', fault: throttling, times: 10 });
    expect(await openHouse(aws).invoke(fixture('report'))).toEqual(['PARTLY_CONTAINED']);
  });
});

test('an IAM that never answered the change is not asked for more', async () => {
  aws.faults.inject({ action: 'iam:UpdateAccessKey', fault: hang, times: 'forever' });
  await expect(openHouse(aws).invoke(finding('one'))).rejects.toThrow('deactivation-failed');
  expect(looks()).toEqual([]);
  expect(mail()).toContain('not asked, IAM does not answer');
});

test('an IAM that refuses the change is asked for the rest: nothing competes with it', async () => {
  aws.faults.inject({ action: 'iam:UpdateAccessKey', fault: accessDenied, times: COLD });
  await expect(openHouse(aws).invoke(finding('one'))).rejects.toThrow('deactivation-failed');
  expect(looks()).toHaveLength(3);
});
