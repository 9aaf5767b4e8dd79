import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { accessDenied, hang } from '../../local/aws/faults.ts';
import { type Aws, startAws } from '../../local/aws.ts';
import { deadlettersFunction } from '../../src/functions/deadletters-function.ts';
import { socketLimits } from '../../src/surroundings.ts';
import { fixture, type Json, withValue } from '../fixture.ts';
import { alertsOf, openDeadLetters } from '../house.ts';
import { withoutWaiting } from '../without-waiting.ts';

const KEY = 'AKIAIOSFODNN7EXAMPLE';
const finding = fixture('guardduty-malicious-ip-caller');

let aws: Aws;
let now: number;
let log: object[];
let run: () => Promise<number>;
beforeAll(async () => {
  aws = await startAws();
});
beforeEach(() => {
  aws.reset();
  now = Date.now();
  log = [];
  run = open();
});
afterAll(() => aws.stop());

/** A cold start of the function, five minutes later at each run. */
function open(settings: Readonly<Record<string, string>> = {}): () => Promise<number> {
  const invoke = openDeadLetters(aws, {
    settings,
    pace: { ...withoutWaiting(aws), log },
    now: () => new Date(now),
  });
  return () => {
    now += 300_000;
    aws.elapsed.skip(300_000);
    return invoke();
  };
}

const queue = () => {
  const found = aws.queues.find('dead-letters');
  if (found === undefined) throw new Error('there is no queue of dead letters');
  return found;
};
const leave = (body: unknown, attributes = {}) =>
  queue().send({
    body: typeof body === 'string' ? body : JSON.stringify(body),
    senderId: 'test',
    attributes,
  });
const many = (count: number) => {
  for (let index = 0; index < count; index += 1) {
    const id = `0f1e2d3c-4b5a-6978-8796-${String(index).padStart(12, '0')}`;
    leave({ requestContext: {}, requestPayload: withValue(finding, 'id', id) });
  }
};
const subjects = () => aws.published.map(({ subject }) => subject);
const bodies = () => queue().messages.map(({ body }) => body);

