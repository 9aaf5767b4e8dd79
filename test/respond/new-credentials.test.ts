import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { accessDenied } from '../../local/aws/faults.ts';
import type { User } from '../../local/aws/user.ts';
import type { CredentialKind } from '../../local/aws/user-credential.ts';
import { type Aws, startAws } from '../../local/aws.ts';
import { fixture, type Json, type JsonValue, withValue } from '../fixture.ts';
import { alertsOf, type House, openHouse, openHouseWithPager } from '../house.ts';
import { erase, itemOf, runOnLedger } from '../ledger-items.ts';

const ACCOUNT = '111122223333';
const STOLEN = 'AKIAIOSFODNN7EXAMPLE';
const SECOND = 'AKIAEXAMPLESECONDKEY';
const THIRD = 'AKIAEXAMPLETHIRDKEYS';
const ADMINS = 'AKIAI44QH8DHBEXAMPLE';
/** The finding was first seen at 02:58:10. */
const BEFORE = '2026-05-04T02:58:09Z';
const AFTER = '2026-05-04T03:10:02Z';
const stoppedAndPaged = {
  state: 'PARTLY_CONTAINED',
  reason: 'new-credential-stopped',
  severity: 'P1',
  page: true,
};

let aws: Aws;
let house: House;
let victim: User;
let other: User;
beforeAll(async () => {
  aws = await startAws();
});
beforeEach(() => {
  aws.reset();
  victim = aws.identities.createUser({ userName: 'ci-deploy' });
  aws.identities.createAccessKey(victim, { accessKeyId: STOLEN });
  other = aws.identities.createUser({ userName: 'backup' });
  const admin = aws.identities.createUser({ userName: 'security-admin' });
  aws.identities.createAccessKey(admin, { accessKeyId: ADMINS });
  house = openHouse(aws);
});
afterAll(() => aws.stop());

interface By {
  readonly userName: string;
  readonly accessKeyId: string;
}
const thief: By = { userName: 'ci-deploy', accessKeyId: STOLEN };
const admin: By = { userName: 'security-admin', accessKeyId: ADMINS };

interface Making {
  readonly id?: string;
  readonly by?: By | Json;
  readonly for?: User;
  readonly key?: string;
  readonly at?: string;
  /** Without the parameter, as for the caller itself. */
  readonly unnamed?: true;
}

/** Somebody makes a key, as IAM and CloudTrail have it. */
function makes({
  id = 'made',
  by = thief,
  for: of = victim,
  key = SECOND,
  at = AFTER,
  unnamed,
}: Making): Json {
  if (aws.identities.findAccessKey(key) === undefined) {
    aws.identities.createAccessKey(of, { accessKeyId: key, createDate: new Date(at) });
  }
  const answer = { accessKey: { userName: of.userName, accessKeyId: key, status: 'Active' } };
  return record({
    ...{ id, by, at, eventName: 'CreateAccessKey', answer },
    parameters: unnamed ? null : { userName: of.userName },
  });
}

function record(call: {
  readonly id: string;
  readonly by: By | Json;
  readonly at: string;
  readonly eventName: string;
  readonly parameters: JsonValue;
  readonly answer: JsonValue;
}): Json {
  const { id, by, at, eventName, parameters, answer } = call;
  const identity =
    'type' in by
      ? by
      : { ...by, type: 'IAMUser', accountId: ACCOUNT, arn: `arn:aws:iam::${ACCOUNT}:user/${by['userName']}` };
  return Object.entries({
    id,
    'detail.eventID': id,
    'detail.eventName': eventName,
    'detail.eventTime': at,
    'detail.userIdentity': identity,
    'detail.requestParameters': parameters,
    'detail.responseElements': answer,
  }).reduce<Json>(
    (event, [path, value]) => withValue(event, path, value as JsonValue),
    fixture('cloudtrail-create-own-key'),
  );
}

const finding = (): Json => fixture('guardduty-malicious-ip-caller');
const statusOf = (key: string) => aws.identities.statusOf(key);
const last = () => alertsOf(aws).at(-1);
const email = () => aws.published.at(-1)?.bodies.email ?? '';
const argvOf = (kind: string): readonly (readonly string[])[] =>
  JSON.parse(aws.published.at(-1)?.bodies.sqs ?? '{}')
    .commands.filter((command: { kind: string }) => command.kind === kind)
    .map(({ argv }: { argv: readonly string[] }) => argv);
