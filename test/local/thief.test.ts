import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { hang, throttling } from '../../local/aws/faults.ts';
import { type Aws, startAws } from '../../local/aws.ts';
import { clientConfig } from '../../local/client-config.ts';
import { useStolenKey } from '../../local/thief.ts';

let aws: Aws;
beforeAll(async () => {
  aws = await startAws();
});
beforeEach(() => aws.reset());
afterAll(() => aws.stop());

function stolenKey() {
  return aws.identities.createAccessKey(aws.identities.createUser({ userName: 'ci-deploy' }));
}

it('uses the key until it is refused, and says when that was', async () => {
  const key = stolenKey();
  const theft = useStolenKey(clientConfig(aws, key), { intervalMilliseconds: 5 });
  while (aws.requests.length < 3) await setTimeout(5);
  key.status.write('Inactive');
  const { calls, lastAcceptedAt, refusedAt, errorCode } = await theft;
  expect(errorCode).toBe('InvalidClientTokenId');
  expect(calls).toBeGreaterThan(2);
  expect(refusedAt?.getTime()).toBeGreaterThanOrEqual(lastAcceptedAt?.getTime() ?? Number.POSITIVE_INFINITY);
});

it('goes on while the change is not yet enforced', async () => {
  const key = stolenKey();
  aws.lag.enforced = 200;
  key.status.write('Inactive');
  const start = Date.now();
  const { refusedAt } = await useStolenKey(clientConfig(aws, key), { intervalMilliseconds: 5 });
  expect((refusedAt?.getTime() ?? 0) - start).toBeGreaterThanOrEqual(190);
});

it('is not put off by throttling', async () => {
  const key = stolenKey();
  aws.faults.inject({ action: 'sts:GetCallerIdentity', fault: throttling, times: 3 });
  const theft = await useStolenKey(clientConfig(aws, key), { intervalMilliseconds: 1, maximumCalls: 5 });
  expect(theft).toEqual({
    calls: 5,
    lastAcceptedAt: expect.any(Date),
    refusedAt: undefined,
    errorCode: undefined,
  });
});

it('gives up after so much time, also when nobody answers', async () => {
  const key = stolenKey();
  aws.faults.inject({ action: 'sts:GetCallerIdentity', fault: hang, times: 'forever' });
  const start = Date.now();
  const { refusedAt } = await useStolenKey(clientConfig(aws, key), { maximumMilliseconds: 150 });
  expect(refusedAt).toBeUndefined();
  expect(Date.now() - start).toBeLessThan(2000);
});

it.each(['iam:ListAccessKeys', 'events:TestEventPattern'] as const)(
  'is refused %s when everything is denied to the user, but goes on learning who it is',
  async (call) => {
    const key = stolenKey();
    aws.identities
      .findAccessKey(key.accessKeyId)
      ?.user.attachedPolicies.write(['arn:aws:iam::aws:policy/AWSDenyAll']);
    const { calls, errorCode } = await useStolenKey(clientConfig(aws, key), { call });
    expect([calls, errorCode]).toEqual([1, expect.stringMatching(/^AccessDenied/)]);
    const identity = await useStolenKey(clientConfig(aws, key), { maximumCalls: 2 });
    expect(identity).toMatchObject({ calls: 2, refusedAt: undefined });
  },
);

it('uses a session as well, after its key is Inactive', async () => {
  const key = stolenKey();
  const user = aws.identities.findUser(aws.accountId, 'ci-deploy');
  if (user === undefined) throw new Error('the user is missing');
  const session = aws.sessions.startForUser(user, 3_600);
  key.status.write('Inactive');
  const patience = { call: 'events:TestEventPattern', maximumCalls: 2 } as const;
  expect((await useStolenKey(clientConfig(aws, key), patience)).errorCode).toBe(
    'UnrecognizedClientException',
  );
  expect((await useStolenKey(clientConfig(aws, session), patience)).errorCode).toBeUndefined();
});