describe('a dead letter', () => {
  test('is told with its key, its account and the commands, and stays in the queue, visible', async () => {
    leave({ requestContext: { condition: 'RetriesExhausted' }, requestPayload: finding });
    const before = bodies();
    expect(await run()).toBe(1);
    expect(subjects()).toEqual([`[P1 NOT CONTAINED] key ${KEY} in an event given up, account 111122223333`]);
    const [{ bodies: { email } = { email: '' } } = {}] = aws.published;
    expect(email).toContain(` --access-key-id='${KEY}' --status='Inactive'`);
    expect(email).toContain(
      "start-message-move-task --source-arn='arn:aws:sqs:us-east-1:111122223333:dead-letters'",
    );
    expect(alertsOf(aws)).toMatchObject([{ state: 'NOT_CONTAINED', reason: 'dead-letter' }]);
    expect(bodies()).toEqual(before);
    expect(queue().visible).toHaveLength(1);
    expect(aws.requests.filter(({ action }) => action === 'DeleteMessage')).toEqual([]);
  });

  test.each([
    [
      'reported',
      'It names the service-specific credential ACCAEXAMPLE123EXAMPLE: treat that as ACTIVE.',
      'report-credential-id',
      "update-service-specific-credential --user-name='ci-deploy' --service-specific-credential-id='ACCAEXAMPLE123EXAMPLE' --status='Inactive'",
    ],
    [
      'made',
      'It names the credentials ACCAEXAMPLE123EXAMPLE, AKIAI44QH8DHBEXAMPLE: treat them as ACTIVE.',
      'cloudtrail-create-bearer-key',
      "update-service-specific-credential --user-name='ci-deploy' --service-specific-credential-id='ACCAEXAMPLE123EXAMPLE' --status='Inactive'",
    ],
  ])(
    'about a credential that is no access key, which was %s, has its command, too',
    async (_how, sentence, name, command) => {
      leave({ requestContext: { condition: 'RetriesExhausted' }, requestPayload: fixture(name) });
      await run();
      expect(subjects()).toContainEqual(
        '[P1 NOT CONTAINED] credential ACCAEXAMPLE123EXAMPLE in an event given up, account 111122223333',
      );
      const [{ bodies: { email } = { email: '' } } = {}] = aws.published;
      expect(email).toContain(command);
      expect(email).toContain(sentence);
      const credential = {
        credentialKind: 'service-specific-credential',
        credentialId: 'ACCAEXAMPLE123EXAMPLE',
        account: '111122223333',
      };
      expect(alertsOf(aws)).toMatchObject([
        { reason: 'dead-letter', deadLetters: [{ keys: expect.arrayContaining([credential]) }] },
      ]);
    },
  );

  test('is told in time, also if there are many and the ledger leaves every question without an answer', async () => {
    many(120);
    aws.faults.inject({ action: 'dynamodb:UpdateItem', fault: hang, times: 'forever' });
    // Ten are asked about at once, and each is tried three times.
    const asked = () => aws.requests.filter(({ action }) => action === 'UpdateItem').length;
    const start = Date.now();
    const seconds = () => (asked() / 10) * (socketLimits.requestTimeout / 1000);
    let toldAfter = Number.NaN;
    aws.faults.inject({
      ...{ action: 'sns:Publish', fault: accessDenied, times: 'forever' },
      when: () => {
        toldAfter = seconds();
        return false;
      },
    });
    await openDeadLetters(aws, { now: () => new Date(start + seconds() * 1000) })();
    expect(alertsOf(aws)).toMatchObject([{ reason: 'dead-letter' }]);
    expect(toldAfter).toBeLessThan(deadlettersFunction.timeout / 2);
  });

  test('is told once, by whichever process reads it', async () => {
    leave(finding);
    expect([await run(), await run(), await open()(), await open()()]).toEqual([1, 0, 0, 0]);
    expect(aws.published).toHaveLength(1);
  });

  test('is told once by two that read at the same time', async () => {
    leave(finding);
    await Promise.all([run(), open()()]);
    expect(aws.published).toHaveLength(1);
  });

  test('is told again after it was given back and failed once more, because its id is another', async () => {
    leave(finding);
    await run();
    queue().clear();
    leave(finding);
    expect(await run()).toBe(1);
    expect(aws.published).toHaveLength(2);
  });

  test.each([
    ['a message that is not JSON', 'hello', {}],
    ['a task', { responder: 'task', task: 'look-again', payload: {} }, {}],
    ['an event that no source reads', { ...finding, source: 'custom.unknown' }, {}],
    ['an event of a rule', finding, { ERROR_CODE: 'NO_PERMISSIONS' }],
  ])('is told where it is %s', async (_, body, attributes) => {
    leave(body, attributes);
    expect(await run()).toBe(1);
    expect(alertsOf(aws)).toMatchObject([{ reason: 'dead-letter' }]);
  });

  test('wakes somebody over the topic of the pager', async () => {
    const pager = 'arn:aws:sns:us-east-1:111122223333:pager';
    aws.topics.add(pager);
    leave(finding);
    await open({ PAGER_TOPIC_ARN: pager })();
    const pages = aws.published.filter(({ topicArn }) => topicArn === pager);
    expect(pages.map(({ subject }) => subject)).toEqual([expect.stringMatching(/^ALARM: P1 NOT CONTAINED /)]);
  });
});

describe('many dead letters', () => {
  test('are told singly up to five', async () => {
    many(5);
    expect(await run()).toBe(5);
    expect(aws.published).toHaveLength(5);
  });

  test('are told in one alert from the sixth on, and more than one request reads are all told', async () => {
    many(57);
    expect(await run()).toBe(57);
    expect(subjects()).toEqual(['[P1 NOT CONTAINED] 57 events given up, account 111122223333']);
    const { deadLetters } = JSON.parse(aws.published[0]?.bodies.sqs ?? '{}') as { deadLetters: Json[] };
    expect(new Set(deadLetters.map(({ eventId }) => eventId)).size).toBe(57);
    expect(queue().visible).toHaveLength(57);
    expect(await run()).toBe(0);
  });

  test('do not hide a new one', async () => {
    many(30);
    await run();
    leave(withValue(finding, 'id', 'one-more'));
    expect(await run()).toBe(1);
  });
});

