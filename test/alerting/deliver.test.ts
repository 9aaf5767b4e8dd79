import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { accessDenied, invalidParameter, kmsDisabled } from '../../local/aws/faults.ts';
import { type Aws, startAws } from '../../local/aws.ts';
import { policy } from '../../scripts/coverage-tables/examples.ts';
import { deliver, type Telling } from '../../src/alerting/deliver.ts';
import { heartbeatMessage } from '../../src/alerting/heartbeat-message.ts';
import { Heartbeats } from '../../src/alerting/heartbeats.ts';
import type { Messages } from '../../src/alerting/messages.ts';
import type { Page } from '../../src/alerting/pager.ts';
import { Topics } from '../../src/alerting/topics.ts';
import { ALERTS, clientOf, openAlerts, PAGER } from './open-alerts.ts';

const OWN = '111122223333';

let aws: Aws;
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
});
afterAll(() => aws.stop());

const client = () => clientOf(aws);
const topics = (pagerTopicArn = PAGER) => new Topics({ alertTopicArn: ALERTS, pagerTopicArn }, client());

function pageOf(about: string, value: 'ALARM' | 'OK' = 'ALARM'): Page {
  return { about, subject: `${value}: ${about}`, body: { NewStateValue: value, about } as never };
}

function messagesOf(...pages: readonly Page[]): Messages {
  const alert = {
    alertId: 'id <of> an alert',
    subject: 'the subject',
    bodies: { default: 'the text' },
    machine: {},
  };
  return { alert: alert as never, pages, instead: pageOf('instead') };
}

const send = (messages: Messages, telling: Telling, to = topics()) =>
  deliver(messages, {
    ...telling,
    topics: to,
    log: (entry) => log.push(entry),
    measure: (take) => measured.push(take()),
  });

const published = () =>
  aws.published.map(({ topicArn, subject }) => `${topicArn.split(':').at(-1)} ${subject}`);
const refuse = (topic: string, fault = accessDenied, times: number | 'forever' = 'forever') =>
  aws.faults.inject({
    ...{ action: 'sns:Publish', fault, times },
    when: ({ TopicArn }) => String(TopicArn) === topic,
  });

describe('an alert', () => {
  test('goes to its audience, with its pages, and each has its delivery', async () => {
    const report = await send(messagesOf(pageOf('one'), pageOf('two', 'OK')), { audience: 'change' });
    expect(published().toSorted()).toEqual(['alerts the subject', 'pager ALARM: one', 'pager OK: two']);
    expect(aws.published.find(({ topicArn }) => topicArn === ALERTS)?.attributes).toEqual({
      audience: 'change',
    });
    expect(report).toMatchObject({ pagerless: false, errors: [] });
    expect(report).not.toHaveProperty('wokenFor');
    expect(report.deliveries.map(({ about, form, result }) => [about, form, result])).toEqual([
      [undefined, 'full', 'published'],
      ['one', 'full', 'published'],
      ['two', 'full', 'published'],
    ]);
    expect(report.deliveries[0]).toMatchObject({ topicArn: ALERTS, messageId: expect.any(String) });
    expect([log, measured]).toEqual([[], []]);
  });

  test('without an audience is not published, and its pages are', async () => {
    await send(messagesOf(pageOf('one')), { audience: undefined });
    expect(published()).toEqual(['pager ALARM: one']);
  });

  test('where there is no pager goes out alone', async () => {
    const report = await send(messagesOf(pageOf('one')), { audience: 'change' }, topics(''));
    expect(published()).toEqual(['alerts the subject']);
    expect(report).toMatchObject({ pagerless: true, errors: [] });
    expect(report.deliveries).toHaveLength(1);
  });
});

