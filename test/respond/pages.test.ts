import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { hang } from '../../local/aws/faults.ts';
import { type Aws, startAws } from '../../local/aws.ts';
import { fixture, type Json, withValue } from '../fixture.ts';
import { openHouse, openHouseWithPager } from '../house.ts';

const KEY = 'AKIAIOSFODNN7EXAMPLE';
const OTHER_KEY = 'AKIAI44QH8DHBEXAMPLE';

let aws: Aws;
beforeAll(async () => {
  aws = await startAws();
});
beforeEach(() => aws.reset());
afterAll(() => aws.stop());

interface Page {
  readonly subject: string | undefined;
  readonly body: Readonly<Record<string, string>>;
}

function pages(): readonly Page[] {
  return aws.published
    .filter(({ topicArn }) => topicArn.endsWith(':pager'))
    .map(({ subject, message }) => ({ subject, body: JSON.parse(message) }));
}

function createUser(keys: readonly string[]): void {
  const user = aws.identities.createUser({ userName: 'ci-deploy' });
  for (const accessKeyId of keys) aws.identities.createAccessKey(user, { accessKeyId });
}

const finding = () => fixture('guardduty-malicious-ip-caller');

interface Case {
  readonly event: Json;
  readonly keys?: readonly string[];
  readonly settings?: Readonly<Record<string, string>>;
  readonly subject: RegExp;
}

const woken: Readonly<Record<string, Case>> = {
  'a credential that nothing stops': {
    event: fixture('guardduty-root'),
    subject: /^ALARM: P1 NOT CONTAINED ROOT USER key \w+ in use, account 111122223333/,
  },
  'another key of the user that is still Active': {
    event: finding(),
    keys: [KEY, OTHER_KEY],
    subject:
      /^ALARM: P2 PARTLY CONTAINED key AKIAIOSFODNN7EXAMPLE off, other key Active, account 111122223333/,
  },
  'a user whom a setting exempts': {
    event: finding(),
    keys: [KEY],
    settings: { EXEMPT_PRINCIPALS: 'ci-deploy' },
    subject: /^ALARM: P1 NOT CONTAINED \(EXEMPT\) /,
  },
  'a confirmed detection that a setting only observes': {
    event: finding(),
    keys: [KEY],
    settings: { CONTAIN: 'observe' },
    subject: /^ALARM: P2 NOT CONTAINED \(OBSERVE MODE\) /,
  },
  'logging switched off by a key that a setting only observes': {
    event: fixture('cloudtrail-stop-logging-by-key'),
    keys: [KEY],
    settings: { CONTAIN: 'observe' },
    subject: /^ALARM: P2 NOT CONTAINED \(OBSERVE MODE\) /,
  },
  'logging switched off by a key where only confirmed detections count': {
    event: fixture('cloudtrail-stop-logging-by-key'),
    keys: [KEY],
    settings: { CONTAIN: 'confirmed' },
    subject: /^ALARM: P2 NOT CONTAINED \(ONLY SUSPECTED\) /,
  },
  'an event that cannot be read': {
    event: { ...fixture('report'), detail: {} },
    subject: /^ALARM: P1 NOT CONTAINED /,
  },
};

describe('wakes somebody for', () => {
  test.each(Object.entries(woken))('%s', async (_, { event, keys = [], settings, subject }) => {
    createUser(keys);
    await openHouseWithPager(aws, settings).invoke(event);
    expect(pages()).toHaveLength(1);
    expect(pages()[0]).toMatchObject({
      subject: expect.stringMatching(subject),
      body: { NewStateValue: 'ALARM', OldStateValue: 'OK', status: 'triggered' },
    });
  });
});

const ended: Readonly<Record<string, Case>> = {
  'a key that is contained': {
    event: finding(),
    keys: [KEY],
    subject: /^OK: P2 CONTAINED key AKIAIOSFODNN7EXAMPLE Inactive, account 111122223333/,
  },
  'a key that is gone': { event: finding(), subject: /^OK: P2 NO ACTION / },
  'a session of a role that is gone': {
    event: fixture('guardduty-role-session'),
    settings: { REVOCABLE_ROLES: '*' },
    subject: /^OK: P2 NO ACTION /,
  },
};

