import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { accessDenied } from '../../local/aws/faults.ts';
import type { User } from '../../local/aws/user.ts';
import type { CredentialKind } from '../../local/aws/user-credential.ts';
import { type Aws, startAws } from '../../local/aws.ts';
import { credentialListActions } from '../credential-calls.ts';
import { fixture, type Json, withValue } from '../fixture.ts';
import { alertsOf, openHouse } from '../house.ts';
import { withoutWaiting } from '../without-waiting.ts';

const KEY = 'AKIAIOSFODNN7EXAMPLE';
const ROTATED = 'AKIAI44QH8DHBEXAMPLE';
const KINDS = ['service-specific-credential', 'ssh-public-key', 'signing-certificate'] as const;
/** The fixtures' findings were first seen at 02:58:10. */
const AFTER = new Date('2026-05-04T03:05:00.000Z');

const finding = (): Json => fixture('guardduty-malicious-ip-caller');
const suspected = (): Json => withValue(finding(), 'detail.type', 'Discovery:IAMUser/AnomalousBehavior');
const quarantined = (): Json => fixture('cloudtrail-quarantine-by-aws');

let aws: Aws;
let user: User;
beforeAll(async () => {
  aws = await startAws();
});
beforeEach(() => {
  aws.reset();
  user = aws.identities.createUser({ userName: 'ci-deploy' });
  aws.identities.createAccessKey(user, { accessKeyId: KEY });
});
afterAll(() => aws.stop());

function add(kind: CredentialKind, createDate?: Date, of = user) {
  const service = kind === 'service-specific-credential' ? { service: 'bedrock.amazonaws.com' } : {};
  return aws.identities.createCredential(of, { kind, ...service, ...(createDate && { createDate }) });
}

const statusOf = (one: ReturnType<typeof add>) => one.status.read(0);
const calls = () => aws.requests.filter(({ service }) => service === 'iam').map(({ action }) => action);
const email = () => aws.published.at(-1)?.bodies.email ?? '';
const commands = (kind: string): string =>
  JSON.parse(aws.published.at(-1)?.bodies.sqs ?? '{}')
    .commands.filter((command: { kind: string }) => command.kind === kind)
    .map(({ argv }: { argv: readonly string[] }) => argv.slice(2).join(' '))
    .join('\n');

