import { describe, expect, test } from '@jest/globals';
import type { AffectedIdentity, Detection } from '../../src/core/detection.ts';
import { readDetection } from '../../src/sources/index.ts';
import { fixture, type Json, type JsonValue, withValue } from '../fixture.ts';

const KEY = 'AKIAIOSFODNN7EXAMPLE';
const OTHER_KEY = 'AKIAI44QH8DHBEXAMPLE';

function detectionOf(event: unknown): Detection {
  const reading = readDetection(event);
  if (!reading.ok) throw new Error(reading.problem.why);
  return reading.detection;
}

function whyUnreadable(event: unknown): string {
  const reading = readDetection(event);
  if (reading.ok) throw new Error('the event was read');
  return reading.problem.why;
}

function keysOf(event: unknown): readonly (string | undefined)[] {
  return detectionOf(event).affected.map((one) => (one.kind === 'user' ? undefined : one.accessKeyId));
}

const onlyOne = (event: unknown): AffectedIdentity | undefined => detectionOf(event).affected[0];

describe('a Health event', () => {
  const exposed = () => fixture('health-credentials-exposed');
  const entities = (...values: readonly JsonValue[]) =>
    values.map((entityValue) => ({ entityValue, lastUpdatedTime: 'Mon, 4 May 2026 03:10:55 GMT' }));
  const withEntities = (...values: readonly JsonValue[]) =>
    withValue(exposed(), 'detail.affectedEntities', entities(...values));

  test('implicates the key of every affected entity, not of the first alone', () => {
    expect(keysOf(exposed())).toEqual([KEY, OTHER_KEY]);
  });

  test('implicates a key once, however often it is listed', () => {
    expect(keysOf(withEntities(KEY, KEY))).toEqual([KEY]);
  });

  test('passes over entities without a value', () => {
    expect(keysOf(withEntities(null, '', 7, KEY))).toEqual([KEY]);
  });

  test('takes a free text for what it is, never for a key that stands somewhere in it', () => {
    const text = `cr-0123456789abcdef0 | us-east-1b | ${KEY}`;
    expect(keysOf(withValue(withEntities(text), 'detail.eventMetadata', undefined))).toEqual([text]);
  });

  test('names no principal: whose key it is, IAM is asked', () => {
    expect(onlyOne(exposed())?.principal).toEqual({ type: 'Unknown' });
  });

  test('gives the key of its metadata where no entity is listed', () => {
    expect(keysOf(fixture('health-public-key-fallback'))).toEqual([KEY]);
  });

  test('implicates a credential that nobody knows where it names no key at all', () => {
    expect(keysOf(fixture('health-console-compromise'))).toEqual([undefined]);
  });

  test('belongs to the affected account, not to the one that received it', () => {
    const detection = detectionOf(fixture('health-organization-view'));
    expect(detection).toMatchObject({ accountId: '444455556666', receivedBy: '111122223333' });
    expect(detection.affected).toMatchObject([{ accountId: '444455556666' }]);
  });

  test.each<[string, JsonValue | undefined]>([
    ['holds a key id', KEY],
    ['has 13 digits', '1111222233334'],
    ['is a number', 444455556666],
    ['is missing', undefined],
  ])('belongs to the account that received it where affectedAccount %s', (_, affectedAccount) => {
    expect(detectionOf(withValue(exposed(), 'detail.affectedAccount', affectedAccount)).accountId).toBe(
      '111122223333',
    );
  });

  test('is the same incident in the copy for the backup Region, under the same id', () => {
    const copy = detectionOf(fixture('health-backup-copy'));
    expect(copy.findingId).toBe(detectionOf(exposed()).findingId);
    expect(copy.region).toBe('us-east-1');
  });

  test('keeps its dates as they are written, by RFC 1123', () => {
    expect(detectionOf(exposed()).evidence).toMatchObject({
      firstSeen: 'Mon, 4 May 2026 03:10:54 GMT',
      lastSeen: 'Mon, 4 May 2026 03:10:55 GMT',
      url: 'https://git.example.com/team/repository/blob/main/.env',
    });
  });

  test.each(['RISK', 'IAM', 'ACCOUNT', undefined])('is read whatever its service (%s)', (service) => {
    expect(keysOf(withValue(exposed(), 'detail.service', service))).toEqual([KEY, OTHER_KEY]);
  });

  test.each(['AWS Health Event', 'AWS Health Abuse Event'])(
    'is read under the detail-type %s',
    (detailType) => {
      expect(keysOf(withValue(exposed(), 'detail-type', detailType))).toEqual([KEY, OTHER_KEY]);
    },
  );

  test('says that it is dealt with once it is closed', () => {
    expect(detectionOf(fixture('health-closed')).archived).toBe(true);
    expect(detectionOf(exposed()).archived).toBe(false);
  });

  test('is told of as unreadable with nothing in it, or without an account', () => {
    expect(whyUnreadable(withValue(exposed(), 'detail', {}))).toBe('eventTypeCode is not a text');
    const nowhere = withValue(exposed(), 'account', '1234567890');
    expect(whyUnreadable(withValue(nowhere, 'detail.affectedAccount', undefined))).toBe(
      'account is not a 12-digit account id',
    );
  });
});

