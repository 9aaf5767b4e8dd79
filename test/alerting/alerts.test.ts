import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { accessDenied, type Fault, invalidParameter } from '../../local/aws/faults.ts';
import { type Aws, startAws } from '../../local/aws.ts';
import { credential, detectionOf, KEY, OWN, USER } from '../../scripts/coverage-tables/examples.ts';
import type { Alerts } from '../../src/alerting/alerts.ts';
import { CLAIMED_BY_NOBODY, type Claim, NO_CLAIMS } from '../../src/core/claims.ts';
import type { Detection } from '../../src/core/detection.ts';
import { describe as describeIncident, type Incident } from '../../src/core/incident.ts';
import type { StormMember } from '../../src/core/storm.ts';
import { aDeadLetter } from '../a-dead-letter.ts';
import { incidentOf, sentAt } from '../incident-of.ts';
import { ALERTS, openAlerts, PAGER } from './open-alerts.ts';

const OTHER_KEY = 'AKIAI44QH8DHBEXAMPLE';
const place = { partition: 'aws', region: 'us-east-1', accountId: OWN };

let aws: Aws;
let alerts: Alerts;
let log: object[];
let measured: object[];
beforeAll(async () => {
  aws = await startAws();
});
beforeEach(() => {
  aws.reset();
  for (const topic of [ALERTS, PAGER]) aws.topics.add(topic);
  log = [];
  measured = [];
  alerts = openAlerts(aws, {
    log: (entry) => log.push(entry),
    measure: (take) => measured.push(take()),
  });
});
afterAll(() => aws.stop());

const published = (topic: string) => aws.published.filter(({ topicArn }) => topicArn === topic);
const pages = () => published(PAGER).map(({ message }) => JSON.parse(message).NewStateValue);
const refuse = (fault: Fault, times: number | 'forever' = 'forever') =>
  aws.faults.inject({
    ...{ action: 'sns:Publish', fault, times },
    when: ({ TopicArn }) => String(TopicArn) === ALERTS,
  });

async function send(detection: Detection, claims: Readonly<Record<string, Partial<Claim>>> = {}) {
  return sendOf(await incidentOf(detection), claims);
}

async function sendOf(incident: Incident, claims: Readonly<Record<string, Partial<Claim>>> = {}) {
  const credentials = Object.entries(claims).map(
    ([key, claim]) => [key, { ...CLAIMED_BY_NOBODY, ...claim }] as const,
  );
  return alerts.sendAlert(alerts.compose(incident, { ...NO_CLAIMS, credentials: new Map(credentials) }));
}

/** Two keys of one event, both stopped, so that the pages about them are closed. */
async function twoKeys(): Promise<Incident> {
  const [one, other] = [credential(KEY, USER), credential(OTHER_KEY, USER)];
  const { detection, entries } = await incidentOf(detectionOf(one));
  const outcomes = entries.flatMap(({ outcome }) => [
    outcome,
    { ...outcome, decision: { ...outcome.decision, affected: other } },
  ]);
  return describeIncident(detection, { outcomes, place, sentAt });
}

describe('an alert of which somebody was woken before', () => {
  const [one, other] = [`akr:aws:${OWN}:${KEY}`, `akr:aws:${OWN}:${OTHER_KEY}`];

  test.each([
    ['both of its keys', { [one]: { woken: true }, [other]: { woken: true } }, []],
    ['one of its two keys', { [one]: {}, [other]: { woken: true } }, []],
    ['none of its keys', { [one]: {}, [other]: {} }, ['OK', 'OK', 'ALARM']],
  ] as const)(
    'wakes nobody again and leaves that page open while SNS refuses the mail: for %s',
    async (_, claims, paged) => {
      refuse(accessDenied);
      await sendOf(await twoKeys(), claims);
      expect(pages()).toEqual(paged);
    },
  );
});

describe('the log has', () => {
  test('each alert as machines get it, also if SNS takes none', async () => {
    refuse(accessDenied);
    await sendOf(await twoKeys());
    await alerts.sendDeadLetters([letter], { place, sentAt });
    expect(log).toMatchObject([
      { message: 'outcome', alert: { kind: 'access-key-alert', reason: 'keys-inactive' } },
      { message: 'outcome', alert: { kind: 'access-key-alert', reason: 'dead-letter' } },
    ]);
  });
});

describe('the time until people were told', () => {
  const evidence = { lastSeen: '2026-05-04T03:12:06.500Z' };
  const key = credential(KEY, USER);
  const chatOnly = { [`akr:aws:${OWN}:${KEY}`]: { audience: 'evidence' } } as const;

  test.each([
    ['counts from the last activity', detectionOf(key, { evidence }), [{ SecondsToAlert: [9.5] }]],
    ['is unknown without a time of the activity', detectionOf(key), [{}]],
    ['does not count for a sample finding', detectionOf(key, { evidence, sample: true }), [{}]],
  ])('%s', async (_, detection, expected) => {
    await send(detection);
    expect(measured).toEqual(expected);
  });

  test('counts if SNS took the alert in short, and not if it took none', async () => {
    refuse(invalidParameter, 1);
    await send(detectionOf(key, { evidence }));
    expect(measured).toEqual([{ SecondsToAlert: [9.5] }]);
    refuse(accessDenied);
    await send(detectionOf(key, { evidence }), { [`akr:aws:${OWN}:${KEY}`]: { page: false, woken: true } });
    expect(measured.slice(1)).toEqual([{ AlertFailures: [1] }, {}]);
  });

  test('does not count where the news is for chat alone', async () => {
    await send(detectionOf(key, { evidence }), chatOnly);
    expect(published(ALERTS)).toHaveLength(1);
    expect(measured).toEqual([]);
  });
});

