import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { accessDenied, authorizationError } from '../../local/aws/faults.ts';
import { type Aws, startAws } from '../../local/aws.ts';
import { fixture, withValue } from '../fixture.ts';
import { type House, openHouseWithPager } from '../house.ts';

const KEY = 'AKIAIOSFODNN7EXAMPLE';

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

const published = (topic: string) => aws.published.filter(({ topicArn }) => topicArn.endsWith(`:${topic}`));
const refuse = (topic: string, times = 1) =>
  aws.faults.inject({
    action: 'sns:Publish',
    fault: authorizationError,
    times,
    when: ({ TopicArn }) => String(TopicArn).endsWith(topic),
  });
/** Each try in a process of its own, as the retries of a day are. */
const tryOften = async (event: unknown, times: number, failure: string) => {
  for (let count = 1; count <= times; count += 1)
    await expect(openHouseWithPager(aws).invoke(event)).rejects.toThrow(failure);
};

const unreadable = withValue(fixture('guardduty-malicious-ip-caller'), 'detail.accountId', undefined);
const sample = fixture('guardduty-sample');

describe('an event that cannot be read', () => {
  test.each(['events:PutEvents', 'dynamodb:UpdateItem'])(
    'is told once, however often a failed machine channel has it run again: %s',
    async (action) => {
      aws.faults.inject({ action, fault: accessDenied, times: 'forever' });
      await expect(house.invoke(unreadable)).rejects.toThrow(action);
      for (let count = 2; count <= 3; count += 1) await house.invoke(unreadable).catch(() => []);
      expect([published('alerts'), published('pager')].map(({ length }) => length)).toEqual([1, 1]);
    },
  );

  test('is told once by many processes', async () => {
    aws.faults.inject({ action: 'events:PutEvents', fault: accessDenied, times: 'forever' });
    await tryOften(unreadable, 3, 'events:PutEvents');
    expect([published('alerts'), published('pager')].map(({ length }) => length)).toEqual([1, 1]);
  });

  test.each(['alerts', 'pager'])(
    'and whose message to the %s failed sends only that again',
    async (topic) => {
      refuse(topic, 2);
      await tryOften(unreadable, 2, 'sns:Publish');
      await openHouseWithPager(aws).invoke(unreadable);
      expect([published('alerts'), published('pager')].map(({ length }) => length)).toEqual([1, 1]);
    },
  );

  test('is told beside another, and beside one without an id', async () => {
    await house.invoke(unreadable);
    await house.invoke(withValue(unreadable, 'id', '0a1b2c3d-0000-4000-8000-000000000002'));
    await house.invoke(null);
    await house.invoke(null);
    expect(published('alerts')).toHaveLength(4);
    expect(published('pager')).toHaveLength(4);
  });

  test('and has no id is told once by the tries of one invocation', async () => {
    aws.faults.inject({ action: 'events:PutEvents', fault: accessDenied, times: 'forever' });
    for (let count = 1; count <= 3; count += 1)
      await expect(openHouseWithPager(aws).receive(null, 'one request')).rejects.toThrow('events:PutEvents');
    expect(published('alerts')).toHaveLength(1);
  });

  test('changes nothing of what is known about the key that it names', async () => {
    await house.invoke(unreadable);
    expect(await house.invoke(fixture('guardduty-malicious-ip-caller'))).toEqual(['CONTAINED']);
    expect(published('alerts')).toHaveLength(2);
  });
});

test('a message of the retry queue that is no event is told once', async () => {
  aws.faults.inject({ action: 'events:PutEvents', fault: accessDenied, times: 'forever' });
  aws.queues.find('retries')?.send({ body: 'no JSON', senderId: 'test', attributes: {} });
  for (const seconds of [0, 61, 121]) await house.passTime(seconds);
  expect(aws.queues.find('retries')?.messages).toMatchObject([{ receives: 3 }]);
  expect([published('alerts'), published('pager')].map(({ length }) => length)).toEqual([1, 1]);
});

describe('a test alert', () => {
  test('is told once by the tries of one event', async () => {
    aws.faults.inject({ action: 'events:PutEvents', fault: accessDenied, times: 'forever' });
    await tryOften(sample, 3, 'events:PutEvents');
    expect(published('alerts')).toHaveLength(1);
  });

  test('is told each time that somebody tests', async () => {
    for (const id of ['first', 'second', 'third']) await house.invoke(withValue(sample, 'id', id));
    expect(published('alerts')).toHaveLength(3);
  });

  test('is no memory of the key that it names', async () => {
    const key = withValue(sample, 'detail.resource.accessKeyDetails.accessKeyId', KEY);
    await house.invoke(key);
    expect(await house.invoke(fixture('guardduty-malicious-ip-caller'))).toEqual(['CONTAINED']);
    await house.invoke(withValue(key, 'id', 'another'));
    const states = published('alerts').map(({ bodies }) => JSON.parse(bodies.sqs).state);
    expect(states).toEqual(['TEST', 'CONTAINED', 'TEST']);
  });
});
