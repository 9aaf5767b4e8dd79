import { describe, expect, test } from '@jest/globals';
import { decide, type Known } from '../../src/core/decide.ts';
import type { Detection } from '../../src/core/detection.ts';
import { type History, type KnownHistory, NO_HISTORY } from '../../src/core/history.ts';
import { principalKeyOf } from '../../src/core/principal-key.ts';
import { readDetection } from '../../src/sources/index.ts';
import { fixture, type Json, withValue } from '../fixture.ts';
import { defaultPolicy } from '../policy.ts';

const KEY = 'AKIAIOSFODNN7EXAMPLE';
const OTHER_KEY = 'AKIAI44QH8DHBEXAMPLE';
const OTHER_ACCOUNT = '444455556666';
const ADMINISTRATOR = '123456789012';

function read(event: Json): Detection {
  const reading = readDetection(event);
  if (!reading.ok) throw new Error(reading.problem.why);
  return reading.detection;
}

function inWords(detection: Detection, known: Partial<Known> = {}): readonly string[] {
  return decide(detection, { policy: defaultPolicy, ...known }).map((decision) =>
    'reason' in decision ? `${decision.action} ${decision.reason}` : decision.action,
  );
}

describe('the brake', () => {
  const suspected = () => read(fixture('cloudtrail-stop-logging-by-key'));
  const session = () => ({ ...read(fixture('guardduty-role-session')), type: 'PenTest:IAMUser/KaliLinux' });
  const policy = { ...defaultPolicy, maxPrincipalsPerHour: 2, revocableRoles: ['*'] };
  const keyOf = (principal: Parameters<typeof principalKeyOf>[0]['principal']) =>
    principalKeyOf({ principal, accountId: '111122223333' }, 'aws') ?? '';
  const user = keyOf({ type: 'IAMUser', userName: 'ci-deploy' });
  const others = ['one', 'two'];

  test('lets as many principals pass as the setting says', () => {
    expect(inWords(suspected(), { policy, containedOnSuspicion: new Set(['one']) })).toEqual([
      'deactivate-access-key',
    ]);
    expect(inWords(suspected(), { policy, containedOnSuspicion: new Set(others) })).toEqual([
      'escalate too-many-suspected',
    ]);
  });

  test('lets a user pass who was contained already', () => {
    expect(inWords(suspected(), { policy, containedOnSuspicion: new Set([...others, user]) })).toEqual([
      'deactivate-access-key',
    ]);
  });

  test('lets a role pass that was contained already, and no other', () => {
    const [affected] = session().affected;
    const principal = affected?.principal;
    if (principal === undefined) throw new RangeError('the finding names a role');
    const known = new Set([...others, keyOf(principal)]);
    expect(inWords(session(), { policy, containedOnSuspicion: known })).toEqual(['revoke-role-sessions']);
    expect(inWords(session(), { policy, containedOnSuspicion: new Set(others) })).toEqual([
      'escalate too-many-suspected',
    ]);
  });

  test('is not for confirmed evidence', () => {
    const confirmed = read(fixture('guardduty-malicious-ip-caller'));
    expect(inWords(confirmed, { policy, containedOnSuspicion: new Set(others) })).toEqual([
      'deactivate-access-key',
    ]);
  });

  test('holds nothing back where nothing would be contained', () => {
    const observing = { ...policy, contain: 'observe' as const };
    expect(inWords(suspected(), { policy: observing, containedOnSuspicion: new Set(others) })).toEqual([
      'none observe',
    ]);
  });
});

