import { describe, expect, test } from '@jest/globals';
import type { Detection } from '../../src/core/detection.ts';
import { eventsIn } from '../../src/sources/events-in.ts';
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

/** The findings of the event, each given by what differs from the first finding of the fixture. */
function withFindings(name: string, ...changes: readonly Readonly<Record<string, JsonValue | undefined>>[]) {
  const event = fixture(name);
  const [finding] = (event['detail'] as { findings: Json[] }).findings;
  const findings = changes.map((change) =>
    Object.entries(change).reduce(
      (changed, [path, value]) => withValue(changed, path, value),
      structuredClone(finding ?? {}),
    ),
  );
  return withValue(event, 'detail.findings', findings);
}

const imported = (...changes: Parameters<typeof withFindings> extends [string, ...infer C] ? C : never) =>
  withFindings('securityhub-imported-user-key', ...changes);
const resource = (id: string, details?: Json) => ({
  Type: 'AwsIamAccessKey',
  Id: id,
  ...(details !== undefined && { Details: { AwsIamAccessKey: details } }),
});

describe('a finding that Security Hub imported', () => {
  test('gives the key id without its prefix, and the principal by its type', () => {
    expect(detectionOf(imported({})).affected).toEqual([
      {
        kind: 'credential',
        signal: 'finding',
        accessKeyId: KEY,
        accountId: '111122223333',
        principal: { type: 'IAMUser', userName: 'ci-deploy', uniqueId: 'AIDAIOSFODNN7EXAMPLE' },
      },
    ]);
  });

  test.each<[string, string | undefined]>([
    [`AWS::IAM::AccessKey:${KEY}`, KEY],
    [KEY, KEY],
    ['AWS::IAM::AccessKey:null', undefined],
    ['AWS::IAM::AccessKey:GeneratedFindingAccessKeyId', 'GeneratedFindingAccessKeyId'],
  ])('reads the key id of %s as %s', (id, accessKeyId) => {
    expect(detectionOf(imported({ Resources: [resource(id)] })).affected).toMatchObject([{ accessKeyId }]);
  });

  test('names no principal where the details are left out', () => {
    expect(detectionOf(fixture('securityhub-imported-no-details')).affected).toMatchObject([
      { accessKeyId: KEY, principal: { type: 'Unknown' } },
    ]);
  });

  test('reads the older spelling of the name', () => {
    const details = { PrincipalType: 'IAMUser', UserName: 'ci-deploy' };
    expect(detectionOf(imported({ Resources: [resource(KEY, details)] })).affected).toMatchObject([
      { principal: { type: 'IAMUser', userName: 'ci-deploy' } },
    ]);
  });

  test('finds the key wherever it stands among the resources, and every one of them', () => {
    const instance = { Type: 'AwsEc2Instance', Id: 'AWS::IAM::AccessKey:AKIAEXAMPLEBYSTANDER' };
    const Resources = [instance, resource(`AWS::IAM::AccessKey:${KEY}`), resource(OTHER_KEY)];
    expect(detectionOf(imported({ Resources })).affected).toMatchObject([
      { accessKeyId: KEY },
      { accessKeyId: OTHER_KEY },
    ]);
  });

  test("takes a role's name for a role's", () => {
    const details = { PrincipalType: 'AssumedRole', PrincipalName: 'ci-deploy' };
    expect(detectionOf(imported({ Resources: [resource(KEY, details)] })).affected).toMatchObject([
      { principal: { type: 'AssumedRole', roleName: 'ci-deploy' } },
    ]);
  });

  test.each<[string, string]>([
    ['arn:aws:securityhub:us-east-1::product/aws/guardduty', 'finding'],
    ['arn:aws-us-gov:securityhub:us-gov-west-1::product/aws/guardduty', 'finding'],
    ['arn:aws:securityhub:us-east-1:111122223333:product/111122223333/default', 'other-product'],
    ['arn:aws:securityhub:us-east-1:111122223333:product/aws/guardduty', 'other-product'],
    ['arn:aws:securityhub:us-east-1::product/aws/guardduty-lookalike', 'other-product'],
    ['arn:aws:securityhub:us-east-1::product/aws/inspector', 'other-product'],
  ])('of %s is a signal of the kind %s', (ProductArn, signal) => {
    expect(detectionOf(imported({ ProductArn })).affected).toMatchObject([{ signal }]);
  });

  test.each<[string, string]>([
    ['TTPs/Discovery/Recon:IAMUser-TorIPCaller', 'Recon:IAMUser/TorIPCaller'],
    ['TTPs/PenTest:IAMUser/KaliLinux', 'PenTest:IAMUser/KaliLinux'],
    ['TTPs/AttackSequence:IAM/CompromisedCredentials', 'AttackSequence:IAM/CompromisedCredentials'],
    [
      'Effects/Data Exposure/UnauthorizedAccess:IAMUser-InstanceCredentialExfiltration.OutsideAWS',
      'UnauthorizedAccess:IAMUser/InstanceCredentialExfiltration.OutsideAWS',
    ],
  ])('of the type %s is %s', (type, expected) => {
    expect(detectionOf(imported({ Types: [type] })).type).toBe(expected);
  });

  test.each<[string, JsonValue, number | undefined]>([
    ["GuardDuty's number", { Product: 8, Normalized: 70 }, 8],
    ['a tenth of the normalised number without it', { Label: 'HIGH', Normalized: 70 }, 7],
    ['unknown without both', { Label: 'HIGH' }, undefined],
  ])('has the severity that is %s', (_, Severity, expected) => {
    expect(detectionOf(imported({ Severity })).severity).toBe(expected);
  });

  test('implicates each actor of an attack sequence', () => {
    expect(detectionOf(fixture('securityhub-imported-attack-sequence')).affected).toMatchObject([
      { accessKeyId: KEY, principal: { type: 'IAMUser', userName: 'ci-deploy' } },
      { accessKeyId: 'ASIAIOSFODNN7EXAMPLE', principal: { type: 'AssumedRole', roleName: 'deploy-admin' } },
    ]);
  });

  test('is judged by itself, where the event has several', () => {
    const event = imported(
      {},
      {
        Resources: [resource(OTHER_KEY)],
        AwsAccountId: '444455556666',
        Types: ['TTPs/PenTest:IAMUser/KaliLinux'],
        'Severity.Product': 5,
      },
      { Sample: true },
      { 'Workflow.Status': 'SUPPRESSED' },
      { AwsAccountId: undefined },
    );
    const readings = eventsIn(event).map(readDetection);
    expect(readings.map(({ ok }) => ok)).toEqual([true, true, true, true, false]);
    expect(readings.map((one) => one.ok && one.detection)).toMatchObject([
      {
        ...{ eventId: event['id'], type: 'UnauthorizedAccess:IAMUser/MaliciousIPCaller', sample: false },
        affected: [{ accessKeyId: KEY, accountId: '111122223333' }],
      },
      {
        ...{ eventId: `${event['id']}-2`, type: 'PenTest:IAMUser/KaliLinux', severity: 5, sample: false },
        affected: [{ accessKeyId: OTHER_KEY, accountId: '444455556666' }],
      },
      { sample: true },
      { settled: true, sample: false },
      false,
    ]);
  });

  test('is the whole event, where the event has no other, and in events of other sources', () => {
    for (const event of [imported({}), fixture('guardduty-malicious-ip-caller'), null, 'text', {}]) {
      expect(eventsIn(event)).toEqual([event]);
    }
  });

  test.each<[string, Readonly<Record<string, JsonValue>>]>([
    ['its own flag', { Sample: true }],
    ['the flag of GuardDuty', { 'ProductFields.aws/guardduty/service/additionalInfo/sample': 'true' }],
    ['its placeholder', { Resources: [resource('AWS::IAM::AccessKey:GeneratedFindingAccessKeyId')] }],
  ])('is known as a sample by %s', (_, change) => {
    expect(detectionOf(imported(change)).sample).toBe(true);
  });

  test.each<[string, Readonly<Record<string, JsonValue>>, boolean, boolean]>([
    ['that is new', {}, false, false],
    ['that was told', { 'Workflow.Status': 'NOTIFIED' }, false, false],
    ['that a person resolved', { 'Workflow.Status': 'RESOLVED' }, false, true],
    ['that a person suppressed', { 'Workflow.Status': 'SUPPRESSED' }, false, true],
    ['that its product archived', { RecordState: 'ARCHIVED' }, true, false],
  ])('%s: archived or settled', (_, change, archived, settled) => {
    const detection = detectionOf(imported(change));
    expect([detection.archived, detection.settled === true]).toEqual([archived, settled]);
  });

  test('says nothing that it does not say: no findings, no account, nothing at all', () => {
    expect(whyUnreadable(withFindings('securityhub-imported-user-key'))).toBe('findings is empty');
    expect(whyUnreadable(imported({ AwsAccountId: undefined }))).toBe(
      'AwsAccountId is not a 12-digit account id',
    );
    expect(whyUnreadable(withValue(imported({}), 'detail', {}))).toBe('findings is empty');
  });
});

