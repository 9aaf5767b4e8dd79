import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Aws, startAws } from '../../local/aws.ts';
import { openHouse } from '../house.ts';
import { check } from './check.ts';
import { event } from './events.ts';
import type { Expected } from './row.ts';
import { settingsFor, setUps } from './set-ups.ts';
import { buildRoles, populate } from './world.ts';

let aws: Aws;
beforeAll(async () => {
  aws = await startAws();
  buildRoles(aws);
});
afterAll(() => aws.stop());

test.each(setUps.map((one) => [`${one.tells} (${one.ends.state} ${one.ends.reason})`, one] as const))(
  '%s',
  async (_, one) => {
    const toWorld = populate(aws);
    await one.arrange?.(aws);
    const { principal = 'IAMUser', class: itsClass = 'confirmed' } = one;
    const outcomes: readonly Expected[] = [
      one.ends,
      ...(one.alsoEnds === undefined ? [] : [one.alsoEnds]),
    ].map((ending) => ({
      ending,
      class: itsClass,
      principal,
    }));
    await check(openHouse(aws, settingsFor(one, toWorld)), aws, toWorld(one.event), { ...one, outcomes });
  },
  20_000,
);

/**
 * A confirmed report of Health whose entity is a user or an account, and whose metadata has the key: the key is exposed,
 * and to say that "the event names no real access key" leaves it in use with nobody woken.
 */
test('the key in the metadata of a Health event is stopped, although the listed entity is no key', async () => {
  const toWorld = populate(aws);
  const exposed = event('health-public-key-fallback', {
    'detail.affectedEntities': [{ entityValue: 'arn:aws:iam::111122223333:user/ci-deploy' }],
  });
  await openHouse(aws).invoke(toWorld(exposed));
  expect(aws.identities.statusOf('AKIAIOSFODNN7EXAMPLE')).toBe('Inactive');
});
