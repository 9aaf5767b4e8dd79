import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { accessDenied } from '../../local/aws/faults.ts';
import { type Aws, startAws } from '../../local/aws.ts';
import { fixture, type Json, withValue } from '../fixture.ts';
import { COLD, type House, openHouse } from '../house.ts';

const KEY = 'AKIAIOSFODNN7EXAMPLE';
const PAGER = 'arn:aws:sns:us-east-1:111122223333:pager';
const MEMBER = '444455556666';
const MEMBER_ROLE = 'responder-member';

let aws: Aws;
let house: House;
beforeAll(async () => {
  aws = await startAws();
});
beforeEach(() => {
  aws.reset();
  aws.topics.add(PAGER);
  aws.identities.createAccessKey(aws.identities.createUser({ userName: 'ci-deploy' }), { accessKeyId: KEY });
  house = openHouse(aws, { PAGER_TOPIC_ARN: PAGER, MEMBER_ROLE_NAME: MEMBER_ROLE });
});
afterAll(() => aws.stop());

const echo = (id = 'echo') => withValue(fixture('cloudtrail-own-change'), 'id', id);
const IDENTITY = 'detail.userIdentity';
const ISSUER = `${IDENTITY}.sessionContext.sessionIssuer`;
/** By the member role, in the account of the key. */
const byMemberRole = () =>
  withValues(echo(), {
    account: MEMBER,
    [`${IDENTITY}.accountId`]: MEMBER,
    [`${ISSUER}.accountId`]: MEMBER,
    [`${ISSUER}.arn`]: `arn:aws:iam::${MEMBER}:role/${MEMBER_ROLE}`,
    [`${ISSUER}.userName`]: MEMBER_ROLE,
  });
const withValues = (event: Json, changes: Readonly<Record<string, string>>) =>
  Object.entries(changes).reduce<Json>((changed, [path, value]) => withValue(changed, path, value), event);
const reasons = () => aws.events.map(({ event }) => event.detail['reason']);
const ledgerCalls = () => aws.requests.filter(({ service }) => service === 'dynamodb').length;

/** The key is NOT CONTAINED at first, somebody is woken, and the next try stops it. */
async function containAtTheSecondTry(): Promise<void> {
  aws.faults.inject({ action: 'iam:UpdateAccessKey', fault: accessDenied, times: COLD });
  const finding = fixture('guardduty-malicious-ip-caller');
  await expect(house.invoke(finding)).rejects.toThrow('deactivation-failed');
  expect(await house.invoke(finding)).toEqual(['CONTAINED']);
}

describe('the record of what the responder did itself', () => {
  test('is told to machines alone, however often and late it comes, and the ledger is neither asked nor written', async () => {
    await containAtTheSecondTry();
    const told = aws.published.length;
    const asked = ledgerCalls();
    for (const id of ['echo', 'echo', 'echo-later'])
      expect(await house.invoke(echo(id))).toEqual(['NO_ACTION']);
    expect(aws.published).toHaveLength(told);
    expect(ledgerCalls()).toBe(asked);
    expect(reasons().slice(-3)).toEqual(['own-change', 'own-change', 'own-change']);
  });

  test('is never said to be by somebody, also while a page is open about the key', async () => {
    aws.faults.inject({ action: 'iam:ListAccessKeys', fault: accessDenied, times: 'forever' });
    await expect(house.invoke(fixture('guardduty-malicious-ip-caller'))).rejects.toThrow('not-verified');
    aws.faults.clear();
    const told = aws.published.length;
    expect(await house.invoke(echo())).toEqual(['NO_ACTION']);
    expect(aws.published).toHaveLength(told);
    expect(JSON.stringify(aws.events.at(-1))).not.toContain('by somebody');
  });

  test.each<[string, () => Json]>([
    ['by the member role, in the account of the key', byMemberRole],
    [
      'by the member role, in a copy from another Region',
      () => withValue(byMemberRole(), 'region', 'eu-west-1'),
    ],
    ['in a copy from another Region', () => withValue(echo(), 'region', 'eu-west-1')],
    [
      'by the ARN of its role, whatever else the record calls it',
      () => withValue(echo(), `${ISSUER}.userName`, 'other-name'),
    ],
  ])('%s', async (_, event) => {
    for (const id of ['echo', 'echo', 'echo-later'])
      expect(await house.invoke(withValue(event(), 'id', id))).toEqual(['NO_ACTION']);
    expect([aws.published, new Set(reasons()), ledgerCalls()]).toEqual([[], new Set(['own-change']), 0]);
  });

  test('by a role under a path (rolePath), and by no other role of that name', async () => {
    const under = (path: string) =>
      withValue(echo(), `${ISSUER}.arn`, `arn:aws:iam::111122223333:role/${path}respond`);
    house = openHouse(aws, { OWN_ROLE_NAME: '/security/respond' });
    for (const path of ['security/', '', 'other/', 'in/security/']) await house.invoke(under(path));
    expect(reasons()).toEqual([
      'own-change',
      'nothing-to-resolve',
      'nothing-to-resolve',
      'nothing-to-resolve',
    ]);
  });

  test('that comes late, after somebody has switched the key on, changes nothing', async () => {
    await containAtTheSecondTry();
    aws.identities.findAccessKey(KEY)?.key.status.reset('Active');
    const [told, asked] = [aws.published.length, ledgerCalls()];
    expect(await house.invoke(withValue(echo('late'), 'time', '2030-01-01T00:00:00Z'))).toEqual([
      'NO_ACTION',
    ]);
    expect([aws.published.length, ledgerCalls(), reasons().at(-1)]).toEqual([told, asked, 'own-change']);
  });
});

