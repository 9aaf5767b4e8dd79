import { expect, describe as group, test } from '@jest/globals';
import { credential, detectionOf, KEY, OWN, SESSION } from '../../scripts/coverage-tables/examples.ts';
import type { Principal } from '../../src/core/detection.ts';
import { readDetection } from '../../src/sources/index.ts';
import { fixture, withValue } from '../fixture.ts';
import { incidentOf } from '../incident-of.ts';

/** As the incident of one event has it. */
async function entityOf(accessKeyId: string | undefined, principal: Principal, eventId = 'event-1') {
  const { entries } = await incidentOf(detectionOf(credential(accessKeyId, principal), { eventId }));
  const [entry] = entries;
  return { principal: entry?.entity.principal, dedupKey: entry?.entity.dedupKey };
}

group('who is neither user nor role is told from every other', () => {
  test.each<[string, Principal, string]>([
    ['root', { type: 'Root' }, `arn:aws:iam::${OWN}:root`],
    [
      'an AWS service',
      { type: 'AWSService', service: 'cloudtrail.amazonaws.com' },
      'service:cloudtrail.amazonaws.com',
    ],
    [
      'a federated user whose issuer is not named',
      { type: 'FederatedUser', issuer: undefined, sessionName: 'Bob' },
      `arn:aws:sts::${OWN}:federated-user/Bob`,
    ],
    [
      'a federated user of root',
      { type: 'FederatedUser', issuer: { type: 'Root' }, sessionName: 'Bob' },
      `arn:aws:sts::${OWN}:federated-user/Bob`,
    ],
    ['nobody who is named', { type: 'Unknown' }, 'unknown:event-1'],
    ['a role without a name', { type: 'AssumedRole' }, 'unknown:event-1'],
    ['a service without a name', { type: 'AWSService' }, 'unknown:event-1'],
    [
      'a service with a name of something else',
      { type: 'AWSService', service: 'a b/../c' },
      'unknown:event-1',
    ],
  ])('%s', async (_, principal, named) => {
    expect(await entityOf(undefined, principal)).toEqual({
      principal: named,
      dedupKey: `akr:aws:${OWN}:${named}`,
    });
  });

  test('by the session or key where the event names one', async () => {
    expect(await entityOf(SESSION, { type: 'Unknown' })).toEqual({
      principal: `session:${SESSION}`,
      dedupKey: `akr:aws:${OWN}:${SESSION}`,
    });
  });

  test('two events about nobody who is named do not share a dedup key, so that one cannot close the page of the other', async () => {
    const one = await entityOf(undefined, { type: 'Unknown' }, 'event-1');
    const other = await entityOf(undefined, { type: 'Unknown' }, 'event-2');
    expect(one.dedupKey).not.toBe(other.dedupKey);
  });

  test('an id of the event that is none becomes no part of an identifier', async () => {
    const { dedupKey } = await entityOf(undefined, { type: 'Unknown' }, 'see http://evil.example');
    expect(dedupKey).toBe(`akr:aws:${OWN}:unknown:event`);
  });
});

group('a federated user is named', () => {
  const named = (event: ReturnType<typeof fixture>) => {
    const reading = readDetection(event);
    const principal = reading.ok ? reading.detection.affected[0]?.principal : undefined;
    return principal?.type === 'FederatedUser' ? principal.sessionName : undefined;
  };

  test('by GuardDuty', () => {
    const event = withValue(
      fixture('guardduty-federated-user'),
      'detail.resource.accessKeyDetails.principalId',
      `${OWN}:Alice`,
    );
    expect(named(event)).toBe('Alice');
  });

  test('by CloudTrail', () => {
    const event = withValue(
      fixture('cloudtrail-federated-session'),
      'detail.userIdentity.principalId',
      `${OWN}:Alice`,
    );
    expect(named(event)).toBe('Alice');
  });
});

test('a user keeps the ARN that it has in every message', async () => {
  expect(await entityOf(KEY, { type: 'IAMUser', userName: 'ci-deploy' })).toEqual({
    principal: `arn:aws:iam::${OWN}:user/ci-deploy`,
    dedupKey: `akr:aws:${OWN}:${KEY}`,
  });
});
