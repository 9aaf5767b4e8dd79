import { describe, expect, test } from '@jest/globals';
import {
  credential,
  KEY,
  OWN,
  PERSON,
  policy,
  SWITCHED,
  USER,
} from '../../scripts/coverage-tables/examples.ts';
import { earlierJson, earlierLines, reminderJson } from '../../src/alerting/earlier.ts';
import { outcomeEvents, unhandledEvent } from '../../src/alerting/outcome-events.ts';
import { mailStyle } from '../../src/alerting/style.ts';
import { composeUnreadable } from '../../src/alerting/unreadable.ts';
import type { Claim } from '../../src/core/claims.ts';
import type { AffectedIdentity, Detection } from '../../src/core/detection.ts';
import { modelOfEnd, sentAt } from './model-of.ts';

const key = credential(KEY, USER);
const activation = { kind: 'reactivated-key', signal: 'reactivation', by: PERSON, ...SWITCHED } as const;

const modelOf = (
  claim: Partial<Claim>,
  affected: AffectedIdentity = key,
  change: Partial<Detection> = {},
) => {
  const history = affected.kind === 'reactivated-key' ? { containment: 'event' } : undefined;
  return modelOfEnd({ affected, reason: 'keys-inactive', claim, ...(history && { history }) }, { change });
};

const lines = (...given: Parameters<typeof modelOf>) => earlierLines(modelOf(...given), mailStyle);
const previous = { alerts: 2, eventsSince: 0, detectors: [] };
const at = new Date('2026-05-04T03:01:00.000Z');

describe('what people were told before', () => {
  test.each<[NonNullable<Claim['previous']>, string]>([
    [previous, 'EARLIER  2 alerts of this incident; no other event since.'],
    [
      { ...previous, alerts: 1, eventsSince: 1, state: 'NOT_CONTAINED', at },
      'EARLIER  1 alert of this incident, the last said NOT CONTAINED at 2026-05-04 03:01:00Z; 1 more event since.',
    ],
    [
      { ...previous, eventsSince: 3, detectors: ['guardduty', 'cloudtrail'] },
      'EARLIER  2 alerts of this incident; 3 more events since. Reported by cloudtrail, guardduty.',
    ],
  ])('is one line: %j', (known, line) => {
    expect(lines({ previous: known })).toEqual([line]);
  });

  test('is nothing at the first alert, and where the ledger did not say', () => {
    expect([lines({}), lines({ previous: { ...previous, alerts: 0 } })]).toEqual([[], []]);
    expect(earlierJson(modelOf({}))).toEqual({});
    expect(earlierJson(modelOf({ previous: { ...previous, alerts: 0 } }))).toEqual({});
  });

  test('is in the JSON, with what is known of it', () => {
    const known = {
      ...previous,
      state: 'NOT_CONTAINED',
      at,
      detectors: ['guardduty', 'cloudtrail'],
    } as const;
    expect(earlierJson(modelOf({ previous: known }))).toEqual({
      earlier: {
        ...{ alerts: 2, state: 'NOT_CONTAINED', at: at.toISOString(), eventsSince: 0 },
        detectors: ['cloudtrail', 'guardduty'],
      },
    });
    expect(earlierJson(modelOf({ previous })).earlier).toEqual({ alerts: 2, eventsSince: 0, detectors: [] });
  });

  test('comes after the reminder that repeats it', () => {
    const reminder = { number: 2, since: at };
    expect(lines({ reminder, previous })).toEqual([
      'REMINDER 2  the page has been open since 2026-05-04 03:01:00Z. The responder goes on trying, and a message follows when it is stopped.',
      expect.stringMatching(/^EARLIER/),
    ]);
    expect(reminderJson(modelOf({ reminder }))).toEqual({ reminder: { number: 2, since: at.toISOString() } });
    expect(reminderJson(modelOf({}))).toEqual({});
  });
});

