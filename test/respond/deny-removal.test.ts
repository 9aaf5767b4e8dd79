import { DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { accessDenied, hang } from '../../local/aws/faults.ts';
import type { User } from '../../local/aws/user.ts';
import { type Aws, startAws } from '../../local/aws.ts';
import { clientConfig } from '../../local/client-config.ts';
import { matchesPattern } from '../../local/event-pattern.ts';
import { denyRemovalPattern } from '../../src/sources/cloudtrail-deny-removal.ts';
import { fixture, type Json, type JsonValue, withValue } from '../fixture.ts';
import { alertsOf, type House, openHouse } from '../house.ts';
import { erase } from '../ledger-items.ts';

const OWN = '111122223333';
const KEY = 'AKIAIOSFODNN7EXAMPLE';
const SECOND_KEY = 'AKIAEXAMPLESECONDKEY';
const ADMINS_KEY = 'AKIAI44QH8DHBEXAMPLE';
const MADE_KEY = 'AKIAEXAMPLEMADEFIRST';
const MADE_LATER = 'AKIAEXAMPLEMADELATER';
const DENY_ALL = 'arn:aws:iam::aws:policy/AWSDenyAll';
const V3 = 'arn:aws:iam::aws:policy/AWSCompromisedKeyQuarantineV3';
const DENIES = { QUARANTINE_USERS: 'true' };

let aws: Aws;
let house: House;
let thief: User;
beforeAll(async () => {
  aws = await startAws();
});
beforeEach(() => {
  aws.reset();
  thief = aws.identities.createUser({ userName: 'ci-deploy' });
  aws.identities.createAccessKey(thief, { accessKeyId: KEY });
  for (const [userName, accessKeyId] of [
    ['security-admin', ADMINS_KEY],
    ['broker', MADE_KEY],
    ['reports', MADE_LATER],
  ] as const) {
    aws.identities.createAccessKey(aws.identities.createUser({ userName }), { accessKeyId });
  }
  house = openHouse(aws, DENIES);
});
afterAll(() => aws.stop());

/** A stolen key: the user is denied everything if the house does so. */
function theft(): Json {
  return withValue(
    fixture('guardduty-malicious-ip-caller'),
    'detail.resource.accessKeyDetails.principalId',
    thief.userId,
  );
}

const byUser = (userName: string, accessKeyId: string): Json => ({
  type: 'IAMUser',
  accountId: OWN,
  arn: `arn:aws:iam::${OWN}:user/${userName}`,
  accessKeyId,
  userName,
});
const ADMIN = byUser('security-admin', ADMINS_KEY);
const SESSION: Json = {
  type: 'FederatedUser',
  accountId: OWN,
  accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
  principalId: `${OWN}:guest`,
  sessionContext: { sessionIssuer: { type: 'IAMUser', userName: 'ci-deploy' } },
};
const ROLE: Json = {
  type: 'AssumedRole',
  accountId: OWN,
  accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
  sessionContext: { sessionIssuer: { type: 'Role', userName: 'deploy-admin' } },
};

interface Taking {
  readonly id?: string;
  readonly eventName?: string;
  readonly parameters?: Json;
}

/** Somebody takes it off the user, as CloudTrail records it. */
function takeOff(
  by: JsonValue,
  { id = 'taken', eventName = 'DetachUserPolicy', parameters }: Taking = {},
): Json {
  thief.attachedPolicies.reset([]);
  thief.boundary.reset(undefined);
  const record = withValue(
    withValue(fixture('cloudtrail-detach-deny'), 'detail.userIdentity', by),
    'detail.eventName',
    eventName,
  );
  const event = withValue(record, 'detail.requestParameters', {
    userName: 'ci-deploy',
    ...(parameters ?? { policyArn: DENY_ALL }),
  });
  expect(matchesPattern(denyRemovalPattern, event)).toBe(true);
  return withValue(event, 'id', id);
}

const isDenied = () =>
  thief.attachedPolicies.read(0)?.includes(DENY_ALL) === true || thief.boundary.read(0) === DENY_ALL;
const lastAlert = () => alertsOf(aws).at(-1);
const lastMail = () => aws.published.at(-1)?.bodies.email ?? '';

/** `maker` makes a key for somebody else, and CloudTrail tells of it. */
function makes(maker: JsonValue, { userName, accessKeyId }: { userName: string; accessKeyId: string }): Json {
  const record = withValue(fixture('cloudtrail-create-access-key-for-other'), 'detail.userIdentity', maker);
  const named = withValue(record, 'detail.requestParameters', { userName });
  const made = withValue(named, 'detail.responseElements', { accessKey: { userName, accessKeyId } });
  return withValue(made, 'id', `made-${accessKeyId}`);
}

describe('the deny of the responder', () => {
  test.each<[string, JsonValue]>([
    ['the user itself', byUser('ci-deploy', KEY)],
    ['the user itself, with a key that nobody knew', byUser('ci-deploy', SECOND_KEY)],
    ['a session of the user', byUser('ci-deploy', 'ASIAIOSFODNN7EXAMPLE')],
    ['a federated session of the user', SESSION],
  ])('is put back, and somebody is woken, if it was taken off by %s', async (_, by) => {
    await house.invoke(theft());
    expect(isDenied()).toBe(true);
    const event = takeOff(by);
    expect(isDenied()).toBe(false);
    expect((await house.invoke(event)).toSorted()).toContain('PARTLY_CONTAINED');
    expect(isDenied()).toBe(true);
    expect(lastAlert()).toMatchObject({ reason: 'denied-again', severity: 'P1', page: true });
    expect(lastMail()).toContain(
      'everything is denied to IAM user ci-deploy AGAIN, by the policy AWSDenyAll.',
    );
  });

  test('is put back every time, and each time is told', async () => {
    await house.invoke(theft());
    for (const id of ['first', 'second', 'third', 'fourth']) {
      const before = aws.published.length;
      await house.invoke(takeOff(byUser('ci-deploy', KEY), { id }));
      expect([isDenied(), aws.published.length]).toEqual([true, before + 1]);
    }
  });

  test('takes with it the key that took it off', async () => {
    aws.identities.createAccessKey(thief, { accessKeyId: SECOND_KEY });
    await house.invoke(theft());
    expect(aws.identities.statusOf(SECOND_KEY)).toBe('Active');
    await house.invoke(takeOff(byUser('ci-deploy', SECOND_KEY)));
    expect(aws.identities.statusOf(SECOND_KEY)).toBe('Inactive');
  });

  test('is put back if a key that the user made for somebody else took it off, and that key is stopped', async () => {
    await house.invoke(makes(byUser('ci-deploy', KEY), { userName: 'broker', accessKeyId: MADE_KEY }));
    await house.invoke(theft());
    await house.invoke(takeOff(byUser('broker', MADE_KEY)));
    expect([isDenied(), aws.identities.statusOf(MADE_KEY)]).toEqual([true, 'Inactive']);
    expect(lastMail()).toContain('IAM user broker had taken the deny OFF');
  });

  test('is put back if the key was made with a key that the user had made', async () => {
    await house.invoke(makes(byUser('ci-deploy', KEY), { userName: 'broker', accessKeyId: MADE_KEY }));
    await house.invoke(makes(byUser('broker', MADE_KEY), { userName: 'reports', accessKeyId: MADE_LATER }));
    await house.invoke(theft());
    await house.invoke(takeOff(byUser('reports', MADE_LATER)));
    expect([isDenied(), aws.identities.statusOf(MADE_LATER)]).toEqual([true, 'Inactive']);
  });

  test('is a boundary where it had to be one, and is put back if the user deletes or replaces that', async () => {
    fillPolicies();
    await house.invoke(theft());
    expect(thief.boundary.read(0)).toBe(DENY_ALL);
    for (const taking of [
      { id: 'deleted', eventName: 'DeleteUserPermissionsBoundary', parameters: {} },
      {
        id: 'replaced',
        eventName: 'PutUserPermissionsBoundary',
        parameters: { permissionsBoundary: `arn:aws:iam::${OWN}:policy/own-boundary` },
      },
    ]) {
      const event = takeOff(byUser('ci-deploy', KEY), taking);
      fillPolicies();
      await house.invoke(event);
      expect(thief.boundary.read(0)).toBe(DENY_ALL);
    }
  }, 30_000);

  test('that cannot be put back wakes somebody, with the command, and is tried again', async () => {
    await house.invoke(theft());
    const event = takeOff(byUser('ci-deploy', KEY));
    aws.faults.inject({ action: 'iam:AttachUserPolicy', fault: accessDenied, times: 'forever' });
    await expect(house.invoke(event)).rejects.toThrow('deny-not-put-back');
    expect(lastAlert()).toMatchObject({ reason: 'deny-not-put-back', severity: 'P1', page: true });
    expect(lastMail()).toContain("aws iam attach-user-policy --user-name='ci-deploy'");
  });

  test('is put back on suspected evidence as well, of which nobody is watched', async () => {
    const suspected = withValue(theft(), 'detail.type', 'PenTest:IAMUser/KaliLinux');
    await house.invoke(suspected);
    expect(isDenied()).toBe(true);
    await house.invoke(takeOff(byUser('ci-deploy', KEY)));
    expect(isDenied()).toBe(true);
  });
});

describe('is told, with the caller, and not put back', () => {
  test.each<[string, JsonValue, string]>([
    ['an administrator', ADMIN, 'IAM user security-admin'],
    ['a session of a role', ROLE, 'A session of role deploy-admin'],
    ['a key that somebody else had made', byUser('broker', MADE_KEY), 'IAM user broker'],
  ])('the deny that %s takes off', async (_, by, caller) => {
    await house.invoke(makes(ADMIN, { userName: 'broker', accessKeyId: MADE_KEY }));
    await house.invoke(theft());
    expect(await house.invoke(takeOff(by))).toEqual(['NOT_CONTAINED']);
    expect(isDenied()).toBe(false);
    expect([ADMINS_KEY, MADE_KEY].map((id) => aws.identities.statusOf(id))).toEqual(['Active', 'Active']);
    expect(lastAlert()).toMatchObject({ reason: 'deny-taken-off', page: true });
    expect(lastMail()).toContain(
      `${caller} took the policy AWSDenyAll OFF IAM user ci-deploy, a user of an incident`,
    );
    expect(lastMail()).toContain("aws iam attach-user-policy --user-name='ci-deploy'");
  });

  test('the deny of a person, since the responder had not put it there', async () => {
    house = openHouse(aws);
    await house.invoke(theft());
    await house.invoke(takeOff(byUser('ci-deploy', KEY)));
    expect(isDenied()).toBe(false);
    expect(lastMail()).toContain('took the policy AWSDenyAll OFF IAM user ci-deploy');
  });

  test('the deny of the responder, when the deployer wants none any more', async () => {
    await house.invoke(theft());
    house = openHouse(aws);
    await house.invoke(takeOff(byUser('ci-deploy', KEY)));
    expect(isDenied()).toBe(false);
    expect(lastMail()).toContain('took the policy AWSDenyAll OFF');
  });

  test.each<[string, Taking]>([
    ['managed', { parameters: { policyArn: V3 } }],
    ['inline', { eventName: 'DeleteUserPolicy', parameters: { policyName: 'AWSCompromisedKeyQuarantine' } }],
  ])("AWS's quarantine, and the key of the user that took it off is stopped (%s)", async (_, taking) => {
    house = openHouse(aws);
    await house.invoke(fixture('cloudtrail-quarantine-by-aws'));
    aws.identities.createAccessKey(thief, { accessKeyId: SECOND_KEY });
    const states = await house.invoke(takeOff(byUser('ci-deploy', SECOND_KEY), taking));
    expect(states).toContain('NOT_CONTAINED');
    expect(aws.identities.statusOf(SECOND_KEY)).toBe('Inactive');
    expect(lastMail()).toContain("IAM user ci-deploy took AWS's quarantine OFF IAM user ci-deploy");
  });

  test("AWS's quarantine that AWS takes off: the user in whose name it acts has no part in it", async () => {
    await house.invoke(fixture('cloudtrail-quarantine-by-aws'));
    const aws_ = { type: 'IAMUser', accountId: OWN, userName: 'ci-deploy', invokedBy: 'AWS Internal' };
    expect(await house.invoke(takeOff(aws_, { parameters: { policyArn: V3 } }))).toEqual(['NOT_CONTAINED']);
    expect(lastMail()).toContain("An AWS service took AWS's quarantine OFF");
  });

  test('once, and from then on it is no deny of the responder any more', async () => {
    await house.invoke(makes(byUser('ci-deploy', KEY), { userName: 'broker', accessKeyId: MADE_KEY }));
    await house.invoke(theft());
    await house.invoke(takeOff(ADMIN, { id: 'by a person' }));
    await house.invoke(takeOff(byUser('broker', MADE_KEY), { id: 'by the thief' }));
    expect([isDenied(), aws.identities.statusOf(MADE_KEY)]).toEqual([false, 'Inactive']);
    expect(lastAlert()).toMatchObject({ reason: 'deny-taken-off' });
  });
});

describe('tells nobody', () => {
  test.each<[string, Taking]>([
    ['a deny', {}],
    ['a quarantine', { parameters: { policyArn: V3 } }],
    ['a boundary', { eventName: 'DeleteUserPermissionsBoundary', parameters: {} }],
  ])('%s of a user about whom nothing is known', async (_, taking) => {
    expect(await house.invoke(takeOff(byUser('ci-deploy', KEY), taking))).toEqual(['NO_ACTION']);
    expect([aws.published.length, isDenied(), aws.identities.statusOf(KEY)]).toEqual([0, false, 'Active']);
  });

  test('a boundary of a contained user that is no deny of the responder', async () => {
    await house.invoke(theft());
    const before = aws.published.length;
    const taking = { eventName: 'DeleteUserPermissionsBoundary', parameters: {} };
    expect(await house.invoke(takeOff(byUser('ci-deploy', KEY), taking))).toEqual(['NO_ACTION']);
    expect(aws.published).toHaveLength(before);
  });

  test('whom the deployer trusts, but not if that is the contained user itself', async () => {
    house = openHouse(aws, { ...DENIES, TRUSTED_PRINCIPALS: 'security-admin,ci-deploy' });
    await house.invoke(theft());
    const before = aws.published.length;
    expect(await house.invoke(takeOff(ADMIN))).toEqual(['NO_ACTION']);
    expect(aws.published).toHaveLength(before);
    await house.invoke(takeOff(byUser('ci-deploy', KEY), { id: 'by the thief' }));
    expect(isDenied()).toBe(true);
  });

  test('whoever undoes an alert, whose ledger line comes first', async () => {
    await house.invoke(theft());
    const [ledger = [], ...others] = undoOf();
    expect(others.map((argv) => argv[2])).toEqual(['update-access-key', 'detach-user-policy']);
    await runLedgerCommand(ledger);
    const before = aws.published.filter(({ attributes }) => attributes['audience'] === 'change').length;
    expect(await house.invoke(takeOff(ADMIN))).toEqual(['NO_ACTION']);
    expect(aws.published.filter(({ attributes }) => attributes['audience'] === 'change')).toHaveLength(
      before,
    );
    expect(isDenied()).toBe(false);
  });
});

describe('when the ledger', () => {
  test('does not answer, somebody is woken, nothing is changed, and the event comes back', async () => {
    await house.invoke(theft());
    const event = takeOff(byUser('ci-deploy', KEY));
    aws.faults.inject({ action: 'dynamodb:GetItem', fault: accessDenied, times: 'forever' });
    await expect(house.invoke(event)).rejects.toThrow('ledger-unreadable');
    expect(isDenied()).toBe(false);
    expect(lastAlert()).toMatchObject({ reason: 'ledger-unreadable', page: true });
    expect(lastMail()).toContain('the policy AWSDenyAll was TAKEN OFF IAM user ci-deploy, and the ledger');
    aws.faults.clear();
    await house.invoke(event);
    expect(isDenied()).toBe(true);
  });

  test.each([
    ['does not answer', accessDenied],
    ['hangs', hang],
  ])('%s and then knows who took it off whom, people are told that too, once', async (_, fault) => {
    await house.invoke(theft());
    const before = alertsOf(aws).length;
    const event = takeOff(ADMIN);
    aws.faults.inject({ action: 'dynamodb:GetItem', fault, times: 'forever' });
    await expect(house.invoke(event)).rejects.toThrow('ledger-unreadable');
    aws.faults.clear();
    for (const _again of ['second', 'third']) expect(await house.invoke(event)).toEqual(['NOT_CONTAINED']);
    expect(alertsOf(aws).slice(before)).toMatchObject([
      { reason: 'ledger-unreadable', page: true },
      { reason: 'deny-taken-off', page: true },
    ]);
  });

  test('did not answer and then knows nothing, the page is closed', async () => {
    const event = takeOff(ADMIN);
    aws.faults.inject({ action: 'dynamodb:GetItem', fault: accessDenied, times: 'forever' });
    await expect(house.invoke(event)).rejects.toThrow('ledger-unreadable');
    aws.faults.clear();
    expect(await house.invoke(event)).toEqual(['NO_ACTION']);
    expect(lastAlert()).toMatchObject({ reason: 'no-incident' });
  });

  test('was erased, somebody is woken', async () => {
    await house.invoke(theft());
    await erase(aws, { incidents: [`akr:aws:${OWN}:arn:aws:iam::${OWN}:user/ci-deploy`] });
    await expect(house.invoke(takeOff(byUser('ci-deploy', KEY)))).rejects.toThrow('ledger-erased');
    expect(isDenied()).toBe(false);
  });
});

function fillPolicies(): void {
  const { policies } = aws.identities;
  const names = Array.from({ length: 10 }, (_, index) => `filler-${index}`);
  thief.attachedPolicies.reset(names.map((policyName) => policies.create({ policyName, accountId: OWN })));
}

function undoOf(): readonly (readonly string[])[] {
  const { commands } = JSON.parse(aws.published.at(-1)?.bodies.sqs ?? '{}') as {
    commands: { kind: string; argv: string[] }[];
  };
  return commands.filter(({ kind }) => kind === 'undo').map(({ argv }) => argv);
}

/** What the AWS CLI would send for the command. */
async function runLedgerCommand(argv: readonly string[]): Promise<void> {
  const flags = new Map(
    argv
      .filter((word) => word.startsWith('--'))
      .map((word) => [word.slice(2, word.indexOf('=')), word.slice(word.indexOf('=') + 1)]),
  );
  const client = new DynamoDBClient(clientConfig(aws, aws.operatorCredentials()));
  await client.send(
    new UpdateItemCommand({
      TableName: flags.get('table-name'),
      Key: JSON.parse(flags.get('key') ?? ''),
      ConditionExpression: flags.get('condition-expression'),
      UpdateExpression: flags.get('update-expression'),
      ExpressionAttributeValues: JSON.parse(flags.get('expression-attribute-values') ?? ''),
    }),
  );
}
