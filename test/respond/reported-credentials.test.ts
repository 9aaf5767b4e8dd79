import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { accessDenied, throttling } from '../../local/aws/faults.ts';
import type { User } from '../../local/aws/user.ts';
import { type Aws, startAws } from '../../local/aws.ts';
import { longTermKey, shortTermKey } from '../api-keys.ts';
import { fixture, type Json, type JsonValue, withValue } from '../fixture.ts';
import { alertsOf, type House, openHouse } from '../house.ts';

const OWN = '111122223333';
const KEY = 'AKIAIOSFODNN7EXAMPLE';
const SESSION = 'ASIAIOSFODNN7EXAMPLE';
const CREDENTIAL = 'ACCAEXAMPLE123EXAMPLE';
const bearer = { kind: 'service-specific-credential', service: 'bedrock.amazonaws.com' } as const;

let aws: Aws;
let house: House;
let user: User;
beforeAll(async () => {
  aws = await startAws();
});
beforeEach(() => {
  aws.reset();
  house = openHouse(aws);
  user = aws.identities.createUser({ userName: 'ci-deploy' });
});
afterAll(() => aws.stop());

/** A report with these fields in place of the fixture's. */
function report(detail: Readonly<Record<string, JsonValue | undefined>>): Json {
  const event = withValue(fixture('report'), 'detail.accountId', undefined);
  return Object.entries(detail).reduce(
    (changed, [name, value]) => withValue(changed, `detail.${name}`, value),
    event,
  );
}

const named = (userName = 'ci-deploy') => report({ accessKeyId: CREDENTIAL, userName });
const add = (id = CREDENTIAL, of = user) => aws.identities.createCredential(of, { ...bearer, id });
const statusOf = (one: ReturnType<typeof add>) => one.status.read(0);
const calls = () => aws.requests.filter(({ service }) => service === 'iam').map(({ action }) => action);
const email = () => aws.published.at(-1)?.bodies.email ?? '';
const machine = () => JSON.parse(aws.published.at(-1)?.bodies.sqs ?? '{}');
const commands = (kind: string): string =>
  machine()
    .commands.filter((command: { kind: string }) => command.kind === kind)
    .map(({ argv }: { argv: readonly string[] }) => argv.slice(2).join(' '))
    .join('\n');