const commands = (kind: string): string =>
  argvOf(kind)
    .map((argv) => argv.slice(1).join(' '))
    .join('\n');

describe('a key that the thief makes while the incident is open is stopped, and somebody is woken', () => {
  test.each<[string, Making]>([
    ['for the user itself', {}],
    ['for the user itself, without naming it', { unnamed: true }],
    ['for another user', {}],
    [
      'in a session of the user',
      {
        by: {
          type: 'IAMUser',
          accountId: ACCOUNT,
          userName: 'ci-deploy',
          accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
        },
      },
    ],
    [
      'in a federated session that the user issued',
      {
        by: {
          type: 'FederatedUser',
          principalId: `${ACCOUNT}:eve`,
          accountId: ACCOUNT,
          accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
          sessionContext: { sessionIssuer: { type: 'IAMUser', userName: 'ci-deploy' } },
        },
      },
    ],
  ])('%s', async (how, making) => {
    await house.invoke(finding());
    const whom = how === 'for another user' ? { for: other } : {};
    expect(await house.invoke(makes({ ...making, ...whom }))).toEqual(['PARTLY_CONTAINED']);
    expect(statusOf(SECOND)).toBe('Inactive');
    expect(last()).toMatchObject(stoppedAndPaged);
  });

  test('the alert names it, its user and its maker, and says that it was read back', async () => {
    await house.invoke(finding());
    await house.invoke(makes({ for: other }));
    expect(email().split('\n')[0]).toBe(
      `PARTLY CONTAINED: access key ${SECOND} of IAM user backup is Inactive. IAM user ci-deploy had MADE it, and what made it may still work.`,
    );
    expect(email()).toContain('Read back from IAM at');
    expect(last()?.key).toMatchObject({ id: SECOND, statusNow: 'Inactive' });
  });

  test('its first commands stop the key that made it; none switches on what was made', async () => {
    await house.invoke(finding());
    await house.invoke(makes({ for: other }));
    expect(commands('contain')).toBe(
      `iam update-access-key --user-name=ci-deploy --access-key-id=${STOLEN} --status=Inactive`,
    );
    expect(commands('undo')).toBe('');
    expect(commands('finish')).toBe(`iam delete-access-key --user-name=backup --access-key-id=${SECOND}`);
  });

  test('a session that made it ends only with everything of its user denied', async () => {
    await house.invoke(finding());
    const by = {
      ...admin,
      type: 'IAMUser',
      accountId: ACCOUNT,
      userName: 'ci-deploy',
      accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
    };
    await house.invoke(makes({ by, for: other }));
    expect(commands('contain')).toContain('attach-user-policy --user-name=ci-deploy');
  });

  test('nothing else of the user that it is for is touched, nor is that user watched', async () => {
    house = openHouse(aws, { QUARANTINE_USERS: 'true' });
    aws.identities.createAccessKey(other, {
      accessKeyId: THIRD,
      createDate: new Date('2026-05-04T04:00:00Z'),
    });
    await house.invoke(finding());
    await house.invoke(makes({ for: other }));
    expect(statusOf(THIRD)).toBe('Active');
    expect(aws.identities.findUser(ACCOUNT, 'backup')?.attachedPolicies.read(0)).toEqual([]);
    aws.identities.deleteAccessKey(SECOND);
    const own = { userName: 'backup', accessKeyId: THIRD };
    expect(
      await house.invoke(makes({ id: 'own', by: own, for: other, key: 'AKIAEXAMPLEDAILYWORK' })),
    ).toEqual(['NO_ACTION']);
    expect(statusOf('AKIAEXAMPLEDAILYWORK')).toBe('Active');
  });

  test('and whatever is made with a key that it made, by whichever user', async () => {
    await house.invoke(finding());
    await house.invoke(makes({ for: other }));
    const by = { userName: 'backup', accessKeyId: SECOND };
    await house.invoke(makes({ id: 'third', by, for: other, key: THIRD }));
    expect(statusOf(THIRD)).toBe('Inactive');
    expect(last()).toMatchObject(stoppedAndPaged);
  });

  test('also where the key that it made could not be stopped', async () => {
    await house.invoke(finding());
    house = openHouse(aws, { EXEMPT_PRINCIPALS: 'backup' });
    expect(await house.invoke(makes({ for: other }))).toEqual(['NO_ACTION']);
    expect(last()).toMatchObject({ reason: 'exempt', page: true });
    expect(statusOf(SECOND)).toBe('Active');
    await house.invoke(makes({ id: 'third', by: { userName: 'backup', accessKeyId: SECOND }, key: THIRD }));
    expect(statusOf(THIRD)).toBe('Inactive');
  });

  test('by the stolen key of a user that was renamed', async () => {
    await house.invoke(finding());
    await house.invoke(makes({ by: { ...thief, userName: 'somebody-new' }, for: other }));
    expect(statusOf(SECOND)).toBe('Inactive');
  });

  test('by a key that was contained on suspected evidence', async () => {
    await house.invoke(withValue(finding(), 'detail.type', 'Discovery:IAMUser/AnomalousBehavior'));
    await house.invoke(makes({ for: other }));
    expect(statusOf(SECOND)).toBe('Inactive');
  });

  test('by a service that acts for it', async () => {
    await house.invoke(finding());
    const by = {
      ...{ type: 'IAMUser', accountId: ACCOUNT, userName: 'ci-deploy', accessKeyId: 'ASIAIOSFODNN7EXAMPLE' },
      invokedBy: 'cloudformation.amazonaws.com',
    };
    await house.invoke(makes({ by, for: other }));
    expect(statusOf(SECOND)).toBe('Inactive');
    expect(last()).toMatchObject(stoppedAndPaged);
  });

  test('by a honey key, although nobody knew of it before', async () => {
    house = openHouse(aws, { HONEY_KEYS: STOLEN });
    expect(await house.invoke(makes({ for: other }))).toEqual(['PARTLY_CONTAINED', 'CONTAINED']);
    expect([statusOf(SECOND), statusOf(STOLEN)]).toEqual(['Inactive', 'Inactive']);
  });

  test('if IAM refuses, the page says that it may be Active, and the event runs again', async () => {
    await house.invoke(finding());
    aws.faults.inject({ action: 'iam:UpdateAccessKey', fault: accessDenied, times: 'forever' });
    await expect(house.invoke(makes({}))).rejects.toThrow('deactivation-failed');
    expect(last()).toMatchObject({ state: 'NOT_CONTAINED', page: true });
    aws.faults.clear();
    await house.invoke(makes({}));
    expect(last()).toMatchObject(stoppedAndPaged);
  });

  test('one and the same record, delivered twice, is told once', async () => {
    await house.invoke(finding());
    await house.invoke(makes({}));
    const before = aws.published.length;
    expect(await house.invoke(makes({}))).toEqual(['PARTLY_CONTAINED']);
    expect(aws.published).toHaveLength(before);
  });

  test('each key that it makes is told', async () => {
    await house.invoke(finding());
    await house.invoke(makes({}));
    await house.invoke(makes({ id: 'third', for: other, key: THIRD }));
    expect(alertsOf(aws).map(({ reason }) => reason)).toEqual([
      'keys-inactive',
      'new-credential-stopped',
      'new-credential-stopped',
    ]);
  });

  test('the pager is called once for it', async () => {
    house = openHouseWithPager(aws);
    const pages = () => aws.published.filter(({ topicArn }) => topicArn.endsWith(':pager')).length;
    await house.invoke(finding());
    const before = pages();
    await house.invoke(makes({}));
    await house.invoke(makes({}));
    expect(pages()).toBe(before + 1);
  });
});

