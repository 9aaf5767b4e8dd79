import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { accessDenied, hang } from '../../local/aws/faults.ts';
import { type Aws, startAws } from '../../local/aws.ts';
import type { Clock } from '../../src/core/clock.ts';
import { fixture, type Json, withValue } from '../fixture.ts';
import { type House, openHouseWithPager } from '../house.ts';
import { runOnLedger } from '../ledger-items.ts';
import { shortenedTime } from '../shortened-time.ts';
import { withoutWaiting } from '../without-waiting.ts';

const KEY = 'AKIAIOSFODNN7EXAMPLE';
const MINUTE = 60;
const HOUR = 60 * MINUTE;

let aws: Aws;
let house: House;
let passed: number;
beforeAll(async () => {
  aws = await startAws();
});
beforeEach(() => {
  aws.reset();
  aws.identities.createAccessKey(aws.identities.createUser({ userName: 'ci-deploy' }), { accessKeyId: KEY });
  passed = 0;
  house = open();
});
afterAll(() => aws.stop());

/** A process of its own, in time that the test lets pass. @param limits what ends a call that may take so many milliseconds. */
function open(settings: Readonly<Record<string, string>> = {}, limits?: Clock['abortAfter']): House {
  const { clock, ...others } = withoutWaiting(aws);
  const now = () => new Date(clock.now().getTime() + passed * 1000);
  const abortAfter = limits ?? clock.abortAfter;
  return openHouseWithPager(aws, settings, { ...others, clock: { ...clock, now, abortAfter } });
}

const finding = (id = 'first'): Json => withValue(fixture('guardduty-malicious-ip-caller'), 'id', id);
const refuse = (action = 'iam:UpdateAccessKey') =>
  aws.faults.inject({ action, fault: accessDenied, times: 'forever' });
const refusePublish = (topic: string, times: number | 'forever' = 'forever') =>
  aws.faults.inject({
    ...{ action: 'sns:Publish', fault: accessDenied, times },
    when: ({ TopicArn }) => String(TopicArn).endsWith(`:${topic}`),
  });
const retries = () => aws.queues.find('retries');
const give = (event: unknown) => retries()?.send({ body: JSON.stringify(event), senderId: 'test' });

interface Told {
  readonly minute: number;
  readonly subject: string;
  readonly number?: number;
}

/** Lets time pass by quarters of a minute, and says when people were told what. */
async function pass(seconds: number, { step = 15, by = () => house } = {}): Promise<readonly Told[]> {
  const told: Told[] = [];
  for (const end = passed + seconds; passed < end; ) {
    passed += step;
    const before = onTopic('alerts').length;
    await by().passTime(step);
    for (const { subject = '', bodies } of onTopic('alerts').slice(before)) {
      const { reminder } = JSON.parse(bodies.sqs);
      told.push({ minute: Math.floor(passed / 60), subject, ...(reminder && { number: reminder.number }) });
    }
  }
  return told;
}
const onTopic = (name: string) => aws.published.filter(({ topicArn }) => topicArn.endsWith(`:${name}`));
const pages = () => onTopic('pager').map(({ bodies }) => JSON.parse(bodies.default));

/** As after Lambda's three tries. */
async function fail(event = finding()): Promise<void> {
  await house.invoke(event).catch(() => undefined);
  give(event);
}

