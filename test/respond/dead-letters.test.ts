import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { accessDenied, hang } from '../../local/aws/faults.ts';
import { type Aws, startAws } from '../../local/aws.ts';
import { deadlettersFunction } from '../../src/functions/deadletters-function.ts';
import { socketLimits } from '../../src/surroundings.ts';
import { type DeadLetters, deadLettersIn, toldOf } from '../dead-letters.ts';
import { fixture, type Json, withValue } from '../fixture.ts';
import { alertsOf, openDeadLetters, openHouseWithPager } from '../house.ts';
import { itemOf, runOnLedger } from '../ledger-items.ts';
import { withoutWaiting } from '../without-waiting.ts';

const KEY = 'AKIAIOSFODNN7EXAMPLE';
const finding = fixture('guardduty-malicious-ip-caller');

let aws: Aws;
let log: object[];
let letters: DeadLetters;
let run: () => Promise<number>;
beforeAll(async () => {
  aws = await startAws();
  letters = deadLettersIn(aws);
});
beforeEach(() => {
  aws.reset();
  log = [];
  run = letters.open({ log });
});
afterAll(() => aws.stop());

const many = (count: number) => {
  for (let index = 0; index < count; index += 1) {
    const id = `0f1e2d3c-4b5a-6978-8796-${String(index).padStart(12, '0')}`;
    letters.leave({ requestContext: {}, requestPayload: withValue(finding, 'id', id) });
  }
};
/** The claim of a letter compares `toldAt`, and only its mark sets it. */
const isMarkOf = (item: string, request: object) => {
  const text = JSON.stringify(request);
  return text.includes(item) && /SET [^"]*toldAt =/.test(text);
};
const subjects = () => aws.published.map(({ subject }) => subject);
const bodies = () => letters.queue().messages.map(({ body }) => body);

describe('a dead letter', () => {
  test('is told with its key, its account and the commands, and stays in the queue, visible', async () => {
    letters.leave({ requestContext: { condition: 'RetriesExhausted' }, requestPayload: finding });
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
    expect(letters.queue().visible).toHaveLength(1);
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
      'It names the service-specific credential ACCAEXAMPLE123EXAMPLE: treat that as ACTIVE.',
      'cloudtrail-create-bearer-key',
      "update-service-specific-credential --user-name='ci-deploy' --service-specific-credential-id='ACCAEXAMPLE123EXAMPLE' --status='Inactive'",
    ],
  ])(
    'about a credential that is no access key, which was %s, has its command, too',
    async (_how, sentence, name, command) => {
      letters.leave({ requestContext: { condition: 'RetriesExhausted' }, requestPayload: fixture(name) });
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
    // Half a minute of reading comes before it, and half of the time is for the alert.
    expect(toldAfter).toBeLessThan(deadlettersFunction.timeout / 2 - 30);
  });

  test('is asked about with nine others at the same time, and not with all', async () => {
    many(25);
    let most = 0;
    aws.faults.inject({
      ...{ action: 'dynamodb:UpdateItem', fault: { kind: 'slow', milliseconds: 20 }, times: 'forever' },
      when: () => {
        const asked = aws.requests.filter(({ action, status }) => action === 'UpdateItem' && !status);
        if (aws.published.length === 0) most = Math.max(most, asked.length);
        return true;
      },
    });
    expect(await run()).toBe(25);
    expect(most).toBe(10);
  });

  test('is told once, by whichever process reads it', async () => {
    letters.leave(finding);
    expect([await run(), await run(), await letters.open()(), await letters.open()()]).toEqual([1, 0, 0, 0]);
    expect(aws.published).toHaveLength(1);
  });

  test('is told once by two that read at the same time', async () => {
    letters.leave(finding);
    await Promise.all([run(), letters.open()()]);
    expect(aws.published).toHaveLength(1);
  });

  test('is told again after it was given back and failed once more, because its id is another', async () => {
    letters.leave(finding);
    await run();
    letters.queue().clear();
    letters.leave(finding);
    expect(await run()).toBe(1);
    expect(aws.published).toHaveLength(2);
  });

  test.each([
    ['a message that is not JSON', 'hello', {}],
    ['a task', { responder: 'task', task: 'look-again', payload: {} }, {}],
    ['an event that no source reads', { ...finding, source: 'custom.unknown' }, {}],
    ['an event of a rule', finding, { ERROR_CODE: 'NO_PERMISSIONS' }],
  ])('is told where it is %s', async (_, body, attributes) => {
    letters.leave(body, attributes);
    expect(await run()).toBe(1);
    expect(alertsOf(aws)).toMatchObject([{ reason: 'dead-letter' }]);
  });

  test('of what IAM would not show names the key, and has its commands and its thread', async () => {
    const payload = { event: finding, since: '2026-05-04T03:12:16Z', changed: [], revoked: [] };
    letters.leave({ responder: 'task', task: 'look-again', payload, remainingSeconds: 0 });
    await run();
    expect(subjects()).toEqual([`[P1 NOT CONTAINED] key ${KEY} in an event given up, account 111122223333`]);
    expect(alertsOf(aws)).toMatchObject([{ dedupKey: `akr:aws:111122223333:${KEY}` }]);
    expect(aws.published[0]?.bodies.email).toContain(` --access-key-id='${KEY}' --status='Inactive'`);
  });

  test('that names only a user has the commands that list its keys, and its thread', async () => {
    letters.leave({ requestContext: {}, requestPayload: fixture('report-api-key') });
    await run();
    const email = aws.published[0]?.bodies.email ?? '';
    expect(email).toContain('It names IAM user ci-deploy: treat all its keys as ACTIVE.');
    for (const call of ['list-access-keys', 'list-service-specific-credentials'])
      expect(email).toContain(`aws iam ${call} --user-name='ci-deploy' ||`);
    expect(email).toContain(
      'They print the keys of the user. Then set each one that is Active to Inactive by hand.',
    );
    expect(email).toContain(' UNKNOWN  the keys of IAM user ci-deploy: not read');
    const dedupKey = 'akr:aws:111122223333:arn:aws:iam::111122223333:user/ci-deploy';
    expect(alertsOf(aws)).toMatchObject([{ dedupKey }]);
  });

  test('wakes somebody over the topic of the pager', async () => {
    letters.leave(finding);
    await letters.open({ pager: true })();
    expect(toldOf(aws).wakings.map(({ subject }) => subject)).toEqual([
      expect.stringMatching(/^ALARM: P1 NOT CONTAINED /),
    ]);
  });
});

