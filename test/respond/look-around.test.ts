import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { accessDenied, hang } from '../../local/aws/faults.ts';
import { type Aws, startAws } from '../../local/aws.ts';
import { credentialLists } from '../credential-calls.ts';
import { fixture, withValue } from '../fixture.ts';
import { alertsOf, openHouse } from '../house.ts';

const KEY = 'AKIAIOSFODNN7EXAMPLE';
const LOOKS = ['iam:GetAccessKeyLastUsed', 'iam:GetLoginProfile', 'iam:ListAccountAliases'];
const finding = () => fixture('guardduty-malicious-ip-caller');

let aws: Aws;
let user: ReturnType<Aws['identities']['createUser']>;
beforeAll(async () => {
  aws = await startAws();
});
beforeEach(() => {
  aws.reset();
  user = aws.identities.createUser({ userName: 'ci-deploy' });
  aws.identities.createAccessKey(user, { accessKeyId: KEY });
});
afterAll(() => aws.stop());

const email = () => aws.published[0]?.bodies.email ?? '';
const calls = () => aws.requests.map(({ service, action }) => `${service}:${action}`);

test('nothing of it is asked before the key is stopped, and nobody is told before it is answered', async () => {
  await openHouse(aws).invoke(finding());
  const before = calls().slice(0, calls().indexOf('sns:Publish'));
  expect(before[0]).toBe('iam:UpdateAccessKey');
  expect(new Set(before.slice(1))).toEqual(
    new Set([...credentialLists, ...LOOKS, 'iam:ListAccessKeys', 'dynamodb:UpdateItem']),
  );
  expect(new Set(calls().slice(before.length))).toEqual(
    new Set(['sns:Publish', 'dynamodb:UpdateItem', 'events:PutEvents']),
  );
});

test('is asked beside the read-back, which holds up none of it, and once', async () => {
  aws.faults.inject({ action: 'iam:ListAccessKeys', fault: hang });
  expect(await openHouse(aws).invoke(finding())).toEqual(['CONTAINED']);
  const [, ...asked] = calls().filter((call) => call.startsWith('iam:'));
  expect(asked.slice(0, 7).toSorted()).toEqual(
    [...LOOKS, ...credentialLists, 'iam:ListAccessKeys'].toSorted(),
  );
  expect(asked.slice(7)).toEqual(['iam:ListAccessKeys']);
});

test('is asked of the key that turned out to be Active beside the stopped one, too', async () => {
  aws.identities.createAccessKey(user, { accessKeyId: 'AKIAI44QH8DHBEXAMPLE' });
  expect(await openHouse(aws).invoke(finding())).toEqual(['PARTLY_CONTAINED']);
  const uses = aws.requests.filter(({ action }) => action === 'GetAccessKeyLastUsed');
  expect(uses.map(({ params }) => params['AccessKeyId'])).toEqual([KEY, 'AKIAI44QH8DHBEXAMPLE']);
  expect(calls().filter((call) => call === 'iam:GetLoginProfile')).toHaveLength(1);
});

test('names what may break, the account, and whether the user signs in to the console', async () => {
  const at = new Date('2026-05-04T02:31:00Z');
  aws.identities.recordUse(KEY, { at, service: 's3', region: 'eu-west-1' });
  aws.identities.createLoginProfile(user);
  aws.identities.setAccountAlias(aws.accountId, 'example-prod');
  await openHouse(aws).invoke(finding());
  expect(email()).toContain(`jobs on ${KEY}: last used 2026-05-04 02:31Z for s3 in eu-west-1`);
  expect(email()).toContain('YES      console password of the user');
  expect(email()).toContain('ACCOUNT  111122223333 (alias "example-prod")');
  expect(alertsOf(aws)[0]).toMatchObject({
    account: { alias: 'example-prod' },
    key: { lastUsed: { at: at.toISOString(), service: 's3', region: 'eu-west-1' } },
    risks: expect.arrayContaining([expect.objectContaining({ code: 'CONSOLE_PASSWORD', status: 'present' })]),
  });
});

test('says so of a key that was never used, a user without a password and an account without an alias', async () => {
  await openHouse(aws).invoke(finding());
  expect(email()).toContain(`jobs on ${KEY}: never used`);
  expect(email()).toContain('no       console password of the user');
  expect(email()).toContain('ACCOUNT  111122223333 (no alias)');
  expect(alertsOf(aws)[0]).toMatchObject({ account: { alias: '' }, key: { lastUsed: 'never' } });
});

describe.each(LOOKS)('%s', (action) => {
  test('refused, leaves its fact UNKNOWN with the reason, and everything else as it is', async () => {
    aws.faults.inject({ action, fault: accessDenied, times: 'forever' });
    expect(await openHouse(aws).invoke(finding())).toEqual([stateWithout(action)]);
    expect(aws.identities.statusOf(KEY)).toBe('Inactive');
    expect(email()).toMatch(unknown[action] ?? /^$/);
  });

  test('hanging, leaves its fact UNKNOWN, and the alert is not lost', async () => {
    aws.faults.inject({ action, fault: hang, times: 'forever' });
    expect(await openHouse(aws).invoke(finding())).toEqual([stateWithout(action)]);
    expect(email()).toContain('UNKNOWN');
  });
});

/** A password signs in without any key: nobody is called contained whose password may be the thief's. */
function stateWithout(action: string): string {
  return action === 'iam:GetLoginProfile' ? 'PARTLY_CONTAINED' : 'CONTAINED';
}

const unknown: Readonly<Record<string, RegExp>> = {
  'iam:GetAccessKeyLastUsed': new RegExp(`jobs on ${KEY}: last use UNKNOWN, AccessDenied`),
  'iam:GetLoginProfile': /UNKNOWN {2}console password of the user: iam:GetLoginProfile AccessDenied/,
  'iam:ListAccountAliases': /ACCOUNT {2}111122223333 \(alias UNKNOWN: AccessDenied\)/,
};

test('the name of the account is asked for once in the life of an environment', async () => {
  const house = openHouse(aws);
  await house.invoke(finding());
  await house.invoke(finding());
  expect(calls().filter((call) => call === 'iam:ListAccountAliases')).toHaveLength(1);
});

test('of the account of another credential nothing is asked of ours, nor is our name told as its', async () => {
  aws.identities.setAccountAlias(aws.accountId, 'example-prod');
  const elsewhere = withValue(finding(), 'detail.accountId', '444455556666');
  expect(await openHouse(aws).invoke(elsewhere)).toEqual(['NOT_CONTAINED']);
  expect(calls().filter((call) => call.startsWith('iam:'))).toEqual([]);
  expect(email()).toContain('ACCOUNT  444455556666 (alias not looked up)');
  expect(email()).not.toContain('example-prod');
});

test('of a sample finding nothing is asked', async () => {
  await openHouse(aws).invoke(fixture('guardduty-sample'));
  expect(calls().filter((call) => call.startsWith('iam:'))).toEqual([]);
});

test("of a namesake's password and keys nothing is said", async () => {
  aws.identities.createLoginProfile(user);
  const path = 'detail.resource.accessKeyDetails';
  const another = withValue(finding(), `${path}.principalId`, 'AIDAEXAMPLEANOTHERID');
  await openHouse(aws).invoke(withValue(another, `${path}.accessKeyId`, undefined));
  expect(alertsOf(aws)[0]).toMatchObject({
    reason: 'unconfirmed-user',
    risks: expect.arrayContaining([expect.objectContaining({ code: 'CONSOLE_PASSWORD', status: 'unknown' })]),
  });
});
