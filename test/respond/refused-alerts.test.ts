import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import {
  authorizationError,
  connectionReset,
  type Fault,
  hang,
  invalidParameter,
  kmsAccessDenied,
  kmsDisabled,
  notFound,
  serviceFailure,
  throttling,
} from '../../local/aws/faults.ts';
import { type Aws, startAws } from '../../local/aws.ts';
import { fixture, withValue } from '../fixture.ts';
import { openHouse, openHouseWithPager } from '../house.ts';

const KEY = 'AKIAIOSFODNN7EXAMPLE';

let aws: Aws;
beforeAll(async () => {
  aws = await startAws();
});
afterAll(() => aws.stop());

function createKey(accessKeyId: string, userName: string): void {
  aws.identities.createAccessKey(aws.identities.createUser({ userName }), { accessKeyId });
}

interface Outcome {
  readonly state: string;
  readonly deliveries: readonly Readonly<Record<string, string>>[];
}

/** What the outcome events say about the key. */
function outcomesOf(accessKeyId: string): readonly Outcome[] {
  return aws.events
    .map(({ event }) => event.detail as unknown as Outcome)
    .filter((detail) => JSON.stringify(detail).includes(accessKeyId));
}

const publishedTo = (topic: string, accessKeyId: string) =>
  aws.published.filter(
    ({ topicArn, message }) => topicArn.endsWith(`:${topic}`) && message.includes(accessKeyId),
  );

describe('an alert whose full form SNS refuses', () => {
  beforeEach(() => {
    aws.reset();
    createKey(KEY, 'ci-deploy');
    aws.faults.inject({
      action: 'sns:Publish',
      fault: invalidParameter,
      times: 'forever',
      when: ({ Subject }) => Subject !== undefined,
    });
  });

  test('goes out in a few plain words, and the response is finished', async () => {
    const house = openHouse(aws);
    expect(await house.invoke(fixture('guardduty-malicious-ip-caller'))).toEqual(['CONTAINED']);
    expect(aws.identities.statusOf(KEY)).toBe('Inactive');
    expect(aws.published).toHaveLength(1);
    const [alert] = aws.published;
    expect(alert?.subject).toBeUndefined();
    expect(alert?.message).toBe(
      `[P2 CONTAINED] key ${KEY} Inactive, account 111122223333, MaliciousIPCaller. The full alert was refused by SNS; the function's log has it. Alert id 0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0.`,
    );
    // No structure either: whatever subscribes gets the same words.
    expect(new Set(Object.values(alert?.bodies ?? {}))).toEqual(new Set([alert?.message]));
    expect(house.log).toContainEqual(
      expect.objectContaining({ level: 'error', message: 'SNS refused the full alert' }),
    );
  });

  test('is told to have been refused, in the outcome event and in the log', async () => {
    const house = openHouse(aws);
    await house.invoke(fixture('guardduty-malicious-ip-caller'));
    const deliveries = [
      { form: 'full', result: 'failed', error: 'InvalidParameterException' },
      { form: 'minimal', result: 'published', messageId: aws.published[0]?.messageId },
    ];
    expect(outcomesOf(KEY)[0]?.deliveries).toMatchObject(deliveries);
    expect(house.log).toContainEqual(
      expect.objectContaining({ deliveries: deliveries.map((one) => expect.objectContaining(one)) }),
    );
    // The whole of it is left in the log.
    expect(house.log[0]).toMatchObject({
      message: 'outcome',
      alert: { state: 'CONTAINED', key: { id: KEY } },
    });
  });

  test('is in its plainest form a short line of printable ASCII, whatever the event holds', async () => {
    const event = withValue(fixture('guardduty-malicious-ip-caller'), 'id', '\u2028<!channel>\n'.repeat(500));
    await openHouseWithPager(aws).invoke(event);
    expect(aws.published).toHaveLength(2);
    for (const { message, subject } of aws.published) {
      expect(subject).toBeUndefined();
      expect(message).toMatch(/^[\x20-\x7e]{1,1000}$/);
      expect(message).toMatch(/P2 CONTAINED.*AKIAIOSFODNN7EXAMPLE.*111122223333/);
      expect(message).not.toMatch(/[<>]/);
    }
  });

  test('needs nobody to be woken instead', async () => {
    await openHouseWithPager(aws).invoke(fixture('guardduty-malicious-ip-caller'));
    expect(publishedTo('pager', KEY).map(({ message }) => message)).toEqual([
      expect.stringMatching(/^OK: P2 CONTAINED /),
    ]);
  });
});

