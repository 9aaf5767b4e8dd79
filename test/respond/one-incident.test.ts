import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Aws, startAws } from '../../local/aws.ts';
import { fixture, withValue } from '../fixture.ts';
import { openHouseWithPager } from '../house.ts';

let aws: Aws;
beforeEach(async () => {
  aws = await startAws();
  const user = aws.identities.createUser({ userName: 'ci-deploy' });
  aws.identities.createAccessKey(user, { accessKeyId: 'AKIAIOSFODNN7EXAMPLE' });
});
afterEach(() => aws.stop());

const outcomes = () => aws.events.map(({ event: { detail } }) => JSON.parse(JSON.stringify(detail)));
const messages = () => aws.published.map(({ bodies }) => JSON.parse(bodies.sqs));

describe('people, pagers and machines are told of one incident', () => {
  test.each(['guardduty-malicious-ip-caller', 'guardduty-attack-sequence', 'guardduty-root'])(
    'with one time and one dedup key for each credential: %s',
    async (name) => {
      await openHouseWithPager(aws)
        .invoke(fixture(name))
        .catch(() => {});
      const all = [...messages(), ...outcomes()];
      expect(all.length).toBeGreaterThan(2);
      expect(new Set(all.map(({ sentAt }) => sentAt)).size).toBe(1);
      const known = new Set(outcomes().map(({ dedupKey }) => dedupKey));
      for (const { dedupKey } of messages()) expect(known).toContain(dedupKey);
    },
  );

  test('with a principal of its own where the credential is neither a user nor a role', async () => {
    const event = withValue(
      withValue(fixture('guardduty-root'), 'detail.resource.accessKeyDetails.userType', 'Unknown'),
      'detail.resource.accessKeyDetails.accessKeyId',
      undefined,
    );
    await openHouseWithPager(aws)
      .invoke(event)
      .catch(() => {});
    const [resource = ''] = aws.events[0]?.event.resources ?? [];
    expect(resource).toMatch(/^unknown:[\w-]+$/);
    expect(outcomes()[0].dedupKey).toBe(`akr:aws:111122223333:${resource}`);
  });
});