describe('the account that an event comes from', () => {
  const policy = {
    ...defaultPolicy,
    memberRoleName: 'responder-member',
    findingAdministrators: [ADMINISTRATOR],
  };
  const about = (accountId: string, receivedBy: string, name = 'guardduty-malicious-ip-caller') => {
    const detection = read(fixture(name));
    const affected = detection.affected.map((one) => ({ ...one, accountId }) as typeof one);
    return { ...detection, affected, receivedBy };
  };

  test.each<[string, Detection]>([
    ['the account that it is about', about(OTHER_ACCOUNT, OTHER_ACCOUNT)],
    ['our own, about another', about(OTHER_ACCOUNT, '111122223333')],
    ['a named administrator, and it is a finding', about(OTHER_ACCOUNT, ADMINISTRATOR)],
  ])('may be %s', (_, detection) => {
    expect(inWords(detection, { policy })).toEqual(['deactivate-access-key']);
  });

  test.each<[string, Detection]>([
    ['a third, about another', about(OTHER_ACCOUNT, '999999999999')],
    ['a third, about ours', about('111122223333', OTHER_ACCOUNT)],
    [
      'a named administrator, and it is a call',
      about(OTHER_ACCOUNT, ADMINISTRATOR, 'cloudtrail-stop-logging-by-key'),
    ],
  ])('may not be %s', (_, detection) => {
    expect(inWords(detection, { policy })).toEqual(['escalate unverified-event']);
  });
});

describe('a ledger that cannot be read', () => {
  const unreadable: History = { kind: 'unreadable' };
  const erased: History = { kind: 'unreadable', erased: true };
  const activation = () => read(fixture('cloudtrail-activate-key'));

  test.each<[string, Json]>([
    ['a key that somebody switched on', fixture('cloudtrail-activate-key')],
    ['a credential that somebody made', fixture('cloudtrail-create-access-key-for-other')],
    ['a user off whom somebody took a deny', fixture('cloudtrail-detach-deny')],
  ])('leaves to a person %s', (_, event) => {
    expect(inWords(read(event), { history: unreadable })).toEqual(['escalate ledger-unreadable']);
    expect(inWords(read(event), { history: erased })).toEqual(['escalate ledger-erased']);
  });

  test('does not protect a honey key that is switched on, and no key that is used', () => {
    const policy = { ...defaultPolicy, honeyKeys: [KEY] };
    expect(inWords(activation(), { policy, history: unreadable })).toEqual(['deactivate-access-key']);
    const used = read(fixture('cloudtrail-stop-logging-by-key'));
    expect(inWords(used, { history: unreadable })).toEqual(['deactivate-access-key']);
  });

  test('does not protect what a honey key made', () => {
    const policy = { ...defaultPolicy, honeyKeys: [OTHER_KEY] };
    const made = read(fixture('cloudtrail-create-access-key-for-other'));
    expect(inWords(made, { policy, history: unreadable })).toContain('deactivate-access-key');
    expect(inWords(made, { policy, history: unreadable })).not.toContain('escalate ledger-unreadable');
  });
});

