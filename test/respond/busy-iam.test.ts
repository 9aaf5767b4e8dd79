import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { accessDenied, hang, throttling } from '../../local/aws/faults.ts';
import { type Aws, startAws } from '../../local/aws.ts';
import { credentialKinds } from '../../src/core/user-credential.ts';
import { credentialListActions } from '../credential-calls.ts';
import { fixture, type Json, withValue } from '../fixture.ts';
import { COLD, iamCalls, openHouse } from '../house.ts';
import { withoutWaiting } from '../without-waiting.ts';

const KEY = 'AKIAIOSFODNN7EXAMPLE';
/** What decides the state, beside the keys. */
const BESIDE = [...credentialListActions, 'GetLoginProfile'];
const ENRICHMENT = ['ListAccountAliases', 'GetAccessKeyLastUsed'];
/** So often that the change was tried for seconds: others are stopping their keys. */
const MANY = 15;

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
const calls = (actions: readonly string[]) => aws.requests.filter(({ action }) => actions.includes(action));

describe('an IAM that throttles', () => {
  test('for many tries delays the change, and the key ends Inactive within one invocation', async () => {
    aws.faults.inject({ action: 'iam:UpdateAccessKey', fault: throttling, times: MANY });
    expect(await openHouse(aws).invoke(finding('one'))).toEqual(['PARTLY_CONTAINED']);
    expect(aws.identities.statusOf(KEY)).toBe('Inactive');
  });

  test('once is not asked for what is merely good to know: one mail, which says so by name', async () => {
    aws.faults.inject({ action: 'iam:UpdateAccessKey', fault: throttling, times: 1 });
    expect(await openHouse(aws).invoke(finding('one'))).toEqual(['CONTAINED']);
    expect(calls(ENRICHMENT)).toEqual([]);
    expect(iamCalls(aws)).toEqual(['UpdateAccessKey', 'UpdateAccessKey', 'ListAccessKeys']);
    expect(mail()).toContain('last use UNKNOWN, not asked, IAM is throttled');
    expect(aws.published).toHaveLength(1);
    expect(aws.queues.find('retries')?.messages).toEqual([]);
  });

  test.each(BESIDE)('only at %s, twice, is asked again before people are told', async (action) => {
    aws.faults.inject({ action: `iam:${action}`, fault: throttling, times: 2 });
    expect(await openHouse(aws).invoke(finding('one'))).toEqual(['CONTAINED']);
    expect(aws.published).toHaveLength(1);
  });

  test('many times is not asked for more than the keys: others stop theirs', async () => {
    aws.faults.inject({ action: 'iam:UpdateAccessKey', fault: throttling, times: MANY });
    await openHouse(aws).invoke(finding('one'));
    expect(calls([...ENRICHMENT, ...BESIDE])).toEqual([]);
    expect(mail()).toContain('iam:GetLoginProfile not asked, IAM is throttled');
    for (const kind of Object.values(credentialKinds).map(({ many }) => many))
      expect(mail()).toContain(`UNKNOWN  ${kind} of the user: not asked, IAM is throttled`);
    expect(mail()).toMatch(
      /^PARTLY CONTAINED: .* is Inactive\. What else the user has is UNKNOWN: .* could not be read yet\.$/m,
    );
    expect(mail()).toContain('last use UNKNOWN, not asked, IAM is throttled');
  });

  test('is not asked for more than the keys by the next event: more of them may wait', async () => {
    const house = openHouse(aws);
    aws.faults.inject({ action: 'iam:UpdateAccessKey', fault: throttling, times: 1 });
    expect(await house.invoke(finding('one'))).toEqual(['CONTAINED']);
    aws.identities.createAccessKey(aws.identities.createUser({ userName: 'other' }), {
      accessKeyId: 'AKIAI44QH8DHBEXAMPLE',
    });
    const path = 'detail.resource.accessKeyDetails';
    const other = withValue(finding('two'), `${path}.userName`, 'other');
    const before = calls(BESIDE).length;
    expect(await house.invoke(withValue(other, `${path}.accessKeyId`, 'AKIAI44QH8DHBEXAMPLE'))).toEqual([
      'PARTLY_CONTAINED',
    ]);
    expect(calls(BESIDE)).toHaveLength(before);
  });

  test('is asked again by the same process a minute later', async () => {
    const pace = withoutWaiting(aws);
    const house = openHouse(aws, {}, pace);
    aws.faults.inject({ action: 'iam:UpdateAccessKey', fault: throttling, times: MANY });
    await house.invoke(finding('one'));
    await house.invoke(finding('two'));
    expect(calls([...ENRICHMENT, ...BESIDE])).toEqual([]);
    await pace.clock.wait(60_000);
    await house.invoke(finding('three'));
    expect(calls(ENRICHMENT)).toHaveLength(ENRICHMENT.length);
    expect(calls(BESIDE)).toHaveLength(BESIDE.length);
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
  expect(calls([...ENRICHMENT, ...BESIDE])).toEqual([]);
  expect(mail()).toContain('not asked, IAM does not answer');
});

test('an IAM that refuses the change is asked for the rest: nothing competes with it', async () => {
  aws.faults.inject({ action: 'iam:UpdateAccessKey', fault: accessDenied, times: COLD });
  await expect(openHouse(aws).invoke(finding('one'))).rejects.toThrow('deactivation-failed');
  expect(calls([...ENRICHMENT, ...BESIDE])).toHaveLength(3);
});