describe('what is made is judged by when it was made', () => {
  test('after the first evidence: stopped, however late the record comes', async () => {
    await house.invoke(finding());
    aws.elapsed.skip(3 * 3_600_000);
    await house.invoke(makes({ at: '2026-05-04T02:58:10Z' }));
    expect(statusOf(SECOND)).toBe('Inactive');
    expect(last()).toMatchObject(stoppedAndPaged);
  });

  test('before the first evidence: as if nothing had happened', async () => {
    await house.invoke(finding());
    const before = aws.published.length;
    expect(await house.invoke(makes({ at: BEFORE }))).toEqual(['NO_ACTION']);
    expect(statusOf(SECOND)).toBe('Active');
    expect(aws.published).toHaveLength(before);
  });

  test('where no event says when it began, what comes late counts as well', async () => {
    await house.invoke(fixture('report'));
    await house.invoke(makes({ at: BEFORE }));
    expect(statusOf(SECOND)).toBe('Inactive');
  });

  test('a second making keeps the beginning of the incident, and the watch', async () => {
    await house.invoke(finding());
    await house.invoke(makes({ at: '2026-05-04T05:00:00Z' }));
    await house.invoke(makes({ id: 'earlier', for: other, key: THIRD, at: '2026-05-04T02:59:00Z' }));
    expect(statusOf(THIRD)).toBe('Inactive');
    const watch = await itemOf(aws, `akr:aws:${ACCOUNT}:arn:aws:iam::${ACCOUNT}:user/ci-deploy`);
    expect(watch?.['made']?.SS).toEqual([`akr:aws:${ACCOUNT}:${SECOND}`, `akr:aws:${ACCOUNT}:${THIRD}`]);
    expect(watch?.['watchedSince']?.S).toMatch(/^2026-05-04T02:58:10/);
  });
});

