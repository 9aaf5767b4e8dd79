import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import {
  accessDenied,
  authorizationError,
  hang,
  serviceFailure,
  throttling,
} from '../../local/aws/faults.ts';
import { type Aws, startAws } from '../../local/aws.ts';
import { fixture, type Json, type JsonValue, withValue } from '../fixture.ts';
import { COLD, type House, openHouse, openHouseWithPager } from '../house.ts';

const KEY = 'AKIAIOSFODNN7EXAMPLE';
const HONEY = { HONEY_KEYS: KEY };

let aws: Aws;
let house: House;
beforeAll(async () => {
  aws = await startAws();
});
beforeEach(() => {
  aws.reset();
  aws.identities.createAccessKey(aws.identities.createUser({ userName: 'ci-deploy' }), { accessKeyId: KEY });
  house = openHouseWithPager(aws);
});
afterAll(() => aws.stop());

const finding = (id = 'first', changes: Readonly<Record<string, JsonValue>> = {}): Json =>
  Object.entries(changes).reduce(
    (event, [path, value]) => withValue(event, path, value),
    withValue(fixture('guardduty-malicious-ip-caller'), 'id', id),
  );

/** What the alert topic took, by its audience. */
const alerts = (audience?: string) =>
  aws.published
    .filter(({ topicArn }) => topicArn.endsWith(':alerts'))
    .filter(({ attributes }) => audience === undefined || attributes['audience'] === audience)
    .map(({ bodies }) => JSON.parse(bodies.sqs) as { readonly state: string });
const pages = () => aws.published.filter(({ topicArn }) => topicArn.endsWith(':pager'));
const outcomes = () => aws.events.map(({ event }) => event.detail);

