import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { accessDenied } from '../../local/aws/faults.ts';
import { type Aws, startAws } from '../../local/aws.ts';
import { fixture, type Json, type JsonValue, withValue } from '../fixture.ts';
import { alertsOf, COLD, type House, openHouse, openHouseWithPager } from '../house.ts';
import { runOnLedger } from '../ledger-items.ts';

const KEY = 'AKIAIOSFODNN7EXAMPLE';
/** Of the user that the fixture's record names as the caller. */
const ADMINS_KEY = 'AKIAI44QH8DHBEXAMPLE';

let aws: Aws;
let house: House;
beforeAll(async () => {
  aws = await startAws();
});
beforeEach(() => {
  aws.reset();
  aws.identities.createAccessKey(aws.identities.createUser({ userName: 'ci-deploy' }), { accessKeyId: KEY });
  const admin = aws.identities.createUser({ userName: 'security-admin' });
  aws.identities.createAccessKey(admin, { accessKeyId: ADMINS_KEY });
  house = openHouse(aws);
});
afterAll(() => aws.stop());

const runLedgerCommand = (argv: readonly string[]) => runOnLedger(aws, argv);

/** Somebody sets the key Active; CloudTrail tells of it. */
function switchOn(id: string, change: (event: Json) => Json = (event) => event): Json {
  aws.identities.findAccessKey(KEY)?.key.status.write('Active');
  const call = withValue(
    fixture('cloudtrail-create-access-key-for-other'),
    'detail.eventName',
    'UpdateAccessKey',
  );
  const parameters = { userName: 'ci-deploy', accessKeyId: KEY, status: 'Active' };
  return change(withValue(withValue(call, 'detail.requestParameters', parameters), 'id', id));
}

function finding(): Json {
  return fixture('guardduty-malicious-ip-caller');
}

test('a key that the responder deactivated is deactivated again when somebody switches it on', async () => {
  await house.invoke(finding());
  expect(await house.invoke(switchOn('first'))).toEqual(['PARTLY_CONTAINED']);
  expect(aws.identities.statusOf(KEY)).toBe('Inactive');
  expect(aws.published.at(-1)?.bodies.email).toContain(
    'somebody switched a key on again, about which an incident is known',
  );
  expect(aws.published.at(-1)?.bodies.email).toContain('"arn:aws:iam::111122223333:user/security-admin"');
});

test('a key that it never deactivated is left alone, and people are told', async () => {
  expect(await house.invoke(switchOn('first'))).toEqual(['NO_ACTION']);
  expect(aws.identities.statusOf(KEY)).toBe('Active');
  expect(alertsOf(aws)[0]).toMatchObject({ reason: 'informational' });
});

describe('whoever switches it on', () => {
  test('is named and left alone: an administrator or a pipeline may restore a service', async () => {
    await house.invoke(finding());
    await house.invoke(switchOn('first'));
    expect(aws.identities.statusOf(ADMINS_KEY)).toBe('Active');
  });

  test('is contained if it does so again after people were told', async () => {
    await house.invoke(finding());
    await house.invoke(switchOn('first'));
    expect(await house.invoke(switchOn('second'))).toEqual(['PARTLY_CONTAINED', 'CONTAINED']);
    expect(aws.identities.statusOf(ADMINS_KEY)).toBe('Inactive');
    expect(aws.identities.statusOf(KEY)).toBe('Inactive');
  });

  test('is contained at once if there is evidence against it', async () => {
    await house.invoke(withUser(finding(), 'security-admin', ADMINS_KEY));
    aws.identities.findAccessKey(ADMINS_KEY)?.key.status.write('Active');
    await house.invoke(withValue(finding(), 'id', 'another'));
    await house.invoke(switchOn('first'));
    expect(aws.identities.statusOf(ADMINS_KEY)).toBe('Inactive');
  });

  test('is never contained for it if the deployer trusts it, and the key is stopped all the same', async () => {
    house = openHouse(aws, { TRUSTED_PRINCIPALS: 'security-admin' });
    await house.invoke(finding());
    for (const id of ['first', 'second', 'third']) {
      expect(await house.invoke(switchOn(id))).toEqual(['PARTLY_CONTAINED']);
    }
    expect(aws.identities.statusOf(ADMINS_KEY)).toBe('Active');
    expect(aws.identities.statusOf(KEY)).toBe('Inactive');
  });

  test('and is a session of a revocable role, loses every session of the role the second time', async () => {
    house = openHouse(aws, { REVOCABLE_ROLES: 'deploy-admin' });
    aws.identities.createRole({ roleName: 'deploy-admin' });
    const bySession = (event: Json) =>
      withValue(event, 'detail.userIdentity', {
        type: 'AssumedRole',
        accountId: '111122223333',
        accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
        sessionContext: { sessionIssuer: { userName: 'deploy-admin' } },
      });
    await house.invoke(finding());
    const policies = () =>
      aws.identities.findRoleByName('111122223333', 'deploy-admin')?.inlinePolicies.read(0);
    await house.invoke(switchOn('first', bySession));
    expect(policies()?.size).toBe(0);
    await house.invoke(switchOn('second', bySession));
    expect(policies()?.size).toBe(1);
  });
});

