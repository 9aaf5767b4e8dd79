import { describe, expect, test } from '@jest/globals';
import type { Detection, UnreadableEvent } from '../../src/core/detection.ts';
import { readDetection } from '../../src/sources/index.ts';
import { fixture, type Json, withValue } from '../fixture.ts';

function detectionOf(event: unknown): Detection {
  const reading = readDetection(event);
  if (!reading.ok) throw new Error(reading.problem.why);
  return reading.detection;
}

function problemOf(event: unknown): UnreadableEvent {
  const reading = readDetection(event);
  if (reading.ok) throw new Error('the event was read');
  return reading.problem;
}

const finding = () => fixture('guardduty-malicious-ip-caller');

describe('a GuardDuty finding', () => {
  test('gives the evidence that a person wants to see', () => {
    expect(detectionOf(finding()).evidence).toEqual({
      title: 'API s3:ListBuckets was invoked from a known malicious IP address.',
      sourceIp: '198.51.100.23',
      network: 'Example Hosting',
      country: 'Netherlands',
      api: 's3:ListBuckets',
      errorCode: 'AccessDenied',
      userAgent: 'aws-cli/2.15.0 Python/3.11.6 Linux/5.10 exe/x86_64',
      firstSeen: '2026-05-04T02:58:10.000Z',
      lastSeen: '2026-05-04T03:09:44.000Z',
      count: 1,
    });
  });

  test("belongs to the finding's account, not to the administrator's that received it", () => {
    const event = withValue(finding(), 'account', '444455556666');
    expect(detectionOf(event).accountId).toBe('111122223333');
  });

  test.each<[string, Json]>([
    ['as a boolean', withValue(finding(), 'detail.service.additionalInfo', { sample: true })],
    [
      'inside a JSON text',
      withValue(finding(), 'detail.service.additionalInfo', { value: '{"a":1,"sample": true}' }),
    ],
    [
      'only by its placeholder',
      withValue(finding(), 'detail.resource.accessKeyDetails.accessKeyId', 'GeneratedFindingAccessKeyId'),
    ],
  ])('is known as a sample %s', (_, event) => {
    expect(detectionOf(event).sample).toBe(true);
  });

  test('is no sample because the attacker writes that it is one', () => {
    const event = withValue(finding(), 'detail.service.action.awsApiCallAction.userAgent', '"sample": true');
    expect(detectionOf(event).sample).toBe(false);
  });

  test('names each actor of an attack sequence once', () => {
    const event = fixture('guardduty-attack-sequence');
    const path = 'detail.service.detection.sequence.actors';
    const actor = {
      id: 'a',
      user: { name: 'ci-deploy', type: 'IAMUser', credentialUid: 'AKIAIOSFODNN7EXAMPLE' },
    };
    expect(detectionOf(withValue(event, path, [actor, { ...actor, id: 'b' }])).affected).toHaveLength(1);
  });
});

describe('an event that cannot be read', () => {
  test.each<[string, unknown]>([
    ['nothing', undefined],
    ['null', null],
    ['a number', 7],
    ['a text', 'x'],
    ['a list', [finding()]],
    ['an empty object', {}],
    ['another producer', withValue(finding(), 'source', 'aws.guardduty.evil')],
    ['a forged API call', withValue(fixture('cloudtrail-stop-logging-by-key'), 'source', 'custom.forgery')],
    ['another case', withValue(finding(), 'source', 'AWS.guardduty')],
    ['another detail-type', withValue(finding(), 'detail-type', 'GuardDuty Finding ')],
    ['no detail', withValue(finding(), 'detail', undefined)],
    ['detail is a list', withValue(finding(), 'detail', [])],
    ['no account in the finding', withValue(finding(), 'detail.accountId', undefined)],
    ['an account of 13 digits', withValue(finding(), 'detail.accountId', '1111222233334')],
    ['a finding in API case', withValue(finding(), 'detail', { AccountId: '111122223333', Type: 'x' })],
    [
      'an insight, which has no caller',
      withValue(fixture('cloudtrail-honey-key'), 'detail.userIdentity', undefined),
    ],
    ['a report without a reporter', withValue(fixture('report'), 'detail.reportedBy', undefined)],
    [
      'a report with a field that reports do not have',
      withValue(fixture('report'), 'detail.accountID', '111122223333'),
    ],
    ['a report of an account that is none', withValue(fixture('report'), 'detail.accountId', '1234')],
    ['a report of no key', withValue(fixture('report'), 'detail.accessKeyId', 7)],
  ])('%s becomes a problem with a reason, and is not thrown', (_, event) => {
    expect(problemOf(event).why).not.toBe('');
  });

  test('names the path that is wrong, and nothing of its value', () => {
    const event = withValue(finding(), 'detail.accountId', 'a secret');
    expect(problemOf(event)).toEqual({
      why: 'accountId is not a 12-digit account id',
      eventId: event['id'],
      source: 'aws.guardduty',
      detailType: 'GuardDuty Finding',
      accountId: '111122223333',
      accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
    });
  });

  test.each(['AKIA123', "AKIAIOSFODNN7'; rm -rf ~ #", 'see http://evil.example'])(
    'names no key by the text %j, which is no key id',
    (accessKeyId) => {
      const event = withValue(finding(), 'detail.accountId', undefined);
      const named = withValue(event, 'detail.resource.accessKeyDetails.accessKeyId', accessKeyId);
      expect(problemOf(named).accessKeyId).toBeUndefined();
    },
  );

  test('names the key whose id is in small letters', () => {
    const event = withValue(finding(), 'detail.accountId', undefined);
    const named = withValue(event, 'detail.resource.accessKeyDetails.accessKeyId', ' akiaiosfodnn7example');
    expect(problemOf(named).accessKeyId).toBe('AKIAIOSFODNN7EXAMPLE');
  });

  test('reads own properties only', () => {
    const event = JSON.parse(
      '{"id":"1","source":"aws.guardduty","detail-type":"GuardDuty Finding","account":"111122223333","detail":{"__proto__":{"accountId":"111122223333","type":"x"}}}',
    );
    expect(problemOf(event).why).toContain('accountId');
    expect(Object.hasOwn(Object.prototype, 'accountId')).toBe(false);
  });
});