describe('a service-specific credential that is reported with its user', () => {
  test('is Inactive by the first call, with the name of the user, and read back', async () => {
    const one = add();
    expect(await house.invoke(named())).toEqual(['CONTAINED']);
    expect(statusOf(one)).toBe('Inactive');
    const [first] = aws.requests.filter(({ service }) => service === 'iam');
    expect(first).toMatchObject({
      action: 'UpdateServiceSpecificCredential',
      params: { UserName: 'ci-deploy', ServiceSpecificCredentialId: CREDENTIAL, Status: 'Inactive' },
    });
    expect(calls()).toContain('ListServiceSpecificCredentials');
  });

  test('is named by its id in every text, in the JSON and in the outcome event', async () => {
    add();
    await house.invoke(named());
    const [{ email: mail = '', sms = '', https = '' } = {}] = aws.published.map(({ bodies }) => bodies);
    for (const text of [mail, sms, https]) expect(text).toContain(CREDENTIAL);
    expect(mail).toMatch(
      new RegExp(
        `^CONTAINED: service-specific credential ${CREDENTIAL} \\(bedrock\\) of IAM user ci-deploy is Inactive,`,
      ),
    );
    const dedupKey = `akr:aws:${OWN}:${CREDENTIAL}`;
    expect(machine()).toMatchObject({ dedupKey, key: { credentialId: CREDENTIAL, statusNow: 'Inactive' } });
    expect(aws.events.map(({ event }) => event.detail)).toMatchObject([
      { dedupKey, state: 'CONTAINED', key: { credentialId: CREDENTIAL, userName: 'ci-deploy' } },
    ]);
    const [inLedger = '', on] = commands('undo').split('\n');
    expect(inLedger).toContain(`--key={"incident":{"S":"${dedupKey}"}}`);
    expect(on).toBe(
      `update-service-specific-credential --user-name=ci-deploy --service-specific-credential-id=${CREDENTIAL} --status=Active`,
    );
    expect(commands('finish')).toContain('delete-service-specific-credential --user-name=ci-deploy');
  });

  test('costs its user nothing else', async () => {
    aws.identities.createAccessKey(user, { accessKeyId: KEY });
    const [one, other] = [add(), add('ACCAEXAMPLE456EXAMPLE')];
    expect(await house.invoke(named())).toEqual(['PARTLY_CONTAINED']);
    expect([statusOf(one), statusOf(other), aws.identities.statusOf(KEY)]).toEqual([
      'Inactive',
      'Active',
      'Active',
    ]);
    expect(alertsOf(aws)).toMatchObject([{ reason: 'other-key-active', page: true }]);
    expect(email()).toContain('is Inactive, but the user has an Active access key.');
    expect(commands('contain')).toContain(`update-access-key --user-name=ci-deploy --access-key-id=${KEY}`);
  });

  test('and an older one of the user lives on: PARTLY, without a page', async () => {
    add();
    const other = add('ACCAEXAMPLE456EXAMPLE');
    expect(await house.invoke(named())).toEqual(['PARTLY_CONTAINED']);
    expect(statusOf(other)).toBe('Active');
    expect(alertsOf(aws)).toMatchObject([{ reason: 'older-credential-alive', page: false }]);
    expect(email()).toMatch(
      /^PARTLY CONTAINED: service-specific credential ACCAEXAMPLE123EXAMPLE \(bedrock\) of/,
    );
  });

  test('of whom nobody can say: it pages with the commands, and nothing is asked or changed', async () => {
    const one = add();
    expect(await house.invoke(report({ accessKeyId: CREDENTIAL }))).toEqual(['NOT_CONTAINED']);
    expect(statusOf(one)).toBe('Active');
    expect(calls()).toEqual(['ListAccountAliases']);
    expect(alertsOf(aws)).toMatchObject([{ reason: 'owner-not-named', page: true }]);
    expect(commands('inspect')).toContain('list-service-specific-credentials --all-users');
  });

  test('with a wrong user: it is called what it is, and that user keeps what it has', async () => {
    const one = add();
    aws.identities.createUser({ userName: 'bob' });
    expect(await house.invoke(named('bob'))).toEqual(['NOT_CONTAINED']);
    expect(statusOf(one)).toBe('Active');
    expect(alertsOf(aws)).toMatchObject([{ reason: 'credential-not-of-user', page: true }]);
    expect(commands('contain')).toBe('');
    expect(commands('inspect')).toContain('--all-users');
  });

  test('of an exempt user is left alone, and pages', async () => {
    const one = add();
    const exempting = openHouse(aws, { EXEMPT_PRINCIPALS: 'ci-deploy' });
    expect(await exempting.invoke(named())).toEqual(['NO_ACTION']);
    expect(statusOf(one)).toBe('Active');
    expect(commands('contain')).toContain(`--service-specific-credential-id=${CREDENTIAL} --status=Inactive`);
  });

  test('cannot be stopped: it says so, and is stopped by the retry', async () => {
    const one = add();
    aws.faults.inject({ action: 'iam:UpdateServiceSpecificCredential', fault: accessDenied, times: 1 });
    await expect(house.invoke(named())).rejects.toThrow('NOT_CONTAINED: deactivation-failed');
    expect(email()).toMatch(
      /^NOT CONTAINED: service-specific credential \w+ \(bedrock\) of IAM user ci-deploy IS STILL/,
    );
    expect(commands('contain')).toContain(`--service-specific-credential-id=${CREDENTIAL} --status=Inactive`);
    expect(await house.invoke(named())).toEqual(['CONTAINED']);
    expect(statusOf(one)).toBe('Inactive');
  });

  test('reads Active although IAM took the change: nothing says that it is stopped', async () => {
    add().status.write = () => {};
    await expect(house.invoke(named())).rejects.toThrow('NOT_CONTAINED: still-active');
  });

  test('could not be read back: MAY STILL BE ACTIVE', async () => {
    add();
    aws.faults.inject({
      action: 'iam:ListServiceSpecificCredentials',
      fault: accessDenied,
      times: 'forever',
    });
    await expect(house.invoke(named())).rejects.toThrow('NOT_CONTAINED: not-verified');
    expect(commands('contain')).toContain(`--service-specific-credential-id=${CREDENTIAL} --status=Inactive`);
  });

  test('which IAM is too busy to show: it is read again later, and nobody is woken', async () => {
    const one = add();
    const action = 'iam:ListServiceSpecificCredentials';
    aws.faults.inject({ action, fault: throttling, times: 'forever' });
    await house.invoke(named());
    expect(statusOf(one)).toBe('Inactive');
    expect(alertsOf(aws)).toMatchObject([{ reason: 'not-read-yet', page: false }]);
    aws.faults.clear();
    // Another environment, which does not remember that IAM was busy.
    await openHouse(aws).passTime(180);
    expect(alertsOf(aws).at(-1)).toMatchObject({ reason: 'credential-inactive' });
  });

  test('whose access keys could not be read: PARTLY, and again until they are', async () => {
    add();
    aws.faults.inject({ action: 'iam:ListAccessKeys', fault: accessDenied, times: 1 });
    await expect(house.invoke(named())).rejects.toThrow('PARTLY_CONTAINED: access-keys-not-read');
    expect(alertsOf(aws)).toMatchObject([{ reason: 'access-keys-not-read', page: false }]);
    expect(await house.invoke(named())).toEqual(['CONTAINED']);
  });

  test('with quarantineUsers everything is denied to its user, once IAM has taken it for theirs', async () => {
    add();
    const quarantining = openHouse(aws, { QUARANTINE_USERS: 'true' });
    expect(await quarantining.invoke(named())).toEqual(['CONTAINED']);
    expect(user.attachedPolicies.read(0)).toEqual(['arn:aws:iam::aws:policy/AWSDenyAll']);
    const bob = aws.identities.createUser({ userName: 'bob' });
    await quarantining.invoke(withValue(named('bob'), 'id', 'second'));
    expect(bob.attachedPolicies.read(0) ?? []).toEqual([]);
  });
});