describe('everybody else', () => {
  test('who makes a key for itself is left alone, and nobody is told', async () => {
    expect(await house.invoke(makes({ unnamed: true }))).toEqual(['NO_ACTION']);
    expect(statusOf(SECOND)).toBe('Active');
    expect(aws.published).toHaveLength(0);
  });

  test('who makes a key for another user is left alone, and people are told', async () => {
    await house.invoke(makes({ by: admin }));
    expect(statusOf(SECOND)).toBe('Active');
    expect(last()).toMatchObject({ reason: 'informational', page: false });
    expect(email()).toContain('a key was made for another user, as a thief does to stay');
  });

  test('who rotates the key of a user about whom an incident is open is told of once, and nothing is stopped', async () => {
    await house.invoke(finding());
    const before = aws.published.length;
    await house.invoke(makes({ by: admin }));
    await house.invoke(makes({ by: admin }));
    expect(statusOf(SECOND)).toBe('Active');
    expect(aws.published).toHaveLength(before + 1);
    expect(last()).toMatchObject({ state: 'NO_ACTION', reason: 'informational', page: false });
    expect(email()).toContain('a credential was made for a user about whom an incident is open');
  });

  test('and whoever uses the rotated key is no thief for that', async () => {
    await house.invoke(finding());
    await house.invoke(makes({ by: admin, for: other }));
    const by = { userName: 'backup', accessKeyId: SECOND };
    await house.invoke(makes({ id: 'third', by, for: other, key: THIRD }));
    expect(statusOf(THIRD)).toBe('Active');
  });

  test.each(['security-admin', 'ci-deploy'])('on trustedPrincipals is only logged: %s', async (userName) => {
    house = openHouse(aws, { TRUSTED_PRINCIPALS: userName });
    await house.invoke(finding());
    const before = aws.published.length;
    const by = userName === 'ci-deploy' ? thief : admin;
    expect(await house.invoke(makes({ by, for: other }))).toEqual(['NO_ACTION']);
    expect(statusOf(SECOND)).toBe('Active');
    expect(aws.published).toHaveLength(before);
  });

  test('a user whose key a person switched on again by the undo makes keys as before', async () => {
    await house.invoke(finding());
    const [ledger] = argvOf('undo');
    await runOnLedger(aws, ledger ?? []);
    aws.identities.findAccessKey(STOLEN)?.key.status.write('Active');
    expect(await house.invoke(makes({}))).toEqual(['NO_ACTION']);
    expect(statusOf(SECOND)).toBe('Active');
  });
});