describe('made since the first evidence of a confirmed theft', () => {
  test.each(KINDS)('a %s is set Inactive after the first call, and read back', async (kind) => {
    const made = add(kind, AFTER);
    expect(await openHouse(aws).invoke(finding())).toEqual(['CONTAINED']);
    expect([aws.identities.statusOf(KEY), statusOf(made)]).toEqual(['Inactive', 'Inactive']);
    expect(calls()[0]).toBe('UpdateAccessKey');
    expect(email()).toContain(`and so is`);
    expect(email()).toContain(`${made.id} Inactive`);
  });

  test('several are set Inactive, and the mail says so of all of them', async () => {
    for (let count = 0; count < 3; count += 1) add('service-specific-credential', AFTER);
    expect(await openHouse(aws).invoke(finding())).toEqual(['CONTAINED']);
    expect(email()).toMatch(/ is Inactive, and so are service-specific credential ACCA.* and 1 more\./);
  });

  test('what is the thief’s may not go back by a command, and can be deleted', async () => {
    const made = add('service-specific-credential', AFTER);
    await openHouse(aws).invoke(finding());
    expect(commands('undo')).not.toContain(made.id);
    expect(commands('finish')).toContain(
      `delete-service-specific-credential --user-name=ci-deploy --service-specific-credential-id=${made.id}`,
    );
  });

  test('one that IAM does not let stop is PARTLY, with a page and its command, and is tried again', async () => {
    const made = add('ssh-public-key', AFTER);
    aws.faults.inject({ action: 'iam:UpdateSSHPublicKey', fault: accessDenied });
    const house = openHouse(aws);
    await expect(house.invoke(finding())).rejects.toThrow('younger-credential-alive');
    expect(alertsOf(aws)[0]).toMatchObject({ reason: 'younger-credential-alive', page: true });
    expect(commands('contain')).toContain(
      `update-ssh-public-key --user-name=ci-deploy --ssh-public-key-id=${made.id} --status=Inactive`,
    );
    expect(await house.invoke(finding())).toEqual(['CONTAINED']);
    expect(statusOf(made)).toBe('Inactive');
  });

  test('a console password, which has no status, is PARTLY, with a page and its date', async () => {
    aws.identities.createLoginProfile(user, { createDate: AFTER });
    expect(await openHouse(aws).invoke(finding())).toEqual(['PARTLY_CONTAINED']);
    expect(alertsOf(aws)[0]).toMatchObject({ reason: 'younger-credential-alive', page: true });
    expect(email()).toContain('console password of the user, made 2026-05-04 03:05:00Z, AFTER the first');
    expect(commands('contain')).toContain('delete-login-profile --user-name=ci-deploy');
  });

  test('nothing but the key is stopped while the theft is only suspected', async () => {
    const made = add('service-specific-credential', AFTER);
    expect(await openHouse(aws).invoke(suspected())).toEqual(['PARTLY_CONTAINED']);
    expect(statusOf(made)).toBe('Active');
  });

  test('more that come while they are being stopped are stopped, too', async () => {
    const first = add('service-specific-credential', AFTER);
    let second: ReturnType<typeof add> | undefined;
    aws.faults.inject({
      action: 'iam:UpdateServiceSpecificCredential',
      fault: accessDenied,
      times: 'forever',
      when: () => {
        second ??= add('service-specific-credential', AFTER);
        return false;
      },
    });
    expect(await openHouse(aws).invoke(finding())).toEqual(['CONTAINED']);
    expect([statusOf(first), second && statusOf(second)]).toEqual(['Inactive', 'Inactive']);
  });

  test('of what a person made after the containment, nothing is stopped by the next finding', async () => {
    const house = openHouse(aws);
    await house.invoke(finding());
    aws.identities.createAccessKey(user, { accessKeyId: ROTATED, createDate: new Date() });
    const made = add('service-specific-credential', new Date());
    aws.elapsed.skip(1_000);
    expect(await house.invoke(withValue(finding(), 'id', 'second'))).toEqual(['PARTLY_CONTAINED']);
    expect([aws.identities.statusOf(ROTATED), statusOf(made)]).toEqual(['Active', 'Active']);
    expect(alertsOf(aws).at(-1)).toMatchObject({ reason: 'other-key-active', page: true });
  });
});

describe('older than the first evidence', () => {
  test('a service-specific credential is left alone: PARTLY, with its command and without a page', async () => {
    const old = add('service-specific-credential');
    expect(await openHouse(aws).invoke(finding())).toEqual(['PARTLY_CONTAINED']);
    expect(statusOf(old)).toBe('Active');
    expect(alertsOf(aws)[0]).toMatchObject({ reason: 'older-credential-alive', page: false });
    expect(commands('contain')).toContain(`--service-specific-credential-id=${old.id} --status=Inactive`);
  });

  test('SSH keys, certificates and the password are listed with their commands, and change no state', async () => {
    const [sshKey, certificate] = [add('ssh-public-key'), add('signing-certificate')];
    aws.identities.createLoginProfile(user);
    expect(await openHouse(aws).invoke(finding())).toEqual(['CONTAINED']);
    expect([statusOf(sshKey), statusOf(certificate)]).toEqual(['Active', 'Active']);
    expect(commands('contain')).toContain(`--ssh-public-key-id=${sshKey.id} --status=Inactive`);
    expect(commands('contain')).toContain(`--certificate-id=${certificate.id} --status=Inactive`);
    expect(commands('finish')).toContain('delete-login-profile --user-name=ci-deploy');
    expect(email()).toMatch(/YES {6}SSH key APKA\w+ Active, made 2024-11-02/);
  });

  test('what reads Inactive already is no reason for anything', async () => {
    const old = add('service-specific-credential');
    old.status.write('Inactive');
    expect(await openHouse(aws).invoke(finding())).toEqual(['CONTAINED']);
    expect(email()).toContain(`${old.id} Inactive`);
  });
});

