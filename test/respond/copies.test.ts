import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { type Aws, startAws } from '../../local/aws.ts';
import { fixture, type Json, withValue } from '../fixture.ts';
import { memberGrants } from '../grants.ts';
import { type House, openHouse } from '../house.ts';

const OURS = '111122223333';
const MEMBER = '444455556666';
const ADMINISTRATOR = '777788889999';
const KEY = 'AKIAIOSFODNN7EXAMPLE';
const ROLE = 'responder-member';

let aws: Aws;
let house: House;
beforeAll(async () => {
  aws = await startAws();
});
beforeEach(() => {
  aws.reset();
  const user = aws.identities.createUser({ userName: 'ci-deploy', accountId: MEMBER });
  aws.identities.createAccessKey(user, { accessKeyId: KEY });
  aws.identities.createRole({ roleName: ROLE, accountId: MEMBER, trusts: [OURS], grants: memberGrants() });
  house = openHouse(aws, { MEMBER_ROLE_NAME: ROLE, FINDING_ADMINISTRATORS: ADMINISTRATOR });
});
afterAll(() => aws.stop());

interface Copy {
  readonly id: string;
  readonly from: string;
  readonly region: string;
}

/** The event as stacks/forward.yml sends it home from a Region of an account. */
function copy(name: string, { id, from, region }: Copy): Json {
  const event: Json = JSON.parse(JSON.stringify(fixture(name)).replaceAll(OURS, MEMBER));
  return Object.entries({ id, account: from, region }).reduce(
    (all, [field, value]) => withValue(all, field, value),
    event,
  );
}

/** In each Region GuardDuty has a detector of its own, which makes a finding of its own. */
function finding(about: Copy & { readonly finding: string }): Json {
  const changes = {
    'detail.id': about.finding,
    'detail.region': about.region,
    'detail.service.detectorId': `detector-of-${about.region}`,
  };
  return Object.entries(changes).reduce(
    (all, [field, value]) => withValue(all, field, value),
    copy('guardduty-malicious-ip-caller', about),
  );
}

/** What mailboxes and pagers get: new evidence about a known incident is for chat and queues. */
const mails = () => aws.published.filter(({ attributes }) => JSON.stringify(attributes).includes('"change"'));

test.each<[string, readonly Json[]]>([
  [
    "GuardDuty's findings about one theft in two Regions, and what its administrator gets of them",
    [
      finding({ id: 'one', from: MEMBER, region: 'us-east-1', finding: 'a'.repeat(32) }),
      finding({ id: 'two', from: MEMBER, region: 'eu-west-1', finding: 'b'.repeat(32) }),
      finding({ id: 'three', from: ADMINISTRATOR, region: 'eu-west-1', finding: 'b'.repeat(32) }),
    ],
  ],
  [
    "Health's event, its backup copy in another Region, and that of the organizational view",
    [
      copy('health-backup-copy', { id: 'one', from: MEMBER, region: 'us-east-1' }),
      copy('health-backup-copy', { id: 'two', from: MEMBER, region: 'us-west-2' }),
      copy('health-backup-copy', { id: 'three', from: ADMINISTRATOR, region: 'us-east-1' }),
    ],
  ],
])('%s are one incident: people are told once', async (_, events) => {
  const ends = [];
  for (const event of events) ends.push(...(await house.invoke(event)));
  expect(ends).toEqual(['CONTAINED', 'CONTAINED', 'CONTAINED']);
  expect(aws.identities.statusOf(KEY)).toBe('Inactive');
  expect(mails()).toHaveLength(1);
});

test('the same event by two rules of two buses is told once', async () => {
  const event = copy('guardduty-malicious-ip-caller', { id: 'one', from: MEMBER, region: 'eu-west-1' });
  await house.invoke(event);
  await house.invoke(event);
  expect(mails()).toHaveLength(1);
});
