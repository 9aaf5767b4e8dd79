import { describe, expect, test } from '@jest/globals';
import { decide } from '../../src/core/decide.ts';
import type { Detection } from '../../src/core/detection.ts';
import { callInWords } from '../../src/core/loud-call.ts';
import type { ResponsePolicy } from '../../src/core/response-policy.ts';
import { readDetection } from '../../src/sources/index.ts';
import { fixture, type Json, withValue } from '../fixture.ts';
import { defaultPolicy } from '../policy.ts';

function read(event: Json): Detection {
  const reading = readDetection(event);
  if (!reading.ok) throw new Error(reading.problem.why);
  return reading.detection;
}

/** Why each credential has its class. */
function because(detection: Detection, settings: Partial<ResponsePolicy> = {}): readonly string[] {
  return decide(detection, { policy: { ...defaultPolicy, ...settings } }).map(
    ({ classification }) => classification.because,
  );
}

describe('root', () => {
  const keyUse = fixture('cloudtrail-root-key-read');
  const SESSION = 'ASIAIOSFODNN7EXAMPLE';
  const byRoot = (eventName: string, service = 'iam') =>
    withValue(
      withValue(
        withValue(fixture('cloudtrail-create-root-key'), 'detail.eventName', eventName),
        'source',
        `aws.${service}`,
      ),
      'detail.eventSource',
      `${service}.amazonaws.com`,
    );
  const through = (event: Json) =>
    withValue(event, 'detail.userIdentity.invokedBy', 'autoscaling.amazonaws.com');
  const used = ["the root user's access key was used, which nothing legitimate needs"];
  const made = ['the root user made something, which nobody should ever do'];
  const off = ['the root user switched logging, detection or a protection off'];
  const other = ['an API call that no setting lists'];

  test('uses a long-term key, which nothing needs; a session it may use', () => {
    expect(because(read(keyUse))).toEqual(used);
    expect(because(read(withValue(keyUse, 'detail.userIdentity.accessKeyId', SESSION)))).toEqual(other);
    expect(because(read(withValue(keyUse, 'detail.userIdentity.accessKeyId', undefined)))).toEqual(other);
  });

  test('makes something, and not through a service that acts for it', () => {
    expect(because(read(byRoot('CreateUser')))).toEqual(made);
    expect(because(read(through(byRoot('CreateUser'))))).toEqual(other);
    expect(because(read(byRoot('GetUser')))).toEqual(other);
  });

  test('switches something off; a service that does so for it counts only if the call is listed', () => {
    expect(because(read(byRoot('StopLogging', 'cloudtrail')))).toEqual(off);
    expect(because(read(through(byRoot('StopLogging', 'cloudtrail'))))).toEqual(off);
    expect(because(read(through(byRoot('DeactivateMFADevice'))))).toEqual(other);
    expect(because(read(byRoot('DeactivateMFADevice')))).toEqual(off);
    const listed = { suspectedApiCalls: ['iam:GetUser'] };
    expect(because(read(byRoot('GetUser')), listed)).toEqual(off);
  });

  test('is seen by GuardDuty to switch something off, whatever the call', () => {
    const session = withValue(
      fixture('guardduty-root'),
      'detail.resource.accessKeyDetails.accessKeyId',
      SESSION,
    );
    const finding = (type: string) => ({ ...read(session), type });
    expect(because(finding('Stealth:IAMUser/CloudTrailLoggingDisabled'))).toEqual(off);
    expect(because(finding('DefenseEvasion:IAMUser/BedrockLoggingDisabled'))).toEqual(off);
    expect(because(finding('Policy:IAMUser/Stealth:'))).not.toEqual(off);
  });

  test('made what the record of a call is of; the type of a finding is no call', () => {
    const { evidence: _, ...record } = read(byRoot('CreateUser'));
    expect(because({ ...record, evidence: {} })).toEqual(made);
    const finding = read(
      withValue(fixture('guardduty-root'), 'detail.resource.accessKeyDetails.accessKeyId', SESSION),
    );
    expect(because({ ...finding, type: 'iam:CreateUser', evidence: {} })).not.toEqual(made);
  });

  test('is not known from the word of another product', () => {
    const detection = read(keyUse);
    const affected = detection.affected.map((one) => ({ ...one, signal: 'other-product' }) as typeof one);
    expect(because({ ...detection, affected })).toEqual(['only GuardDuty findings are acted on']);
  });
});

describe('a call that is listed', () => {
  const event = fixture('cloudtrail-stop-logging-by-key');
  const changed = (value: object) => {
    const detection = read(event);
    return { ...detection, affected: detection.affected.map((one) => ({ ...one, ...value }) as typeof one) };
  };

  test('tells why it is loud', () => {
    expect(because(read(event))).toEqual(['a long-term key switched logging or detection off']);
    expect(because(read(withValue(event, 'detail.errorCode', 'AccessDenied')))).toEqual([
      'it tried to switch logging or detection off, and was refused',
    ]);
    const loud = ['it switched logging or detection off, and is no long-term key'];
    expect(because(changed({ accessKeyId: 'ASIAIOSFODNN7EXAMPLE' }))).toEqual(loud);
    expect(because(changed({ accessKeyId: undefined }))).toEqual(loud);
  });

  test('is nobody’s, if a service made it of its own accord', () => {
    expect(because(changed({ accessKeyId: undefined, principal: { type: 'AWSService' } }))).toEqual([
      'an API call that no setting lists',
    ]);
  });

  test('counts as a call only: a finding that names it is one of GuardDuty', () => {
    expect(because(changed({ signal: 'finding' }))).toEqual(['GuardDuty saw unusual or unwanted use of it']);
  });
});