describe("a finding of Trusted Advisor's check", () => {
  const exposed = () => fixture('trusted-advisor-exposed');

  test('gives the key, the kind of fraud and where the key was found', () => {
    expect(detectionOf(exposed())).toMatchObject({
      source: { id: 'trusted-advisor', name: 'Trusted Advisor' },
      type: 'Exposed Access Keys: Exposed',
      evidence: { url: 'https://git.example.com/team/repository/blob/main/.env', reason: 'Exposed' },
      affected: [{ accessKeyId: KEY, accountId: '111122223333' }],
    });
  });

  test('names no principal, since the column holds IAM users and root alike', () => {
    expect(onlyOne(exposed())?.principal).toEqual({ type: 'Unknown' });
  });

  test.each<[string, boolean]>([
    ['ERROR', false],
    ['WARN', false],
    ['INFO', true],
    ['OK', true],
  ])('with the status %s is dealt with: %s', (status, archived) => {
    expect(detectionOf(withValue(exposed(), 'detail.status', status)).archived).toBe(archived);
  });

  test('is not read under the name of another check', () => {
    expect(whyUnreadable(withValue(exposed(), 'detail.check-name', 'Amazon EBS Snapshots'))).toBe(
      'check-name is not Exposed Access Keys',
    );
  });

  test('implicates a credential that nobody knows where the item is missing, or is a text', () => {
    for (const item of [undefined, null, JSON.stringify({ 'Access Key ID': KEY })]) {
      const event: Json = withValue(exposed(), 'detail.check-item-detail', item);
      expect(keysOf(event)).toEqual([undefined]);
      expect(detectionOf(event).type).toBe('Exposed Access Keys: unknown');
    }
  });

  test('is told of as unreadable with nothing in it', () => {
    expect(whyUnreadable(withValue(exposed(), 'detail', {}))).not.toBe('');
  });
});

describe('a watched API call', () => {
  test.each<[string, string, string]>([
    ['cloudtrail-create-root-key', 'iam:CreateAccessKey', 'Root'],
    ['cloudtrail-get-federation-token', 'sts:GetFederationToken', 'IAMUser'],
    ['cloudtrail-console-login', 'signin:ConsoleLogin', 'IAMUser'],
    ['cloudtrail-federated-session', 's3:ListBuckets', 'FederatedUser'],
    ['cloudtrail-sso-role-session', 'cloudtrail:StopLogging', 'AssumedRole'],
    ['cloudtrail-service-linked-role', 'cloudtrail:StopLogging', 'AssumedRole'],
  ])('%s is %s by %s', (name, type, principal) => {
    const detection = detectionOf(fixture(name));
    expect([detection.type, detection.affected.map((one) => one.principal.type)]).toEqual([
      type,
      [principal],
    ]);
  });

  test('that switches a key on implicates the key beside its caller', () => {
    expect(keysOf(fixture('cloudtrail-activate-key'))).toEqual([KEY, OTHER_KEY]);
  });

  test('that makes a key never gives the new key as the credential that was used', () => {
    const { affected } = detectionOf(fixture('cloudtrail-create-own-key'));
    expect(affected.flatMap((one) => (one.kind === 'credential' ? one.accessKeyId : []))).toEqual([KEY]);
    expect(detectionOf(fixture('cloudtrail-create-own-key')).evidence.targetKey).toBe('AKIAEXAMPLENEWOWNKEY');
  });

  test.each<[string, string | undefined, string]>([
    ['of a person who works without the console', undefined, 'IAMUser'],
    ['of a person in the console', 'signin.amazonaws.com', 'IAMUser'],
    ['of a person for whom AWS calls itself', 'AWS Internal', 'IAMUser'],
    ['of a service for somebody', 'cloudformation.amazonaws.com', 'IAMUser'],
  ])('is %s where it was invoked by %s: its caller is an %s', (_, invokedBy, principal) => {
    const event = withValue(
      fixture('cloudtrail-stop-logging-by-key'),
      'detail.userIdentity.invokedBy',
      invokedBy,
    );
    expect(onlyOne(event)).toMatchObject({ accessKeyId: KEY, principal: { type: principal } });
    const isService = invokedBy === 'cloudformation.amazonaws.com';
    expect(detectionOf(event).evidence.through).toBe(isService ? invokedBy : undefined);
  });

  test('of the console has no key: the empty text there is none', () => {
    expect(keysOf(fixture('cloudtrail-console-login'))).toEqual([undefined]);
  });

  test('is no insight, which has no caller', () => {
    expect(whyUnreadable(fixture('cloudtrail-insight'))).toContain('userIdentity is missing');
  });
});
