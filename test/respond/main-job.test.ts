import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { accessDenied } from '../../local/aws/faults.ts';
import { type Aws, startAws } from '../../local/aws.ts';
import { fixture, withValue } from '../fixture.ts';
import { alertsOf, COLD, openHouse } from '../house.ts';

const KEY = 'AKIAIOSFODNN7EXAMPLE';
const OTHER_KEY = 'AKIAI44QH8DHBEXAMPLE';
const finding = () => fixture('guardduty-malicious-ip-caller');
const unnamed = () => withValue(finding(), 'detail.resource.accessKeyDetails.userName', undefined);

let aws: Aws;
beforeAll(async () => {
  aws = await startAws();
});
beforeEach(() => aws.reset());
afterAll(() => aws.stop());

/** The stolen key's user; `path` and further keys where a case needs them. */
function createUser(userName: string, keys: readonly string[], path = '/') {
  const user = aws.identities.createUser({ userName, path });
  for (const accessKeyId of keys) aws.identities.createAccessKey(user, { accessKeyId });
  return user;
}

const calls = () => aws.requests.map(({ service, action }) => `${service}:${action}`);

describe('a stolen key of a user', () => {
  test('is Inactive after the first call, and a person and the machines are told', async () => {
    createUser('ci-deploy', [KEY]);
    expect(await openHouse(aws).invoke(finding())).toEqual(['CONTAINED']);

    expect(aws.identities.statusOf(KEY)).toBe('Inactive');
    expect(calls()[0]).toBe('iam:UpdateAccessKey');
    const told = calls().filter((call) => !call.startsWith('iam:'));
    // The claim, and the count of a storm.
    expect(told.slice(0, 3)).toEqual(['dynamodb:UpdateItem', 'dynamodb:UpdateItem', 'sns:Publish']);
    // What people were told, and whom to watch, while machines are told.
    expect(told.slice(3).toSorted()).toEqual([
      'dynamodb:UpdateItem',
      'dynamodb:UpdateItem',
      'events:PutEvents',
    ]);
    expect(aws.requests[0]).toMatchObject({
      params: { UserName: 'ci-deploy', AccessKeyId: KEY, Status: 'Inactive' },
      userAgent: expect.stringMatching(/compromised-key-responder\/\S+/),
    });

    expect(aws.published).toHaveLength(1);
    const [alert] = aws.published;
    expect(alert?.subject).toBe(
      `[P2 CONTAINED] key ${KEY} Inactive, account 111122223333, MaliciousIPCaller`,
    );
    expect(alert?.bodies.email.split('\n')[0]).toBe(
      `CONTAINED: access key ${KEY} of IAM user ci-deploy is Inactive.`,
    );
    expect(alert?.bodies.default).toBe(alert?.bodies.email);
    expect(alertsOf(aws)[0]).toMatchObject({ state: 'CONTAINED', key: { id: KEY, statusNow: 'Inactive' } });

    expect(aws.events).toHaveLength(1);
    expect(aws.events[0]?.event).toMatchObject({
      source: 'compromised-key-responder',
      'detail-type': 'Access Key Response Outcome',
      resources: ['arn:aws:iam::111122223333:user/ci-deploy'],
      detail: {
        kind: 'access-key-outcome',
        state: 'CONTAINED',
        dedupKey: `akr:aws:111122223333:${KEY}`,
        transition: { from: null, to: 'CONTAINED' },
        deliveries: [
          { topicArn: alert?.topicArn, form: 'full', result: 'published', messageId: alert?.messageId },
        ],
      },
    });
  });

  test('is not called Active where IAM refuses the change and does not list it', async () => {
    createUser('ci-deploy', []);
    aws.faults.inject({ action: 'iam:UpdateAccessKey', fault: accessDenied, times: COLD });
    await expect(openHouse(aws).invoke(finding())).rejects.toThrow('deactivation-failed');
    expect(aws.published[0]?.bodies.email.split('\n')[0]).toBe(
      `NOT CONTAINED: access key ${KEY} MAY STILL BE ACTIVE. The change failed, and it is not among the keys of IAM user ci-deploy.`,
    );
  });

  test('is stopped by its name without the path', async () => {
    createUser('ci-deploy', [KEY], '/team/ops/');
    expect(await openHouse(aws).invoke(finding())).toEqual(['CONTAINED']);
    expect(aws.identities.statusOf(KEY)).toBe('Inactive');
  });

  test('is stopped again when the same event comes twice, and people are told once', async () => {
    createUser('ci-deploy', [KEY]);
    const house = openHouse(aws);
    await house.invoke(finding());
    aws.identities.findAccessKey(KEY)?.key.status.write('Active');
    await house.invoke(finding());
    expect(aws.identities.statusOf(KEY)).toBe('Inactive');
    expect(aws.published).toHaveLength(1);
  });

  test('is only partly contained while another key of the user is Active, and that key is left alone', async () => {
    createUser('ci-deploy', [KEY, OTHER_KEY]);
    expect(await openHouse(aws).invoke(finding())).toEqual(['PARTLY_CONTAINED']);
    expect(aws.identities.statusOf(OTHER_KEY)).toBe('Active');
    expect(aws.published[0]?.bodies.email).toContain(
      `YES      other access keys of the user: ${OTHER_KEY} Active`,
    );
  });

  test('is looked up when the event does not name the user', async () => {
    createUser('ci-deploy', [KEY]);
    expect(await openHouse(aws).invoke(unnamed())).toEqual(['CONTAINED']);
    expect(calls().slice(0, 2)).toEqual(['iam:GetAccessKeyLastUsed', 'iam:UpdateAccessKey']);
    expect(aws.identities.statusOf(KEY)).toBe('Inactive');
  });

  test('is found again after its user was renamed', async () => {
    createUser('ci-deploy-renamed', [KEY]);
    expect(await openHouse(aws).invoke(finding())).toEqual(['CONTAINED']);
    expect(calls().slice(0, 4)).toEqual([
      // By the first shot, and by the SDK.
      'iam:UpdateAccessKey',
      'iam:UpdateAccessKey',
      'iam:GetAccessKeyLastUsed',
      'iam:UpdateAccessKey',
    ]);
    expect(aws.identities.statusOf(KEY)).toBe('Inactive');
  });

  test('is told to be gone when the user is there without it', async () => {
    createUser('ci-deploy', []);
    expect(await openHouse(aws).invoke(finding())).toEqual(['NO_ACTION']);
    expect(aws.published[0]?.bodies.email.split('\n')[0]).toBe(
      `NO ACTION: access key ${KEY} of IAM user ci-deploy does not exist any more in account 111122223333.`,
    );
  });

  test('is never told to be gone on the word of a refused lookup', async () => {
    await expect(openHouse(aws).invoke(finding())).rejects.toThrow('NOT_CONTAINED: owner-not-read');
    expect(alertsOf(aws)[0]).toMatchObject({ state: 'NOT_CONTAINED', reason: 'owner-not-read' });
  });

  test('leaves the key of a recreated user of the same name alone', async () => {
    createUser('ci-deploy', [OTHER_KEY]);
    expect(await openHouse(aws).invoke(finding())).toEqual(['NO_ACTION']);
    expect(aws.identities.statusOf(OTHER_KEY)).toBe('Active');
  });

  test('reads back until the list shows the change, when IAM lags', async () => {
    createUser('ci-deploy', [KEY]);
    aws.lag.read = 1_500;
    expect(await openHouse(aws).invoke(finding())).toEqual(['CONTAINED']);
    expect(calls().filter((call) => call === 'iam:ListAccessKeys')).toHaveLength(3);
  });

  test('is NOT CONTAINED while the list goes on showing it Active, and the event runs again', async () => {
    createUser('ci-deploy', [KEY]);
    aws.lag.read = 60_000;
    await expect(openHouse(aws).invoke(finding())).rejects.toThrow('NOT_CONTAINED: still-active');
    expect(alertsOf(aws)[0]).toMatchObject({ state: 'NOT_CONTAINED', reason: 'still-active', page: true });
  }, 20_000);
});