describe('a key that cannot be stopped', () => {
  test('pages at once, reminds people after 15 and 60 minutes and then hourly, and says when it is stopped', async () => {
    refuse();
    await fail();
    expect(onTopic('alerts').map(({ subject }) => subject)).toEqual([
      `[P1 NOT CONTAINED] key ${KEY} change FAILED, account 111122223333`,
    ]);
    const told = await pass(24 * HOUR + MINUTE, { step: 30 });
    expect(told.map(({ minute, number }) => [minute, number])).toEqual([
      [15, 1],
      ...Array.from({ length: 24 }, (_, hour) => [(hour + 1) * 60, hour + 2]),
    ]);
    expect(told.map(({ subject }) => subject).slice(0, 2)).toEqual([
      `[P1 NOT CONTAINED, reminder 1 after 15 min] key ${KEY}, account 111122223333`,
      `[P1 NOT CONTAINED, reminder 2 after 1 h] key ${KEY}, account 111122223333`,
    ]);
    aws.faults.clear();
    const end = await pass(HOUR);
    expect(end.map(({ subject }) => subject)).toEqual([
      `[P2 CONTAINED] key ${KEY} Inactive, account 111122223333, MaliciousIPCaller`,
    ]);
    expect(retries()?.messages).toEqual([]);
    expect(new Set(pages().map(({ AlarmName }) => AlarmName))).toEqual(
      new Set([`akr:aws:111122223333:${KEY}`]),
    );
    expect(pages().map(({ NewStateValue }) => NewStateValue)).toEqual([
      ...Array.from({ length: 26 }, () => 'ALARM'),
      'OK',
    ]);
  }, 120_000);

  test('is marked as a reminder in every channel', async () => {
    refuse();
    await fail();
    await pass(61 * MINUTE);
    const { bodies, attributes } = onTopic('alerts').at(-1) ?? {};
    const heading = 'NOT CONTAINED, reminder 2 after 1 h';
    expect(bodies?.email).toMatch(new RegExp(`^${heading}: access key`));
    expect(bodies?.email).toMatch(/^REMINDER 2 {2}the page has been open since \d{4}-.*Z\./m);
    expect(bodies?.sms).toContain(`P1 ${heading}: key ${KEY}`);
    const chat = JSON.parse(bodies?.https ?? '');
    expect(chat.content).toMatchObject({
      title: expect.stringContaining(`P1 ${heading}: key ${KEY}`),
      keywords: ['P1', 'NOT-CONTAINED', 'reminder-2-after-1-h', '111122223333'],
    });
    expect(JSON.parse(bodies?.sqs ?? '')).toMatchObject({
      state: 'NOT_CONTAINED',
      reminder: { number: 2, since: expect.any(String) },
      earlier: { alerts: 2, state: 'NOT_CONTAINED' },
    });
    expect(attributes).toMatchObject({ audience: 'change' });
    expect(pages().at(-1)).toMatchObject({ AlarmDescription: expect.stringContaining(heading) });
    expect(onTopic('pager').at(-1)?.subject).toBe(`ALARM: P1 ${heading} key ${KEY}, account 111122223333`);
    const outcomes = aws.events.map(({ event: { detail } }) => detail['reminder']);
    expect(outcomes.filter((reminder) => reminder !== undefined)).toHaveLength(2);
  });

  test('of which several events are in the queue reminds people once each time, whichever process asks', async () => {
    refuse();
    for (const id of ['first', 'second', 'third']) {
      await fail(finding(id));
      await pass(3 * MINUTE);
    }
    const told = await pass(2 * HOUR, { by: () => open() });
    expect(told.map(({ number }) => number)).toEqual([1, 2, 3]);
  });

  test('of which two processes ask at the same moment reminds people once', async () => {
    refuse();
    await fail();
    passed += 20 * MINUTE;
    await Promise.allSettled([open().invoke(finding('one')), open().invoke(finding('other'))]);
    expect(onTopic('alerts')).toHaveLength(2);
  });

  test('reminds people by the next try if the alert could not be published, and only once', async () => {
    refuse();
    await fail();
    await pass(14 * MINUTE);
    aws.faults.inject({ action: 'sns:Publish', fault: accessDenied, times: 2 });
    const told = await pass(40 * MINUTE);
    expect(told.map(({ minute, number }) => [minute, number])).toEqual([[30, 1]]);
  });

  test('is tried for more than a day although reminders end waits early, and stopped when a person gives the dead letter back', async () => {
    refuse();
    await fail();
    for (let hours = 0; retries()?.messages.length === 1 && hours < 40; hours += 1)
      await pass(HOUR, { step: 60 });
    expect(passed / HOUR).toBeGreaterThan(25);
    const [given] = aws.queues.find('dead-letters')?.messages ?? [];
    aws.faults.clear();
    give(JSON.parse(given?.body ?? ''));
    const told = await pass(MINUTE);
    expect(told.map(({ subject }) => subject.split(' key ')[0])).toEqual(['[P2 CONTAINED]']);
    expect(pages().at(-1)).toMatchObject({ NewStateValue: 'OK', AlarmName: `akr:aws:111122223333:${KEY}` });
  }, 60_000);

  test('whose tries come back late reminds people of the present hour alone', async () => {
    refuse();
    await fail();
    const message = retries()?.receive({ most: 1 })[0];
    retries()?.hide(message?.receiptHandle ?? '', 5 * HOUR);
    const told = await pass(5 * HOUR + MINUTE);
    expect(told.map(({ number, subject }) => [number, subject.includes('after 5 h')])).toEqual([[6, true]]);
  });
});

