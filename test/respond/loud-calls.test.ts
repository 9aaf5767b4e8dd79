import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type Aws, startAws } from '../../local/aws.ts';
import { fixture, type Json, type JsonValue, withValue } from '../fixture.ts';
import { type House, openHouseWithPager } from '../house.ts';

const KEY = 'AKIAIOSFODNN7EXAMPLE';
const REFUSED = { 'detail.errorCode': 'AccessDenied' };

let aws: Aws;
beforeAll(async () => {
  aws = await startAws();
});
beforeEach(() => {
  aws.reset();
  const user = aws.identities.createUser({ userName: 'ci-deploy' });
  aws.identities.createAccessKey(user, { accessKeyId: KEY });
});
afterAll(() => aws.stop());

function pages(): readonly string[] {
  return aws.published
    .filter(({ topicArn }) => topicArn.endsWith(':pager'))
    .map(({ subject = '' }) => subject);
}

function mails(): readonly string[] {
  return aws.published
    .filter(({ topicArn }) => topicArn.endsWith(':alerts'))
    .flatMap(({ bodies }) => bodies?.email ?? []);
}

function outcomes(): readonly { readonly [name: string]: JsonValue }[] {
  return aws.events.map(({ event: { detail } }) => JSON.parse(JSON.stringify(detail)));
}

function containing(): readonly string[] {
  const [outcome] = outcomes();
  const commands = (outcome?.['commands'] ?? []) as { kind: string; argv: string[] }[];
  return commands.filter(({ kind }) => kind === 'contain').map(({ argv }) => argv.slice(2, 4).join(' '));
}

/** A call that switches logging off, with some values replaced; each is another event. */
function call(by: 'key' | 'role', changes: Readonly<Record<string, JsonValue | undefined>> = {}): Json {
  const values = { id: `event-${Object.entries(changes).join()}`, ...changes };
  return Object.entries(values).reduce(
    (event, [path, value]) => withValue(event, path, value),
    fixture(`cloudtrail-stop-logging-by-${by}`),
  );
}

const guest: Json = {
  type: 'FederatedUser',
  principalId: '111122223333:guest',
  arn: 'arn:aws:sts::111122223333:federated-user/guest',
  accountId: '111122223333',
  accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
  sessionContext: {
    sessionIssuer: {
      type: 'IAMUser',
      principalId: 'AIDAIOSFODNN7EXAMPLE',
      arn: 'arn:aws:iam::111122223333:user/ci-deploy',
      accountId: '111122223333',
      userName: 'ci-deploy',
    },
  },
};

describe('logging switched off wakes somebody, and changes nothing, by', () => {
  test.each<[string, Json, string, readonly string[]]>([
    [
      "a role's session",
      call('role'),
      'role ci-deploy called cloudtrail:StopLogging, with access key ASIAIOSFODNN7EXAMPLE.',
      ['put-role-policy --role-name=ci-deploy'],
    ],
    [
      'a session of a user',
      call('key', { 'detail.userIdentity.accessKeyId': 'ASIAIOSFODNN7EXAMPLE' }),
      'IAM user ci-deploy called cloudtrail:StopLogging, with access key ASIAIOSFODNN7EXAMPLE.',
      ['attach-user-policy --user-name=ci-deploy'],
    ],
    [
      'a federated session',
      call('key', { 'detail.userIdentity': guest }),
      'IAM user ci-deploy called cloudtrail:StopLogging, with access key ASIAIOSFODNN7EXAMPLE.',
      ['attach-user-policy --user-name=ci-deploy'],
    ],
    [
      "a service that acts for a role's session",
      call('role', { 'detail.userIdentity.invokedBy': 'cloudformation.amazonaws.com' }),
      'role ci-deploy called cloudtrail:StopLogging through cloudformation, with access key ASIAIOSFODNN7EXAMPLE.',
      ['put-role-policy --role-name=ci-deploy'],
    ],
  ])('%s', async (_, event, sentence, commands) => {
    await openHouseWithPager(aws).invoke(event);
    expect(outcomes()).toMatchObject([
      { state: 'NO_ACTION', reason: 'tampering', severity: 'P2', page: true },
    ]);
    expect(mails()[0]).toContain(`NOT CONTAINED (ALERT ONLY): nothing was changed. ${sentence}`);
    expect(pages()).toEqual([
      expect.stringMatching(/^ALARM: P2 NOT CONTAINED \(ALERT ONLY\) \S+ ci-deploy /),
    ]);
    expect(containing()).toEqual(commands);
    expect(aws.identities.statusOf(KEY)).toBe('Active');
  });
});