describe('who is named twice, or only beside another', () => {
  const contained: History = { ...NO_HISTORY, containment: 'event-0', suspect: true };

  const itself = () =>
    read(withValue(fixture('cloudtrail-activate-key'), 'detail.userIdentity.accessKeyId', KEY));

  test('a key that switches itself on gets one decision', () => {
    const caller = { watched: true, foughtBack: false };
    const decisions = decide(itself(), { policy: defaultPolicy, history: { ...contained, caller } });
    expect(decisions).toMatchObject([
      { action: 'deactivate-access-key', accessKeyId: KEY, affected: { kind: 'reactivated-key' } },
    ]);
  });

  test('that decision is by what says most against it', () => {
    const policy = { ...defaultPolicy, honeyKeys: [KEY] };
    const decisions = decide(itself(), { policy, history: NO_HISTORY });
    expect(decisions).toMatchObject([{ action: 'deactivate-access-key', affected: { kind: 'credential' } }]);
  });

  test('two findings about one key are two', () => {
    const { affected, ...detection } = read(fixture('guardduty-malicious-ip-caller'));
    expect(inWords({ ...detection, affected: [...affected, ...affected] })).toHaveLength(2);
  });

  test('whoever attached a quarantine is told of, if that call is listed', () => {
    const identity = (fixture('cloudtrail-stop-logging-by-role')['detail'] as Json)['userIdentity'] as Json;
    const event = withValue(
      fixture('cloudtrail-quarantine-by-administrator'),
      'detail.userIdentity',
      identity,
    );
    const policy = { ...defaultPolicy, suspectedApiCalls: ['iam:AttachUserPolicy'] };
    expect(inWords(read(event))).toEqual(['deactivate-all-access-keys']);
    expect(inWords(read(event), { policy })).toEqual(['deactivate-all-access-keys', 'none tampering']);
  });

  test('what stands where a key id belongs is nobody, unless the evidence is confirmed', () => {
    const named = withValue(
      fixture('guardduty-malicious-ip-caller'),
      'detail.resource.accessKeyDetails.accessKeyId',
      'AKIA123',
    );
    expect(inWords(read(named))).toEqual(['escalate not-a-key-id']);
    expect(inWords({ ...read(named), type: 'PenTest:IAMUser/KaliLinux', severity: 5 })).toEqual([
      'none suspected-without-key',
    ]);
  });

  test('two users whose keys have no id are two', () => {
    const { affected, ...detection } = read(fixture('cloudtrail-quarantine-by-administrator'));
    const [user] = affected;
    if (user?.kind !== 'user') throw new RangeError('the event names a user');
    const other = { ...user, principal: { ...user.principal, userName: 'other' } };
    expect(inWords({ ...detection, affected: [user, other] })).toEqual([
      'deactivate-all-access-keys',
      'deactivate-all-access-keys',
    ]);
  });

  test('what a service did by itself is for a person', () => {
    const detection = read(fixture('guardduty-malicious-ip-caller'));
    const affected = detection.affected.map(
      (one) => ({ ...one, principal: { type: 'AWSService', service: 'ec2.amazonaws.com' } }) as typeof one,
    );
    expect(inWords({ ...detection, affected })).toEqual(['escalate aws-service']);
  });
});

describe('what is no incident is left alone', () => {
  const finding = () => read(fixture('guardduty-malicious-ip-caller'));
  const switched = (accessKeyId: string) =>
    read(withValue(fixture('cloudtrail-activate-key'), 'detail.requestParameters.accessKeyId', accessKeyId));
  test.each<[string, Detection, string]>([
    ['a sample', { ...finding(), sample: true, settled: true }, 'none sample'],
    ['what a person settled', { ...finding(), settled: true, archived: true }, 'none settled'],
    ['what a person archived', { ...finding(), archived: true, replayed: true }, 'none archived'],
    ['what an archive sends again', { ...finding(), replayed: true }, 'none replayed'],
    ['a placeholder', switched('AKIAXXXXXXXXXXXXXXXX'), 'none malformed-key-id'],
    [
      'a key that was switched and whose id is hidden',
      switched('HIDDEN_BY_CLOUDTRAIL'),
      'none malformed-key-id',
    ],
  ])('%s', (_, detection, expected) => {
    expect(inWords(detection)).toEqual([expected]);
  });

  test('and what a person undid', () => {
    const detection = finding();
    const undone = (known: Partial<KnownHistory>) =>
      new Map(detection.affected.map((one) => [one, { ...NO_HISTORY, ...known }]));
    expect(inWords(detection, { undone: undone({}) })).toEqual(['none restored']);
    expect(inWords(detection, { undone: new Map() })).toEqual(['deactivate-access-key']);
    const closes = (known: Partial<KnownHistory>) =>
      decide(detection, { policy: defaultPolicy, undone: undone(known) }).map(
        (one) => one.action === 'none' && one.closesPage === true,
      );
    expect(closes({ givenUp: true })).toEqual([true]);
    expect(closes({ lastAlert: { state: 'PARTLY_CONTAINED', page: 'open' } })).toEqual([true]);
    expect(closes({ lastAlert: { state: 'CONTAINED', page: 'closed' } })).toEqual([false]);
  });

  test('but not a user who is named as one', () => {
    const reported = { ...read(fixture('cloudtrail-quarantine-by-aws')) };
    const [user] = reported.affected;
    const placeholder = { ...user, accessKeyId: 'AKIAXXXXXXXXXXXXXXXX' } as typeof user;
    expect(inWords({ ...reported, affected: placeholder ? [placeholder] : [] })).toEqual([
      'deactivate-all-access-keys',
    ]);
  });
});
