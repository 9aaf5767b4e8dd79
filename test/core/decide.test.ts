import { describe, expect, test } from '@jest/globals';
import { decide } from '../../src/core/decide.ts';
import type { Decision } from '../../src/core/decision.ts';
import { type History, NO_HISTORY } from '../../src/core/history.ts';
import type { ResponsePolicy } from '../../src/core/response-policy.ts';
import { readDetection } from '../../src/sources/index.ts';
import { fixture, type Json, type JsonValue, withValue } from '../fixture.ts';
import { defaultPolicy } from '../policy.ts';

const KEY = 'AKIAIOSFODNN7EXAMPLE';
const SESSION = 'ASIAIOSFODNN7EXAMPLE';

function decisions(
  event: Json,
  settings: Partial<ResponsePolicy> = {},
  history?: History,
): readonly Decision[] {
  const reading = readDetection(event);
  if (!reading.ok) throw new Error(reading.problem.why);
  return decide(reading.detection, { policy: { ...defaultPolicy, ...settings }, history });
}

function inWords(event: Json, settings: Partial<ResponsePolicy> = {}, history?: History): readonly string[] {
  return decisions(event, settings, history).map(sentence);
}

/** `deactivate AKIA… of ci-deploy`, `escalate root`, `none sample`. */
function sentence(decision: Decision): string {
  switch (decision.action) {
    case 'deactivate-access-key':
      return `deactivate ${decision.accessKeyId} of ${decision.user.userName ?? 'its owner'}`;
    case 'deactivate-all-access-keys':
      return `deactivate every key of ${decision.userName}`;
    case 'revoke-role-sessions':
      return `revoke sessions of ${decision.roleName}`;
    case 'confirm-stopped':
      return `look whether ${decision.accessKeyId} is stopped`;
    case 'escalate':
    case 'none':
      return `${decision.action} ${decision.reason}`;
    default:
      return JSON.stringify(decision);
  }
}

const finding = () => fixture('guardduty-malicious-ip-caller');
const details = 'detail.resource.accessKeyDetails';

describe('what is decided for each event', () => {
  test.each<[string, readonly string[]]>([
    ['guardduty-malicious-ip-caller', [`deactivate ${KEY} of ci-deploy`]],
    ['guardduty-s3-exfiltration', [`deactivate ${KEY} of ci-deploy`]],
    ['guardduty-user-session', ['deactivate every key of ci-deploy']],
    ['guardduty-role-session', ['escalate role-session']],
    ['guardduty-eks-tor', ['escalate role-session']],
    ['guardduty-root', ['escalate root']],
    ['guardduty-low-discovery', ['none informational']],
    ['guardduty-sample', ['none sample']],
    ['guardduty-attack-sequence', [`deactivate ${KEY} of ci-deploy`, 'escalate role-session']],
    ['cloudtrail-quarantine-by-aws', ['deactivate every key of ci-deploy']],
    ['cloudtrail-quarantine-by-administrator', ['deactivate every key of ci-deploy']],
    ['cloudtrail-quarantine-inline', ['deactivate every key of ci-deploy']],
    ['cloudtrail-stop-logging-by-key', [`deactivate ${KEY} of ci-deploy`]],
    ['cloudtrail-stop-logging-by-role', ['none tampering']],
    ['cloudtrail-stop-logging-refused', ['none tampering-refused']],
    ['cloudtrail-stop-logging-for-root', ['escalate root']],
    ['cloudtrail-stop-logging-by-other-account', ['escalate other-account']],
    ['cloudtrail-attach-ordinary-policy', ['none informational']],
    ['cloudtrail-create-access-key-for-other', ['none informational']],
    ['report', [`deactivate ${KEY} of its owner`]],
  ])('%s', (name, expected) => {
    expect(inWords(fixture(name))).toEqual(expected);
  });
});