describe('ends what woke somebody with', () => {
  test.each(Object.entries(ended))('%s', async (_, { event, keys = [], settings, subject }) => {
    createUser(keys);
    await openHouseWithPager(aws, settings).invoke(event);
    expect(pages()).toHaveLength(1);
    expect(pages()[0]).toMatchObject({
      subject: expect.stringMatching(subject),
      body: { NewStateValue: 'OK', OldStateValue: 'ALARM', status: 'resolved' },
    });
  });

  test('a key that somebody sets Inactive, of which an alarm is open', async () => {
    createUser([KEY]);
    const house = openHouseWithPager(aws, { EXEMPT_PRINCIPALS: 'ci-deploy' });
    await house.invoke(finding());
    aws.identities.findAccessKey(KEY)?.key.status.write('Inactive');
    expect(await house.invoke(fixture('cloudtrail-deactivate-key'))).toEqual(['RESOLVED']);
    expect(pages().map(({ subject }) => subject)).toEqual([
      expect.stringMatching(/^ALARM: P1 NOT CONTAINED \(EXEMPT\) /),
      expect.stringMatching(
        /^OK: P2 RESOLVED key AKIAIOSFODNN7EXAMPLE stopped by hand, account 111122223333/,
      ),
    ]);
    const names = pages().map(({ body }) => body['AlarmName']);
    expect(names).toEqual([`akr:aws:111122223333:${KEY}`, `akr:aws:111122223333:${KEY}`]);
  });
});

describe('says nothing to the pager of', () => {
  test.each<[string, Json, Readonly<Record<string, string>>]>([
    ['a sample', fixture('guardduty-sample'), {}],
    ['an archived finding', fixture('guardduty-archived'), {}],
    ['what is only informational', fixture('guardduty-low-discovery'), {}],
    ['a key that somebody makes for itself', fixture('cloudtrail-create-own-key'), {}],
    ['a key that somebody makes for another', fixture('cloudtrail-create-access-key-for-other'), {}],
    [
      'a suspected detection that a setting only observes',
      withValue(finding(), 'detail.type', 'PenTest:IAMUser/KaliLinux'),
      { CONTAIN: 'observe' },
    ],
    [
      'a suspected detection where only confirmed ones count',
      withValue(finding(), 'detail.type', 'PenTest:IAMUser/KaliLinux'),
      { CONTAIN: 'confirmed' },
    ],
  ])('%s', async (_, event, settings) => {
    createUser([KEY]);
    await openHouseWithPager(aws, settings).invoke(event);
    expect(aws.events.length).toBeGreaterThan(0);
    expect(pages()).toEqual([]);
  });
});

