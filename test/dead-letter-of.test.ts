import { describe, expect, test } from '@jest/globals';
import { deadLetterOf } from '../src/dead-letter-of.ts';
import { aDeadLetter } from './a-dead-letter.ts';
import { fixture, type Json, withValue } from './fixture.ts';

const KEY = 'AKIAIOSFODNN7EXAMPLE';
const SESSION = 'ASIAIOSFODNN7EXAMPLE';
const deny = (userName: string) => [
  ...['aws', 'iam', 'attach-user-policy', `--user-name=${userName}`],
  '--policy-arn=arn:aws:iam::aws:policy/AWSDenyAll',
];
const place = { partition: 'aws', region: 'us-east-1', accountId: '111122223333' };
const sentAt = new Date('2026-05-04T03:12:16.000Z');
const finding = fixture('guardduty-malicious-ip-caller');
const DETAILS = 'detail.resource.accessKeyDetails';

function letterOf(body: unknown, attributes: Readonly<Record<string, string>> = {}) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const message = {
    messageId: 'letter',
    receiptHandle: 'handle',
    body: text,
    receives: 1,
    sentAt,
    attributes,
  };
  return deadLetterOf(message, place);
}

const record = (event: unknown) => ({
  requestContext: { condition: 'RetriesExhausted' },
  requestPayload: event,
});
const credentialsOf = (event: Json) => letterOf(record(event)).credentials;

describe('a dead letter', () => {
  test('of an event says what and whose it is, and why it was given up', () => {
    expect(letterOf(record(finding))).toMatchObject({
      ...{ messageId: 'letter', sentAt, cause: 'RetriesExhausted', task: undefined },
      ...{ eventId: finding['id'], source: 'aws.guardduty', detailType: 'GuardDuty Finding' },
      ...{ accountId: '111122223333', credentials: [{ kind: 'access-key', id: KEY, userName: 'ci-deploy' }] },
    });
    const undelivered = letterOf(finding, { ERROR_CODE: 'NO_PERMISSIONS' });
    expect(undelivered.cause).toContain('NO_PERMISSIONS');
  });

  test('of a task has its name, and no event', () => {
    const letter = letterOf({ responder: 'task', task: 'end-storm', payload: 1, remainingSeconds: 0 });
    expect(letter).toEqual(aDeadLetter({ sentAt, task: 'end-storm' }));
  });

  test('of a second look has the event that was to be looked at', () => {
    const payload = { event: finding, since: sentAt, changed: [], revoked: [], keysRead: false };
    const letter = letterOf({ responder: 'task', task: 'look-again', payload, remainingSeconds: 0 });
    expect(letter).toMatchObject({ task: 'look-again', eventId: finding['id'], accountId: '111122223333' });
    expect(letter.credentials).toEqual(credentialsOf(finding));
  });

  test('that nobody can read says why', () => {
    expect(letterOf('hello')).toMatchObject({
      cause: 'a message of the retry queue is not JSON',
      task: undefined,
    });
  });
});