describe('a call that silences the trail, and that no setting lists', () => {
  const event = fixture('cloudtrail-put-event-selectors');

  test('is loud, and costs nobody the key', () => {
    expect(because(read(event))).toEqual([
      'it silenced the trail or a detector, by a call for which nothing is stopped',
    ]);
    expect(because(read(withValue(event, 'detail.errorCode', 'AccessDenied')))).toEqual([
      'it tried to switch logging or detection off, and was refused',
    ]);
    expect(because(read(event), { trustedPrincipals: ['ci-deploy'] })).toEqual([
      'whoever made the call is trusted with it (trustedPrincipals)',
    ]);
  });
});

test('a loud caller without a key is decided about beside the user of the event, who has none either', () => {
  const event = withValue(
    fixture('cloudtrail-quarantine-by-administrator'),
    'detail.userIdentity.accessKeyId',
    undefined,
  );
  expect(because(read(event), { suspectedApiCalls: ['iam:AttachUserPolicy'] })).toHaveLength(2);
});

describe('a making', () => {
  const byTrusted = { trustedPrincipals: ['ci-deploy', 'security-admin'] };
  const unlisted = ['an API call that no setting lists'];

  test('is the work of whom you trust, and what such a one does else is not', () => {
    const made = ['whom you trust made a credential, as its work'];
    for (const name of ['create-own-key', 'create-access-key-for-other', 'create-bearer-key']) {
      const event = fixture(`cloudtrail-${name}`);
      expect(because(read(event), byTrusted)).toEqual(made);
      expect(because(read(withValue(event, 'detail.errorCode', 'AccessDenied')), byTrusted)).toEqual(
        unlisted,
      );
      expect(because(read(withValue(event, 'detail.eventName', 'GetUser')), byTrusted)).toEqual(unlisted);
    }
  });

  test('of an access key for the user of an API key is a theft; of an API key, and any other call, is not', () => {
    const user = 'BedrockAPIKey-ab12';
    const of = (name: string, ...paths: string[]) =>
      paths.reduce((event, path) => withValue(event, `detail.${path}`, user), fixture(`cloudtrail-${name}`));
    expect(
      because(
        read(
          of(
            'create-access-key-for-other',
            'requestParameters.userName',
            'responseElements.accessKey.userName',
          ),
        ),
      ),
    ).toEqual(['it is an access key for the user of an API key, which nothing legitimate needs']);
    const bearer = of('create-bearer-key', 'requestParameters.userName');
    expect(
      because(read(withValue(bearer, 'detail.responseElements.serviceSpecificCredential.userName', user))),
    ).not.toContain('it is an access key for the user of an API key, which nothing legitimate needs');
    const used = withValue(of('create-own-key', 'userIdentity.userName'), 'detail.eventName', 'GetUser');
    expect(because(read(used))).toEqual(unlisted);
  });

  test('that was refused made nothing', () => {
    const event = withValue(
      fixture('cloudtrail-create-access-key-for-other'),
      'detail.errorCode',
      'AccessDenied',
    );
    expect(because(read(event))).toEqual(['an API call that no setting lists']);
    const bearer = withValue(fixture('cloudtrail-create-bearer-key'), 'detail.errorCode', 'AccessDenied');
    expect(because(read(bearer))).toEqual(['an API call that no setting lists']);
  });

  test('by a role is no user who makes a key for itself, although the record names nobody', () => {
    const own = fixture('cloudtrail-create-own-key');
    const { detail } = fixture('cloudtrail-stop-logging-by-role') as { detail: Json };
    const byRole = withValue(own, 'detail.userIdentity', detail['userIdentity']);
    const nobody = withValue(byRole, 'detail.requestParameters', null);
    const answer = withValue(nobody, 'detail.responseElements.accessKey.userName', undefined);
    expect(because(read(answer))).toEqual(['a key was made for another user, as a thief does to stay']);
  });

  test('is told as what it is', () => {
    expect(because(read(fixture('cloudtrail-create-own-key')))).toEqual([
      'a user made an access key for itself',
    ]);
    expect(because(read(fixture('cloudtrail-create-access-key-for-other')))).toEqual([
      'a key was made for another user, as a thief does to stay',
    ]);
    expect(because(read(fixture('cloudtrail-create-bearer-key')))).toEqual([
      'a credential other than an access key was made, and no incident is open',
    ]);
  });
});

test.each<[string, { readonly api?: string; readonly through?: string }, string]>([
  ['as the record has it', {}, 'cloudtrail:StopLogging'],
  [
    'through a service',
    { through: 'cloudformation.amazonaws.com' },
    'cloudtrail:StopLogging through cloudformation',
  ],
  ['through one of China', { through: 'ec2.amazonaws.com.cn' }, 'cloudtrail:StopLogging through ec2'],
  ['and not what a thief wrote', { api: 'x; rm:rf' }, 'an API'],
  ['nor with something before it', { api: '$(iam:GetUser' }, 'an API'],
  ['nor with something after it', { api: 'iam:GetUser)' }, 'an API'],
  [
    'nor a service that is none',
    { through: 'evil.example.com' },
    'cloudtrail:StopLogging through an AWS service',
  ],
  [
    'nor one with something before it',
    { through: '$(ec2.amazonaws.com' },
    'cloudtrail:StopLogging through an AWS service',
  ],
  [
    'nor one with something after it',
    { through: 'ec2.amazonaws.com.evil' },
    'cloudtrail:StopLogging through an AWS service',
  ],
])('a call is named for a sentence %s', (_, evidence, expected) => {
  const detection = read(fixture('cloudtrail-stop-logging-by-key'));
  const { api: __, ...own } = detection.evidence;
  expect(callInWords({ ...detection, evidence: { ...own, ...evidence } })).toBe(expected);
});