describe('an alert that SNS refuses', () => {
  test.each([
    ['its form', invalidParameter],
    ['the key of the topic', kmsDisabled],
  ])('for %s goes out in short, with its id and the reason in the log', async (_, fault) => {
    refuse(ALERTS, fault, 1);
    const report = await send(messagesOf(pageOf('one')), { audience: 'change' });
    const [alert] = aws.published.filter(({ topicArn }) => topicArn === ALERTS);
    expect(alert?.message).toBe(
      "the subject. The full alert was refused by SNS; the function's log has it. Alert id idofanalert.",
    );
    expect(alert?.attributes).toEqual({ audience: 'change' });
    expect(report.errors).toEqual([]);
    expect(report.deliveries.map(({ form, result }) => [form, result])).toEqual([
      ['full', 'failed'],
      ['minimal', 'published'],
      ['full', 'published'],
    ]);
    expect(log).toEqual([
      { level: 'error', message: 'SNS refused the full alert', deliveries: report.deliveries },
    ]);
    expect(measured).toEqual([]);
  });

  test('has 64 characters of its id at most', async () => {
    refuse(ALERTS, invalidParameter, 1);
    const messages = messagesOf();
    const alert = { ...messages.alert, alertId: 'i'.repeat(65) };
    await send({ ...messages, alert }, { audience: 'change' });
    expect(aws.published[0]?.message).toMatch(/ Alert id i{64}\.$/);
  });

  test('for any other reason is not tried in short', async () => {
    refuse(ALERTS);
    const report = await send(messagesOf(pageOf('one')), { audience: 'change' });
    expect(report.deliveries.map(({ form, result, error }) => [form, result, error])).toEqual([
      ['full', 'failed', 'AccessDenied'],
      ['full', 'published', undefined],
    ]);
    expect(report.errors).toEqual(['sns:Publish AccessDenied']);
    expect(measured).toEqual([{ AlertFailures: [1] }]);
    expect(log).toEqual([]);
  });

  test('in both forms says why the whole one was refused', async () => {
    refuse(ALERTS, invalidParameter, 1);
    refuse(ALERTS, accessDenied);
    const { errors } = await send(messagesOf(pageOf('one')), { audience: 'change' });
    expect(errors).toEqual(['sns:Publish InvalidParameterException']);
    // The log has no full alert to look at: the alert comes again.
    expect(log).toEqual([]);
  });
});

describe('whoever the alert does not reach', () => {
  test('is woken by an extra page, if no other wakes somebody', async () => {
    refuse(ALERTS);
    const report = await send(messagesOf(pageOf('two', 'OK')), { audience: 'change' });
    expect(published().toSorted()).toEqual(['pager ALARM: instead', 'pager OK: two']);
    expect(report).toMatchObject({ wokenFor: 'instead', errors: ['sns:Publish AccessDenied'] });
  });

  test('is woken by none if the alert goes out in short', async () => {
    refuse(ALERTS, invalidParameter, 1);
    const report = await send(messagesOf(), { audience: 'change' });
    expect(published()).toEqual(['alerts undefined']);
    expect(report).not.toHaveProperty('wokenFor');
  });

  test.each<[string, Messages, Telling]>([
    ['a page opens anyway', messagesOf(pageOf('one')), { audience: 'change' }],
    ['only chat was to hear of it', messagesOf(), { audience: 'evidence' }],
    ['nobody was to hear of it', messagesOf(), { audience: undefined }],
    ['a page woke them before', messagesOf(), { audience: 'change', woken: true }],
  ])('is woken by none if %s', async (_, messages, telling) => {
    refuse(ALERTS);
    const report = await send(messages, telling);
    expect(published()).not.toContain('pager ALARM: instead');
    expect(report).not.toHaveProperty('wokenFor');
  });

  test('is not woken where the pager is out, too', async () => {
    for (const topic of [ALERTS, PAGER]) refuse(topic);
    const report = await send(messagesOf(), { audience: 'change' });
    expect(report).not.toHaveProperty('wokenFor');
    // One reason for both.
    expect(report.errors).toEqual(['sns:Publish AccessDenied']);
  });

  test('has the page that woke them closed with the alert, and not before', async () => {
    const messages = messagesOf(pageOf('two', 'OK'));
    refuse(ALERTS, accessDenied, 1);
    await send(messages, { audience: 'change', woken: true });
    expect(published()).toEqual([]);
    await send(messages, { audience: 'change', woken: true });
    expect(published()).toEqual(['alerts the subject', 'pager OK: two']);
  });

  test('gets each page of the event once', async () => {
    const report = await send(messagesOf(pageOf('one'), pageOf('two', 'OK')), {
      audience: 'change',
      woken: true,
    });
    expect(published().toSorted()).toEqual(['alerts the subject', 'pager ALARM: one', 'pager OK: two']);
    expect(report.deliveries).toHaveLength(3);
  });
});