describe('a button of an analyst', () => {
  test('is the word of an analyst, also for a finding that is dealt with', () => {
    const event = withFindings('securityhub-custom-action', { 'Workflow.Status': 'RESOLVED' });
    expect(detectionOf(event)).toMatchObject({ archived: false, affected: [{ signal: 'analyst' }] });
  });
});

describe('a finding in the Open Cybersecurity Schema Framework', () => {
  test.each<[string, JsonValue | undefined, number | undefined]>([
    ['unknown', 0, undefined],
    ['informational', 1, 1],
    ['low', 2, 1],
    ['medium', 3, 4],
    ['high', 4, 7],
    ['critical', 5, 9],
    ['fatal', 6, 10],
    ['other', 99, undefined],
    ['not given', undefined, undefined],
    ['given as a text', '4', undefined],
  ])("of a severity that is %s (%p) is at the lower end of GuardDuty's band: %p", (_, id, severity) => {
    const event = withFindings('securityhub-ocsf-key', { severity_id: id });
    expect(detectionOf(event).severity).toBe(severity);
  });

  test.each<[string, Readonly<Record<string, JsonValue | undefined>>, boolean]>([
    ['New', { status: 'New' }, false],
    ['In Progress', { status: 'In Progress' }, true],
    ['In Progress, by its number', { status: undefined, status_id: 2 }, true],
  ])('that is %s is an update of what was told before, or is not: %j', (_, change, update) => {
    expect(detectionOf(withFindings('securityhub-ocsf-key', change)).update).toBe(update);
  });
});