describe('settings', () => {
  test.each<[string, Json, Partial<ResponsePolicy>, string]>([
    ['observe changes nothing', finding(), { contain: 'observe' }, 'none observe'],
    [
      'confirmed contains what is confirmed',
      finding(),
      { contain: 'confirmed' },
      `deactivate ${KEY} of ci-deploy`,
    ],
    [
      'confirmed leaves what is suspected',
      fixture('cloudtrail-stop-logging-by-key'),
      { contain: 'confirmed' },
      'none only-confirmed',
    ],
    [
      'a suspected finding below the minimum severity only alerts',
      withValue(withValue(finding(), 'detail.type', 'PenTest:IAMUser/KaliLinux'), 'detail.severity', 5),
      { minimumSeverity: 7 },
      'none below-minimum-severity',
    ],
    [
      'a suspected finding at the minimum severity is contained',
      withValue(withValue(finding(), 'detail.type', 'PenTest:IAMUser/KaliLinux'), 'detail.severity', 7),
      { minimumSeverity: 7 },
      `deactivate ${KEY} of ci-deploy`,
    ],
    [
      'a confirmed finding is contained at any severity',
      withValue(finding(), 'detail.severity', 1),
      {},
      `deactivate ${KEY} of ci-deploy`,
    ],
    [
      'a honey key is contained for any call',
      fixture('cloudtrail-honey-key'),
      { honeyKeys: [KEY] },
      `deactivate ${KEY} of ci-deploy`,
    ],
    [
      'a honey key is contained for a call that failed',
      withValue(fixture('cloudtrail-honey-key'), 'detail.errorCode', 'AccessDenied'),
      { honeyKeys: [KEY] },
      `deactivate ${KEY} of ci-deploy`,
    ],
    ['an exempt name is left to a person', finding(), { exemptPrincipals: ['CI-Deploy'] }, 'none exempt'],
    [
      'an exempt ARN is left to a person, whatever its path',
      finding(),
      { exemptPrincipals: ['arn:aws:iam::111122223333:user/team/ci-deploy'] },
      'none exempt',
    ],
    [
      'an exempt unique id is left to a person',
      finding(),
      { exemptPrincipals: ['AIDAIOSFODNN7EXAMPLE'] },
      'none exempt',
    ],
    [
      'an ARN of another account exempts nobody',
      finding(),
      { exemptPrincipals: ['arn:aws:iam::444455556666:user/ci-deploy'] },
      `deactivate ${KEY} of ci-deploy`,
    ],
    [
      'a recreated user of an exempt id is not exempt',
      withValue(finding(), `${details}.principalId`, 'AIDAI44QH8DHBEXAMPLE'),
      { exemptPrincipals: ['AIDAIOSFODNN7EXAMPLE'] },
      `deactivate ${KEY} of ci-deploy`,
    ],
    [
      'an exempt user of a quarantine is left to a person',
      fixture('cloudtrail-quarantine-by-aws'),
      { exemptPrincipals: ['ci-deploy'] },
      'none exempt',
    ],
  ])('%s', (_, event, settings, expected) => {
    expect(inWords(event, settings)).toEqual([expected]);
  });
});

describe('a role that may be revoked', () => {
  const session = () => fixture('guardduty-role-session');
  test.each<[string, Partial<ResponsePolicy>, string]>([
    ['is, when it is opted in by name', { revocableRoles: ['ci-deploy'] }, 'revoke sessions of ci-deploy'],
    ['is, when all are', { revocableRoles: ['*'] }, 'revoke sessions of ci-deploy'],
    ['is not, when another is', { revocableRoles: ['deploy'] }, 'escalate role-session'],
    [
      'is not, when it is exempt by unique id',
      { revocableRoles: ['*'], exemptPrincipals: ['AROAIOSFODNN7EXAMPLE'] },
      'none exempt',
    ],
    [
      'is not, when it is exempt by ARN',
      { revocableRoles: ['*'], exemptPrincipals: ['arn:aws:iam::111122223333:role/team/ci-deploy'] },
      'none exempt',
    ],
    [
      'is, when a user of its name is exempt',
      { revocableRoles: ['*'], exemptPrincipals: ['ci-deploy'] },
      'revoke sessions of ci-deploy',
    ],
    [
      'is not, when it is the function itself',
      { revocableRoles: ['*'], ownRoleName: 'ci-deploy' },
      'escalate own-role',
    ],
    [
      'is not, when it is the function itself, whose role is under a path',
      { revocableRoles: ['*'], ownRoleName: 'security/ci-deploy' },
      'escalate own-role',
    ],
    [
      'is not, when it is the role that acts in other accounts',
      { revocableRoles: ['*'], memberRoleName: 'ci-deploy' },
      'escalate own-role',
    ],
    ['is not, when nothing is to be changed', { revocableRoles: ['*'], contain: 'observe' }, 'none observe'],
  ])('%s', (_, settings, expected) => {
    expect(inWords(session(), settings)).toEqual([expected]);
  });
});