describe('an access key for the user of one API key', () => {
  test.each(['BedrockAPIKey-exam', 'AeaApiKey-exam'])('%s is stopped, whoever made it', async (userName) => {
    const user = aws.identities.createUser({ userName });
    expect(await house.invoke(makes({ by: admin, for: user }))).toEqual(['PARTLY_CONTAINED']);
    expect(statusOf(SECOND)).toBe('Inactive');
    expect(last()).toMatchObject(stoppedAndPaged);
    expect(statusOf(ADMINS)).toBe('Active');
  });

  test('is stopped although the ledger does not answer', async () => {
    const user = aws.identities.createUser({ userName: 'BedrockAPIKey-exam' });
    aws.faults.inject({ action: 'dynamodb:GetItem', fault: accessDenied, times: 'forever' });
    await house.invoke(makes({ by: admin, for: user }));
    expect(statusOf(SECOND)).toBe('Inactive');
  });

  test('is only logged if a trusted principal made it', async () => {
    house = openHouse(aws, { TRUSTED_PRINCIPALS: 'security-admin' });
    const user = aws.identities.createUser({ userName: 'BedrockAPIKey-exam' });
    expect(await house.invoke(makes({ by: admin, for: user }))).toEqual(['NO_ACTION']);
    expect([statusOf(SECOND), aws.published.length]).toEqual(['Active', 0]);
  });

  test('does not put whoever made it under watch: its next key is its own matter', async () => {
    const user = aws.identities.createUser({ userName: 'BedrockAPIKey-exam' });
    await house.invoke(makes({ by: admin, for: user }));
    await house.invoke(makes({ id: 'next', by: admin, for: other, key: THIRD }));
    expect(statusOf(THIRD)).toBe('Active');
  });
});

describe('a ledger', () => {
  test('that does not answer wakes a person, and the event runs again', async () => {
    await house.invoke(finding());
    aws.faults.inject({ action: 'dynamodb:GetItem', fault: accessDenied, times: 'forever' });
    await expect(house.invoke(makes({}))).rejects.toThrow('ledger-unreadable');
    expect(last()).toMatchObject({ state: 'NOT_CONTAINED', reason: 'ledger-unreadable', page: true });
    expect(email()).toContain(`access key ${SECOND} of IAM user ci-deploy was MADE, and the ledger`);
    expect(statusOf(SECOND)).toBe('Active');
    aws.faults.clear();
    expect(await house.invoke(makes({}))).toEqual(['PARTLY_CONTAINED']);
    expect(statusOf(SECOND)).toBe('Inactive');
    expect(last()).toMatchObject(stoppedAndPaged);
  });

  test('that knows of nothing when it answers again closes the page', async () => {
    aws.faults.inject({ action: 'dynamodb:GetItem', fault: accessDenied, times: 'forever' });
    await expect(house.invoke(makes({}))).rejects.toThrow('ledger-unreadable');
    aws.faults.clear();
    expect(await house.invoke(makes({}))).toContain('NO_ACTION');
    expect(last()).toMatchObject({ reason: 'no-incident', page: false });
    expect(statusOf(SECOND)).toBe('Active');
    const watched = await itemOf(aws, `akr:aws:${ACCOUNT}:arn:aws:iam::${ACCOUNT}:user/ci-deploy`);
    expect(watched?.['watchedUntil']).toBeUndefined();
  });

  test('that was erased wakes a person, unless it has learnt of the thief since', async () => {
    await erase(aws);
    await expect(house.invoke(makes({ by: admin }))).rejects.toThrow('ledger-erased');
    expect(last()).toMatchObject({ state: 'NOT_CONTAINED', reason: 'ledger-erased', page: true });
    expect(statusOf(SECOND)).toBe('Active');
    await house.invoke(finding());
    expect(await house.invoke(makes({ id: 'thief', for: other, key: THIRD }))).toEqual(['PARTLY_CONTAINED']);
    expect(statusOf(THIRD)).toBe('Inactive');
  });
});