describe('where something fails', () => {
  test('what nobody was told is told by the next run, and the alarm sees the failure', async () => {
    aws.faults.inject({ action: 'sns:Publish', fault: accessDenied, times: 1 });
    leave(finding);
    await expect(run()).rejects.toThrow(
      'people could not be told of every dead letter: sns:Publish AccessDenied',
    );
    expect(await run()).toBe(1);
    expect(aws.published).toHaveLength(1);
    expect(await run()).toBe(0);
  });

  test('people are not told again where only the machines missed it', async () => {
    aws.faults.inject({ action: 'events:PutEvents', fault: accessDenied, times: 1 });
    leave(finding);
    expect([await run(), await open()()]).toEqual([1, 0]);
    expect(aws.published).toHaveLength(1);
  });

  test('a ledger that does not answer loses nothing, and one process tells once', async () => {
    aws.faults.inject({ action: 'dynamodb:*', fault: accessDenied, times: 'forever' });
    leave(finding);
    expect([await run(), await run()]).toEqual([1, 0]);
    expect(aws.published).toHaveLength(1);
  });

  test('a claim of a run that was killed ends before the next run', async () => {
    aws.faults.inject({ action: 'sns:Publish', fault: hang, times: 'forever' });
    leave(finding);
    await expect(run()).rejects.toThrow();
    aws.faults.clear();
    expect(await open()()).toBe(1);
  });

  test('messages that cannot be released are shown within a minute', async () => {
    aws.faults.inject({ action: 'sqs:ChangeMessageVisibility', fault: accessDenied, times: 'forever' });
    leave(finding);
    expect(await run()).toBe(1);
    aws.elapsed.skip(61_000);
    expect(queue().visible).toHaveLength(1);
  });

  test('a queue that cannot be read fails the run', async () => {
    aws.faults.inject({ action: 'sqs:ReceiveMessage', fault: accessDenied, times: 'forever' });
    await expect(run()).rejects.toThrow();
  });
});

describe('after a page that went out without its mail', () => {
  const pager = 'arn:aws:sns:us-east-1:111122223333:pager';
  /** Mails, and the pages that wake people. The page is closed with the mail. */
  const topics = () =>
    aws.published
      .filter(({ topicArn, message }) => topicArn !== pager || JSON.parse(message).NewStateValue === 'ALARM')
      .map(({ topicArn }) => topicArn.split(':').at(-1));

  test.each(['the same process', 'another process'])(
    '%s sends the mail and wakes nobody again',
    async (which) => {
      aws.topics.add(pager);
      aws.faults.inject({
        ...{ action: 'sns:Publish', fault: accessDenied },
        when: ({ TopicArn }) => String(TopicArn).endsWith(':alerts'),
      });
      leave(finding);
      const first = open({ PAGER_TOPIC_ARN: pager });
      await expect(first()).rejects.toThrow('sns:Publish AccessDenied');
      expect(topics()).toEqual(['pager']);
      const second = which === 'the same process' ? first : open({ PAGER_TOPIC_ARN: pager });
      expect([await second(), await second()]).toEqual([1, 0]);
      expect(topics()).toEqual(['pager', 'alerts']);
    },
  );

  test('a new letter beside it wakes people, if both are told in one alert', async () => {
    aws.topics.add(pager);
    aws.faults.inject({
      ...{ action: 'sns:Publish', fault: accessDenied, times: 5 },
      when: ({ TopicArn }) => String(TopicArn).endsWith(':alerts'),
    });
    many(5);
    const paged = open({ PAGER_TOPIC_ARN: pager });
    await expect(paged()).rejects.toThrow(
      /^people could not be told of every dead letter: sns:Publish AccessDenied[^;]*$/,
    );
    leave(finding);
    const before = topics().length;
    expect(await paged()).toBe(6);
    expect(topics().slice(before).toSorted()).toEqual(['alerts', 'pager']);
  });
});

describe('the log says', () => {
  test('nothing of errors where there are none', async () => {
    leave(finding);
    await run();
    expect(log).not.toContainEqual(expect.objectContaining({ level: 'error' }));
  });

  test.each([
    ['that messages stay hidden for a while', 'sqs:ChangeMessageVisibility'],
    ['that the ledger does not know who was told', 'dynamodb:UpdateItem'],
    ['that machines missed it', 'events:PutEvents'],
  ])('%s', async (_, action) => {
    aws.faults.inject({ action, fault: accessDenied, times: 'forever' });
    leave(finding);
    expect(await run()).toBe(1);
    const message = expect.stringContaining(`${action} AccessDenied`);
    expect(log).toContainEqual({ level: 'error', message });
  });
});

test('the function may neither delete nor send a message, and may change no key', () => {
  const actions = deadlettersFunction.permissions.flatMap((permission) => permission.actions);
  expect(actions.filter((action) => /^(?:iam|sts):|Delete|sqs:Send/.test(action))).toEqual([]);
});