describe('where the user is implicated and no single key', () => {
  test('a user with a bearer key and no access key is contained by its bearer key', async () => {
    aws.identities.deleteAccessKey(KEY);
    const bearer = add('service-specific-credential');
    expect(await openHouse(aws).invoke(quarantined())).toEqual(['CONTAINED']);
    expect(statusOf(bearer)).toBe('Inactive');
    expect(email()).toMatch(
      /^CONTAINED: service-specific credential \w+ \(bedrock\) of IAM user ci-deploy is/,
    );
    expect(commands('undo')).toContain(
      `update-service-specific-credential --user-name=ci-deploy --service-specific-credential-id=${bearer.id} --status=Active`,
    );
  });

  test('older SSH keys and certificates are left alone, and nothing of the caller is touched', async () => {
    const old = add('ssh-public-key');
    const admin = aws.identities.createUser({ userName: 'security-admin' });
    const own = add('service-specific-credential', undefined, admin);
    const path = 'detail.userIdentity.userName';
    expect(await openHouse(aws).invoke(withValue(quarantined(), path, 'security-admin'))).toEqual([
      'CONTAINED',
    ]);
    expect([statusOf(old), statusOf(own)]).toEqual(['Active', 'Active']);
  });

  test('nothing of a namesake is touched', async () => {
    const bearer = add('service-specific-credential');
    const session = fixture('guardduty-user-session');
    const path = 'detail.resource.accessKeyDetails.principalId';
    expect(await openHouse(aws).invoke(withValue(session, path, 'AIDAEXAMPLEANOTHERID'))).toEqual([
      'NOT_CONTAINED',
    ]);
    expect(statusOf(bearer)).toBe('Active');
  });
});

describe('what could not be read', () => {
  test.each(credentialListActions)(
    '%s: is UNKNOWN by name, without a page, and read again by the queue',
    async (action) => {
      aws.faults.inject({ action: `iam:${action}`, fault: accessDenied, times: 'forever' });
      const house = openHouse(aws);
      expect(await house.invoke(finding())).toEqual(['PARTLY_CONTAINED']);
      expect(alertsOf(aws)[0]).toMatchObject({ reason: 'credentials-not-read', page: false });
      expect(email()).toMatch(
        /UNKNOWN {2}(service-specific credentials|SSH keys|signing certificates) of the user: AccessDenied/,
      );
      aws.faults.clear();
      await house.passTime(180);
      expect(alertsOf(aws).map(({ state }) => state)).toEqual(['PARTLY_CONTAINED', 'CONTAINED']);
    },
  );

  test('for a quarter of an hour, it is given up, and nobody is woken', async () => {
    aws.faults.inject({ action: 'iam:ListSSHPublicKeys', fault: accessDenied, times: 'forever' });
    const pace = withoutWaiting(aws);
    const house = openHouse(aws, {}, pace);
    await house.invoke(finding());
    for (let minute = 0; minute < 40; minute += 1) {
      await pace.clock.wait(60_000);
      await house.passTime(0);
    }
    expect(alertsOf(aws)).toMatchObject([
      { reason: 'credentials-not-read', page: false },
      { reason: 'credentials-unreadable', page: false },
    ]);
    expect(aws.queues.find('retries')?.messages ?? []).toEqual([]);
  });
});

test('with quarantineUsers everything is denied to all of them, and the alert says so', async () => {
  add('service-specific-credential');
  const path = 'detail.resource.accessKeyDetails.principalId';
  const event = withValue(finding(), path, user.userId);
  expect(await openHouse(aws, { QUARANTINE_USERS: 'true' }).invoke(event)).toEqual(['CONTAINED']);
  expect(email()).toContain('its sessions and other credentials included.');
  expect(email()).toContain(': everything is denied to it, too');
});

test('UserName is in every call about them', async () => {
  for (const kind of KINDS) add(kind, AFTER);
  await openHouse(aws).invoke(finding());
  const about = aws.requests.filter(({ action }) => /Credential|SSHPublicKey|SigningCert/.test(action));
  expect(about).toHaveLength(9);
  for (const { params } of about) expect(params['UserName']).toBe('ci-deploy');
});

test('mail that is sent with the password that SES made of the key stops, and the alert says so', async () => {
  await openHouse(aws).invoke(finding());
  expect(email()).toMatch(
    /^MAY BREAK jobs on AKIAIOSFODNN7EXAMPLE: .*; mail that is sent over SES SMTP with this key stops/m,
  );
});