describe('each credential of an event', () => {
  test('is contained where both are keys of one user, whichever of them is read back first', async () => {
    createUser([KEY, OTHER_KEY]);
    aws.faults.inject({
      action: 'iam:UpdateAccessKey',
      fault: { kind: 'slow', milliseconds: 300 },
      when: ({ AccessKeyId }) => AccessKeyId === OTHER_KEY,
    });
    const house = openHouseWithPager(aws);
    expect(await house.invoke(fixture('health-credentials-exposed'))).toEqual(['CONTAINED', 'CONTAINED']);
    expect([KEY, OTHER_KEY].map((id) => aws.identities.statusOf(id))).toEqual(['Inactive', 'Inactive']);
    expect(pages().map(({ body }) => body['NewStateValue'])).toEqual(['OK', 'OK']);
  });

  test('has a page and a name of its own, and its own state', async () => {
    createUser([KEY]);
    await openHouseWithPager(aws).invoke(fixture('guardduty-attack-sequence'));
    expect(pages().map(({ body }) => [body['AlarmName'], body['NewStateValue'], body['state']])).toEqual([
      ['akr:aws:111122223333:ASIAIOSFODNN7EXAMPLE', 'ALARM', 'NOT_CONTAINED'],
      ['akr:aws:111122223333:AKIAIOSFODNN7EXAMPLE', 'OK', 'CONTAINED'],
    ]);
  });

  test('has one however many there are, since nobody is told of it otherwise', async () => {
    const ids = Array.from({ length: 45 }, (_, index) => `AKIAEXAMPLEEXAMPLE${index + 10}`);
    const entities = ids.map((entityValue) => ({ entityValue }));
    const event = withValue(fixture('health-credentials-exposed'), 'detail.affectedEntities', entities);
    // Nobody knows these keys: each may be in the wrong hands.
    await expect(openHouseWithPager(aws).invoke(event)).rejects.toThrow('owner-not-read');
    const names = pages().map(({ body }) => body['AlarmName']);
    expect(names.toSorted()).toEqual(ids.map((id) => `akr:aws:111122223333:${id}`).toSorted());
    // The alert, and its own page: with those of hundreds the outcome event would be too large.
    const deliveries = aws.events.map(({ event: { detail } }) => detail['deliveries']);
    expect(deliveries).toHaveLength(ids.length);
    for (const ofOne of deliveries) expect(ofOne).toHaveLength(2);
  });
});

test('Subject and body agree, and the body is what CloudWatch would send', async () => {
  createUser([KEY]);
  await openHouseWithPager(aws).invoke(finding());
  await openHouseWithPager(aws).invoke(fixture('guardduty-root'));
  expect(pages()).toHaveLength(2);
  for (const { subject, body } of pages()) {
    expect(subject?.startsWith(`${body['NewStateValue']}: `)).toBe(true);
    expect(body['StateChangeTime']).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    expect(body['AWSAccountId']).toBe('111122223333');
    expect([body['external_id'], body['summary']]).toEqual([body['AlarmName'], body['AlarmDescription']]);
  }
});

test('without a pager topic everything goes to the alert topic, and nothing fails', async () => {
  expect(await openHouse(aws).invoke(fixture('guardduty-root'))).toEqual(['NOT_CONTAINED']);
  expect(aws.published.map(({ topicArn }) => topicArn)).toEqual([
    'arn:aws:sns:us-east-1:111122223333:alerts',
  ]);
});

describe('a pager topic that leaves every request without an answer', () => {
  const ACTORS = 100;
  const sequence = (): Json =>
    withValue(
      fixture('guardduty-attack-sequence'),
      'detail.service.detection.sequence.actors',
      Array.from({ length: ACTORS }, (_, index) => ({
        user: {
          name: 'ci-deploy',
          type: 'Root',
          credentialUid: `AKIAEXAMPLEEXAMPLE${String(index).padStart(2, '0')}`,
        },
      })),
    );

  test('is not waited for a hundred times: the alert goes out, and the event runs again for the pages', async () => {
    const house = openHouseWithPager(aws);
    aws.faults.inject({
      ...{ action: 'sns:Publish', fault: hang, times: 'forever' },
      when: ({ TopicArn }) => String(TopicArn).endsWith(':pager'),
    });
    await expect(house.invoke(sequence())).rejects.toThrow('sns:Publish TimeoutError');
    expect(aws.published).toHaveLength(1);
    // Twenty at once, each of them tried three times at most.
    const { length } = aws.requests.filter(({ action }) => action === 'Publish');
    expect(length).toBeLessThanOrEqual(1 + 20 * 3);
    aws.faults.clear();
    await house.invoke(sequence()).catch(() => undefined);
    expect(aws.published.filter(({ topicArn }) => topicArn.endsWith(':alerts'))).toHaveLength(1);
    // The sequence names one more key, among its resources.
    expect(new Set(pages().map(({ body }) => body['AlarmName']))).toHaveProperty('size', ACTORS + 1);
  }, 30_000);
});