describe('a long-term API key', () => {
  test.each([
    ['of Bedrock', longTermKey(`ci-deploy-at-${OWN}`)],
    ['of Claude Platform on AWS', longTermKey(`ci-deploy-at-${OWN}`, 'AEAA')],
  ])(
    '%s: each service-specific credential of its user is Inactive, and each access key',
    async (_, secret) => {
      aws.identities.createAccessKey(user, { accessKeyId: KEY });
      const all = [add(), add('ACCAEXAMPLE456EXAMPLE')];
      const sshKey = aws.identities.createCredential(user, { kind: 'ssh-public-key' });
      expect(await house.invoke(report({ accessKeyId: secret }))).toEqual(['CONTAINED']);
      expect([...all.map(statusOf), aws.identities.statusOf(KEY)]).toEqual([
        'Inactive',
        'Inactive',
        'Inactive',
      ]);
      expect(sshKey.status.read(0)).toBe('Active');
      const dedupKey = `akr:aws:${OWN}:arn:aws:iam::${OWN}:user/ci-deploy`;
      expect(machine()).toMatchObject({ dedupKey, reason: 'credential-inactive' });
      expect(email()).toContain('ACCAEXAMPLE456EXAMPLE');
      expect(
        commands('undo')
          .split('\n')
          .filter((line) => line.startsWith('update-service-specific')),
      ).toHaveLength(2);
    },
  );

  test('of a user without an access key, the case of the console, is contained', async () => {
    const [phantom] = [aws.identities.createUser({ userName: 'BedrockAPIKey-ab12' })];
    const one = add(CREDENTIAL, phantom);
    expect(await house.invoke(report({ accessKeyId: longTermKey(`BedrockAPIKey-ab12-at-${OWN}`) }))).toEqual([
      'CONTAINED',
    ]);
    expect(statusOf(one)).toBe('Inactive');
    expect(email()).toMatch(
      /^CONTAINED: no service-specific credential and no access key of IAM user BedrockAPIKey-ab12 is Active: service-specific credential ACCAEXAMPLE123EXAMPLE/,
    );
  });

  test('which the reporter decoded first is stopped alike', async () => {
    const one = add();
    expect(await house.invoke(fixture('report-api-key'))).toEqual(['CONTAINED']);
    expect(statusOf(one)).toBe('Inactive');
  });

  test('is stopped while IAM is too busy to be asked for what is only good to know', async () => {
    const one = add();
    aws.faults.inject({ action: 'iam:ListServiceSpecificCredentials', fault: throttling, times: 12 });
    await house.invoke(report({ accessKeyId: longTermKey(`ci-deploy-at-${OWN}`) })).catch(() => []);
    expect(statusOf(one)).toBe('Inactive');
  });

  test.each([
    [
      'could not be listed',
      'iam:ListServiceSpecificCredentials',
      'the reported API key of bedrock of IAM user',
    ],
    [
      'could not be changed',
      'iam:UpdateServiceSpecificCredential',
      `service-specific credential ${CREDENTIAL}`,
    ],
  ])('which %s is not called contained, and pages', async (_, action, says) => {
    add();
    aws.faults.inject({ action, fault: accessDenied, times: 'forever' });
    await house.invoke(report({ accessKeyId: longTermKey(`ci-deploy-at-${OWN}`) }));
    expect(alertsOf(aws)).toMatchObject([
      { reason: 'deactivation-failed', page: true, state: 'NOT_CONTAINED' },
    ]);
    expect(email()).toContain(`NOT CONTAINED: ${says}`);
    expect(commands('inspect')).toContain('list-service-specific-credentials --user-name=ci-deploy');
  });

  test('is one of those that a person made after an earlier containment', async () => {
    add();
    await house.invoke(report({ accessKeyId: longTermKey(`ci-deploy-at-${OWN}`) }));
    aws.elapsed.skip(60_000);
    const made = aws.identities.createCredential(user, {
      ...bearer,
      createDate: new Date(Date.now() + 3_600_000),
    });
    const next = withValue(report({ accessKeyId: longTermKey(`ci-deploy-at-${OWN}`) }), 'id', 'second');
    expect(await house.invoke(next)).toEqual(['CONTAINED']);
    expect(statusOf(made)).toBe('Inactive');
  });

  test.each([
    ['cut short', longTermKey(`ci-deploy-at-${OWN}`).slice(0, 24)],
    ['the second one of a user that AWS did not make', longTermKey(`ci-deploy+1-at-${OWN}`)],
  ])('%s: nobody is stopped, and it pages with the command', async (_, secret) => {
    const one = add();
    expect(await house.invoke(report({ accessKeyId: secret }))).toEqual(['NOT_CONTAINED']);
    expect(statusOf(one)).toBe('Active');
    expect(alertsOf(aws)).toMatchObject([{ reason: 'owner-not-named', page: true }]);
    expect(email()).toMatch(/^NOT CONTAINED: the reported API key of bedrock MAY STILL BE ACTIVE\./);
    expect(email()).toContain('user UNKNOWN');
    expect(commands('inspect')).toContain('--all-users --service-name=bedrock.amazonaws.com');
  });

  test('of another account is told of, or stopped there: the key knows its account better than the report', async () => {
    await house.invoke(report({ accessKeyId: longTermKey('ci-deploy-at-444455556666'), accountId: OWN }));
    expect(alertsOf(aws)).toMatchObject([{ reason: 'other-account', account: { id: '444455556666' } }]);
  });

  test('of a user who is gone stops nobody, and pages', async () => {
    expect(await house.invoke(report({ accessKeyId: longTermKey(`gone-at-${OWN}`) }))).toEqual([
      'NOT_CONTAINED',
    ]);
    expect(alertsOf(aws)).toMatchObject([{ reason: 'unconfirmed-user', page: true }]);
  });
});