describe('who is acted on', () => {
  test('the honey key that attaches a quarantine policy is contained beside the target', () => {
    const event = fixture('cloudtrail-quarantine-by-administrator');
    expect(inWords(event, { honeyKeys: ['AKIAI44QH8DHBEXAMPLE'] })).toEqual([
      'deactivate every key of ci-deploy',
      'deactivate AKIAI44QH8DHBEXAMPLE of security-admin',
    ]);
  });

  test("a denied quarantine acts on nobody's keys", () => {
    expect(inWords(fixture('cloudtrail-quarantine-denied'))).toEqual(['none informational']);
  });

  test("a suspected call that failed is no proof of the caller's intent being carried out", () => {
    const event = withValue(fixture('cloudtrail-stop-logging-by-key'), 'detail.errorCode', 'AccessDenied');
    expect(inWords(event)).toEqual(['none tampering-refused']);
  });

  test.each<[string, string | undefined, string]>([
    ['the name of a role is never taken for a user', 'AssumedRole', `deactivate ${KEY} of its owner`],
    [
      'the owner is looked up when the type is unknown',
      'GeneratedFindingUserType',
      `deactivate ${KEY} of its owner`,
    ],
    ['the owner is looked up when the type is missing', undefined, `deactivate ${KEY} of its owner`],
    ["root's key is never acted on, whatever its userName says", 'Root', 'escalate root'],
  ])('%s', (_, userType, expected) => {
    expect(inWords(withValue(finding(), `${details}.userType`, userType))).toEqual([expected]);
  });

  test('an alias in the userName of root touches no user of that name', () => {
    const identity = {
      type: 'Root',
      principalId: '111122223333',
      arn: 'arn:aws:iam::111122223333:root',
      accountId: '111122223333',
      accessKeyId: KEY,
      userName: 'ci-deploy',
    };
    expect(
      inWords(withValue(fixture('cloudtrail-stop-logging-by-key'), 'detail.userIdentity', identity)),
    ).toEqual(['escalate root']);
  });

  test('a user in a path is named without it', () => {
    const identity = 'detail.userIdentity';
    const unnamed = withValue(fixture('cloudtrail-stop-logging-by-key'), `${identity}.userName`, undefined);
    const event = withValue(unnamed, `${identity}.arn`, 'arn:aws:iam::111122223333:user/team/ops/bob');
    expect(inWords(event)).toEqual([`deactivate ${KEY} of bob`]);
  });

  test('the user who issued a federation token is acted on for its session', () => {
    const identity = {
      type: 'FederatedUser',
      principalId: '111122223333:guest',
      arn: 'arn:aws:sts::111122223333:federated-user/guest',
      accountId: '111122223333',
      accessKeyId: SESSION,
      sessionContext: {
        sessionIssuer: {
          type: 'IAMUser',
          principalId: 'AIDAIOSFODNN7EXAMPLE',
          arn: 'arn:aws:iam::111122223333:user/broker',
          accountId: '111122223333',
          userName: 'broker',
        },
      },
    };
    const event = withValue(fixture('cloudtrail-honey-key'), 'detail.userIdentity', identity);
    expect(inWords(event, { honeyKeys: [SESSION] })).toEqual(['deactivate every key of broker']);
  });

  test.each<[string, string]>([
    [
      'arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Admin_0123456789abcdef',
      'escalate identity-center',
    ],
    [
      'arn:aws:iam::111122223333:role/aws-service-role/support.amazonaws.com/AWSServiceRoleForSupport',
      'escalate service-linked-role',
    ],
    ['arn:aws:iam::111122223333:role/deploy', 'escalate role-session'],
  ])('a session of %s is for a person', (arn, expected) => {
    const event = withValue(
      fixture('cloudtrail-stop-logging-by-role'),
      'detail.userIdentity.sessionContext.sessionIssuer.arn',
      arn,
    );
    expect(inWords(event, { honeyKeys: [SESSION] })).toEqual([expected]);
  });

  test.each(['cloudtrail-stop-logging-by-key', 'cloudtrail-honey-key'])(
    'a key that lets a service make the call is stopped as if it had made it itself (%s)',
    (name) => {
      const service = 'cloudformation.amazonaws.com';
      const event = withValue(fixture(name), 'detail.userIdentity.invokedBy', service);
      expect(inWords(event, { honeyKeys: name.includes('honey') ? [KEY] : [] })).toEqual([
        `deactivate ${KEY} of ci-deploy`,
      ]);
    },
  );

  test('a caller without an account is for a person', () => {
    const event = withValue(
      fixture('cloudtrail-stop-logging-by-key'),
      'detail.userIdentity.accountId',
      undefined,
    );
    expect(inWords(event)).toEqual(['escalate unknown-account']);
  });

  test.each([
    '11112222333',
    '1111222233334',
    '444455556666:role/admin',
    '444455556666\n',
    'ANONYMOUS_PRINCIPAL',
  ])('a caller whose account is %j is for a person: it becomes no part of an ARN', (accountId) => {
    const event = withValue(
      fixture('cloudtrail-stop-logging-by-key'),
      'detail.userIdentity.accountId',
      accountId,
    );
    expect(inWords(event, { memberRoleName: 'responder-member' })).toEqual(['escalate unknown-account']);
  });

  test('root that makes a key wakes somebody, and also if it was not let: somebody has its session', () => {
    expect(inWords(fixture('cloudtrail-create-root-key'))).toEqual(['escalate root']);
    const refused = withValue(fixture('cloudtrail-create-root-key'), 'detail.errorCode', 'AccessDenied');
    expect(inWords(refused)).toEqual(['escalate root']);
  });

  test.each<[string, JsonValue | undefined]>([
    ['by its name', { userName: 'ci-deploy' }],
    ['without a name, which means the caller', undefined],
    ['with no parameters at all', null],
  ])('a user who makes a key for itself does its everyday work (%s)', (_, parameters) => {
    const event = withValue(fixture('cloudtrail-create-own-key'), 'detail.requestParameters', parameters);
    expect(inWords(event)).toEqual(['none own-key']);
  });
});