test('the fourth time within ten minutes, the page has the deny of the organization', async () => {
  house = openHouse(aws, { TRUSTED_PRINCIPALS: 'security-admin' });
  await house.invoke(finding());
  for (const id of ['first', 'second', 'third']) await house.invoke(switchOn(id));
  expect(aws.published.at(-1)?.bodies.email).not.toContain('service control policy with');
  await house.invoke(switchOn('fourth'));
  const text = aws.published.at(-1)?.bodies.email ?? '';
  expect(text).toContain('It was switched on 4 times within 10 minutes.');
  expect(text).toContain('service control policy with this statement');
  expect(text).toContain('EARLIER  4 alerts of this incident');
});

test('a record that comes late is judged by its own time', async () => {
  await house.invoke(finding());
  aws.identities.findAccessKey(KEY)?.key.status.write('Inactive');
  const at = (time: string) => (event: Json) => withValue(event, 'detail.eventTime', time);
  const before = aws.published.length;
  const early = withValue(at('2026-05-04T02:00:00Z')(fixture('cloudtrail-activate-key')), 'id', 'early');
  expect(await house.invoke(early)).toEqual(['NO_ACTION']);
  expect(aws.published).toHaveLength(before);
  const late = withValue(at('2026-05-04T05:00:00Z')(fixture('cloudtrail-activate-key')), 'id', 'late');
  expect(await house.invoke(late)).toEqual(['PARTLY_CONTAINED']);
  expect(alertsOf(aws).at(-1)).toMatchObject({ reason: 'stopped-again', page: true });
});

test('one and the same record, delivered twice, is told once', async () => {
  await house.invoke(finding());
  await house.invoke(switchOn('first'));
  const before = aws.published.length;
  await house.invoke(switchOn('first'));
  expect(aws.published).toHaveLength(before);
});