describe('people are told of a change of state', () => {
  test('once, however often the same event comes', async () => {
    for (let times = 1; times <= 5; times += 1) await house.invoke(finding());
    expect(alerts()).toHaveLength(1);
    expect(pages()).toHaveLength(1);
    expect(outcomes()).toHaveLength(5);
  });

  test('once for sixty calls of a honey key at the same time, in many environments', async () => {
    const call = (id: string) => withValue(fixture('cloudtrail-honey-key'), 'id', id);
    const events = Array.from({ length: 60 }, (_, index) => call(`call-${index}`));
    await Promise.all(events.map((event) => openHouseWithPager(aws, HONEY).invoke(event)));
    expect(aws.identities.statusOf(KEY)).toBe('Inactive');
    expect(alerts()).toHaveLength(1);
    expect(pages()).toHaveLength(1);
    // On a busy machine PutEvents may be sent again, so machines may read an event twice.
    expect(new Set(outcomes().map(({ alertId }) => alertId)).size).toBe(60);
  }, 60_000);

  test('by one mail, when seven detectors report the key; chat hears of every detector', async () => {
    for (const name of [
      'guardduty-malicious-ip-caller',
      'securityhub-imported-user-key',
      'securityhub-ocsf-key',
      'health-credentials-compromised',
      'trusted-advisor-exposed',
      'report',
      'cloudtrail-honey-key',
    ]) {
      await openHouseWithPager(aws, HONEY).invoke(withValue(fixture(name), 'id', name));
    }
    expect(alerts('change').map(({ state }) => state)).toEqual(['CONTAINED']);
    expect(alerts('evidence').length).toBeGreaterThanOrEqual(5);
    expect(pages()).toHaveLength(1);
  }, 30_000);

  test('again, when the state is another', async () => {
    aws.faults.inject({ action: 'iam:UpdateAccessKey', fault: accessDenied, times: COLD });
    await expect(house.invoke(finding())).rejects.toThrow('deactivation-failed');
    await house.invoke(finding());
    expect(alerts().map(({ state }) => state)).toEqual(['NOT_CONTAINED', 'CONTAINED']);
  });

  test('for each key that one credential makes for others', async () => {
    const made = (index: number) => {
      const event = withValue(fixture('cloudtrail-create-access-key-for-other'), 'id', `made-${index}`);
      const key = `AKIAEXAMPLEMADEKEY0${index}`;
      return withValue(event, 'detail.responseElements.accessKey.accessKeyId', key);
    };
    for (const index of [1, 2, 2, 3]) await house.invoke(made(index));
    expect(alerts('change')).toHaveLength(3);
  });

  test('also where the alert of a re-activation named the state', async () => {
    const user = aws.identities.findUser('111122223333', 'ci-deploy');
    if (user === undefined) throw new RangeError('the user is there');
    aws.identities.createAccessKey(user, { accessKeyId: 'AKIAI44QH8DHBEXAMPLE' });
    await house.invoke(finding());
    aws.identities.findAccessKey(KEY)?.key.status.write('Active');
    await house.invoke(
      withValue(fixture('cloudtrail-activate-key'), 'detail.eventTime', '2026-05-05T00:00:00Z'),
    );
    await house.invoke(finding('second'));
    expect(alerts('change').map(({ state }) => state)).toEqual(['PARTLY_CONTAINED', 'PARTLY_CONTAINED']);
    expect(pages()).toHaveLength(2);
  });

  test('and chat is told of a new address, once', async () => {
    await house.invoke(finding());
    const address = 'detail.service.action.awsApiCallAction.remoteIpDetails.ipAddressV4';
    await house.invoke(finding('second', { [address]: '203.0.113.9' }));
    await house.invoke(finding('third', { [address]: '203.0.113.9' }));
    expect(alerts('change')).toHaveLength(1);
    expect(alerts('evidence')).toHaveLength(1);
  });

  test('and the next alert says how often it was seen since, and by whom', async () => {
    await house.invoke(finding());
    for (const id of ['second', 'third']) await house.invoke(finding(id));
    await house.invoke(fixture('trusted-advisor-exposed'));
    aws.identities.findAccessKey(KEY)?.key.status.write('Active');
    await house.invoke(
      withValue(fixture('cloudtrail-activate-key'), 'detail.eventTime', '2026-05-05T00:00:00Z'),
    );
    const last = alerts('change').at(-1);
    expect(last).toMatchObject({
      reason: 'stopped-again',
      earlier: { alerts: 1, state: 'CONTAINED', eventsSince: 3, detectors: ['guardduty', 'trusted-advisor'] },
    });
  });
});

describe('a loser of the race', () => {
  test('tells the state that it found, if that is another than the one of the winner', async () => {
    const observing = openHouseWithPager(aws, { CONTAIN: 'observe' });
    await Promise.all([house.invoke(finding('one')), observing.invoke(finding('two'))]);
    expect(
      alerts()
        .map(({ state }) => state)
        .toSorted(),
    ).toEqual(['CONTAINED', 'NO_ACTION']);
  });

  test('leaves the alert to the winner; if that dies before it tells, its retry tells', async () => {
    aws.faults.inject({ action: 'sns:Publish', fault: serviceFailure, times: 'forever' });
    await expect(house.invoke(finding('winner'))).rejects.toThrow('sns:Publish');
    aws.faults.clear();
    await house.invoke(finding('winner'));
    expect(alerts()).toHaveLength(1);
  });
});

test('one message that SQS gives to two processes at the same moment is told once', async () => {
  const record = (receives: number) => ({
    ...{ eventSource: 'aws:sqs', messageId: 'message', receiptHandle: `receipt-${receives}` },
    attributes: { ApproximateReceiveCount: String(receives), SentTimestamp: '1777864336000' },
    body: JSON.stringify(finding()),
  });
  const received = [1, 2].map((receives) => openHouseWithPager(aws).receive({ Records: [record(receives)] }));
  await Promise.all(received);
  expect(alerts()).toHaveLength(1);
  expect(pages()).toHaveLength(1);
});