describe('a key that is switched on a fourth time within ten minutes', () => {
  const reactivations = (count: number) =>
    Array.from({ length: count }, () => ({ at, news: 'PARTLY CONTAINED: x' }));

  test('has the last resort of the organization, for its user', () => {
    expect(lines({ reactivations: reactivations(2) }, activation)).toEqual([]);
    const [line = '', ...others] = lines({ reactivations: reactivations(3) }, activation);
    expect(others).toEqual([]);
    expect(line).toContain('It was switched on 4 times within 10 minutes. In the management account attach');
    expect(line).toContain(`"aws:PrincipalArn":"arn:aws:iam::${OWN}:user/ci-deploy"`);
    expect(line).toContain('{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"ArnEquals":{');
  });

  test('without its user has the same in words', () => {
    const nobody = { ...activation, principal: { type: 'IAMUser' } } as const;
    expect(lines({ reactivations: reactivations(3) }, nobody)).toEqual([
      'It was switched on 4 times within 10 minutes. Deny the user everything by a service control policy.',
    ]);
  });

  test('has none where the last one was an undo of ours, which is no fight', () => {
    const undone = modelOfEnd({
      ...{ affected: activation, reason: 'restored', history: { restored: { of: 'event', at } } },
      claim: { reactivations: reactivations(3) },
    });
    expect(earlierLines(undone, mailStyle)).toEqual([]);
  });

  test('is none of what is not switched on', () => {
    expect(lines({ reactivations: reactivations(9) })).toEqual([]);
  });
});

describe('the outcome event', () => {
  const delivery = { topicArn: 'topic', form: 'full', result: 'published' } as const;
  const eventOf = (...given: Parameters<typeof modelOf>) => {
    const [event] = outcomeEvents(
      [modelOf(...given)],
      [
        delivery,
        { ...delivery, messageId: 'own', about: `akr:aws:${OWN}:${KEY}` },
        { ...delivery, messageId: 'of another', about: 'another' },
      ],
    );
    if (event === undefined) throw new Error('there is no event');
    return event;
  };

  test('has the deliveries of the whole event and of its own credential', () => {
    expect(eventOf({}).detail.deliveries).toEqual([delivery, { ...delivery, messageId: 'own' }]);
  });

  test('says from which state to which', () => {
    expect(eventOf({}).detail.transition).toEqual({ from: 'unknown', to: 'CONTAINED' });
    expect(eventOf({ previous }).detail.transition).toEqual({ from: null, to: 'CONTAINED', alertsBefore: 2 });
    const known = { ...previous, state: 'NOT_CONTAINED' } as const;
    expect(eventOf({ previous: known }).detail.transition).toMatchObject({ from: 'NOT_CONTAINED' });
  });

  test('is about the principal, and what the call made', () => {
    const user = `arn:aws:iam::${OWN}:user/ci-deploy`;
    expect(eventOf({}).resources).toEqual([user]);
    const change = {
      ...{ source: { id: 'cloudtrail', name: 'CloudTrail' }, type: 'iam:CreateUser' },
      evidence: { names: { userName: 'backup' } },
    } as const;
    const caller = { ...key, signal: 'api-call' } as const;
    expect(eventOf({}, caller, change).resources).toEqual([user, `arn:aws:iam::${OWN}:user/backup`]);
    const itself = { ...change, evidence: { names: { userName: 'ci-deploy' } } };
    expect(eventOf({}, caller, itself).resources).toEqual([user]);
    const nowhere = { ...caller, accountId: 'no account' };
    expect(eventOf({}, nowhere, change).resources).toHaveLength(1);
  });

  test('is about nobody where the event could not be read', () => {
    const nothing = { eventId: undefined, source: undefined, detailType: undefined };
    const problem = { why: 'no detail', ...nothing, accountId: undefined, accessKeyId: undefined };
    const settings = {
      ...{ ledgerTableName: 'ledger', runbookUrl: '', deadLetterQueueUrl: '' },
      ...{ identityCenter: { url: '', role: '' }, policy, version: '0.1.0' },
    };
    const place = { partition: 'aws', region: 'us-east-1', accountId: OWN };
    const messages = composeUnreadable(problem, { place, sentAt: sentAt, settings });
    const { resources, detail } = unhandledEvent(messages, [delivery, { ...delivery, about: 'another' }]);
    expect([resources, detail.deliveries]).toEqual([[], [delivery]]);
  });
});