describe('a credential of it', () => {
  test('has the command of its user, and stands there once', () => {
    const [key, ...others] = credentialsOf(finding);
    expect(key?.byHand).toMatchObject([
      { argv: expect.arrayContaining([`--access-key-id=${KEY}`, '--status=Inactive']) },
    ]);
    expect(others).toEqual([]);
    const twice = { ...finding, source: 'aws.securityhub' };
    expect(new Set(credentialsOf(twice).map(({ id }) => id)).size).toBe(credentialsOf(twice).length);
  });

  test.each([
    ['without a user that IAM allows', withValue(finding, `${DETAILS}.userName`, 'a b'), KEY],
    [
      'that is a session of nobody who is named',
      withValue(finding, DETAILS, { accessKeyId: SESSION }),
      SESSION,
    ],
    [
      'that is a session of a user without a name that IAM allows',
      withValue(finding, DETAILS, { accessKeyId: SESSION, userType: 'IAMUser', userName: 'a b' }),
      SESSION,
    ],
    [
      'that is a session of a role without a name that IAM allows',
      withValue(fixture('guardduty-role-session'), `${DETAILS}.userName`, 'a b'),
      SESSION,
    ],
    [
      'of a role of Identity Center',
      withValue(
        fixture('guardduty-role-session'),
        `${DETAILS}.userName`,
        'AWSReservedSSO_Admin_0123456789abcdef',
      ),
      SESSION,
    ],
  ])('%s has no command', (_, event, id) => {
    expect(credentialsOf(event)).toMatchObject([{ kind: 'access-key', id, byHand: [] }]);
  });

  test.each([
    ['a user', withValue(finding, `${DETAILS}.accessKeyId`, SESSION), deny('ci-deploy')],
    ['the user who issued it to a federated user', fixture('cloudtrail-federated-session'), deny('broker')],
    [
      'a role, with the sessions that it had when the event came',
      fixture('guardduty-role-session'),
      [
        ...['aws', 'iam', 'put-role-policy', '--role-name=ci-deploy'],
        '--policy-name=CompromisedKeyResponderRevokedSessions',
        expect.stringContaining(`"aws:TokenIssueTime":"${sentAt.toISOString()}"`),
      ],
    ],
  ])('that is a session has the command that denies everything to %s', (_, event, argv) => {
    expect(credentialsOf(event)).toMatchObject([{ kind: 'access-key', id: SESSION, byHand: [{ argv }] }]);
  });

  test('is named even in an event that its source cannot read', () => {
    const unknown = withValue(finding, 'detail.type', 5);
    expect(credentialsOf(unknown)).toEqual([
      { kind: 'access-key', id: KEY, userName: undefined, accountId: '111122223333', byHand: [] },
    ]);
  });

  test('is none in an event of nobody', () => {
    expect(letterOf(record({ source: 'custom.unknown', 'detail-type': 'x' })).credentials).toEqual([]);
  });

  test('that is no access key has its own command, if its user is known', () => {
    const report = fixture('report-credential-id');
    const [known] = credentialsOf(report);
    expect(known).toMatchObject({ kind: 'service-specific-credential', userName: 'ci-deploy' });
    expect(known?.byHand).toMatchObject([
      {
        argv: expect.arrayContaining([
          'update-service-specific-credential',
          `--service-specific-credential-id=${known?.id}`,
        ]),
      },
    ]);
    const { userName: _, ...detail } = report['detail'] as Json;
    const [unknown] = credentialsOf({ ...report, detail });
    expect(unknown).toMatchObject({ id: known?.id, byHand: [] });
    expect(unknown?.userName).toBeUndefined();
  });

  test.each([
    ['UploadSSHPublicKey', 'sSHPublicKey', 'sSHPublicKeyId', 'APKAEXAMPLE123EXAMPLE', 'ssh-public-key'],
    [
      ...['UploadSigningCertificate', 'certificate', 'certificateId', 'TA7SMP42TDN5Z26OBPJE7EXAMPLE'],
      'signing-certificate',
    ],
  ])('that was made by %s has the command of its kind', (name, part, field, id, kind) => {
    const made = withValue(fixture('cloudtrail-create-bearer-key'), 'detail.eventName', name);
    const answer = { [part]: { userName: 'ci-deploy', [field]: id } };
    const found = credentialsOf(withValue(made, 'detail.responseElements', answer));
    expect(found.find((one) => one.id === id)).toMatchObject({
      kind,
      byHand: [{ argv: expect.arrayContaining([`update-${kind}`, '--user-name=ci-deploy']) }],
    });
  });

  test.each([
    ['took the deny off', 'cloudtrail-detach-deny'],
    ['attached the quarantine of AWS', 'cloudtrail-quarantine-by-administrator'],
  ])('is not that of an administrator who %s: the user is named', (_, name) => {
    const { credentials, users } = letterOf(record(fixture(name)));
    expect(credentials).toEqual([]);
    expect(users).toEqual([{ userName: 'ci-deploy', accountId: '111122223333' }]);
  });

  test.each([
    'cloudtrail-deactivate-key',
    'cloudtrail-activate-key',
    'cloudtrail-create-access-key-for-other',
  ])('is the key that the call was about, not that of the caller: %s', (name) => {
    expect(credentialsOf(fixture(name))).toMatchObject([{ id: KEY, userName: 'ci-deploy' }]);
  });

  test('is not made of a text that is no id, or of a user without a key', () => {
    expect(credentialsOf(withValue(finding, `${DETAILS}.accessKeyId`, 'UNKNOWN'))).toEqual([]);
    expect(credentialsOf(withValue(finding, `${DETAILS}.accessKeyId`, undefined as never))).toEqual([]);
  });
});