test('a refused attempt by a key wakes somebody and leaves the key alone, or anybody could have it stopped', async () => {
  await openHouseWithPager(aws).invoke(call('key', REFUSED));
  expect(outcomes()).toMatchObject([
    { reason: 'tampering-refused', severity: 'P2', page: true, actions: [] },
  ]);
  expect(pages()).toHaveLength(1);
  expect(mails()[0]).toContain('IAM user ci-deploy tried to call cloudtrail:StopLogging');
  expect(containing()).toEqual(['update-access-key --user-name=ci-deploy']);
  expect(aws.identities.statusOf(KEY)).toBe('Active');
});

test('a session that is let do it after it was refused is told a second time', async () => {
  const house = openHouseWithPager(aws);
  await house.invoke(call('role', REFUSED));
  await house.invoke(call('role'));
  expect(pages().map((subject) => /\((.+?)\)/.exec(subject)?.[1])).toEqual(['REFUSED CALL', 'ALERT ONLY']);
});

test('a key that is contained is not called NOT CONTAINED when the record of a refused attempt comes late', async () => {
  const house = openHouseWithPager(aws);
  await house.invoke(call('key'));
  await house.invoke(call('key', REFUSED));
  expect(outcomes().map(({ reason }) => reason)).toEqual(['keys-inactive', 'tampering-refused']);
  expect(mails()).toHaveLength(1);
  expect(pages()).toEqual([expect.stringMatching(/^OK: P3 CONTAINED /)]);
});

test('a key that lets a service switch logging off is stopped, and the alert names the service', async () => {
  const service = 'cloudformation.amazonaws.com';
  await openHouseWithPager(aws).invoke(call('key', { 'detail.userIdentity.invokedBy': service }));
  expect(aws.identities.statusOf(KEY)).toBe('Inactive');
  expect(mails()[0]).toContain('through "cloudformation[.]amazonaws[.]com"');
  expect(outcomes()).toMatchObject([
    { state: 'CONTAINED', actor: { through: 'cloudformation[.]amazonaws[.]com' } },
  ]);
});

describe('trustedPrincipals', () => {
  const trusting = (entries: string): House => openHouseWithPager(aws, { TRUSTED_PRINCIPALS: entries });

  test.each<[string, string, Json]>([
    ['a role', 'arn:aws:iam::111122223333:role/ci-deploy', call('role')],
    ['a role that was refused', 'arn:aws:iam::111122223333:role/ci-deploy', call('role', REFUSED)],
    ['a user with a long-term key', 'ci-deploy', call('key')],
  ])('%s: nothing is done, and nobody but machines is told', async (_, entries, event) => {
    await trusting(entries).invoke(event);
    expect(outcomes()).toMatchObject([{ reason: 'trusted', detection: { class: 'benign' } }]);
    expect(aws.published).toEqual([]);
    expect(aws.identities.statusOf(KEY)).toBe('Active');
  });

  test.each<[string, string]>([
    ['by its ARN', 'arn:aws:iam::111122223333:role/ci-deploy'],
    ['by a bare name, which is a user', 'ci-deploy'],
  ])('a role of that name in another account is not trusted %s', async (_, entries) => {
    const stranger = call('role', {
      account: '444455556666',
      'detail.userIdentity.accountId': '444455556666',
      'detail.userIdentity.sessionContext.sessionIssuer.arn': 'arn:aws:iam::444455556666:role/ci-deploy',
    });
    await trusting(entries).invoke(stranger);
    expect(outcomes()).toMatchObject([{ reason: 'tampering' }]);
  });

  test('a user of that name in another account is not trusted by a bare name, and its key is no pipeline', async () => {
    const stranger = call('key', {
      account: '444455556666',
      'detail.userIdentity.accountId': '444455556666',
      'detail.userIdentity.accessKeyId': 'ASIAEXAMPLEMEMBERKEY',
    });
    await trusting('ci-deploy').invoke(stranger);
    expect(outcomes()).toMatchObject([{ reason: 'tampering' }]);
  });

  test('a honey key is bait for whoever is trusted, too', async () => {
    await openHouseWithPager(aws, { TRUSTED_PRINCIPALS: 'ci-deploy', HONEY_KEYS: KEY }).invoke(call('key'));
    expect(aws.identities.statusOf(KEY)).toBe('Inactive');
  });
});
