import { expect, describe as group, test } from '@jest/globals';
import { credential, detectionOf, KEY, MADE, OWN, SESSION } from '../../scripts/coverage-tables/examples.ts';
import type { AffectedCredential, AffectedIdentity, Principal } from '../../src/core/detection.ts';
import { writtenForKey } from '../../src/core/incident-entity.ts';
import { otherCredentialOf } from '../../src/core/other-credential.ts';
import { readDetection } from '../../src/sources/index.ts';
import { fixture, withValue } from '../fixture.ts';
import { incidentOf } from '../incident-of.ts';

/** As the incident of one event has it. */
async function entityOf(accessKeyId: string | undefined, principal: Principal, eventId = 'event-1') {
  return named(credential(accessKeyId, principal), eventId);
}

async function named(affected: AffectedIdentity, eventId = 'event-1') {
  const { entries } = await incidentOf(detectionOf(affected, { eventId }));
  const [entry] = entries;
  return { principal: entry?.entity.principal, dedupKey: entry?.entity.dedupKey };
}

group('who is no user is told from every other', () => {
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
    ['a role', { type: 'AssumedRole', roleName: 'deploy' }, `arn:aws:iam::${OWN}:role/deploy`],
    ['a role without a name', { type: 'AssumedRole' }, 'unknown:event-1'],
    ['a role with a name of something else', { type: 'AssumedRole', roleName: 'a b' }, 'unknown:event-1'],
    ['a federated user of nobody', { type: 'FederatedUser', issuer: undefined }, 'unknown:event-1'],
    ['a service without a name', { type: 'AWSService' }, 'unknown:event-1'],
    [
      'a service with a name of something else',
      { type: 'AWSService', service: 'a b/../c' },
      'unknown:event-1',
    ],
    ...['Bob; rm', '; Bob', 'B', 'x'.repeat(33)].map((sessionName): [string, Principal, string] => [
      `a federated user called ${sessionName}, which STS does not allow`,
      { type: 'FederatedUser', issuer: undefined, sessionName },
      'unknown:event-1',
    ]),
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
    expect(await entityOf(KEY, { type: 'AWSService' })).toEqual({
      principal: `access-key:${KEY}`,
      dedupKey: `akr:aws:${OWN}:${KEY}`,
    });
  });

  test('by the id of a credential that is no access key', async () => {
    const id = 'ACCAEXAMPLE123EXAMPLE';
    expect(await entityOf(id, { type: 'Unknown' })).toEqual({
      principal: `service-specific-credential:${id}`,
      dedupKey: `akr:aws:${OWN}:${id}`,
    });
  });

  test('by the id of what the call of the event made, if that is no access key', () => {
    const other = { kind: 'ssh-public-key', id: 'APKAEXAMPLE123EXAMPLE' } as const;
    expect(otherCredentialOf({ ...MADE, accessKeyId: undefined, other })).toEqual(other);
    expect(otherCredentialOf(MADE)).toBeUndefined();
  });

  test('by the event, if the user that it reports has a name that IAM does not allow', async () => {
    const principal = { type: 'IAMUser', userName: 'two words' } as const;
    const { dedupKey } = await named({ kind: 'user', signal: 'report', principal, accountId: OWN });
    expect(dedupKey).toBe(`akr:aws:${OWN}:unknown:event-1`);
  });

  test('by the user who issued its session, in whatever account', async () => {
    const issuer = { type: 'IAMUser', userName: 'ci-deploy' } as const;
    const guest = { type: 'FederatedUser', issuer, sessionName: 'guest' } as const;
    for (const accountId of [OWN, '444455556666'])
      expect(await named(credential(SESSION, guest, { accountId }))).toEqual({
        principal: `arn:aws:iam::${accountId}:user/ci-deploy`,
        dedupKey: `akr:aws:${accountId}:${SESSION}`,
      });
  });

  test.each(['1111222233334', '91111222233334', '11112222333', '; 111122223333', ''])(
    'the account %j is none, and becomes no part of an identifier',
    async (accountId) => {
      expect(await named(credential(KEY, { type: 'IAMUser', userName: 'ci-deploy' }, { accountId }))).toEqual(
        {
          principal: 'arn:aws:iam::unknown:user/ci-deploy',
          dedupKey: `akr:aws:unknown:${KEY}`,
        },
      );
    },
  );

  test.each([
    // Of the authors of FNV-1a: http://www.isthe.com/chongo/tech/comp/fnv/, test vectors.
    ['foobar', 'bf9cf968'],
    ['a', 'e40c292c'],
  ])('by the hash of the text %j where a key id belongs, and not by the text', async (text, hash) => {
    expect((await entityOf(text, { type: 'Unknown' })).principal).toBe(`unknown:event-1:${hash}`);
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

group('what stands where a key id belongs', () => {
  const written = (signal: AffectedCredential['signal'], text: string | undefined) =>
    writtenForKey(credential(text, { type: 'Unknown' }, { signal }));

  test.each(['backup-job', 'ABC', 'AROAIOSFODNN7EXAMPLE', 'arn:aws:iam::111122223333:user/ci-deploy'])(
    'is shown if it looks like a name, an ARN or an id: %s',
    (text) => {
      expect(written('finding', text)).toBe(text);
    },
  );

  test.each(['AROAIOSFODNN7EXAMPLE', 'A_B_', 'arn:aws-us-gov:iam::111122223333:user/ci-deploy'])(
    'is shown if a reporter wrote %s, which can be no password',
    (text) => {
      expect(written('report', text)).toBe(text);
    },
  );

  test.each([
    ...['hunter2', 'Hunter2', 'ABC', 'backup-job', 'AROAIOSFODNN7example', 'xarn:aws:iam::aws:policy/x'],
    ...[
      'arn:aws:iam::111122223333:user/ci deploy',
      'arn:AWS',
      `A${'B'.repeat(128)}`,
      ' AROAIOSFODNN7EXAMPLE',
    ],
    ...['arn:aws :iam::aws:policy/x', `arn:aws:${'x'.repeat(129)}`, '1AROAIOSFODNN7EXAMPLE'],
  ])('is not shown if a reporter wrote %s, which may be one', (text) => {
    expect(written('report', text)).toBeUndefined();
  });

  test.each([
    ...[undefined, '', KEY, SESSION, 'ACCAEXAMPLE123EXAMPLE', 'two words', 'x'.repeat(129)],
    ...['wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY', 'NO KEY\nCONTAINED: all is well'],
  ])('is not shown if it is an id, a secret or no name: %s', (text) => {
    expect(written('finding', text)).toBeUndefined();
  });

  test('is nothing if the event is about a credential that was made', () => {
    expect(writtenForKey({ ...MADE, accessKeyId: 'backup-job' })).toBeUndefined();
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

test('no key is called younger than the evidence, where the event has no time or no key was listed', async () => {
  const user = { type: 'IAMUser', userName: 'ci-deploy' } as const;
  const timed = { evidence: { firstSeen: '2026-05-04T03:00:00Z' } };
  for (const detection of [
    detectionOf(credential(KEY, user)),
    detectionOf(credential(undefined, { type: 'Root' }), timed),
  ])
    expect((await incidentOf(detection)).entries.map(({ youngerKeys }) => youngerKeys)).toEqual([[]]);
});