describe('a user of it', () => {
  const usersOf = (event: Json) => letterOf(record(event)).users;

  test('is named where the event names no credential', () => {
    const user = { userName: 'ci-deploy', accountId: '111122223333' };
    expect(usersOf(fixture('report-api-key'))).toEqual([user]);
    expect(usersOf(withValue(finding, `${DETAILS}.accessKeyId`, 'UNKNOWN'))).toEqual([user]);
  });

  test('is named once, and beside another one, of another event or of another account', () => {
    const event = fixture('securityhub-imported-null-key');
    const [finding = {}] = (event['detail'] as Json)['findings'] as Json[];
    const [resource = {}] = finding['Resources'] as Json[];
    const of = (userName: string, accountId = '111122223333') => ({
      ...{ ...finding, AwsAccountId: accountId },
      Resources: [withValue(resource, 'Details.AwsIamAccessKey.PrincipalName', userName)],
    });
    const found = usersOf(
      withValue(event, 'detail.findings', [
        ...[of('ci-deploy'), of('backup'), of('ci-deploy')],
        of('backup', '444455556666'),
      ]),
    );
    expect(found).toEqual([
      { userName: 'ci-deploy', accountId: '111122223333' },
      { userName: 'backup', accountId: '111122223333' },
      { userName: 'backup', accountId: '444455556666' },
    ]);
  });

  test('is not named beside a credential, or if it is none that IAM allows', () => {
    expect(usersOf(finding)).toEqual([]);
    const unknown = withValue(finding, `${DETAILS}.accessKeyId`, 'UNKNOWN');
    expect(usersOf(withValue(unknown, `${DETAILS}.userName`, 'a b'))).toEqual([]);
    expect(usersOf({ source: 'custom.unknown', 'detail-type': 'x' })).toEqual([]);
  });
});

describe('the call of it', () => {
  const admin = { userName: 'security-admin' };

  test.each([
    ['cloudtrail-create-access-key-for-other', 'access-key'],
    ['cloudtrail-create-bearer-key', 'user-credential'],
    ['cloudtrail-activate-key', undefined],
    ['cloudtrail-deactivate-key', undefined],
    ['cloudtrail-detach-deny', undefined],
    ['cloudtrail-quarantine-by-administrator', 'policy'],
  ])('has who made it, and what it made: %s', (name, kind) => {
    const { callers, made } = letterOf(record(fixture(name)));
    expect(callers).toMatchObject([{ principal: admin, accessKeyId: 'AKIAI44QH8DHBEXAMPLE' }]);
    expect(made.map((one) => one.kind)).toEqual(kind === undefined ? [] : [kind]);
  });

  test('that made no credential with an id says what it made, and its caller is whom the event names', () => {
    const event = withValue(
      fixture('cloudtrail-create-bearer-key'),
      'detail.eventName',
      'CreateLoginProfile',
    );
    const { callers, made, credentials } = letterOf(record(event));
    expect(made).toEqual([{ kind: 'login-profile', userName: 'ci-deploy', changed: false }]);
    expect(callers).toEqual([]);
    expect(credentials).toMatchObject([{ id: 'AKIAI44QH8DHBEXAMPLE' }]);
  });

  test('is none of a finding, nor of what nobody can read', () => {
    for (const letter of [letterOf(record(finding)), letterOf('hello')])
      expect(letter).toMatchObject({ callers: [], made: [] });
  });
});