describe('a digest of 600 credentials', () => {
  const members = Array.from({ length: 600 }, (_, index): StormMember => {
    const accessKeyId = `AKIAEXAMPLE${String(index).padStart(9, '0')}`;
    const state = {
      severity: 'P2',
      state: 'CONTAINED',
      heading: 'CONTAINED',
      reason: 'keys-inactive',
    } as const;
    return {
      at: sentAt.toISOString(),
      ...state,
      accountId: OWN,
      accessKeyId,
      dedupKey: `akr:aws:${OWN}:${accessKeyId}`,
    };
  });
  const storm = { storm: 'storm/a', members, over: false, place, sentAt };
  const parts = () => published(ALERTS).map(({ bodies }) => JSON.parse(bodies.sqs ?? '{}').digest.part);

  test('comes in three messages with one page, which the log has, too', async () => {
    const { deliveries, errors } = await alerts.sendDigest(storm, { page: true });
    expect(parts()).toEqual(['1 of 3', '2 of 3', '3 of 3']);
    expect(pages()).toEqual(['ALARM']);
    expect(deliveries.map(({ topicArn }) => topicArn)).toEqual([ALERTS, PAGER, ALERTS, ALERTS]);
    expect(errors).toEqual([]);
    expect(log).toMatchObject(
      ['1 of 3', '2 of 3', '3 of 3'].map((part) => ({ message: 'digest', alert: { digest: { part } } })),
    );
  });

  test('goes on after a message that SNS took in short only', async () => {
    refuse(invalidParameter, 1);
    const { deliveries } = await alerts.sendDigest(storm, { page: false });
    expect(published(ALERTS)).toHaveLength(3);
    expect(deliveries.map(({ form, result }) => `${form} ${result}`)).toEqual([
      ...['full failed', 'minimal published', 'full published', 'full published'],
    ]);
  });

  test('ends with a message that SNS does not take at all', async () => {
    for (const topic of [ALERTS, PAGER]) aws.topics.delete(topic);
    const { deliveries, errors } = await alerts.sendDigest(storm, { page: true });
    expect(deliveries).toHaveLength(2);
    expect(errors).toEqual(['sns:Publish NotFoundException']);
  });
});

const letter = aDeadLetter({
  messageId: '0f1e2d3c-4b5a-6978-8796-000000000001',
  ...{ sentAt, eventId: '0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f1' },
  ...{ source: 'aws.guardduty', detailType: 'GuardDuty Finding', accountId: OWN },
});

describe('an event that was given up', () => {
  test.each([
    ['all', 1, ['ALARM']],
    ['mail', 1, []],
    ['page', 0, ['ALARM']],
  ] as const)('goes to whoever was not told of it before: %s', async (left, mails, paged) => {
    await alerts.sendDeadLetters([letter], { place, sentAt, left });
    expect([published(ALERTS).length, pages()]).toEqual([mails, paged]);
  });

  test.each([
    ['all', ['ALARM']],
    ['mail', []],
  ] as const)(
    'wakes somebody if nobody was woken by it before (%s), although SNS refuses its mail',
    async (left, paged) => {
      refuse(accessDenied);
      await alerts.sendDeadLetters([letter], { place, sentAt, left });
      expect(pages()).toEqual(paged);
    },
  );

  test('says that machines do not know of it, where the bus refuses', async () => {
    const errors = async () => (await alerts.sendDeadLetters([letter], { place, sentAt })).errors;
    expect(await errors()).toEqual([]);
    expect(pages()).toEqual(['ALARM']);
    aws.faults.inject({ action: 'events:PutEvents', fault: accessDenied, times: 'forever' });
    expect(await errors()).toEqual(['events:PutEvents AccessDenied']);
  });
});

test('of an event that could not be read, the claim gets what its page is about, and machines get the same', async () => {
  const { eventId, source, detailType } = letter;
  const problem = { why: 'no account', eventId, source, detailType, accountId: OWN, accessKeyId: KEY };
  const report = await alerts.sendUnreadable(problem, { place, sentAt, claim: CLAIMED_BY_NOBODY });
  expect(report).toMatchObject({ about: `akr:aws:${OWN}:${KEY}`, errors: [] });
  expect(report.deliveries.map(({ about }) => about)).toEqual([undefined, report.about]);
  expect(aws.events.map(({ event: { detail } }) => detail['dedupKey'])).toEqual([report.about]);
});

test('machines get one outcome event for each credential, and hear of the refused mail in it', async () => {
  refuse(accessDenied);
  const composed = alerts.compose(await twoKeys(), NO_CLAIMS);
  expect(await alerts.emitOutcomes(composed, await alerts.sendAlert(composed))).toEqual({ errors: [] });
  expect(aws.events.map(({ event: { detail } }) => detail)).toMatchObject(
    [KEY, OTHER_KEY].map((id) => ({
      key: { id },
      deliveries: expect.arrayContaining([
        expect.objectContaining({ result: 'failed', error: 'AccessDenied' }),
      ]),
    })),
  );
});