describe('many dead letters', () => {
  test('are told singly up to five', async () => {
    many(5);
    expect(await run()).toBe(5);
    expect(aws.published).toHaveLength(5);
  });

  test('have their users in the one alert, too', async () => {
    many(5);
    letters.leave({ requestContext: {}, requestPayload: fixture('report-api-key') });
    await run();
    expect(aws.published[0]?.bodies.email).toMatch(
      /^ the keys of IAM user ci-deploy, account "111122223333": event/m,
    );
  });

  test('are told in one alert from the sixth on, and more than one request reads are all told', async () => {
    many(57);
    expect(await run()).toBe(57);
    expect(subjects()).toEqual(['[P1 NOT CONTAINED] 57 events given up, account 111122223333']);
    const { deadLetters } = JSON.parse(aws.published[0]?.bodies.sqs ?? '{}') as { deadLetters: Json[] };
    expect(new Set(deadLetters.map(({ eventId }) => eventId)).size).toBe(57);
    expect(letters.queue().visible).toHaveLength(57);
    expect(await run()).toBe(0);
  });

  test('do not hide a new one', async () => {
    many(30);
    await run();
    letters.leave(withValue(finding, 'id', 'one-more'));
    expect(await run()).toBe(1);
  });
});

describe('an event that was given up, and is given back', () => {
  /** The queues are made with each function, so the one that handles events is opened last. */
  function open() {
    const tell = letters.open({ pager: true });
    const pace = withoutWaiting(aws);
    const now = () => new Date(aws.elapsed.now());
    const house = openHouseWithPager(aws, {}, { ...pace, clock: { ...pace.clock, now } });
    aws.identities.createAccessKey(aws.identities.createUser({ userName: 'ci-deploy' }), {
      accessKeyId: KEY,
    });
    const giveBack = async () => {
      for (const { body } of letters.queue().messages)
        aws.queues.find('retries')?.send({ body, senderId: 'operator' });
      letters.queue().clear();
      await house.passTime(60);
    };
    return { tell, house, giveBack };
  }
  const refuse = (action: string) => aws.faults.inject({ action, fault: accessDenied, times: 'forever' });
  const giveUp = (event: Json) =>
    letters.leave({ requestContext: { condition: 'RetriesExhausted' }, requestPayload: event });
  const threads = () =>
    aws.published
      .filter(({ topicArn }) => topicArn.endsWith(':pager'))
      .map(({ bodies: { default: body } }) => JSON.parse(body))
      .map(({ AlarmName, NewStateValue }) => [AlarmName, NewStateValue]);
  const THREAD = `akr:aws:111122223333:${KEY}`;

  test('ends on the thread of its alert, also if people had been told CONTAINED of its key before', async () => {
    const { tell, house, giveBack } = open();
    refuse('events:PutEvents');
    await expect(house.invoke(finding)).rejects.toThrow('events:PutEvents');
    giveUp(finding);
    aws.faults.clear();
    expect(await tell()).toBe(1);
    await giveBack();
    expect(subjects().filter((subject) => subject?.startsWith('['))).toEqual([
      `[P2 CONTAINED] key ${KEY} Inactive, account 111122223333, MaliciousIPCaller`,
      `[P1 NOT CONTAINED] key ${KEY} in an event given up, account 111122223333`,
      `[P2 CONTAINED] key ${KEY} Inactive, account 111122223333, MaliciousIPCaller`,
    ]);
    expect(threads()).toEqual([
      [THREAD, 'OK'],
      [THREAD, 'ALARM'],
      [THREAD, 'OK'],
    ]);
  });

  test('ends on the thread of its user, if it names no credential', async () => {
    const { tell, giveBack } = open();
    giveUp(fixture('report-api-key'));
    await tell();
    await giveBack();
    expect(threads().map(([, state]) => state)).toEqual(['ALARM', 'OK']);
    expect(new Set(threads().map(([thread]) => thread))).toEqual(
      new Set(['akr:aws:111122223333:arn:aws:iam::111122223333:user/ci-deploy']),
    );
  });

  test('and fails once more, is not told again, but people are reminded of it', async () => {
    const { tell, house, giveBack } = open();
    giveUp(finding);
    await tell();
    refuse('iam:UpdateAccessKey');
    await giveBack();
    expect(threads()).toEqual([[THREAD, 'ALARM']]);
    for (let minutes = 0; minutes < 20; minutes += 1) await house.passTime(60);
    expect(subjects().at(-1)).toContain('NOT CONTAINED, reminder 1 after 15 min');
    expect(threads()).toEqual([
      [THREAD, 'ALARM'],
      [THREAD, 'ALARM'],
    ]);
  });

  test('and was about nothing, is told as what it is', async () => {
    const { tell, giveBack } = open();
    giveUp(fixture('guardduty-low-discovery'));
    await tell();
    const before = alertsOf(aws).length;
    await giveBack();
    expect(
      alertsOf(aws)
        .slice(before)
        .map(({ state }) => state),
    ).toEqual(['NO_ACTION']);
  });

  test('needs nobody any more if a person stops its key first', async () => {
    const { tell, house } = open();
    giveUp(finding);
    await tell();
    aws.identities.findAccessKey(KEY)?.key.status.write('Inactive');
    expect(await house.invoke(fixture('cloudtrail-deactivate-key'))).toEqual(['RESOLVED']);
    expect(threads().at(-1)).toEqual([THREAD, 'OK']);
  });

  /** Of the last alert that has it, as far as the ledger is concerned. */
  const undo = async () => {
    const commands = alertsOf(aws).flatMap((alert) => (alert as unknown as Commanding).commands ?? []);
    const argv = commands.findLast(({ kind, argv }) => kind === 'undo' && argv[1] === 'dynamodb')?.argv;
    await runOnLedger(aws, argv ?? []);
  };

  test('needs nobody any more if a person undoes what was done to its key', async () => {
    const { tell, house, giveBack } = open();
    refuse('events:PutEvents');
    await expect(house.invoke(finding)).rejects.toThrow('events:PutEvents');
    giveUp(finding);
    aws.faults.clear();
    await tell();
    await undo();
    aws.identities.findAccessKey(KEY)?.key.status.write('Active');
    const activated = new Date(aws.elapsed.now()).toISOString();
    await house.invoke(withValue(fixture('cloudtrail-activate-key'), 'detail.eventTime', activated));
    expect(threads().slice(1)).toEqual([
      [THREAD, 'ALARM'],
      [THREAD, 'OK'],
    ]);
    await giveBack();
    expect([threads().length, aws.identities.statusOf(KEY)]).toEqual([3, 'Active']);
  });

  test('ends the page of what a person undid, where no key is switched on', async () => {
    const { tell } = open();
    aws.identities.createRole({ roleName: 'app-instance' });
    const house = openHouseWithPager(aws, { REVOCABLE_ROLES: '*' });
    const session = withValue(
      fixture('guardduty-role-session'),
      'detail.resource.accessKeyDetails.userName',
      'app-instance',
    );
    refuse('events:PutEvents');
    await expect(house.invoke(session)).rejects.toThrow('events:PutEvents');
    giveUp(session);
    aws.faults.clear();
    await tell();
    await undo();
    for (let times = 0; times < 2; times += 1) {
      aws.queues.find('retries')?.send({ body: JSON.stringify(session), senderId: 'operator' });
      await house.passTime(60);
    }
    expect(threads().map(([, state]) => state)).toEqual(['ALARM', 'ALARM', 'OK']);
  });

  test('makes nobody who switches its key on a thief', async () => {
    const { tell, house } = open();
    giveUp(finding);
    await tell();
    expect(await house.invoke(fixture('cloudtrail-activate-key'))).toEqual(['NO_ACTION']);
    expect(threads()).toEqual([[THREAD, 'ALARM']]);
  });
});