const FAULTS: Readonly<Record<string, { readonly fault: Fault; readonly code: string }>> = {
  'KMS denies access to the key of the topic': { fault: kmsAccessDenied, code: 'KMSAccessDeniedException' },
  'the key of the topic is disabled': { fault: kmsDisabled, code: 'KMSDisabledException' },
  'the key of the topic is in a wrong state': {
    fault: error('KMSInvalidState'),
    code: 'KMSInvalidStateException',
  },
  'the key of the topic is not there': { fault: error('KMSNotFound'), code: 'KMSNotFoundException' },
  'the account has no KMS': { fault: error('KMSOptInRequired'), code: 'KMSOptInRequired' },
  'KMS is throttling': { fault: error('KMSThrottling'), code: 'KMSThrottlingException' },
  'every form is invalid': { fault: invalidParameter, code: 'InvalidParameterException' },
  'the role may not publish': { fault: authorizationError, code: 'AuthorizationErrorException' },
  'the topic is not there': { fault: notFound, code: 'NotFoundException' },
  'SNS is throttling': { fault: throttling, code: 'Throttling' },
  'SNS fails': { fault: serviceFailure, code: 'ServiceFailure' },
  'SNS does not answer': { fault: hang, code: 'TimeoutError' },
  'the connection is cut': { fault: connectionReset, code: 'TimeoutError' },
};

function error(code: string): Fault {
  return { kind: 'error', status: 400, code, message: `${code}: refused` };
}

const WHERE = ['alerts', 'pager', 'everything', 'alerts, and there is no pager'] as const;
const cases = Object.keys(FAULTS).flatMap((name) => WHERE.map((where) => ({ name, where })));

interface Result {
  readonly ended: string;
  readonly status: string | undefined;
  readonly alerts: readonly string[];
  readonly pages: readonly (readonly [string | undefined, Readonly<Record<string, string>>])[];
  readonly deliveries: Outcome['deliveries'];
}

describe('for ever, while a stolen key is contained', () => {
  const results = new Map<string, Result>();
  // One after the other, each with a ledger that knows nothing, so that none is part of a storm of alerts.
  beforeAll(async () => {
    for (const [index, one] of cases.entries()) {
      aws.reset();
      results.set(JSON.stringify(one), await run(one, index));
    }
  }, 120_000);

  describe.each(cases)('$name: $where', (one) => {
    const { where, name } = one;
    const code = FAULTS[name]?.code;
    const result = () => results.get(JSON.stringify(one)) as Result;

    test('the key is Inactive all the same', () => {
      expect(result().status).toBe('Inactive');
    });

    test('the event runs again, with the code of SNS in the error', () => {
      expect(result().ended).toBe(
        `UnfinishedResponseError: the response is not finished and must run again: sns:Publish ${code}`,
      );
    });

    test('machines are told of it, and how each delivery ended', () => {
      const failed = result().deliveries.filter(({ result: how }) => how === 'failed');
      expect(new Set(failed.map(({ error: why }) => why))).toEqual(new Set([code]));
      const topics = new Set(failed.map(({ topicArn = '' }) => topicArn.split(':').at(-1)));
      expect([...topics].toSorted()).toEqual(
        where === 'everything' ? ['alerts', 'pager'] : [where === 'pager' ? 'pager' : 'alerts'],
      );
    });

    if (where === 'alerts') {
      test('somebody is woken instead, although nothing else were a reason for it', () => {
        expect(result().alerts).toEqual([]);
        const [subject, body] = result().pages.at(-1) ?? [];
        expect(subject).toMatch(/^ALARM: P2 CONTAINED key \w+ Inactive, account 111122223333/);
        expect(body).toMatchObject({ NewStateValue: 'ALARM', status: 'triggered', state: 'CONTAINED' });
      });
    } else {
      test('nobody is woken who could not be told', () => {
        expect(result().pages.filter(([subject]) => subject?.startsWith('ALARM'))).toEqual([]);
        expect(result().alerts).toHaveLength(where === 'pager' ? 1 : 0);
      });
    }
  });
});

