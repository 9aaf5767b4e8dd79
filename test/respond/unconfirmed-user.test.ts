import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { accessDenied, serviceFailure } from '../../local/aws/faults.ts';
import type { User } from '../../local/aws/user.ts';
import { type Aws, startAws } from '../../local/aws.ts';
import { fixture, type Json, type JsonValue, withValue } from '../fixture.ts';
import { alertsOf, iamCalls, openHouse } from '../house.ts';

const KEYS = ['AKIAIOSFODNN7EXAMPLE', 'AKIAI44QH8DHBEXAMPLE'];
const OTHER_ID = 'AIDAEXAMPLEEXAMPLE123';

let aws: Aws;
let user: User;
beforeAll(async () => {
  aws = await startAws();
});
beforeEach(() => {
  aws.reset();
  user = aws.identities.createUser({ userName: 'ci-deploy' });
  for (const accessKeyId of KEYS) aws.identities.createAccessKey(user, { accessKeyId });
});
afterAll(() => aws.stop());

/** A finding that names a user and no key. */
function finding(uniqueId: string | undefined, accessKeyId: JsonValue | undefined = undefined): Json {
  const path = 'detail.resource.accessKeyDetails';
  const event = withValue(fixture('guardduty-malicious-ip-caller'), `${path}.principalId`, uniqueId);
  return withValue(event, `${path}.accessKeyId`, accessKeyId);
}

/** An attack sequence with one actor, who has no credential; GuardDuty's own samples of it bear the name of a user. */
function attackSequence(uniqueId: string): Json {
  const actor = {
    user: { name: 'ci-deploy', uid: uniqueId, type: 'IAMUser', account: { uid: '111122223333' } },
  };
  const sequence = 'detail.service.detection.sequence';
  const event = withValue(fixture('guardduty-attack-sequence'), `${sequence}.actors`, [actor]);
  return withValue(event, `${sequence}.resources`, []);
}

const statuses = () => KEYS.map((accessKeyId) => aws.identities.statusOf(accessKeyId));
const email = () => aws.published[0]?.bodies.email ?? '';

describe('a user whom IAM knows by the unique id of the event', () => {
  test.each<[string, () => Json]>([
    ['a finding without a key id', () => finding(user.userId)],
    ['a finding with an empty key id', () => finding(user.userId, '')],
    ['an attack sequence', () => attackSequence(user.userId)],
  ])('loses every key, after %s', async (_, event) => {
    expect(await openHouse(aws).invoke(event())).toEqual(['CONTAINED']);
    expect(statuses()).toEqual(['Inactive', 'Inactive']);
    expect(iamCalls(aws).slice(0, 2)).toEqual(['GetUser', 'ListAccessKeys']);
    expect(alertsOf(aws)[0]).toMatchObject({ reason: 'keys-inactive' });
    expect(email()).toContain('every key of IAM user ci-deploy is Inactive');
    for (const accessKeyId of KEYS) {
      expect(email()).toContain(
        `aws iam update-access-key --user-name='ci-deploy' --access-key-id='${accessKeyId}' --status='Active'`,
      );
    }
  });

  test('is left alone when it is exempt', async () => {
    const house = openHouse(aws, { EXEMPT_PRINCIPALS: user.userId });
    expect(await house.invoke(finding(user.userId))).toEqual(['NO_ACTION']);
    expect(statuses()).toEqual(['Active', 'Active']);
  });
});

describe('a user is left alone, with everything that it has', () => {
  test.each<[string, () => Json]>([
    ['a finding', () => finding(OTHER_ID)],
    ['an attack sequence', () => attackSequence(OTHER_ID)],
  ])('when IAM knows it by another unique id than %s does', async (_, event) => {
    const house = openHouse(aws, { QUARANTINE_USERS: 'true' });
    expect(await house.invoke(event())).toEqual(['NOT_CONTAINED']);
    expect([statuses(), iamCalls(aws)]).toEqual([['Active', 'Active'], ['GetUser']]);
    expect(user.attachedPolicies.read(0)).toEqual([]);
    expect(alertsOf(aws)[0]).toMatchObject({ reason: 'unconfirmed-user', page: true });
    expect(email()).toContain(
      'IAM user ci-deploy was left alone: account 111122223333 knows that name by another unique id',
    );
    expect(email()).not.toContain('update-access-key');
  });

  test('when the user that the event names does not exist', async () => {
    aws.identities.deleteUser(user);
    expect(await openHouse(aws).invoke(finding(user.userId))).toEqual(['NOT_CONTAINED']);
    expect([iamCalls(aws), alertsOf(aws)[0]?.reason]).toEqual([['GetUser'], 'unconfirmed-user']);
  });

  test.each([
    ['is denied', accessDenied],
    ['fails', serviceFailure],
  ])(
    'when GetUser %s: the event runs again, and then well',
    async (_, fault) => {
      const house = openHouse(aws);
      aws.faults.inject({ action: 'iam:GetUser', fault, times: fault === accessDenied ? 1 : 5 });
      await expect(house.invoke(finding(user.userId))).rejects.toThrow('NOT_CONTAINED: user-not-read');
      expect(statuses()).toEqual(['Active', 'Active']);
      expect(alertsOf(aws)[0]).toMatchObject({ reason: 'user-not-read', page: true });
      // After a failure IAM is not asked for a minute what else the user has.
      expect(await house.invoke(finding(user.userId))).toEqual([
        fault === accessDenied ? 'CONTAINED' : 'PARTLY_CONTAINED',
      ]);
      expect(statuses()).toEqual(['Inactive', 'Inactive']);
    },
    20_000,
  );

  test.each([
    ['no unique id', undefined],
    ['the id of a role', 'AROAIOSFODNN7EXAMPLE:session'],
  ])('when the event has %s: nothing is asked of IAM', async (_, uniqueId) => {
    expect(await openHouse(aws).invoke(finding(uniqueId))).toEqual(['NOT_CONTAINED']);
    expect([statuses(), iamCalls(aws)]).toEqual([['Active', 'Active'], []]);
    expect(alertsOf(aws)[0]).toMatchObject({ reason: 'no-access-key-id', page: true });
  });
});