describe('pages', () => {
  const many = messagesOf(...Array.from({ length: 45 }, (_, index) => pageOf(`page ${index}`)));

  test('go out twenty at a time, and all of them', async () => {
    const report = await send(many, { audience: undefined });
    expect(new Set(published()).size).toBe(45);
    expect(report.deliveries).toHaveLength(45);
  });

  test('are not tried on where SNS takes none of twenty', async () => {
    refuse(PAGER);
    const report = await send(many, { audience: undefined });
    expect(report.deliveries).toHaveLength(20);
    expect(report.errors).toEqual(['sns:Publish AccessDenied']);
    expect(measured).toEqual([{ AlertFailures: [20] }]);
  });

  test('are tried on where SNS takes some', async () => {
    refuse(PAGER, accessDenied, 19);
    expect((await send(many, { audience: undefined })).deliveries).toHaveLength(45);
  });

  test('that SNS refuses go out in short', async () => {
    refuse(PAGER, invalidParameter, 1);
    const report = await send(messagesOf(pageOf('one')), { audience: undefined });
    expect(aws.published.map(({ message }) => message)).toEqual([
      "ALARM: one. The full message was refused by SNS; the function's log has it.",
    ]);
    expect(report.deliveries.map(({ about }) => about)).toEqual(['one', 'one']);
  });
});

describe('a heartbeat', () => {
  const place = { partition: 'aws', region: 'us-east-1', accountId: OWN };
  const sentAt = new Date('2026-05-04T03:12:16.000Z');

  test('is published for its own audience', async () => {
    const message = heartbeatMessage({ place, sentAt }, { policy, version: '0.1.0' });
    await topics().publishHeartbeat(message);
    expect(aws.published[0]?.attributes).toEqual({ audience: 'heartbeat' });
    expect(JSON.parse(aws.published[0]?.bodies.sqs ?? '{}')).toMatchObject({ kind: 'heartbeat' });
  });

  test('is published by the alerts, which say why SNS did not take it', async () => {
    const alerts = openAlerts(aws, { log: (entry) => log.push(entry) });
    expect(await alerts.sendHeartbeat({ place, sentAt })).toEqual([]);
    refuse(ALERTS, invalidParameter, 1);
    expect(await alerts.sendHeartbeat({ place, sentAt })).toEqual([]);
    expect(aws.published[1]?.message).toMatch(/^\[TEST\] heartbeat .* Alert id heartbeat\.$/);
    refuse(ALERTS);
    expect(await alerts.sendHeartbeat({ place, sentAt })).toEqual(['sns:Publish AccessDenied']);
  });

  test('begins on the bus with its time', async () => {
    await new Heartbeats('default', client()).put(sentAt);
    expect(aws.events.map(({ event: { source, detail }, ...rest }) => [source, detail, rest])).toMatchObject([
      ['compromised-key-responder.heartbeat', { sentAt: '2026-05-04T03:12:16.000Z' }, {}],
    ]);
    expect(aws.events[0]?.event['detail-type']).toBe('Key Responder Heartbeat');
  });
});
