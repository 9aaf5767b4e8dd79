import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { hang, serviceFailure, throttling } from '../../local/aws/faults.ts';
import { type Aws, startAws } from '../../local/aws.ts';
import { fixture } from '../fixture.ts';
import { alertsOf, type House, openHouse } from '../house.ts';

const KEY = 'AKIAIOSFODNN7EXAMPLE';
const OWN = '111122223333';
const FOREIGN = '444455556666';

let aws: Aws;
let house: House;
beforeAll(async () => {
  aws = await startAws();
});
beforeEach(() => {
  aws.reset();
  house = openHouse(aws);
});
afterAll(() => aws.stop());

const calls = () => aws.requests.map(({ service, action }) => `${service}:${action}`);

describe('a key of another account, which an event takes for one of ours', () => {
  beforeEach(() => {
    aws.identities.createUser({ userName: 'ci-deploy' });
    const stranger = aws.identities.createUser({ userName: 'ci-deploy', accountId: FOREIGN });
    aws.identities.createAccessKey(stranger, { accessKeyId: KEY });
  });

  test('its account is named, and no command changes anything in ours', async () => {
    await house.invoke(fixture('guardduty-malicious-ip-caller'));
    const alert = alertsOf(aws).at(-1);
    expect(alert).toMatchObject({
      state: 'NOT_CONTAINED',
      reason: 'foreign-key',
      page: true,
      title: `NOT CONTAINED: access key ${KEY} MAY STILL BE ACTIVE. It belongs to account ${FOREIGN}, not to account ${OWN} as the event says.`,
    });
    const { commands = [] } = alert as { commands?: readonly { kind: string; accountId?: string }[] };
    expect(commands.filter(({ kind }) => kind === 'contain' || kind === 'undo')).toEqual([]);
    expect(commands.find(({ kind }) => kind === 'inspect')).toMatchObject({ accountId: FOREIGN });
  });

  test('STS is asked only after IAM was asked to stop the key, and did not know it', async () => {
    await house.invoke(fixture('guardduty-malicious-ip-caller'));
    expect(calls()[0]).toBe('iam:UpdateAccessKey');
    expect(calls().indexOf('sts:GetAccessKeyInfo')).toBeGreaterThan(
      calls().indexOf('iam:GetAccessKeyLastUsed'),
    );
  });

  test('a report that names no user ends in the same way', async () => {
    await house.invoke(fixture('report'));
    expect(alertsOf(aws).at(-1)).toMatchObject({ reason: 'foreign-key' });
  });
});

test('a key that IAM stops is no reason to ask STS anything', async () => {
  const user = aws.identities.createUser({ userName: 'ci-deploy' });
  aws.identities.createAccessKey(user, { accessKeyId: KEY });
  await house.invoke(fixture('guardduty-malicious-ip-caller'));
  expect(calls()).not.toContain('sts:GetAccessKeyInfo');
});

test('a deleted key of ours is gone, as STS says that it was ours', async () => {
  aws.identities.createUser({ userName: 'ci-deploy' });
  await house.invoke(fixture('guardduty-malicious-ip-caller'));
  expect(alertsOf(aws).at(-1)).toMatchObject({ state: 'NO_ACTION', reason: 'key-gone' });
});

describe('a look-up of the owner that fails proves nothing', () => {
  beforeEach(() => {
    // Renamed, so that IAM must be asked for the owner; the key works.
    const user = aws.identities.createUser({ userName: 'ci-deploy-2' });
    aws.identities.createAccessKey(user, { accessKeyId: KEY });
    aws.identities.createUser({ userName: 'ci-deploy' });
  });

  test.each([
    ['throttled', throttling],
    ['5xx', serviceFailure],
    ['never answered', hang],
  ])(
    '%s: the key is never called gone, somebody is woken, and it is tried again',
    async (_, fault) => {
      aws.faults.inject({ action: 'iam:GetAccessKeyLastUsed', fault, times: 'forever' });
      await expect(house.invoke(fixture('guardduty-malicious-ip-caller'))).rejects.toThrow(
        'NOT_CONTAINED: owner-not-read',
      );
      expect(alertsOf(aws).at(-1)).toMatchObject({ reason: 'owner-not-read', page: true });
      expect(aws.identities.statusOf(KEY)).toBe('Active');
    },
    40_000,
  );
});
