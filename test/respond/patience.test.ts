import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type Fault, hang, serviceFailure, throttling } from '../../local/aws/faults.ts';
import { type Aws, startAws } from '../../local/aws.ts';
import { respondFunction } from '../../src/functions/respond-function.ts';
import { socketLimits } from '../../src/surroundings.ts';
import { fixture, withValue } from '../fixture.ts';
import { openHouse } from '../house.ts';
import { secondsOf, shortenedTime } from '../shortened-time.ts';

const MEMBER = '444455556666';
const KEY = 'AKIAIOSFODNN7EXAMPLE';

interface Case {
  readonly action: string;
  readonly fault: Fault;
  readonly times: number | 'forever';
  /** How often it is asked at least. If it hangs once, a busy machine may be too slow for the next attempt, too. */
  readonly calls: number;
  /** Chance and the time that is left decide how often. */
  readonly patient?: true;
  /** How long that takes in production at least, in seconds, if its limits are what ends it. */
  readonly least: number;
}

const TIMEOUT = socketLimits.requestTimeout / 1000;

const cases: readonly Case[] = [
  { action: 'iam:UpdateAccessKey', fault: hang, times: 'forever', calls: 8, patient: true, least: 50 },
  { action: 'iam:UpdateAccessKey', fault: throttling, times: 'forever', calls: 11, patient: true, least: 50 },
  { action: 'iam:ListAccessKeys', fault: hang, times: 'forever', calls: 3, patient: true, least: 9 },
  { action: 'sts:AssumeRole', fault: hang, times: 'forever', calls: 8, patient: true, least: 50 },
  { action: 'sns:Publish', fault: hang, times: 1, calls: 2, least: TIMEOUT },
  // The claim, which is given up after 300 ms, and what is stored after the alert: of the key and of its user.
  { action: 'dynamodb:UpdateItem', fault: hang, times: 1, calls: 4, least: 0.3 },
  { action: 'events:PutEvents', fault: hang, times: 1, calls: 2, least: TIMEOUT },
  { action: 'iam:GetLoginProfile', fault: hang, times: 'forever', calls: 1, least: 3 },
  { action: 'iam:GetAccessKeyLastUsed', fault: hang, times: 'forever', calls: 1, least: 3 },
  { action: 'iam:ListAccountAliases', fault: hang, times: 'forever', calls: 1, least: 3 },
  { action: 'sns:Publish', fault: serviceFailure, times: 'forever', calls: 3, least: 0 },
];

let aws: Aws;
beforeAll(async () => {
  aws = await startAws();
  // So that no case waits for what is loaded and compiled once.
  await respondTo({});
});
beforeEach(() => aws.reset());
afterAll(() => aws.stop());

async function respondTo({ accountId = aws.accountId }: { readonly accountId?: string }) {
  const user = aws.identities.createUser({ userName: 'ci-deploy', accountId });
  aws.identities.createAccessKey(user, { accessKeyId: KEY });
  const finding = withValue(fixture('guardduty-malicious-ip-caller'), 'detail.accountId', accountId);
  const house = openHouse(aws, { MEMBER_ROLE_NAME: 'responder-member' }, shortenedTime());
  return Promise.allSettled([house.invoke(finding)]);
}

test.each(cases.map((one) => ({ ...one, kind: one.fault.kind })))(
  '$action, $kind $times: $calls attempts, not before $least seconds of production',
  async ({ action, fault, times, calls, patient, least }) => {
    aws.faults.inject({ action, fault, times });
    const accountId = action.startsWith('sts') ? MEMBER : aws.accountId;
    const seconds = await secondsOf(() => respondTo({ accountId }));
    const made = aws.requests.filter((request) => `${request.service}:${request.action}` === action);
    expect(made.length).toBeGreaterThanOrEqual(calls);
    if (times === 'forever' && !patient) expect(made).toHaveLength(calls);
    expect(seconds).toBeGreaterThanOrEqual(least);
  },
);

describe.each([
  ['hangs', hang],
  ['is busy', throttling],
])('if every service %s', (_, fault) => {
  test.each(['111122223333', MEMBER])(
    'and the key is in account %s, the function ends before Lambda ends it, and asks for a retry',
    async (accountId) => {
      for (const service of ['iam', 'sts', 'sns', 'dynamodb', 'events']) {
        aws.faults.inject({ action: `${service}:*`, fault, times: 'forever' });
      }
      let ends: readonly PromiseSettledResult<unknown>[] = [];
      const seconds = await secondsOf(async () => {
        ends = await respondTo({ accountId });
      });
      expect(ends).toMatchObject([{ status: 'rejected', reason: { name: 'UnfinishedResponseError' } }]);
      expect(seconds).toBeLessThan(respondFunction.timeout);
    },
  );
});

test('what changed and does not show yet is read again for some seconds', async () => {
  aws.lag.read = 900;
  const user = aws.identities.createUser({ userName: 'ci-deploy' });
  aws.identities.createAccessKey(user, { accessKeyId: KEY });
  expect(await openHouse(aws).invoke(fixture('guardduty-malicious-ip-caller'))).toEqual(['CONTAINED']);
  expect(aws.requests.filter(({ action }) => action === 'ListAccessKeys')).toHaveLength(2);
});
