import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { accessDenied } from '../../local/aws/faults.ts';
import { type Aws, startAws } from '../../local/aws.ts';
import { fixture, type Json, withValue } from '../fixture.ts';
import { type House, openHouseWithPager } from '../house.ts';
import { itemOf } from '../ledger-items.ts';

const KEY = 'AKIAIOSFODNN7EXAMPLE';
const THREAD = `akr:aws:111122223333:${KEY}`;
const finding = fixture('guardduty-malicious-ip-caller');
const unreadable = withValue(finding, 'detail.type', 5);

let aws: Aws;
let house: House;
beforeAll(async () => {
  aws = await startAws();
});
beforeEach(() => {
  aws.reset();
  house = openHouseWithPager(aws);
  aws.identities.createAccessKey(aws.identities.createUser({ userName: 'ci-deploy' }), { accessKeyId: KEY });
});
afterAll(() => aws.stop());

const pages = () =>
  aws.published
    .filter(({ topicArn }) => topicArn.endsWith(':pager'))
    .map(({ bodies: { default: body } }) => JSON.parse(body) as Json);
const threads = () => pages().map(({ AlarmName, NewStateValue }) => [AlarmName, NewStateValue]);

describe('an event that nobody can read, and that names a key', () => {
  test('has its page closed when a person stops the key, as the alert says', async () => {
    await house.invoke(unreadable);
    aws.identities.findAccessKey(KEY)?.key.status.write('Inactive');
    expect(await house.invoke(fixture('cloudtrail-deactivate-key'))).toEqual(['RESOLVED']);
    expect(threads()).toEqual([
      [THREAD, 'ALARM'],
      [THREAD, 'OK'],
    ]);
  });

  test('has it closed when the key is contained for another event, also if people knew that it is contained', async () => {
    await house.invoke(finding);
    await house.invoke(withValue(unreadable, 'id', 'another'));
    expect(threads().slice(1)).toEqual([[THREAD, 'ALARM']]);
    await house.invoke(withValue(finding, 'id', 'a-third'));
    expect(threads().slice(1)).toEqual([
      [THREAD, 'ALARM'],
      [THREAD, 'OK'],
    ]);
  });

  test('is told once, and a retry opens no page again that was closed', async () => {
    await house.invoke(unreadable);
    aws.identities.findAccessKey(KEY)?.key.status.write('Inactive');
    await house.invoke(fixture('cloudtrail-deactivate-key'));
    await house.invoke(unreadable);
    expect(await itemOf(aws, THREAD)).toMatchObject({ paged: { S: 'closed' } });
    expect(threads()).toHaveLength(2);
  });

  test('does not run again for a ledger that does not take it, and the log says so', async () => {
    aws.faults.inject({
      ...{ action: 'dynamodb:UpdateItem', fault: accessDenied, times: 'forever' },
      when: (request) => JSON.stringify(request).includes(THREAD),
    });
    expect(await house.invoke(unreadable)).toEqual([]);
    expect(house.log).toContainEqual({ level: 'error', message: 'dynamodb:UpdateItem AccessDenied' });
  });

  test.each([
    ['one topic', ':pager', true],
    ['both topics', '', false],
  ])('is marked if SNS takes any message of it: it refuses %s', async (_, end, isMarked) => {
    aws.faults.inject({
      ...{ action: 'sns:Publish', fault: accessDenied, times: 'forever' },
      when: ({ TopicArn }) => String(TopicArn).endsWith(end),
    });
    await expect(house.invoke(unreadable)).rejects.toThrow('sns:Publish');
    expect((await itemOf(aws, THREAD))?.['givenUpAt'] !== undefined).toBe(isMarked);
  });

  test('marks nothing that is no credential of a known account', async () => {
    for (const path of ['account', 'detail.resource.accessKeyDetails'])
      await house.invoke(withValue(withValue(unreadable, 'id', path), path, undefined));
    for (const account of ['1111222233330', 'x111122223333'])
      await house.invoke(withValue(withValue(unreadable, 'id', account), 'account', account));
    const items = aws.requests
      .filter(({ action }) => action === 'UpdateItem')
      .map((one) => JSON.stringify(one));
    expect(items.filter((one) => one.includes('givenUpAt ='))).toEqual([]);
  });
});