async function run({ name, where }: (typeof cases)[number], index: number): Promise<Result> {
  const accessKeyId = `AKIAEXAMPLEREFUSED${String(index).padStart(2, '0')}`;
  const userName = `refused-${index}`;
  createKey(accessKeyId, userName);
  const topic = where === 'everything' ? '' : where === 'pager' ? 'pager' : 'alerts';
  aws.faults.inject({
    action: 'sns:Publish',
    fault: FAULTS[name]?.fault ?? hang,
    times: 'forever',
    when: ({ Message = '', TopicArn = '' }) =>
      String(Message).includes(accessKeyId) && String(TopicArn).endsWith(topic),
  });
  const house = where === 'alerts, and there is no pager' ? openHouse(aws) : openHouseWithPager(aws);
  const details = 'detail.resource.accessKeyDetails';
  const event = withValue(
    withValue(fixture('guardduty-malicious-ip-caller'), `${details}.accessKeyId`, accessKeyId),
    `${details}.userName`,
    userName,
  );
  const ended = await house.invoke(event).then(String, String);
  return {
    ended,
    status: aws.identities.statusOf(accessKeyId),
    alerts: publishedTo('alerts', accessKeyId).map(({ message }) => message),
    pages: publishedTo('pager', accessKeyId).map(({ subject, message }) => [subject, JSON.parse(message)]),
    deliveries: outcomesOf(accessKeyId)[0]?.deliveries ?? [],
  };
}

describe('an event that runs again', () => {
  beforeEach(() => {
    aws.reset();
    createKey(KEY, 'ci-deploy');
  });

  test('tells the same incident once the topic is mended, and ends the alarm', async () => {
    aws.faults.inject({
      action: 'sns:Publish',
      fault: kmsDisabled,
      times: 2,
      when: ({ TopicArn }) => String(TopicArn).endsWith('alerts'),
    });
    const house = openHouseWithPager(aws);
    const event = fixture('guardduty-malicious-ip-caller');
    await expect(house.invoke(event)).rejects.toThrow('sns:Publish KMSDisabledException');
    expect(await house.invoke(event)).toEqual(['CONTAINED']);

    const pages = publishedTo('pager', KEY).map(({ message }) => JSON.parse(message));
    expect(pages.map(({ NewStateValue }) => NewStateValue)).toEqual(['OK', 'ALARM', 'OK']);
    const alerts = publishedTo('alerts', KEY).map(({ bodies }) => JSON.parse(bodies.sqs));
    expect(alerts).toHaveLength(1);
    const incident = `akr:aws:111122223333:${KEY}`;
    expect(new Set([...pages, ...alerts].map(({ dedupKey }) => dedupKey))).toEqual(new Set([incident]));
    expect(new Set(pages.map(({ AlarmName }) => AlarmName))).toEqual(new Set([incident]));
    expect(aws.identities.statusOf(KEY)).toBe('Inactive');
  });

  test('sends the page alone when only the page failed', async () => {
    aws.faults.inject({
      action: 'sns:Publish',
      fault: authorizationError,
      when: ({ TopicArn }) => String(TopicArn).endsWith('pager'),
    });
    const house = openHouseWithPager(aws);
    await expect(house.invoke(fixture('guardduty-malicious-ip-caller'))).rejects.toThrow(
      'sns:Publish AuthorizationErrorException',
    );
    await house.invoke(fixture('guardduty-malicious-ip-caller'));
    expect(publishedTo('alerts', KEY)).toHaveLength(1);
    expect(publishedTo('pager', KEY)).toHaveLength(1);
  });
});

describe('an event that cannot be read', () => {
  beforeEach(() => aws.reset());

  test('is told in a few plain words where SNS refuses more', async () => {
    aws.faults.inject({ action: 'sns:Publish', fault: invalidParameter });
    expect(await openHouse(aws).invoke({ ...fixture('report'), detail: {} })).toEqual([]);
    expect(aws.published.map(({ message }) => message)).toEqual([
      expect.stringMatching(/^\[P1 NOT CONTAINED\] an event that could not be read, account 111122223333/),
    ]);
  });

  test('runs again where nobody could be told of it, and wakes somebody', async () => {
    aws.faults.inject({
      action: 'sns:Publish',
      fault: kmsAccessDenied,
      times: 'forever',
      when: ({ TopicArn }) => String(TopicArn).endsWith('alerts'),
    });
    await expect(openHouseWithPager(aws).invoke({ ...fixture('report'), detail: {} })).rejects.toThrow(
      'sns:Publish KMSAccessDeniedException',
    );
    expect(aws.published.map(({ subject }) => subject)).toEqual([
      expect.stringMatching(/^ALARM: P1 NOT CONTAINED /),
    ]);
  });
});