describe('every key of a user', () => {
  test.each([
    'cloudtrail-quarantine-by-aws',
    'cloudtrail-quarantine-by-administrator',
    'cloudtrail-quarantine-inline',
  ])('is stopped by %s, and no key of the caller', async (name) => {
    createUser('ci-deploy', [KEY, 'AKIAEXAMPLEEXAMPLE12']);
    createUser('security-admin', [OTHER_KEY]);
    expect(await openHouse(aws).invoke(fixture(name))).toEqual(['CONTAINED']);
    expect(aws.identities.statusOf(KEY)).toBe('Inactive');
    expect(aws.identities.statusOf('AKIAEXAMPLEEXAMPLE12')).toBe('Inactive');
    expect(aws.identities.statusOf(OTHER_KEY)).toBe('Active');
  });

  test('is stopped for a session, which lives on, and the alert says so', async () => {
    const { userId } = createUser('ci-deploy', [KEY, OTHER_KEY]);
    const path = 'detail.resource.accessKeyDetails.principalId';
    const session = withValue(fixture('guardduty-user-session'), path, userId);
    expect(await openHouse(aws).invoke(session)).toEqual(['PARTLY_CONTAINED']);
    expect([aws.identities.statusOf(KEY), aws.identities.statusOf(OTHER_KEY)]).toEqual([
      'Inactive',
      'Inactive',
    ]);
    expect(
      aws.requests.every(({ params }) => params['AccessKeyId']?.toString().startsWith('ASIA') !== true),
    ).toBe(true);
    expect(aws.published[0]?.bodies.email).toContain('the session that was seen lives on');
  });
});