interface Commanding {
  readonly commands?: readonly { readonly kind: string; readonly argv: readonly string[] }[];
}

describe('where something fails', () => {
  test('what nobody was told is told by the next run, and the alarm sees the failure', async () => {
    aws.faults.inject({ action: 'sns:Publish', fault: accessDenied, times: 1 });
    letters.leave(finding);
    await expect(run()).rejects.toThrow(
      'people could not be told of every dead letter: sns:Publish AccessDenied',
    );
    expect(await run()).toBe(1);
    expect(aws.published).toHaveLength(1);
    expect(await run()).toBe(0);
  });

  test('a page that SNS refused goes out with the next run, and the mail is not sent again', async () => {
    const paged = letters.open({ pager: true });
    const when = ({ TopicArn }: Readonly<Record<string, unknown>>) => String(TopicArn).endsWith(':pager');
    aws.faults.inject({ action: 'sns:Publish', fault: accessDenied, times: 'forever', when });
    letters.leave(finding);
    await expect(paged()).rejects.toThrow(expect.objectContaining({ name: 'UntoldDeadLettersError' }));
    expect(await itemOf(aws, `akr:aws:111122223333:${KEY}`)).not.toHaveProperty('paged');
    // Another process reads it from the ledger, and this one knows it without.
    for (const run of [letters.open({ pager: true }), paged])
      await expect(run()).rejects.toThrow(expect.objectContaining({ name: 'UntoldDeadLettersError' }));
    aws.faults.clear();
    aws.faults.inject({ action: 'dynamodb:UpdateItem', fault: accessDenied, times: 1 });
    expect(await paged()).toBe(1);
    const { mails, wakings } = toldOf(aws);
    expect([mails.length, wakings.length]).toEqual([1, 1]);
    expect(await itemOf(aws, `akr:aws:111122223333:${KEY}`)).toMatchObject({
      paged: { S: 'open NOT CONTAINED: dead-letter' },
    });
    expect(await letters.open({ pager: true })()).toBe(0);
  });

  test('of six that are told together, all is told again if they were told differently', async () => {
    const paged = letters.open({ pager: true });
    const refuse = (topic: string) =>
      aws.faults.inject({
        ...{ action: 'sns:Publish', fault: accessDenied, times: 'forever' },
        when: ({ TopicArn }) => String(TopicArn).endsWith(`:${topic}`),
      });
    letters.leave(finding);
    refuse('pager');
    await expect(paged()).rejects.toThrow();
    many(6);
    aws.faults.clear();
    expect(await paged()).toBe(7);
    const { mails, wakings } = toldOf(aws);
    expect([mails.length, wakings.length]).toEqual([2, 1]);
  });

  test('what nobody was told wakes people when it is told, since no page told of it', async () => {
    const paged = letters.open({ pager: true });
    aws.faults.inject({ action: 'sns:Publish', fault: accessDenied, times: 'forever' });
    letters.leave(finding);
    await expect(paged()).rejects.toThrow(expect.objectContaining({ name: 'UntoldDeadLettersError' }));
    aws.faults.clear();
    expect(await paged()).toBe(1);
    expect(toldOf(aws).wakings).toHaveLength(1);
  });

  test('what a ledger does not take about a credential costs no mail, is in the log, and is not told again', async () => {
    const when = (request: object) => JSON.stringify(request).includes(`akr:aws:111122223333:${KEY}`);
    aws.faults.inject({ action: 'dynamodb:UpdateItem', fault: accessDenied, times: 'forever', when });
    letters.leave(finding);
    expect([await run(), await run()]).toEqual([1, 0]);
    expect(aws.published).toHaveLength(1);
    expect(log).toContainEqual({ level: 'error', message: 'dynamodb:UpdateItem AccessDenied' });
  });

  test.each([0, 5])(
    'what the ledger does not take about letter %i of six is in the log, and the others are marked',
    async (index) => {
      many(6);
      const items = letters.queue().messages.map(({ messageId }) => `dead-letter:${messageId}`);
      const refused = items[index] ?? '';
      aws.faults.inject({
        ...{ action: 'dynamodb:UpdateItem', fault: accessDenied, times: 'forever' },
        when: (request) => isMarkOf(refused, request),
      });
      expect(await run()).toBe(6);
      expect(log).toContainEqual({ level: 'error', message: 'dynamodb:UpdateItem AccessDenied' });
      for (const item of items)
        expect([item, (await itemOf(aws, item))?.['toldAt'] !== undefined]).toEqual([item, item !== refused]);
      // A ledger that refuses is not asked about each credential as well.
      expect(await itemOf(aws, `akr:aws:111122223333:${KEY}`)).toBeUndefined();
    },
  );

  test('what the ledger does not take about one of two credentials is in the log, and the other is marked', async () => {
    const SESSION = 'akr:aws:111122223333:ASIAIOSFODNN7EXAMPLE';
    const when = (request: object) => JSON.stringify(request).includes(SESSION);
    aws.faults.inject({ action: 'dynamodb:UpdateItem', fault: accessDenied, times: 'forever', when });
    letters.leave(fixture('guardduty-attack-sequence'));
    expect(await run()).toBe(1);
    expect(log).toContainEqual({ level: 'error', message: 'dynamodb:UpdateItem AccessDenied' });
    expect(await itemOf(aws, SESSION)).toBeUndefined();
    expect(await itemOf(aws, `akr:aws:111122223333:${KEY}`)).toMatchObject({ givenUpAt: {} });
  });

  test('an event of a user marks the item of the user, as that of a key is marked', async () => {
    letters.leave(fixture('report-api-key'));
    await letters.open({ pager: true })();
    const item = 'akr:aws:111122223333:arn:aws:iam::111122223333:user/ci-deploy';
    expect(await itemOf(aws, item)).toMatchObject({
      told: { S: 'NOT CONTAINED: dead-letter' },
      paged: { S: 'open NOT CONTAINED: dead-letter' },
      ...{ toldState: { S: 'NOT_CONTAINED' }, openSince: {}, givenUpAt: {}, expiresAt: {} },
    });
  });

  test('without a pager the mail is what wakes somebody', async () => {
    letters.leave(finding);
    await run();
    expect(await itemOf(aws, `akr:aws:111122223333:${KEY}`)).toMatchObject({
      paged: { S: expect.stringMatching(/^open /) },
    });
  });

  test('people are not told again where only the machines missed it', async () => {
    aws.faults.inject({ action: 'events:PutEvents', fault: accessDenied, times: 1 });
    letters.leave(finding);
    expect([await run(), await letters.open()()]).toEqual([1, 0]);
    expect(aws.published).toHaveLength(1);
  });

  test('a ledger that does not answer loses nothing, and one process tells once', async () => {
    aws.faults.inject({ action: 'dynamodb:*', fault: accessDenied, times: 'forever' });
    letters.leave(finding);
    expect([await run(), await run()]).toEqual([1, 0]);
    expect(aws.published).toHaveLength(1);
  });

  test('a claim of a run that was killed ends before the next run', async () => {
    aws.faults.inject({ action: 'sns:Publish', fault: hang, times: 'forever' });
    letters.leave(finding);
    await expect(run()).rejects.toThrow();
    aws.faults.clear();
    expect(await letters.open()()).toBe(1);
  });

  test('messages that cannot be released are shown within a minute', async () => {
    aws.faults.inject({ action: 'sqs:ChangeMessageVisibility', fault: accessDenied, times: 'forever' });
    letters.leave(finding);
    expect(await run()).toBe(1);
    aws.elapsed.skip(61_000);
    expect(letters.queue().visible).toHaveLength(1);
  });

  test('a queue that cannot be read fails the run', async () => {
    aws.faults.inject({ action: 'sqs:ReceiveMessage', fault: accessDenied, times: 'forever' });
    await expect(run()).rejects.toThrow();
  });
});