/**
 * One that stands in another Region or is a stage of its own. A setting with their roles would do harm: only IAM, asked by
 * this stack, ends what this stack has paged.
 */
describe('the record of what another stack of the responder did', () => {
  const ROLE = 'compromised-key-responder-staging-respond';
  const byOtherStack = () =>
    withValues(echo('other'), {
      [`${ISSUER}.arn`]: `arn:aws:iam::111122223333:role/${ROLE}`,
      [`${ISSUER}.userName`]: ROLE,
    });

  test.each([
    ['contained', containAtTheSecondTry],
    ['never saw', async () => {}],
  ])('is told to machines alone if this stack %s the key', async (_, before) => {
    await before();
    const told = aws.published.length;
    expect(await house.invoke(byOtherStack())).toEqual(['NO_ACTION']);
    expect([aws.published.length, reasons().at(-1)]).toEqual([told, 'nothing-to-resolve']);
  });

  test('closes the page of this stack, once IAM shows the key Inactive', async () => {
    aws.faults.inject({ action: 'iam:UpdateAccessKey', fault: accessDenied, times: COLD });
    await expect(house.invoke(fixture('guardduty-malicious-ip-caller'))).rejects.toThrow(
      'deactivation-failed',
    );
    await expect(house.invoke(byOtherStack())).rejects.toThrow('still-active');
    aws.identities.findAccessKey(KEY)?.key.status.reset('Inactive');
    expect(await house.invoke(byOtherStack())).toEqual(['RESOLVED']);
    expect(aws.published.at(-1)).toMatchObject({ topicArn: PAGER, subject: expect.stringMatching(/^OK: /) });
  });
});

describe('what only looks like it', () => {
  test.each<[string, string, string]>([
    ['a role of the same name in another account', `${ISSUER}.arn`, `arn:aws:iam::${MEMBER}:role/respond`],
    [
      'a role of the same name in another path',
      `${ISSUER}.arn`,
      'arn:aws:iam::111122223333:role/team/respond',
    ],
    ['a caller of another account', `${IDENTITY}.accountId`, MEMBER],
    ['the member role of another account', `${ISSUER}.arn`, `arn:aws:iam::${MEMBER}:role/${MEMBER_ROLE}`],
    ['a user', `${IDENTITY}.type`, 'IAMUser'],
    ['a federated user', `${IDENTITY}.type`, 'FederatedUser'],
  ])('is somebody else’s change: %s', async (_, path, value) => {
    await containAtTheSecondTry();
    await house.invoke(withValue(echo(), path, value));
    expect(reasons().at(-1)).not.toBe('own-change');
  });

  test('a deletion, which the responder never does, is told to people', async () => {
    await containAtTheSecondTry();
    aws.identities.deleteAccessKey(KEY);
    const told = aws.published.length;
    const deletion = withValue(echo(), 'detail.eventName', 'DeleteAccessKey');
    await house.invoke(withValue(deletion, 'detail.requestParameters.status', undefined));
    expect(aws.published.length).toBeGreaterThan(told);
    expect(reasons().at(-1)).toBe('stopped-by-hand');
  });

  test('an activation, which the responder never does, is deactivated again', async () => {
    await containAtTheSecondTry();
    aws.identities.findAccessKey(KEY)?.key.status.reset('Active');
    await house.invoke(withValue(echo(), 'detail.requestParameters.status', 'Active'));
    expect(aws.identities.statusOf(KEY)).toBe('Inactive');
    expect(reasons().at(-1)).toBe('stopped-again');
  });
});
