import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type Aws, startAws } from '../../local/aws.ts';
import { matchesPattern } from '../../local/event-pattern.ts';
import { quarantinePolicyPattern } from '../../src/sources/cloudtrail-quarantine.ts';
import { fixture, type Json, type JsonValue, withValue } from '../fixture.ts';
import { alertsOf, type House, openHouse } from '../house.ts';

/** Of `ci-deploy`, whom the records are about. */
const KEY = 'AKIAIOSFODNN7EXAMPLE';
const OTHER_KEY = 'AKIAEXAMPLESECONDKEY';
const ADMINS_KEY = 'AKIAI44QH8DHBEXAMPLE';

let aws: Aws;
let house: House;
beforeAll(async () => {
  aws = await startAws();
});
beforeEach(() => {
  aws.reset();
  const user = aws.identities.createUser({ userName: 'ci-deploy' });
  for (const accessKeyId of [KEY, OTHER_KEY]) aws.identities.createAccessKey(user, { accessKeyId });
  const admin = aws.identities.createUser({ userName: 'security-admin' });
  aws.identities.createAccessKey(admin, { accessKeyId: ADMINS_KEY });
  house = openHouse(aws);
});
afterAll(() => aws.stop());

const statuses = () => [KEY, OTHER_KEY, ADMINS_KEY].map((id) => aws.identities.statusOf(id));
const NOBODY = ['Active', 'Active', 'Active'];
const USER = ['Inactive', 'Inactive', 'Active'];
const lastAlert = () => alertsOf(aws).at(-1);

function changed(name: string, changes: Readonly<Record<string, JsonValue | undefined>>): Json {
  return Object.entries(changes).reduce(
    (event, [path, value]) => withValue(event, path, value),
    fixture(name),
  );
}

describe('a quarantine of AWS stops every key of its user', () => {
  test.each([
    ['attached by AWS', fixture('cloudtrail-quarantine-by-aws')],
    ['of the fourth version', fixture('cloudtrail-quarantine-v4')],
    ['put inline by AWS', fixture('cloudtrail-quarantine-inline')],
    ['attached by an administrator', fixture('cloudtrail-quarantine-by-administrator')],
    [
      'put inline by AWS without a principal of the account',
      changed('cloudtrail-quarantine-inline', {
        'detail.userIdentity': { accountId: '111122223333', invokedBy: 'AWS Internal' },
      }),
    ],
  ])('%s', async (_, event) => {
    expect(matchesPattern(quarantinePolicyPattern, event)).toBe(true);
    expect(await house.invoke(event)).toEqual(['CONTAINED']);
    expect(statuses()).toEqual(USER);
  });
});

describe('a policy with its name stops nobody, and people are told', () => {
  test.each([
    ['of the account', fixture('cloudtrail-look-alike-policy')],
    ['put inline by a person', fixture('cloudtrail-look-alike-inline')],
    [
      'put inline by a person who calls itself AWS',
      changed('cloudtrail-look-alike-inline', { 'detail.userAgent': 'AWS Internal' }),
    ],
    [
      'put inline on another user, through a service that calls from the address of AWS',
      changed('cloudtrail-look-alike-inline', { 'detail.sourceIPAddress': 'AWS Internal' }),
    ],
    [
      'of the account, under a path that looks like that of AWS',
      changed('cloudtrail-look-alike-policy', {
        'detail.requestParameters.policyArn':
          'arn:aws:iam::111122223333:policy/iam::aws:policy/AWSCompromisedKeyQuarantineV3',
      }),
    ],
  ])('%s', async (_, event) => {
    expect(matchesPattern(quarantinePolicyPattern, event)).toBe(true);
    expect(await house.invoke(event)).toEqual(['NO_ACTION']);
    expect(statuses()).toEqual(NOBODY);
    expect(lastAlert()).toMatchObject({ reason: 'informational', page: false });
    expect(aws.published[0]?.bodies.email).toContain("no quarantine of AWS's own, whatever its name");
  });
});