describe('a key of another account that somebody stopped, about which a page is open', () => {
  const stopped = withValue(fixture('cloudtrail-deactivate-key'), 'account', '444455556666');
  const paged: History = {
    ...NO_HISTORY,
    lastAlert: { state: 'NOT_CONTAINED', page: 'open' },
  };

  test('is looked at through the member role', () => {
    expect(inWords(stopped, { memberRoleName: 'responder-member' }, paged)).toEqual([
      `look whether ${KEY} is stopped`,
    ]);
  });

  test('is not looked at without one: nothing there could be read', () => {
    expect(inWords(stopped, {}, paged)).toEqual(['none nothing-to-resolve']);
  });
});

describe('key ids', () => {
  test.each<[string, string]>([
    ['small letters', 'akiaiosfodnn7example'],
    ['spaces and a line break around it', ` ${KEY}\n`],
    ['invisible characters around it', `\u200b${KEY}\ufeff`],
  ])('%s is the key that IAM knows', (_, accessKeyId) => {
    const changed = withValue(finding(), `${details}.accessKeyId`, accessKeyId);
    expect(decisions(changed)).toMatchObject([{ action: 'deactivate-access-key', accessKeyId: KEY }]);
  });

  test.each<[string, string]>([
    ['of GuardDuty', 'GeneratedFindingAccessKeyId'],
    ["of AWS's tools", 'ACCESS_KEY_ID_HERE'],
    ["of AWS's samples", 'AKIAXXXXXXXXXX'],
    ['in the form of a key id', 'AKIAXXXXXXXXXXXXXXXX'],
    ['of other samples', 'ASIA_PLACEHOLDER_KEY'],
  ])('a placeholder %s is a test', (_, accessKeyId) => {
    for (const { action } of decisions(withValue(finding(), `${details}.accessKeyId`, accessKeyId)))
      expect(action).toBe('none');
  });

  test.each<[string, string]>([
    ['too short', 'AKIA123'],
    ['two of them', `${KEY} AKIAI44QH8DHBEXAMPLE`],
    ['other digits', 'AKIAIOSFODNN٧EXAMPLE'],
    ['two hundred characters', `AKIA${'A'.repeat(196)}`],
    ['another kind of id', 'APKAIOSFODNN7EXAMPLE'],
    ['a quoted command', "AKIAIOSFODNN7'; rm -rf ~ #"],
  ])('%s is not acted on, and wakes somebody', (_, accessKeyId) => {
    const changed = withValue(finding(), `${details}.accessKeyId`, accessKeyId);
    expect(inWords(changed)).toEqual(['escalate not-a-key-id']);
  });

  test('a finding that names a user and no key is acted on only if IAM knows the user by its unique id', () => {
    const [decision] = decisions(withValue(finding(), `${details}.accessKeyId`, undefined));
    expect(decision).toMatchObject({
      action: 'deactivate-all-access-keys',
      userName: 'ci-deploy',
      confirmUniqueId: 'AIDAIOSFODNN7EXAMPLE',
    });
  });

  test('a finding that names a user without a unique id, and no key, is for a person', () => {
    const event = withValue(finding(), `${details}.accessKeyId`, undefined);
    expect(inWords(withValue(event, `${details}.principalId`, undefined))).toEqual([
      'escalate no-access-key-id',
    ]);
  });

  test('a user whom an analyst chose by a finding that names no key is for a person', () => {
    const event = fixture('securityhub-custom-action');
    const [found] = (event['detail'] as { findings: Json[] }).findings;
    const [resource] = (found as { Resources: Json[] }).Resources;
    const keyless = { ...found, Resources: [{ ...resource, Id: 'AWS::IAM::AccessKey:null' }] };
    expect(inWords(withValue(event, 'detail.findings', [keyless]))).toEqual(['escalate no-access-key-id']);
  });

  test('a finding that names a role and no key is for a person', () => {
    const event = withValue(finding(), `${details}.accessKeyId`, undefined);
    expect(inWords(withValue(event, `${details}.userType`, 'AssumedRole'))).toEqual([
      'escalate no-access-key-id',
    ]);
  });
});