describe('the undo of an alert', () => {
  test('run as it stands, is not undone', async () => {
    await house.invoke(finding());
    await undo();
    expect(await house.invoke(switchOn('undo'))).toEqual(['NO_ACTION']);
    expect(aws.identities.statusOf(KEY)).toBe('Active');
    expect(alertsOf(aws).at(-1)).toMatchObject({ reason: 'restored' });
    expect(aws.published.at(-1)?.attributes).toMatchObject({ audience: 'evidence' });
  });

  test.each<[string, Json]>([
    ['it grew', updated({ 'detail.service.count': 4 })],
    ['its times moved', updated({ 'detail.updatedAt': '2026-05-04T09:00:00.000Z' })],
    [
      'it was seen later',
      updated({ 'detail.service.count': 9, 'detail.service.eventLastSeen': '2026-05-06T00:00:00Z' }),
    ],
  ])('outlasts every update of the same finding: %s', async (_, update) => {
    await house.invoke(finding());
    await undo();
    await house.invoke(switchOn('undo'));
    expect(await house.invoke(update)).toEqual(['NO_ACTION']);
    expect(aws.identities.statusOf(KEY)).toBe('Active');
  });

  test('outlasts an edit of an analyst in Security Hub, and a refresh of Trusted Advisor', async () => {
    const imported = fixture('securityhub-imported-user-key');
    await house.invoke(imported);
    await undo();
    const { findings } = imported['detail'] as { findings: Json[] };
    const edited = findings.map((one) => withValue(one, 'Workflow', { Status: 'NOTIFIED' }));
    expect(
      await house.invoke(withValue(withValue(imported, 'id', 'edit'), 'detail.findings', edited)),
    ).toEqual(['NO_ACTION']);

    await house.invoke(withValue(fixture('trusted-advisor-exposed'), 'id', 'exposed'));
    await undo(-1);
    const refresh = withValue(fixture('trusted-advisor-exposed'), 'id', 'refresh');
    expect(await house.invoke(withValue(refresh, 'detail.uuid', 'another'))).toEqual(['NO_ACTION']);
    expect(aws.identities.statusOf(KEY)).toBe('Active');
  });

  test.each<[string, Json]>([
    ['another finding', updated({ 'detail.id': 'f'.repeat(32), 'detail.service.count': 2 })],
    [
      'another type',
      updated({ 'detail.type': 'UnauthorizedAccess:IAMUser/TorIPCaller', 'detail.service.count': 2 }),
    ],
    [
      'another address',
      updated({
        'detail.service.action.awsApiCallAction.remoteIpDetails.ipAddressV4': '203.0.113.99',
        'detail.service.count': 2,
      }),
    ],
    ['another detector', fixture('health-credentials-compromised')],
  ])('does not outlast %s', async (_, event) => {
    await house.invoke(finding());
    await undo();
    await house.invoke(switchOn('undo'));
    expect(await house.invoke(event)).toEqual(['CONTAINED']);
    expect(aws.identities.statusOf(KEY)).toBe('Inactive');
    expect(aws.published.at(-1)?.attributes).toMatchObject({ audience: 'change' });
  });

  test('is refused the second time, and after a later containment', async () => {
    await house.invoke(finding());
    const [ledger = []] = undoOf(0);
    await runLedgerCommand(ledger);
    await expect(runLedgerCommand(ledger)).rejects.toThrow('conditional request failed');
    await house.invoke(updated({ 'detail.id': 'f'.repeat(32) }));
    await expect(runLedgerCommand(ledger)).rejects.toThrow('conditional request failed');
    expect(aws.identities.statusOf(KEY)).toBe('Inactive');
  });

  test('is for one activation: what is switched on after that is stopped', async () => {
    await house.invoke(finding());
    await undo();
    const now = (event: Json) =>
      withValue(event, 'detail.eventTime', new Date(Date.now() + 2_000).toISOString());
    await house.invoke(switchOn('undo', now));
    expect(await house.invoke(switchOn('undo', now))).toEqual(['NO_ACTION']);
    expect(await house.invoke(switchOn('later', now))).toEqual(['PARTLY_CONTAINED']);
    expect(aws.identities.statusOf(KEY)).toBe('Inactive');
  });

  test('for the future is none', async () => {
    await house.invoke(finding());
    const [ledger = []] = undoOf(0);
    const inTwoYears = ledger.map((word) =>
      word.replace(/(":at":\{"S":")[^"]+/, `$1${new Date(Date.now() + 2 * 365 * 86_400_000).toISOString()}`),
    );
    await runLedgerCommand(inTwoYears);
    expect(await house.invoke(switchOn('thief'))).toEqual(['PARTLY_CONTAINED']);
  });

  test('loses against a containment that comes between its two steps', async () => {
    await house.invoke(finding());
    const [ledger = []] = undoOf(0);
    await runLedgerCommand(ledger);
    await house.invoke(updated({ 'detail.id': 'f'.repeat(32) }));
    // Only now the second step of the undo.
    expect(await house.invoke(switchOn('undo'))).toEqual(['PARTLY_CONTAINED']);
    expect(aws.identities.statusOf(KEY)).toBe('Inactive');
  });

  describe('whose record comes after a later containment', () => {
    const now = (event: Json) => withValue(event, 'detail.eventTime', new Date().toISOString());
    const later = (event: Json) =>
      withValue(event, 'detail.eventTime', new Date(Date.now() + 5_000).toISOString());
    const undoTwice = async () => {
      for (const round of [1, 2]) {
        await undo(-1);
        const record = switchOn(`undo ${round}`, now);
        await house.invoke(updated({ 'detail.id': `${round}`.repeat(32) }));
        expect(aws.identities.statusOf(KEY)).toBe('Inactive');
        expect(await house.invoke(record)).toEqual(['PARTLY_CONTAINED']);
      }
    };

    test('accuses nobody, however often; the key is read back Inactive', async () => {
      await house.invoke(finding());
      await undoTwice();
      expect(aws.identities.statusOf(KEY)).toBe('Inactive');
      expect(aws.identities.statusOf(ADMINS_KEY)).toBe('Active');
      const [verdict] = (aws.published.at(-1)?.bodies.email ?? '').split('\n');
      expect(verdict).toContain('perhaps to undo an alert');
      expect(alertsOf(aws).at(-1)).toMatchObject({ reason: 'stopped-again', page: true });
    });

    test('excuses one activation: whoever switches it on after that fights back', async () => {
      await house.invoke(finding());
      await undoTwice();
      for (const id of ['first', 'second']) await house.invoke(switchOn(id, later));
      expect(aws.identities.statusOf(ADMINS_KEY)).toBe('Inactive');
    });

    test('is not held against it by a retry either', async () => {
      await house.invoke(finding());
      await undo(-1);
      const record = switchOn('undo', now);
      await house.invoke(updated({ 'detail.id': 'f'.repeat(32) }));
      aws.faults.inject({ action: 'sns:Publish', fault: accessDenied, times: 'forever' });
      await expect(house.invoke(record)).rejects.toThrow('sns:Publish');
      aws.faults.clear();
      await house.invoke(record);
      // The first time that counts.
      await house.invoke(switchOn('first', later));
      expect(aws.identities.statusOf(ADMINS_KEY)).toBe('Active');
    });
  });

  test('between its two steps says nothing of the status of the key', async () => {
    await house.invoke(finding());
    const [ledger = []] = undoOf(0);
    await runLedgerCommand(ledger);
    expect(await house.invoke(updated({ 'detail.service.count': 2 }))).toEqual(['NO_ACTION']);
    expect(aws.identities.statusOf(KEY)).toBe('Inactive');
    const [verdict] = (aws.published.at(-1)?.bodies.email ?? '').split('\n');
    expect(verdict).toContain('Somebody undid the containment');
    expect(verdict).not.toContain('Active');
  });

  test('does not speak for new evidence that could not be contained at first and comes back', async () => {
    await house.invoke(finding());
    await undo();
    await house.invoke(switchOn('undo'));
    const news = updated({ 'detail.id': 'f'.repeat(32), 'detail.service.count': 2 });
    aws.faults.inject({ action: 'iam:UpdateAccessKey', fault: accessDenied });
    await expect(house.invoke(news)).rejects.toThrow('deactivation-failed');
    aws.queues.find('retries')?.send({ body: JSON.stringify(news), senderId: 'test' });
    await house.passTime(0);
    expect(aws.identities.statusOf(KEY)).toBe('Inactive');
    expect(alertsOf(aws).at(-1)).toMatchObject({ state: 'CONTAINED' });
  });

  test('is not called a failure by the record of an earlier stop that comes late', async () => {
    const exempt = openHouse(aws, { EXEMPT_PRINCIPALS: 'ci-deploy' });
    await house.invoke(finding());
    // A page is open about it.
    await exempt.invoke(updated({ 'detail.id': 'e'.repeat(32) }));
    await undo();
    expect(await house.invoke(fixture('cloudtrail-deactivate-key'))).toEqual(['NO_ACTION']);
  });

  test('of what a person stopped is not undone either', async () => {
    const exempt = openHouse(aws, { EXEMPT_PRINCIPALS: 'ci-deploy' });
    await exempt.invoke(finding());
    aws.identities.findAccessKey(KEY)?.key.status.write('Inactive');
    expect(await house.invoke(withValue(fixture('cloudtrail-deactivate-key'), 'id', 'off'))).toEqual([
      'RESOLVED',
    ]);
    await undo(-1);
    expect(await house.invoke(switchOn('undo'))).toEqual(['NO_ACTION']);
    expect(aws.identities.statusOf(KEY)).toBe('Active');
  });

  test('of the first alert is still good after updates of the finding contained the key again', async () => {
    await house.invoke(finding());
    await house.invoke(updated({ 'detail.service.count': 2 }));
    await undo();
    expect(await house.invoke(switchOn('undo'))).toEqual(['NO_ACTION']);
  });

  test('also holds for the keys that were stopped for the sake of a session', async () => {
    const session = withValue(fixture('guardduty-user-session'), 'id', 'session');
    const event = withValue(session, 'detail.resource.accessKeyDetails.principalId', undefined);
    await house.invoke(event);
    expect(aws.identities.statusOf(KEY)).toBe('Inactive');
    await undo();
    expect(
      await house.invoke(withValue(withValue(event, 'id', 'update'), 'detail.service.count', 2)),
    ).toEqual(['NO_ACTION']);
    expect(aws.identities.statusOf(KEY)).toBe('Active');
  });
});

test('a thief who goes on is stopped every time, and a person is woken every time', async () => {
  await house.invoke(finding());
  house = openHouse(aws, { TRUSTED_PRINCIPALS: 'security-admin' });
  for (let round = 1; round <= 15; round += 1) {
    expect(await house.invoke(switchOn(`round ${round}`))).toEqual(['PARTLY_CONTAINED']);
    expect(aws.identities.statusOf(KEY)).toBe('Inactive');
    expect(alertsOf(aws).at(-1)).toMatchObject({ reason: 'stopped-again', severity: 'P1', page: true });
  }
});

describe('the page of a key that was switched on and stopped again', () => {
  const pages = () =>
    aws.published
      .filter(({ topicArn }) => topicArn.endsWith(':pager'))
      .map(({ bodies }) => JSON.parse(bodies.default))
      .map(({ NewStateValue, reason }) => `${NewStateValue} ${reason}`);
  beforeEach(async () => {
    house = openHouseWithPager(aws);
    aws.faults.inject({ action: 'events:PutEvents', fault: accessDenied, times: 'forever' });
    await expect(house.invoke(finding())).rejects.toThrow('events:PutEvents');
    aws.faults.clear();
    await house.invoke(switchOn('on'));
    expect(pages()).toEqual(['OK keys-inactive', 'ALARM stopped-again']);
  });

  test('is not closed by the event before it, which comes back, nor by an update', async () => {
    aws.queues.find('retries')?.send({ body: JSON.stringify(finding()), senderId: 'lambda' });
    await house.passTime(60);
    const update = withValue(withValue(finding(), 'id', 'update'), 'detail.service.count', 4);
    expect(await house.invoke(update)).toEqual(['CONTAINED']);
    expect(pages()).toHaveLength(2);
    const mails = alertsOf(aws).filter((alert) => !('AlarmName' in alert));
    expect(mails.map(({ state }) => state)).toEqual(['CONTAINED', 'PARTLY_CONTAINED']);
  });

  test('is closed by a person who stops the key', async () => {
    const off = withValue(fixture('cloudtrail-deactivate-key'), 'detail.eventTime', '2026-05-06T00:00:00Z');
    expect(await house.invoke(off)).toEqual(['RESOLVED']);
    expect(pages().at(-1)).toBe('OK stopped-by-hand');
  });

  test('is closed by the end of a try that could not stop it since', async () => {
    aws.identities.findAccessKey(KEY)?.key.status.write('Active');
    aws.faults.inject({ action: 'iam:UpdateAccessKey', fault: accessDenied, times: 'forever' });
    const update = withValue(finding(), 'id', 'update');
    await expect(house.invoke(update)).rejects.toThrow('deactivation-failed');
    aws.faults.clear();
    expect(await house.invoke(update)).toEqual(['CONTAINED']);
    expect(pages().slice(2)).toEqual(['ALARM deactivation-failed', 'OK keys-inactive']);
  });
});

test('a key that a person stopped with the command of an alert is stopped again too', async () => {
  const exempt = openHouse(aws, { EXEMPT_PRINCIPALS: 'ci-deploy' });
  await exempt.invoke(finding());
  aws.identities.findAccessKey(KEY)?.key.status.write('Inactive');
  expect(await house.invoke(switchOn('on'))).toEqual(['PARTLY_CONTAINED']);
  expect(aws.identities.statusOf(KEY)).toBe('Inactive');
});

test.each<[string, (event: Json) => Json, string]>([
  ['a user', (event) => event, 'IAM user security-admin had switched it ON'],
  [
    'a user with a name that could be followed',
    (event) => withValue(event, 'detail.userIdentity.userName', 'evil.example'),
    'IAM user evil[.]example had switched it ON',
  ],
  [
    'a session of a role',
    (event) =>
      withValue(event, 'detail.userIdentity', {
        type: 'AssumedRole',
        sessionContext: { sessionIssuer: { userName: 'deploy-admin' } },
      }),
    'A session of role deploy-admin had switched it ON',
  ],
  [
    'root',
    (event) => withValue(event, 'detail.userIdentity', { type: 'Root' }),
    'The ROOT USER had switched it ON',
  ],
  [
    'somebody with a text for a name',
    (event) =>
      withValue(event, 'detail.userIdentity.userName', 'CONTAINED: all is well, see http://evil.example'),
    'An unnamed IAM user had switched it ON',
  ],
])('the verdict names who switched the key on: %s', async (_, change, words) => {
  await house.invoke(finding());
  await house.invoke(switchOn('on', change));
  const [verdict] = (aws.published.at(-1)?.bodies.email ?? '').split('\n');
  expect(verdict).toBe(
    `PARTLY CONTAINED: access key ${KEY} of IAM user ci-deploy is Inactive AGAIN. ${words}: somebody fights back.`,
  );
});

test('a ledger that does not answer wakes a person and has the event run again', async () => {
  await house.invoke(finding());
  aws.faults.inject({ action: 'dynamodb:GetItem', fault: accessDenied, times: 'forever' });
  await expect(house.invoke(switchOn('first'))).rejects.toThrow('ledger-unreadable');
  expect(alertsOf(aws).at(-1)).toMatchObject({ state: 'NOT_CONTAINED', reason: 'ledger-unreadable' });
  expect(house.log).toContainEqual({ level: 'error', message: 'dynamodb:GetItem AccessDenied' });
});

test('a key that switches itself on is one credential, with one page', async () => {
  const pager = 'arn:aws:sns:us-east-1:111122223333:pager';
  aws.topics.add(pager);
  house = openHouse(aws, { PAGER_TOPIC_ARN: pager });
  aws.faults.inject({ action: 'iam:UpdateAccessKey', fault: accessDenied, times: COLD });
  await expect(house.invoke(finding())).rejects.toThrow('deactivation-failed');
  const before = aws.published.length;
  const byItself = { type: 'IAMUser', accountId: '111122223333', accessKeyId: KEY, userName: 'ci-deploy' };
  expect(
    await house.invoke(switchOn('on', (event) => withValue(event, 'detail.userIdentity', byItself))),
  ).toEqual(['PARTLY_CONTAINED']);
  expect(aws.published.slice(before).filter(({ topicArn }) => topicArn === pager)).toHaveLength(1);
});

test('an outage of the ledger makes no incident of an activation, when the event comes again', async () => {
  aws.faults.inject({ action: 'dynamodb:GetItem', fault: accessDenied, times: 'forever' });
  await expect(house.invoke(switchOn('daily work'))).rejects.toThrow('ledger-unreadable');
  aws.faults.clear();
  expect(await house.invoke(switchOn('daily work'))).toEqual(['NO_ACTION']);
  expect(await house.invoke(switchOn('the next day'))).toEqual(['NO_ACTION']);
  expect(aws.identities.statusOf(KEY)).toBe('Active');
});

test('an outage of the ledger makes no incident of a key that a person switches off', async () => {
  aws.faults.inject({ action: 'dynamodb:GetItem', fault: accessDenied });
  aws.identities.findAccessKey(KEY)?.key.status.write('Inactive');
  await house.invoke(fixture('cloudtrail-deactivate-key'));
  expect(await house.invoke(switchOn('the next day'))).toEqual(['NO_ACTION']);
  expect(aws.identities.statusOf(KEY)).toBe('Active');
});

test('an outage of the ledger puts no user under watch', async () => {
  aws.faults.inject({ action: 'dynamodb:GetItem', fault: accessDenied });
  const ofAdmin = { userName: 'security-admin', accessKeyId: ADMINS_KEY, status: 'Active' };
  const rotation = withValue(switchOn('rotation'), 'detail.requestParameters', ofAdmin);
  await expect(house.invoke(rotation)).rejects.toThrow('ledger-unreadable');
  await house.invoke(finding());
  await house.invoke(switchOn('first'));
  expect(aws.identities.statusOf(ADMINS_KEY)).toBe('Active');
});

test('whoever switched a key on while the ledger did not answer, did not fight back for that', async () => {
  aws.faults.inject({ action: 'dynamodb:GetItem', fault: accessDenied, times: 'forever' });
  await expect(house.invoke(switchOn('daily work'))).rejects.toThrow('ledger-unreadable');
  aws.faults.clear();
  await house.invoke(finding());
  expect(await house.invoke(switchOn('first'))).toEqual(['PARTLY_CONTAINED']);
  expect(aws.identities.statusOf(ADMINS_KEY)).toBe('Active');
});

test('a ledger that cannot be written delays no containment and no alert', async () => {
  aws.faults.inject({ action: 'dynamodb:UpdateItem', fault: accessDenied, times: 'forever' });
  await expect(house.invoke(finding())).rejects.toThrow('dynamodb:UpdateItem');
  expect(aws.identities.statusOf(KEY)).toBe('Inactive');
  expect(alertsOf(aws)[0]).toMatchObject({ state: 'CONTAINED' });
});

/** The same finding again, with some values changed. */
function updated(changes: Readonly<Record<string, JsonValue>>): Json {
  return Object.entries({ id: 'update', ...changes }).reduce(
    (event, [path, value]) => withValue(event, path, value),
    finding(),
  );
}

/** The same finding about another user and key. */
function withUser(event: Json, userName: string, accessKeyId: string): Json {
  const key = { accessKeyId, userName, userType: 'IAMUser', principalId: 'AIDAI44QH8DHBEXAMPLE' };
  return withValue(withValue(event, 'detail.resource.accessKeyDetails', key), 'id', `about ${userName}`);
}

function undoOf(alert: number): readonly (readonly string[])[] {
  const { commands } = JSON.parse(aws.published.at(alert)?.bodies.sqs ?? '{}') as {
    commands: { kind: string; argv: string[] }[];
  };
  return commands.filter(({ kind }) => kind === 'undo').map(({ argv }) => argv);
}

/** Both steps, as the alert has them. */
async function undo(alert = 0): Promise<void> {
  const [ledger = [], key = []] = undoOf(alert);
  await runLedgerCommand(ledger);
  expect(key.slice(1, 3)).toEqual(['iam', 'update-access-key']);
  aws.identities.findAccessKey(KEY)?.key.status.write('Active');
}
