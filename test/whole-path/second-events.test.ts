import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { hang } from '../../local/aws/faults.ts';
import { deployLocally, type LocalStack } from '../../local/stack.ts';
import { fixture, withValue } from '../fixture.ts';

const KEY = 'AKIAIOSFODNN7EXAMPLE';

let stack: LocalStack;
beforeAll(async () => {
  stack = await deployLocally({ timeoutMilliseconds: 2_500, retryDelays: [10], concurrency: 4 });
}, 120_000);
beforeEach(async () => {
  await stack.reset();
  const { identities } = stack.aws;
  const user = identities.createUser({ userName: 'ci-deploy', userId: 'AIDAIOSFODNN7EXAMPLE' });
  identities.createAccessKey(user, { accessKeyId: KEY });
});
afterAll(() => stack.stop());

const finding = (id: string) => withValue(fixture('guardduty-malicious-ip-caller'), 'id', id);
const changes = () => stack.aws.published.filter(({ attributes }) => attributes['audience'] === 'change');

describe('the packaged function', () => {
  test('that Lambda kills between its claim and its alert loses no alert', async () => {
    // Longer than the function may run. The SDK has not tried again by then.
    stack.aws.faults.inject({ action: 'sns:Publish', fault: hang, times: 1 });
    const [delivered] = await stack.deliver(finding('killed')).results;
    const errors = delivered?.invocation?.attempts.map(({ functionError }) => functionError !== undefined);
    expect(errors).toEqual([true, false]);
    expect(changes().map(({ bodies }) => JSON.parse(bodies.sqs).state)).toEqual(['CONTAINED']);
    expect(stack.aws.identities.statusOf(KEY)).toBe('Inactive');
  }, 120_000);

  test('tells twenty events of one key, in several processes at once, by one alert', async () => {
    // Once, so that every process has loaded what it needs: a cold one may not wait for the ledger.
    for (let index = 0; index < 4; index += 1) stack.deliver(finding(`warm-${index}`));
    await stack.settled();
    // A machine that is too busy passes the ledger over, and tells rather twice than never. That is no rule, but an exception.
    for (let round = 0; round < 5; round += 1) {
      await stack.reset();
      const user = stack.aws.identities.createUser({ userName: 'ci-deploy' });
      stack.aws.identities.createAccessKey(user, { accessKeyId: KEY });
      const event = (id: string) =>
        withValue(finding(id), 'detail.resource.accessKeyDetails.principalId', user.userId);
      for (let index = 0; index < 20; index += 1) stack.deliver(event(`at-once-${index}`));
      await stack.settled();
      if (changes().length === 1) break;
    }
    expect(changes()).toHaveLength(1);
    expect(stack.aws.events).toHaveLength(20);
  }, 120_000);
});