test('that another event could not read what else the user has is no news to people who know it contained', async () => {
  await house.invoke(finding('one'));
  aws.faults.inject({ action: 'iam:ListSSHPublicKeys', fault: throttling, times: 'forever' });
  expect(await house.invoke(finding('other'))).toEqual(['PARTLY_CONTAINED']);
  aws.faults.clear();
  for (let minutes = 0; minutes < 5; minutes += 1) await house.passTime(60);
  expect(alerts('change').map(({ state }) => state)).toEqual(['CONTAINED']);
  expect(outcomes().map(({ reason }) => reason)).toEqual([
    ...['keys-inactive', 'credentials-not-read', 'keys-inactive'],
  ]);
});

describe('a channel that fails', () => {
  const refuseAlerts = (times: number) =>
    aws.faults.inject({
      action: 'sns:Publish',
      fault: authorizationError,
      times,
      when: ({ TopicArn }) => String(TopicArn).endsWith('alerts'),
    });
  const attempts = async (count: number) => {
    for (let attempt = 1; attempt <= count; attempt += 1)
      await expect(house.invoke(finding())).rejects.toThrow('sns:Publish');
    await house.invoke(finding());
  };

  test('and is that of the alerts, wakes nobody again by its retry', async () => {
    house = openHouseWithPager(aws, { EXEMPT_PRINCIPALS: 'ci-deploy' });
    refuseAlerts(2);
    await attempts(2);
    expect(pages().map(({ subject }) => subject?.split(' ')[0])).toEqual(['ALARM:']);
    expect(alerts()).toHaveLength(1);
  });

  test('and left a contained key untold, wakes somebody once, until the alert goes out', async () => {
    refuseAlerts(3);
    await attempts(3);
    expect(pages().map(({ subject }) => subject?.split(' ')[0])).toEqual(['OK:', 'ALARM:', 'OK:']);
    expect(alerts()).toHaveLength(1);
  });

  test('is tried again without the others', async () => {
    aws.faults.inject({
      action: 'sns:Publish',
      fault: authorizationError,
      when: ({ TopicArn }) => String(TopicArn).endsWith('pager'),
    });
    await expect(house.invoke(finding())).rejects.toThrow('sns:Publish');
    await house.invoke(finding());
    await house.invoke(finding());
    expect(alerts()).toHaveLength(1);
    expect(pages()).toHaveLength(1);
  });

  test.each(['events:PutEvents', 'dynamodb:UpdateItem'])(
    'and is for machines, repeats nothing for people: %s',
    async (action) => {
      aws.faults.inject({ action, fault: accessDenied, times: 'forever' });
      for (let attempt = 1; attempt <= 3; attempt += 1) {
        await expect(house.invoke(finding())).rejects.toThrow(action);
      }
      expect(alerts()).toHaveLength(1);
      expect(pages()).toHaveLength(1);
    },
  );

  test('and is the ledger, which answers late, is not waited for', async () => {
    const milliseconds = 3_000;
    aws.faults.inject({ action: 'dynamodb:UpdateItem', fault: { kind: 'slow', milliseconds }, times: 1 });
    // In the time of production.
    await openHouse(aws, {}, {}).invoke(finding());
    const asked = aws.requests.find(({ action }) => action === 'UpdateItem');
    const [told] = aws.published;
    expect(told?.at.getTime()).toBeLessThan((asked?.at.getTime() ?? 0) + milliseconds);
  });

  test('and is the ledger, which hangs, costs no alert', async () => {
    aws.faults.inject({ action: 'dynamodb:*', fault: hang, times: 'forever' });
    await expect(house.invoke(finding())).rejects.toThrow('dynamodb:UpdateItem');
    expect(alerts()).toHaveLength(1);
  });
});

test('nothing is asked of the ledger before the key of a new finding is stopped', async () => {
  await house.invoke(finding());
  const calls = aws.requests.map(({ service, action }) => `${service}:${action}`);
  expect(calls.slice(0, 2)).toEqual(['iam:UpdateAccessKey', 'iam:ListAccessKeys']);
});
