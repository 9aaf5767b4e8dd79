import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { accessDenied, hang } from '../../local/aws/faults.ts';
import { type Aws, startAws } from '../../local/aws.ts';
import type { StormMember } from '../../src/core/storm.ts';
import { fixture, type Json, withValue } from '../fixture.ts';
import { type House, openHouse } from '../house.ts';
import { withoutWaiting } from '../without-waiting.ts';

const PAGER = 'arn:aws:sns:us-east-1:111122223333:pager';

let aws: Aws;
let house: House;
beforeAll(async () => {
  aws = await startAws();
});
beforeEach(() => {
  aws.reset();
  aws.topics.add(PAGER);
  house = openStormyHouse();
});
afterAll(() => aws.stop());

/** The time of the responder passes with that of AWS. */
function openStormyHouse(): House {
  const pace = withoutWaiting(aws);
  const clock = { ...pace.clock, now: () => new Date(aws.elapsed.now()) };
  return openHouse(aws, { PAGER_TOPIC_ARN: PAGER }, { ...pace, clock });
}

/** Around every digest. `STORMS=all` counts from 1 to 60, which takes a minute. */
const COUNTS =
  process.env['STORMS'] === 'all'
    ? Array.from({ length: 60 }, (_, index) => index + 1)
    : [1, 4, 5, 6, 7, 8, 11, 12, 13, 23, 24, 25, 48, 60];

const keyOf = (number: number) => `AKIAEXAMPLE${String(number).padStart(9, '0')}`;

/** A finding about a user and key of its own. */
function finding(number: number): Json {
  const userName = `user-${number}`;
  aws.identities.createAccessKey(aws.identities.createUser({ userName }), { accessKeyId: keyOf(number) });
  const key = { accessKeyId: keyOf(number), userName, userType: 'IAMUser' };
  const event = withValue(fixture('guardduty-malicious-ip-caller'), 'detail.resource.accessKeyDetails', key);
  return withValue(withValue(event, 'id', `event-${number}`), 'detail.id', `finding-${number}`);
}

async function storm(count: number, from = 1): Promise<void> {
  for (let number = from; number < from + count; number += 1) await house.invoke(finding(number));
}

interface Mail {
  readonly subject: string;
  readonly text: string;
  readonly keys: readonly string[];
}

const mails = (): readonly Mail[] =>
  aws.published
    .filter(({ topicArn, attributes }) => topicArn !== PAGER && attributes['audience'] === 'change')
    .map(({ subject = '', bodies }) => ({
      subject,
      text: bodies.email,
      keys: [...new Set(bodies.email.match(/AKIAEXAMPLE\d{9}/g))].toSorted(),
    }));
const digests = () => mails().filter(({ subject }) => subject.includes('DIGEST'));
const pages = () => aws.published.filter(({ topicArn }) => topicArn === PAGER);
const woken = () => pages().filter(({ subject }) => subject?.startsWith('ALARM'));
const allKeys = (count: number) => Array.from({ length: count }, (_, index) => keyOf(index + 1)).toSorted();
/** An hour in which nothing new comes. */
const passQuietTime = async () => {
  for (let minutes = 0; minutes < 60; minutes += 5) await house.passTime(300);
};

interface Logged {
  readonly message: string;
  readonly alert?: { readonly dedupKey: string; readonly commands: readonly { readonly kind: string }[] };
}

