import { describe, expect, test } from '@jest/globals';
import type { AffectedCredential } from '../../src/core/detection.ts';
import { readDetection } from '../../src/sources/index.ts';
import { fixture, type Json, withValue } from '../fixture.ts';

const KEY = 'AKIAIOSFODNN7EXAMPLE';
const OTHER_KEY = 'AKIAI44QH8DHBEXAMPLE';
const SEQUENCE = 'detail.service.detection.sequence';

function read(event: Json) {
  const reading = readDetection(event);
  if (!reading.ok) throw new TypeError(reading.problem.why);
  return reading.detection;
}

function keysIn(event: Json): readonly (readonly [string | undefined, string | undefined])[] {
  return read(event).affected.map((one) => {
    const { accessKeyId, principal } = one as AffectedCredential;
    return [accessKeyId, principal.type === 'IAMUser' ? principal.userName : principal.type];
  });
}

/** A key as GuardDuty describes a resource. */
function resource(key: { readonly uid: string; readonly userName: string; readonly principalId?: string }) {
  const { uid, userName, principalId = 'AIDAEXAMPLEOTHERUSER0' } = key;
  return {
    ...{ uid, name: uid, accountId: '111122223333', resourceType: 'ACCESS_KEY', region: 'us-east-1' },
    data: { accessKey: { principalId, userName, userType: 'IAMUser' } },
  };
}

function withSequence(parts: Readonly<Record<string, unknown>>): Json {
  return Object.entries(parts).reduce(
    (event, [name, part]) => withValue(event, `${SEQUENCE}.${name}`, part as Json),
    fixture('guardduty-attack-sequence'),
  );
}

describe('an attack sequence of GuardDuty', () => {
  test('tells addresses with their network and country, calls and signals', () => {
    expect(read(fixture('guardduty-attack-sequence')).evidence).toMatchObject({
      addresses: ['198.51.100.23 (Example Hosting, Netherlands)'],
      calls: ['iam:CreateAccessKey', 's3:ListBuckets'],
      signals: ['UnauthorizedAccess:IAMUser/MaliciousIPCaller x3', 'CreateAccessKey x1'],
    });
  });

  test('is bounded, however long its lists are', () => {
    const many = Array.from({ length: 400 }, (_, index) => ({ id: `${index}`, ip: `2001:db8::${index}` }));
    expect(read(withSequence({ endpoints: many })).evidence.addresses).toHaveLength(50);
  });

  test('of other forms is read as far as it can be', () => {
    const event = withSequence({ endpoints: 'none', signals: [null, 7, {}], sequenceIndicators: [{}] });
    const { addresses, signals } = read(event).evidence;
    expect([addresses, signals]).toEqual([undefined, undefined]);
  });
});

describe('a key that stands only among the resources', () => {
  const alone = [resource({ uid: OTHER_KEY, userName: 'build' })];

  test('of a sequence about compromised credentials is affected, by its own user', () => {
    expect(keysIn(withSequence({ actors: [], resources: alone }))).toEqual([[OTHER_KEY, 'build']]);
    expect(keysIn(withSequence({ resources: alone }))).toContainEqual([OTHER_KEY, 'build']);
  });

  test('is not affected twice if an actor has it', () => {
    const own = [resource({ uid: KEY, userName: 'ci-deploy' })];
    expect(keysIn(withSequence({ resources: own })).filter(([key]) => key === KEY)).toHaveLength(1);
  });

  test('of another sequence is affected only if it is of an actor: the others may be what somebody touched', () => {
    const exfiltration = (resources: unknown) =>
      withValue(withSequence({ resources }), 'detail.type', 'AttackSequence:S3/CompromisedData');
    expect(keysIn(exfiltration(alone)).map(([key]) => key)).not.toContain(OTHER_KEY);
    const ofAnActor = [
      resource({ uid: OTHER_KEY, userName: 'ci-deploy', principalId: 'AIDAIOSFODNN7EXAMPLE' }),
    ];
    expect(keysIn(exfiltration(ofAnActor))).toContainEqual([OTHER_KEY, 'ci-deploy']);
  });

  test('of a sample is read as a sample', () => {
    const event = withValue(withSequence({ resources: alone }), 'detail.service.additionalInfo', {
      sample: true,
    });
    expect(read(event).sample).toBe(true);
  });

  test('that has no id of a key is nobody', () => {
    const odd = [resource({ uid: 'arn:aws:iam::111122223333:user/build', userName: 'build' })];
    expect(keysIn(withSequence({ resources: odd })).map(([key]) => key)).not.toContain('build');
  });
});

test("Security Hub's copy tells the same of addresses, calls and signals", () => {
  expect(read(fixture('securityhub-imported-attack-sequence')).evidence).toMatchObject({
    addresses: ['198.51.100.23 (Example Hosting, Netherlands)'],
    calls: ['iam:CreateAccessKey', 's3:ListBuckets'],
    signals: ['UnauthorizedAccess:IAMUser/MaliciousIPCaller x3'],
  });
});