test.each([
  ['ci-deploy', 'other'],
  ['other', 'ci-deploy'],
])(
  'an alert about two keys, of which people have known that of %s for an hour, reminds them of that of %s',
  async (old, late) => {
    const keyOf = (name: string) => (name === 'other' ? 'AKIAI44QH8DHBEXAMPLE' : KEY);
    const user = aws.identities.createUser({ userName: 'other' });
    aws.identities.createAccessKey(user, { accessKeyId: keyOf('other') });
    refuse();
    const details = 'detail.resource.accessKeyDetails';
    await fail(
      withValue(withValue(finding(), `${details}.accessKeyId`, keyOf(old)), `${details}.userName`, old),
    );
    await pass(HOUR + MINUTE);
    const actors = ['ci-deploy', 'other'].map((name) => ({
      user: { name, uid: 'AIDAIOSFODNN7EXAMPLE', type: 'IAMUser', credentialUid: keyOf(name) },
    }));
    await fail(
      withValue(fixture('guardduty-attack-sequence'), 'detail.service.detection.sequence.actors', actors),
    );
    const told = await pass(20 * MINUTE);
    expect(told.map(({ number, subject }) => [number, subject])).toEqual([
      [1, `[P1 NOT CONTAINED, reminder 1 after 15 min] key ${keyOf(late)}, account 111122223333`],
    ]);
  },
);

describe('nobody is reminded', () => {
  test('before a quarter of an hour has passed', async () => {
    refuse();
    await fail();
    expect(await pass(14 * MINUTE)).toEqual([]);
  });

  test('of a key that IAM shows as stopped, by whomever', async () => {
    refuse();
    await fail();
    aws.identities.findAccessKey(KEY)?.key.status.write('Inactive');
    const told = await pass(3 * HOUR);
    expect(told.filter(({ number }) => number !== undefined)).toEqual([]);
  });

  test('of what is not tried again: an exempt key, and one that is only observed', async () => {
    for (const settings of [{ EXEMPT_PRINCIPALS: 'ci-deploy' }, { CONTAIN: 'observe' }]) {
      house = open(settings);
      give(finding(JSON.stringify(settings)));
    }
    await pass(2 * HOUR);
    expect(JSON.stringify(aws.published)).not.toContain('reminder');
  });

  test('after the undo of a containment, although another event still waits in the queue', async () => {
    refuse();
    await fail();
    aws.faults.clear();
    await house.invoke(finding('other'));
    const { commands } = JSON.parse(onTopic('alerts').at(-1)?.bodies.sqs ?? '{}') as {
      commands: readonly { readonly kind: string; readonly argv: readonly string[] }[];
    };
    const undo = commands.find(({ kind, argv }) => kind === 'undo' && argv[1] === 'dynamodb');
    await runOnLedger(aws, undo?.argv ?? []);
    aws.identities.findAccessKey(KEY)?.key.status.write('Active');
    refuse();
    const told = await pass(2 * HOUR);
    expect(told.filter(({ number }) => number !== undefined)).toEqual([]);
  });
});

