import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { type Aws, startAws } from '../../local/aws.ts';
import { fixture, type JsonValue, withValue } from '../fixture.ts';
import { alertsOf, openHouse } from '../house.ts';

const REPORTED = 'AKIAIOSFODNN7EXAMPLE';
const VICTIM = 'AKIAI44QH8DHBEXAMPLE';
const ARN = 'arn:aws:iam::111122223333:user/ci-deploy';

let aws: Aws;
beforeAll(async () => {
  aws = await startAws();
});
beforeEach(() => {
  aws.reset();
  const thief = aws.identities.createUser({ userName: 'ci-deploy' });
  aws.identities.createAccessKey(thief, { accessKeyId: REPORTED });
  const victim = aws.identities.createUser({ userName: 'billing' });
  aws.identities.createAccessKey(victim, { accessKeyId: VICTIM });
});
afterAll(() => aws.stop());

/** AWS reports these entities, and names no key but theirs. */
function report(...entities: JsonValue[]) {
  const event = withValue(fixture('health-credentials-exposed'), 'detail.affectedEntities', entities);
  return withValue(event, 'detail.eventMetadata.publicKey', undefined);
}

test.each<[string, string]>([
  ['the ARN of its user', ARN],
  ['the name of its user', 'ci-deploy'],
  ['no user', 'UNKNOWN'],
])('a key in the tags of an entity that is %s is stopped', async (_, entityValue) => {
  expect(await openHouse(aws).invoke(report({ entityValue, tags: { [REPORTED]: 'CI' } }))).toEqual([
    'CONTAINED',
  ]);
  expect(aws.identities.statusOf(REPORTED)).toBe('Inactive');
});

test.each<[string, JsonValue]>([
  ['the name of a tag', { [VICTIM]: 'CI' }],
  ['the value of a tag', { owner: VICTIM }],
])('a key of another user, which a thief writes into %s of its own user, works on', async (_, tags) => {
  const states = await openHouse(aws).invoke(report({ entityValue: ARN, tags }));

  expect(states).toEqual(['NOT_CONTAINED']);
  expect(aws.identities.statusOf(VICTIM)).toBe('Active');
  const [alert] = alertsOf(aws);
  expect(alert).toMatchObject({
    reason: 'key-of-another',
    page: true,
    key: { userName: 'ci-deploy' },
    title: expect.stringContaining('AWS reports IAM user ci-deploy, and nothing of it was stopped'),
  });
  const email = aws.published[0]?.bodies.email ?? '';
  expect(email).toContain("aws iam list-access-keys --user-name='ci-deploy'");
  expect(email).not.toContain('update-access-key');
});

test('beside it, the own key in another tag is stopped', async () => {
  const tags = { [VICTIM]: 'CI', [REPORTED]: 'deploy' };
  expect(await openHouse(aws).invoke(report({ entityValue: ARN, tags }))).toEqual([
    'NOT_CONTAINED',
    'CONTAINED',
  ]);
  expect(aws.identities.statusOf(VICTIM)).toBe('Active');
  expect(aws.identities.statusOf(REPORTED)).toBe('Inactive');
});

test('a key that AWS itself names is stopped, whatever stands in the tags of somebody else', async () => {
  const event = report({ entityValue: ARN, tags: { [VICTIM]: 'CI' } }, { entityValue: VICTIM });
  expect(await openHouse(aws).invoke(event)).toEqual(['CONTAINED']);
  expect(aws.identities.statusOf(VICTIM)).toBe('Inactive');
});
