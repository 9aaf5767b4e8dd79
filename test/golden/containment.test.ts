import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Aws, startAws } from '../../local/aws.ts';
import { clientConfig } from '../../local/client-config.ts';
import { Accounts } from '../../src/containment/accounts.ts';
import { contain } from '../../src/containment/index.ts';
import { decide } from '../../src/core/decide.ts';
import { mergeReadBacks } from '../../src/core/merge-read-backs.ts';
import { type Outcome, withEnrichment } from '../../src/core/outcome.ts';
import { readDetection } from '../../src/sources/index.ts';
import { withoutWaiting } from '../without-waiting.ts';
import { type Ending, type GoldenCase, OWN, placesOf } from './case.ts';
import { cases } from './cases.ts';
import { policyOf } from './tell.ts';
import { buildAccounts, worlds } from './worlds.ts';

let aws: Aws;
beforeAll(async () => {
  aws = await startAws();
  // Of the clients in another account, which are made of its role's credentials alone.
  process.env['AWS_ENDPOINT_URL'] = aws.endpoint;
  process.env['AWS_REGION'] = aws.region;
});
afterAll(() => aws.stop());

const readable = cases.filter(({ name, givenUp }) => !name.startsWith('unreadable') && givenUp === undefined);

test.each(readable)('$name ends as the table of the golden files says', async (one) => {
  aws.reset();
  buildAccounts(aws);
  worlds[one.name]?.(aws);
  const [place] = placesOf(one);
  if (place === undefined) throw new RangeError('every case has a place');
  const outcomes = await containCase(one, policyOf(one, place));
  expect(outcomes.map(withoutTimes)).toEqual(one.endings(place).map(withoutTimes));
});

test('every case has its world', () => {
  expect(Object.keys(worlds).toSorted()).toEqual(readable.map(({ name }) => name).toSorted());
});

async function containCase(
  { event, history }: GoldenCase,
  policy: ReturnType<typeof policyOf>,
): Promise<readonly Outcome[]> {
  // IAM chooses the unique ids of users itself.
  const userId = aws.identities.findUser(OWN, 'ci-deploy')?.userId ?? '';
  const reading = readDetection(JSON.parse(JSON.stringify(event).replaceAll('AIDAIOSFODNN7EXAMPLE', userId)));
  if (!reading.ok) throw new RangeError(reading.problem.why);
  const client = clientConfig(aws, aws.operatorCredentials());
  const clock = { ...withoutWaiting(aws).clock, wait: async () => {} };
  const pacing = { clock, random: Math.random };
  const accounts = new Accounts({ memberRoleName: policy.memberRoleName, client, calling: pacing });
  const until = clock.now();
  const decisions = decide(reading.detection, { policy, history });
  return mergeReadBacks(
    await Promise.all(
      decisions.map(async (decision) => {
        const { outcome, enrichment } = await contain(decision, { accounts, clock, policy, until });
        return withEnrichment(outcome, await enrichment);
      }),
    ),
  );
}

/** Which calls, to what end; those that are made side by side answer in any order. */
function withoutTimes(ending: Ending): unknown {
  const { state, reason, userName, actions, keys, quarantine, retry } = ending;
  const { accountAlias, consolePassword, lastUses } = ending.enrichment ?? {};
  return {
    state,
    reason,
    userName,
    actions: actions.map(({ at, ...action }) => JSON.stringify(action)).toSorted(),
    keys: keys?.map(({ accessKeyId, status }) => ({ accessKeyId, status })),
    isRead: ending.verifiedAt !== undefined,
    quarantine,
    isRevoked: ending.revokedBefore !== undefined,
    accountAlias,
    consolePassword,
    lastUses: lastUses?.map(({ accessKeyId, use }) => (use.ok ? accessKeyId : { accessKeyId, use })),
    retry,
  };
}