describe('a storm of alerts', () => {
  test('leaves the commands of a credential that stands in a digest alone to the log, where the runbook looks for them', async () => {
    await storm(6);
    expect(mails().filter(({ keys }) => keys.includes(keyOf(6)))).toHaveLength(1);
    expect(digests()[0]?.text).toContain('its alert with all commands is in the log of the function');
    const logged = house.log as readonly Logged[];
    const [found] = logged.flatMap(({ alert }) =>
      alert?.dedupKey === `akr:aws:${aws.accountId}:${keyOf(6)}` ? [alert.commands] : [],
    );
    expect(found?.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['inspect', 'undo', 'finish']));
    expect(readFileSync('docs/runbook.md', 'utf8')).toContain('.message.alert.commands[]');
  });

  test.each(COUNTS)(
    'of %d credentials: every one stands in some mail, and none is mailed more than twice singly or counted twice',
    async (count) => {
      await storm(count);
      const single = mails().filter(({ subject }) => !subject.includes('DIGEST'));
      expect(single).toHaveLength(Math.min(count, 5));
      const milestones = [6, 12, 24, 48].filter((milestone) => milestone <= count);
      expect(digests().map(({ keys }) => keys.length)).toEqual(milestones);

      await passQuietTime();
      expect(digests()).toHaveLength(milestones.length + (count > 5 ? 1 : 0));
      expect([...new Set(mails().flatMap(({ keys }) => keys))].toSorted()).toEqual(allKeys(count));
      if (count > 5) expect(digests().at(-1)?.keys).toEqual(allKeys(count));
      expect(aws.queues.find('retries')?.messages).toEqual([]);
    },
    30_000,
  );

  test('that comes all at once, in many environments, loses nobody', async () => {
    const events = Array.from({ length: 60 }, (_, index) => finding(index + 1));
    await Promise.all(events.map((event) => openStormyHouse().invoke(event)));
    await passQuietTime();
    expect([...new Set(mails().flatMap(({ keys }) => keys))].toSorted()).toEqual(allKeys(60));
    expect(digests().length).toBeLessThanOrEqual(5);
    expect(mails().length - digests().length).toBeLessThanOrEqual(5);
  }, 60_000);

  test('leaves what is not contained to an alert and a page of its own', async () => {
    await storm(8);
    aws.faults.inject({ action: 'iam:UpdateAccessKey', fault: accessDenied, times: 'forever' });
    for (const number of [9, 10, 11]) await expect(house.invoke(finding(number))).rejects.toThrow();
    const alive = mails().filter(({ subject }) => subject.includes('NOT CONTAINED'));
    expect(alive.map(({ keys }) => keys)).toEqual([[keyOf(9)], [keyOf(10)], [keyOf(11)]]);
    expect(woken().map(({ subject }) => subject?.includes('NOT CONTAINED'))).toEqual([true, true, true]);
  });

  test('has one page after the fifth, however many would wake somebody', async () => {
    const second = (number: number) => {
      const user = aws.identities.findUser('111122223333', `user-${number}`);
      if (user !== undefined)
        aws.identities.createAccessKey(user, { accessKeyId: `AKIAEXAMPLESEC${number + 100_000}` });
    };
    for (let number = 1; number <= 12; number += 1) {
      const event = finding(number);
      second(number);
      expect(await house.invoke(event)).toEqual(['PARTLY_CONTAINED']);
    }
    expect(woken()).toHaveLength(6);
    expect(woken().at(-1)?.subject).toContain('DIGEST');
    await passQuietTime();
    // The last seven have no page but this.
    expect(digests().at(-1)?.text).toContain('the storm of alerts is over');
    expect(pages().filter(({ subject }) => subject?.startsWith('OK'))).toEqual([]);
  });

  test.each([
    [7, /^OK: .*DIGEST 7 credentials: 7 CONTAINED/],
    // The last one still has its second key.
    [6, /^ALARM: .*DIGEST 6 credentials: 6 PARTLY CONTAINED/],
  ])('has its page closed at the end, once nothing of it needs anybody: %d of 7', async (ended, last) => {
    const user = (number: number) => aws.identities.findUser('111122223333', `user-${number}`);
    const second = (number: number) => `AKIAEXAMPLESEC${number + 100_000}`;
    for (let number = 1; number <= 7; number += 1) {
      const event = finding(number);
      const of = user(number);
      if (of !== undefined) aws.identities.createAccessKey(of, { accessKeyId: second(number) });
      await house.invoke(event);
    }
    for (let number = 1; number <= ended; number += 1) {
      aws.identities.deleteAccessKey(second(number));
      const update = withValue(
        withValue(finding(number), 'id', `later-${number}`),
        'detail.service.count',
        4,
      );
      expect(await house.invoke(update)).toEqual(['CONTAINED']);
    }
    await passQuietTime();
    const ofStorm = pages().filter(({ subject }) => subject?.includes('DIGEST'));
    expect(ofStorm.at(-1)?.subject).toMatch(last);
  });

  test.each([
    ['that of the pages', ':pager'],
    ['both topics', ''],
  ])('has its page although SNS refuses %s when it is due', async (_, end) => {
    const partly = (number: number) => {
      const event = finding(number);
      const user = aws.identities.findUser('111122223333', `user-${number}`);
      if (user !== undefined)
        aws.identities.createAccessKey(user, { accessKeyId: `AKIAEXAMPLESEC${number + 100_000}` });
      return event;
    };
    for (let number = 1; number <= 5; number += 1) await house.invoke(partly(number));
    aws.faults.inject({
      ...{ action: 'sns:Publish', fault: accessDenied, times: 'forever' },
      when: ({ TopicArn }) => String(TopicArn).endsWith(end),
    });
    const sixth = partly(6);
    for (let tries = 0; tries < 3; tries += 1)
      await expect(house.invoke(sixth)).rejects.toThrow('sns:Publish');
    expect(woken()).toHaveLength(5);
    // Of what goes out meanwhile nothing is repeated.
    expect(digests().length).toBeLessThanOrEqual(1);
    aws.faults.clear();
    await house.invoke(sixth);
    expect(woken().at(-1)?.subject).toContain('DIGEST');
    for (let number = 7; number <= 12; number += 1) await house.invoke(partly(number));
    expect(woken()).toHaveLength(6);
  });

  test('is over after ten quiet minutes: what comes then is told singly', async () => {
    await storm(7);
    await passQuietTime();
    const before = mails().length;
    await storm(1, 8);
    expect(
      mails()
        .slice(before)
        .map(({ keys }) => keys),
    ).toEqual([[keyOf(8)]]);
  });

  test('has told what stands in its digests: no later event about such a key tells it again', async () => {
    await storm(7);
    const again = (id: string) => withValue(withValue(finding(7), 'id', id), 'detail.service.count', 4);
    await house.passTime(120);
    await house.invoke(again('meanwhile'));
    await passQuietTime();
    const before = mails().length;
    await house.invoke(again('afterwards'));
    expect(mails()).toHaveLength(before);
    expect(digests().map(({ keys }) => keys.length)).toEqual([6, 7]);
    expect(digests().at(-1)?.subject).toContain('7 credentials');
  });

  test('goes on for as long as something new comes within ten minutes', async () => {
    await storm(7);
    await house.passTime(500);
    await storm(1, 8);
    await house.passTime(200);
    expect(digests()).toHaveLength(1);
    // Its end waits until ten minutes after the last one.
    const delays = aws.requests
      .filter(({ action }) => action === 'SendMessage')
      .map((one) => Number(/"DelaySeconds":"?(\d+)/.exec(JSON.stringify(one))?.[1]));
    expect(delays).toEqual([600, expect.any(Number)]);
    expect(delays[1]).toBeGreaterThan(390);
    await passQuietTime();
    expect(digests().at(-1)?.keys).toEqual(allKeys(8));
  });

  test('which many events began at the same moment ends once, whoever sees to that', async () => {
    const events = Array.from({ length: 12 }, (_, index) => finding(index + 1));
    await Promise.all(events.map((event) => openStormyHouse().invoke(event)));
    const ends = () => (aws.queues.find('retries')?.messages ?? []).map(({ body }) => body);
    expect(ends().length).toBeGreaterThan(1);
    const before = [digests().length, pages().length];
    aws.elapsed.skip(11 * 60_000);
    const records = ends().map((body, index) => ({
      ...{ eventSource: 'aws:sqs', messageId: `end-${index}`, receiptHandle: `end-${index}`, body },
      attributes: { ApproximateReceiveCount: '1', SentTimestamp: '1777864336000' },
    }));
    await Promise.all(records.map((record) => openStormyHouse().receive({ Records: [record] })));
    await passQuietTime();
    expect([digests().length, pages().length]).toEqual(before.map((count) => count + 1));
    expect(digests().at(-1)?.keys).toEqual(allKeys(12));
    expect(ends()).toEqual([]);
  });

  test('whose end could not be told is told as soon as it can be', async () => {
    await storm(7);
    aws.faults.inject({ action: 'sns:Publish', fault: accessDenied, times: 2 });
    await passQuietTime();
    expect(digests().at(-1)?.keys).toEqual(allKeys(7));
  });

  test('is told singly where nothing can be sent to the queue that ends it', async () => {
    aws.faults.inject({ action: 'sqs:SendMessage', fault: accessDenied, times: 'forever' });
    await storm(8);
    expect([...new Set(mails().flatMap(({ keys }) => keys))].toSorted()).toEqual(allKeys(8));
  });
});

test('a hundred activations of a key that is nobody’s concern are mailed once', async () => {
  aws.identities.createAccessKey(aws.identities.createUser({ userName: 'ci-deploy' }), {
    accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  });
  for (let number = 1; number <= 100; number += 1) {
    await house.invoke(withValue(fixture('cloudtrail-activate-key'), 'id', `activation-${number}`));
  }
  expect(mails()).toHaveLength(1);
  expect(woken()).toHaveLength(0);
}, 60_000);

test('a digest of many messages ends with the first that SNS leaves without an answer, since all of them come again', async () => {
  const sentAt = new Date();
  const members = Array.from({ length: 2_000 }, (_, index): StormMember => {
    const accessKeyId = keyOf(index);
    const state = {
      severity: 'P2',
      state: 'CONTAINED',
      heading: 'CONTAINED',
      reason: 'keys-inactive',
    } as const;
    const dedupKey = `akr:aws:111122223333:${accessKeyId}`;
    return { at: sentAt.toISOString(), ...state, accountId: '111122223333', accessKeyId, dedupKey };
  });
  aws.faults.inject({ action: 'sns:Publish', fault: hang, times: 'forever' });
  const alerts = await house.container.alerts.get();
  const place = { partition: 'aws', region: 'us-east-1', accountId: '111122223333' };
  const { errors } = await alerts.sendDigest(
    { storm: 'storm/a', members, over: false, place, sentAt },
    { page: true },
  );
  expect(errors).toEqual(['sns:Publish TimeoutError']);
  // The alert and the page, each tried three times.
  expect(aws.requests.filter(({ action }) => action === 'Publish')).toHaveLength(6);
});

test('two keys whose alerts SNS refuses time and again are no storm: each is told by itself as soon as it can be', async () => {
  const [first, second] = [finding(1), finding(2)];
  aws.faults.inject({ action: 'sns:Publish', fault: accessDenied, times: 'forever' });
  for (let tries = 0; tries < 4; tries += 1) {
    await expect(house.invoke(first)).rejects.toThrow('sns:Publish');
    await expect(house.invoke(second)).rejects.toThrow('sns:Publish');
    aws.elapsed.skip(60_000);
  }
  aws.faults.clear();
  await house.invoke(first);
  await house.invoke(second);
  const told = aws.published.filter(({ topicArn }) => topicArn.endsWith(':alerts'));
  expect(told.map(({ bodies }) => JSON.parse(bodies.sqs).key?.id)).toEqual([keyOf(1), keyOf(2)]);
  expect(aws.queues.find('retries')?.messages).toEqual([]);
});