describe('nothing is changed', () => {
  test.each<[string, Readonly<Record<string, string>>, string]>([
    ['guardduty-role-session', {}, 'NOT_CONTAINED'],
    ['guardduty-root', {}, 'NOT_CONTAINED'],
    ['guardduty-sample', {}, 'TEST'],
    ['guardduty-low-discovery', {}, 'NO_ACTION'],
    ['cloudtrail-stop-logging-by-role', {}, 'NO_ACTION'],
    ['cloudtrail-stop-logging-by-other-account', {}, 'NOT_CONTAINED'],
    ['cloudtrail-create-access-key-for-other', {}, 'NO_ACTION'],
    ['guardduty-malicious-ip-caller', { CONTAIN: 'observe' }, 'NO_ACTION'],
    ['guardduty-malicious-ip-caller', { EXEMPT_PRINCIPALS: 'ci-deploy' }, 'NO_ACTION'],
    ['cloudtrail-quarantine-by-aws', { CONTAIN: 'observe' }, 'NO_ACTION'],
  ])('for %s with %j, and people are told', async (name, settings, state) => {
    createUser('ci-deploy', [KEY, OTHER_KEY]);
    expect(await openHouse(aws, settings).invoke(fixture(name))).toEqual([state]);
    const changes = calls().filter((call) => !/^(?:iam:(?:Get|List)|dynamodb:)/.test(call));
    expect(changes).toEqual(['sns:Publish', 'events:PutEvents']);
    expect([aws.identities.statusOf(KEY), aws.identities.statusOf(OTHER_KEY)]).toEqual(['Active', 'Active']);
    expect(alertsOf(aws)[0]?.state).toBe(state);
  });

  test.each<[string, unknown]>([
    ['null', null],
    ['a text', 'x'],
    ['a finding without an account', withValue(finding(), 'detail.accountId', undefined)],
    ['an unknown producer', withValue(finding(), 'source', 'aws.unknown')],
  ])('for an event that cannot be read (%s): it is alerted, and not run again', async (_, event) => {
    expect(await openHouse(aws).invoke(event)).toEqual([]);
    expect(alertsOf(aws)).toMatchObject([{ state: 'NOT_CONTAINED', reason: 'unreadable-event' }]);
    expect(aws.events).toHaveLength(1);
  });
});

describe('an exempt user', () => {
  test('is asked for by unique id when only that is configured and the event does not say it', async () => {
    const { userId } = createUser('break-glass', [KEY]);
    expect(await openHouse(aws, { EXEMPT_PRINCIPALS: userId }).invoke(fixture('report'))).toEqual([
      'NO_ACTION',
    ]);
    expect(aws.identities.statusOf(KEY)).toBe('Active');
    expect(alertsOf(aws)[0]).toMatchObject({ reason: 'exempt', severity: 'P1', page: true });
  });

  test('stays exempt when only the lookup reveals the name', async () => {
    createUser('break-glass', [KEY]);
    expect(await openHouse(aws, { EXEMPT_PRINCIPALS: 'Break-Glass' }).invoke(fixture('report'))).toEqual([
      'NO_ACTION',
    ]);
    expect(aws.identities.statusOf(KEY)).toBe('Active');
  });

  test('is contained when whether it is exempt cannot be found out', async () => {
    createUser('ci-deploy', [KEY]);
    aws.faults.inject({ action: 'iam:GetUser', fault: accessDenied, times: 'forever' });
    expect(
      await openHouse(aws, { EXEMPT_PRINCIPALS: 'AIDAI44QH8DHBEXAMPLE' }).invoke(fixture('report')),
    ).toEqual(['CONTAINED']);
  });
});

describe('several credentials of one event', () => {
  test('end in an outcome each and in one alert, worst first', async () => {
    createUser('ci-deploy', [KEY]);
    expect(await openHouse(aws).invoke(fixture('guardduty-attack-sequence'))).toEqual([
      'CONTAINED',
      'NOT_CONTAINED',
    ]);
    expect(aws.identities.statusOf(KEY)).toBe('Inactive');
    expect(aws.events).toHaveLength(2);
    expect(aws.published).toHaveLength(1);
    expect(aws.published[0]?.subject).toContain('NOT CONTAINED');
  });
});