describe('another credential of a user that the thief makes', () => {
  type Call = readonly [string, CredentialKind, string, string];
  const BEARER: Call = [
    'CreateServiceSpecificCredential',
    'service-specific-credential',
    'serviceSpecificCredential',
    'serviceSpecificCredentialId',
  ];
  const SSH: Call = ['UploadSSHPublicKey', 'ssh-public-key', 'sSHPublicKey', 'sSHPublicKeyId'];
  const CALLS: readonly Call[] = [
    BEARER,
    SSH,
    [
      'ResetServiceSpecificCredential',
      'service-specific-credential',
      'serviceSpecificCredential',
      'serviceSpecificCredentialId',
    ],
    ['UploadSigningCertificate', 'signing-certificate', 'certificate', 'certificateId'],
  ];

  function makesOther([eventName, kind, answer, idName]: Call, by: By) {
    const isReset = eventName.startsWith('Reset');
    const service = kind === 'service-specific-credential' ? { service: 'bedrock.amazonaws.com' } : {};
    const createDate = isReset ? {} : { createDate: new Date(AFTER) };
    const one = aws.identities.createCredential(other, { kind, ...service, ...createDate });
    const parameters = { userName: 'backup' };
    const answered = { [answer]: { userName: 'backup', [idName]: one.id, status: 'Active' } };
    return { one, event: record({ id: eventName, by, at: AFTER, eventName, parameters, answer: answered }) };
  }

  test.each(CALLS)('by %s is stopped and read back, and somebody is woken', async (...call) => {
    await house.invoke(finding());
    const { one, event } = makesOther(call, thief);
    expect(await house.invoke(event)).toEqual(['PARTLY_CONTAINED']);
    expect(one.status.read(0)).toBe('Inactive');
    expect(last()).toMatchObject({ ...stoppedAndPaged, dedupKey: `akr:aws:${ACCOUNT}:${one.id}` });
    const named = 'service' in one && one.service !== undefined ? `${one.id} (bedrock)` : one.id;
    expect(email()).toContain(`${named} of IAM user backup is Inactive. IAM user ci-deploy had MADE it`);
    expect(commands('undo')).toBe('');
    expect(commands('finish')).toContain(one.id);
  });

  test.each(CALLS)('by %s is told once', async (...call) => {
    await house.invoke(finding());
    const { event } = makesOther(call, thief);
    await house.invoke(event);
    const before = aws.published.length;
    await house.invoke(event);
    expect(aws.published).toHaveLength(before);
  });

  test.each(CALLS)('by %s is nobody’s news where no incident is open', async (...call) => {
    const { one, event } = makesOther(call, admin);
    expect(await house.invoke(event)).toEqual(['NO_ACTION']);
    expect([one.status.read(0), aws.published.length]).toEqual(['Active', 0]);
  });

  test('made by a person for a user about whom an incident is open: told, and not stopped', async () => {
    const path = 'detail.resource.accessKeyDetails.userName';
    aws.identities.createAccessKey(other, { accessKeyId: THIRD });
    const about = withValue(finding(), path, 'backup');
    await house.invoke(withValue(about, 'detail.resource.accessKeyDetails.accessKeyId', THIRD));
    const { one, event } = makesOther(BEARER, admin);
    await house.invoke(event);
    await house.invoke(event);
    expect(one.status.read(0)).toBe('Active');
    expect(
      alertsOf(aws)
        .map(({ reason }) => reason)
        .slice(1),
    ).toEqual(['informational']);
  });

  test('that IAM does not let stop is NOT CONTAINED, with a page and its command', async () => {
    await house.invoke(finding());
    aws.faults.inject({ action: 'iam:UpdateSSHPublicKey', fault: accessDenied, times: 'forever' });
    const { one, event } = makesOther(SSH, thief);
    await expect(house.invoke(event)).rejects.toThrow('deactivation-failed');
    expect(last()).toMatchObject({ state: 'NOT_CONTAINED', page: true });
    expect(email()).toContain(`SSH key ${one.id} of IAM user backup IS STILL ACTIVE. The change failed.`);
    expect(commands('contain')).toContain(
      `iam update-ssh-public-key --user-name=backup --ssh-public-key-id=${one.id} --status=Inactive`,
    );
  });

  test('that cannot be read back is NOT CONTAINED, with its command', async () => {
    await house.invoke(finding());
    aws.faults.inject({ action: 'iam:ListSSHPublicKeys', fault: accessDenied, times: 'forever' });
    const { one, event } = makesOther(SSH, thief);
    await expect(house.invoke(event)).rejects.toThrow('not-verified');
    expect(last()).toMatchObject({ state: 'NOT_CONTAINED', page: true });
    expect(commands('contain')).toContain(`--ssh-public-key-id=${one.id} --status=Inactive`);
  });
});