test('of a page that an older version opened, people are reminded at the same times', async () => {
  refuse();
  await fail();
  const key = JSON.stringify({ incident: { S: `akr:aws:111122223333:${KEY}` } });
  const words = ['--table-name=ledger', `--key=${key}`, '--condition-expression=attribute_exists(openSince)'];
  const update = '--update-expression=REMOVE openSince SET older = :yes';
  await runOnLedger(aws, [...words, update, '--expression-attribute-values={":yes":{"BOOL":true}}']);
  const told = await pass(61 * MINUTE);
  expect(told.map(({ minute, number }) => [minute, number])).toEqual([
    [15, 1],
    [60, 2],
  ]);
});

describe('while SNS refuses one of the topics', () => {
  const paged = () =>
    pages().map(({ AlarmDescription }) => /^\S.*?reminder (\d+)/.exec(AlarmDescription)?.[1]);

  test('that of the pages, people are reminded by the alerts, and woken once it takes them', async () => {
    refuse();
    refusePublish('pager');
    await fail();
    const told = await pass(HOUR + MINUTE);
    expect(told.map(({ minute, number }) => [minute, number])).toEqual([
      [15, 1],
      [60, 2],
    ]);
    expect(pages()).toEqual([]);
    aws.faults.clear();
    refuse();
    expect(await pass(30 * MINUTE)).toEqual([]);
    expect(pages()).toHaveLength(1);
    expect((await pass(30 * MINUTE)).map(({ number }) => number)).toEqual([3]);
    expect(paged()).toEqual([undefined, '3']);
  });

  test('that of the alerts, people are reminded by pages, and get the alert once it takes them', async () => {
    refuse();
    refusePublish('alerts');
    await fail();
    expect(await pass(HOUR + MINUTE)).toEqual([]);
    expect(paged()).toEqual([undefined, '1', '2']);
    aws.faults.clear();
    refuse();
    expect((await pass(30 * MINUTE)).map(({ number }) => number)).toEqual([undefined]);
    expect((await pass(30 * MINUTE)).map(({ number }) => number)).toEqual([3]);
    expect(paged()).toEqual([undefined, '1', '2', '3']);
  });

  test('and there is no pager, the first alert that goes out is no reminder', async () => {
    house = open({ PAGER_TOPIC_ARN: '' });
    refuse();
    refusePublish('alerts');
    await fail();
    await pass(HOUR - MINUTE);
    aws.faults.clear();
    refuse();
    const told = await pass(HOUR);
    expect(told.map(({ number }) => number)).toEqual([undefined, 1]);
  });

  test('the reminders of a page that is refused begin with its alert, whatever was open before', async () => {
    refuse();
    await fail();
    aws.faults.clear();
    await pass(16 * MINUTE);
    aws.identities.findAccessKey(KEY)?.key.status.write('Active');
    refuse();
    refusePublish('pager');
    await fail(finding('again'));
    const start = Math.floor(passed / 60);
    const told = await pass(61 * MINUTE);
    expect(told.map(({ minute, number }) => [minute - start, number])).toEqual([
      [15, 1],
      [60, 2],
    ]);
  });
});

describe('after a page was closed', () => {
  test('the next one begins to count afresh', async () => {
    refuse();
    await fail();
    await pass(2 * HOUR + MINUTE);
    aws.faults.clear();
    await pass(16 * MINUTE);
    expect(aws.identities.statusOf(KEY)).toBe('Inactive');
    aws.identities.findAccessKey(KEY)?.key.status.write('Active');
    refuse();
    await fail(finding('again'));
    const start = Math.floor(passed / 60);
    const told = await pass(61 * MINUTE);
    expect(told.map(({ minute, number }) => [minute - start, number])).toEqual([
      [15, 1],
      [60, 2],
    ]);
  });
});