describe('after a page that went out without its mail', () => {
  const counts = () => {
    const { mails, wakings } = toldOf(aws);
    return { mails: mails.length, wakings: wakings.length };
  };

  test.each(['the same process', 'another process'])(
    '%s sends the mail and wakes nobody again',
    async (which) => {
      aws.faults.inject({
        ...{ action: 'sns:Publish', fault: accessDenied },
        when: ({ TopicArn }) => String(TopicArn).endsWith(':alerts'),
      });
      letters.leave(finding);
      const first = letters.open({ pager: true });
      await expect(first()).rejects.toThrow('sns:Publish AccessDenied');
      expect(counts()).toEqual({ mails: 0, wakings: 1 });
      const second = which === 'the same process' ? first : letters.open({ pager: true });
      expect([await second(), await second()]).toEqual([1, 0]);
      expect(counts()).toEqual({ mails: 1, wakings: 1 });
    },
  );

  test('a new letter beside it wakes people, if both are told in one alert', async () => {
    aws.faults.inject({
      ...{ action: 'sns:Publish', fault: accessDenied, times: 5 },
      when: ({ TopicArn }) => String(TopicArn).endsWith(':alerts'),
    });
    many(5);
    const paged = letters.open({ pager: true });
    await expect(paged()).rejects.toThrow(
      /^people could not be told of every dead letter: sns:Publish AccessDenied[^;]*$/,
    );
    letters.leave(finding);
    const { wakings } = counts();
    expect(await paged()).toBe(6);
    expect(counts()).toEqual({ mails: 1, wakings: wakings + 1 });
  });
});

describe('the log says', () => {
  test('nothing of errors where there are none', async () => {
    letters.leave(finding);
    await run();
    expect(log).not.toContainEqual(expect.objectContaining({ level: 'error' }));
  });

  test.each([
    ['that messages stay hidden for a while', 'sqs:ChangeMessageVisibility'],
    ['that the ledger does not know who was told', 'dynamodb:UpdateItem'],
    ['that machines missed it', 'events:PutEvents'],
  ])('%s', async (_, action) => {
    aws.faults.inject({ action, fault: accessDenied, times: 'forever' });
    letters.leave(finding);
    expect(await run()).toBe(1);
    expect(log).toContainEqual({ level: 'error', message: `${action} AccessDenied` });
  });
});

test('the function may neither delete nor send a message, and may change no key', () => {
  const actions = deadlettersFunction.permissions.flatMap((permission) => permission.actions);
  expect(actions.filter((action) => /^(?:iam|sts):|Delete|sqs:Send/.test(action))).toEqual([]);
});