describe('a quarantine that AWS was refused', () => {
  const refused = fixture('cloudtrail-quarantine-refused');

  test('stops every key of the user, and wakes somebody with the command that ends its sessions', async () => {
    expect(matchesPattern(quarantinePolicyPattern, refused)).toBe(true);
    expect(await house.invoke(refused)).toEqual(['PARTLY_CONTAINED']);
    expect(statuses()).toEqual(USER);
    expect(lastAlert()).toMatchObject({ reason: 'quarantine-refused', severity: 'P1', page: true });
    const text = aws.published[0]?.bodies.email ?? '';
    expect(text).toContain(
      'IAM user ci-deploy has no Active key. One of its keys leaked, and AWS WAS REFUSED',
    );
    expect(text).toContain("aws iam attach-user-policy --user-name='ci-deploy'");
  });

  test('is made good by our own deny, where the deployer wants one', async () => {
    house = openHouse(aws, { QUARANTINE_USERS: 'true' });
    expect(await house.invoke(refused)).toEqual(['CONTAINED']);
    expect(lastAlert()).toMatchObject({ reason: 'user-quarantined' });
  });

  test('of a user under a path, stops that user', async () => {
    const message = messageOf({ caller: 'team/a/ci-deploy' });
    expect(await house.invoke(withValue(refused, 'detail.errorMessage', message))).toEqual([
      'PARTLY_CONTAINED',
    ]);
    expect(statuses()).toEqual(USER);
  });

  /** Each of these can be the record of a call that a thief makes, with the user's credentials or others. */
  test.each<[string, Readonly<Record<string, JsonValue | undefined>>]>([
    ['a key', { 'detail.userIdentity.accessKeyId': KEY }],
    ['a session', { 'detail.userIdentity.accessKeyId': 'ASIAIOSFODNN7EXAMPLE' }],
    ['an ARN', { 'detail.userIdentity.arn': 'arn:aws:iam::111122223333:user/ci-deploy' }],
    ['a session context', { 'detail.userIdentity.sessionContext': { attributes: {} } }],
    ['no message', { 'detail.errorMessage': undefined }],
    ['a message that somebody else made up', { 'detail.errorMessage': 'User: ci-deploy' }],
    ['a message about another account', { 'detail.errorMessage': messageOf({ account: '444455556666' }) }],
  ])('stops nobody if the record has %s, and wakes somebody with the command', async (_, changes) => {
    const event = changed('cloudtrail-quarantine-refused', changes);
    expect(matchesPattern(quarantinePolicyPattern, event)).toBe(true);
    expect(await house.invoke(event)).toEqual(['NOT_CONTAINED']);
    expect(statuses()).toEqual(NOBODY);
    expect(lastAlert()).toMatchObject({ reason: 'quarantine-attempt', severity: 'P1', page: true });
    expect(aws.published[0]?.bodies.email).toContain(
      "aws iam attach-user-policy --user-name='ci-deploy' --policy-arn=",
    );
  });

  test('is none if somebody else was refused through a service of AWS: the target has no part in it', async () => {
    const event = changed('cloudtrail-quarantine-refused', {
      'detail.userIdentity.accessKeyId': ADMINS_KEY,
      'detail.userIdentity.userName': 'security-admin',
      'detail.errorMessage': messageOf({ caller: 'security-admin' }),
    });
    expect(await house.invoke(event)).toEqual(['NO_ACTION']);
    expect(statuses()).toEqual(NOBODY);
    expect(lastAlert()).toMatchObject({ page: false });
  });

  test('names no victim by a name that a thief has chosen for its user', async () => {
    const chosen =
      'x/is-not-authorized-to-perform:iam:AttachUserPolicy-on-resource:user/ci-deploy/security-admin';
    const event = changed('cloudtrail-quarantine-refused', {
      'detail.errorMessage': messageOf({ caller: chosen, target: 'ci-deploy' }),
    });
    await house.invoke(event);
    expect(statuses()).toEqual(NOBODY);
  });

  test.each([
    ['from an address of a person', { 'detail.sourceIPAddress': '198.51.100.23' }],
    [
      'of another policy',
      { 'detail.requestParameters': { policyArn: 'arn:aws:iam::aws:policy/AWSDenyAll' } },
    ],
    ['for another reason than its rights', { 'detail.errorCode': 'LimitExceededException' }],
  ])('is none %s', async (_, changes) => {
    const event = changed('cloudtrail-quarantine-refused', {
      'detail.userIdentity': { type: 'IAMUser', userName: 'ci-deploy', accessKeyId: KEY },
      ...changes,
    });
    await house.invoke(event);
    expect(statuses()).toEqual(NOBODY);
    expect(lastAlert()).toMatchObject({ page: false });
  });
});

function messageOf({ account = '111122223333', caller = 'ci-deploy', target = 'ci-deploy' }): string {
  return `User: arn:aws:iam::${account}:user/${caller} is not authorized to perform: iam:AttachUserPolicy on resource: user ${target} because no identity-based policy allows the iam:AttachUserPolicy action`;
}