describe('a short-term API key', () => {
  test('that a long-term access key signed: that key is Inactive', async () => {
    aws.identities.createAccessKey(user, { accessKeyId: KEY });
    expect(await house.invoke(report({ accessKeyId: shortTermKey(KEY) }))).toEqual(['CONTAINED']);
    expect(aws.identities.statusOf(KEY)).toBe('Inactive');
    expect(machine()).toMatchObject({ key: { id: KEY }, detection: { region: 'eu-west-1' } });
    expect(email()).toContain(
      '"bedrock, short-term, eu-west-1, 2026-05-04T02:10Z to 2026-05-04T14:10Z at most"',
    );
  });

  test('of a session of nobody known pages with the key id of the session', async () => {
    expect(await house.invoke(report({ accessKeyId: shortTermKey(SESSION) }))).toEqual(['NOT_CONTAINED']);
    expect(alertsOf(aws)).toMatchObject([{ reason: 'unknown-user', page: true, key: { id: SESSION } }]);
    expect(commands('inspect')).toContain(`AttributeValue=${SESSION} --max-items=50 --region=eu-west-1`);
  });

  test('of a session of a user: every key of the user is Inactive', async () => {
    aws.identities.createAccessKey(user, { accessKeyId: KEY });
    const event = report({ accessKeyId: shortTermKey(SESSION), userName: 'ci-deploy' });
    expect(await house.invoke(event)).toEqual(['PARTLY_CONTAINED']);
    expect(alertsOf(aws)).toMatchObject([{ reason: 'session-alive' }]);
    expect(aws.identities.statusOf(KEY)).toBe('Inactive');
  });

  test('of a session of a role that may be revoked: its sessions are', async () => {
    aws.identities.createRole({ roleName: 'app-role' });
    const revoking = openHouse(aws, { REVOCABLE_ROLES: 'app-role' });
    const event = report({ accessKeyId: shortTermKey(SESSION), roleName: 'app-role' });
    expect(await revoking.invoke(event)).toEqual(['PARTLY_CONTAINED']);
    expect(alertsOf(aws)).toMatchObject([{ reason: 'sessions-revoked' }]);
  });
});

test.each([
  ['a user and a role', { accessKeyId: SESSION, userName: 'a', roleName: 'b' }],
  ['a name that IAM does not allow', { accessKeyId: CREDENTIAL, userName: 'a b' }],
  ['a service that takes no API key', { accessKeyId: undefined, service: 's3' }],
  ['no credential', { accessKeyId: undefined }],
])('a report of %s is not guessed at', async (_, detail) => {
  await house.invoke(report(detail));
  expect(alertsOf(aws)).toMatchObject([{ state: 'NOT_CONTAINED', reason: 'unreadable-event' }]);
});