describe('if the ledger refuses', () => {
  test('one process tells it once, and reminds people at the same times', async () => {
    refuse();
    refuse('dynamodb:*');
    await fail();
    const told = await pass(2 * HOUR + MINUTE);
    expect(told.map(({ minute, number }) => [minute, number])).toEqual([
      [15, 1],
      [60, 2],
      [120, 3],
    ]);
  });

  test('or leaves every question without an answer, one process tells it once', async () => {
    refuse();
    aws.faults.inject({ action: 'dynamodb:*', fault: hang, times: 'forever' });
    house = openHouseWithPager(aws, {}, shortenedTime(10));
    for (let tries = 0; tries < 3; tries += 1) await house.invoke(finding()).catch(() => undefined);
    expect(onTopic('alerts')).toHaveLength(1);
    expect(onTopic('pager')).toHaveLength(1);
  }, 20_000);

  test('no question in time, but takes what is written, one process tells it once, and reminds people at the same times', async () => {
    const ofProduction = withoutWaiting(aws).clock.abortAfter;
    house = open({}, (milliseconds) =>
      milliseconds < 1_000 ? AbortSignal.abort() : ofProduction(milliseconds),
    );
    refuse();
    refusePublish('pager', 2);
    await fail();
    const told = await pass(2 * HOUR + MINUTE);
    expect(told.map(({ minute, number }) => [minute, number])).toEqual([
      [15, 1],
      [60, 2],
      [120, 3],
    ]);
    expect(onTopic('alerts')).toHaveLength(4);
    // The first page was refused, and tried again by itself.
    expect(pages().map(({ NewStateValue }) => NewStateValue)).toEqual(
      Array.from({ length: 4 }, () => 'ALARM'),
    );
  });

  test('and SNS refuses the alerts, one process wakes people once, and reminds them by pages at the same times', async () => {
    refuse();
    refuse('dynamodb:*');
    refusePublish('alerts');
    await fail();
    await pass(HOUR + MINUTE);
    const marks = pages().map(({ AlarmDescription }) => /reminder (\d+)/.exec(AlarmDescription)?.[1]);
    expect(marks).toEqual([undefined, '1', '2']);
    aws.faults.clear();
    refuse();
    refuse('dynamodb:*');
    expect((await pass(30 * MINUTE)).map(({ number }) => number)).toEqual([undefined]);
    expect(pages()).toHaveLength(3);
  });

  test('and SNS refuses the alert that a key is contained, one process wakes somebody once, until it goes out', async () => {
    refuse('dynamodb:*');
    refusePublish('alerts');
    await fail();
    await pass(HOUR);
    expect(pages().map(({ NewStateValue }) => NewStateValue)).toEqual(['OK', 'ALARM']);
    aws.faults.clear();
    refuse('dynamodb:*');
    expect(await pass(HOUR)).toHaveLength(1);
    expect(pages().map(({ NewStateValue }) => NewStateValue)).toEqual(['OK', 'ALARM', 'OK']);
  });

  test('a key that was told CONTAINED, and that the next try of its event cannot stop, is told again', async () => {
    refuse('dynamodb:*');
    refuse();
    await fail();
    aws.faults.clear();
    refuse('dynamodb:*');
    await pass(2 * MINUTE);
    aws.identities.findAccessKey(KEY)?.key.status.write('Active');
    refuse();
    await pass(10 * MINUTE);
    expect(onTopic('alerts').map(({ subject = '' }) => subject.split(' key ')[0])).toEqual([
      '[P1 NOT CONTAINED]',
      '[P2 CONTAINED]',
      '[P1 NOT CONTAINED]',
    ]);
  });

  test('every process tells it at each of its tries: rather twice than never, four times an hour at most', async () => {
    refuse();
    refuse('dynamodb:*');
    await fail();
    await pass(2 * HOUR, { by: () => open() });
    const told = await pass(2 * HOUR, { by: () => open() });
    expect(told.length).toBeLessThanOrEqual(8);
    expect(told.length).toBeGreaterThan(0);
  });
});
