import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Aws, startAws } from '../../local/aws.ts';
import { clientConfig } from '../../local/client-config.ts';
import { Accounts } from '../../src/containment/accounts.ts';
import { attempt } from '../../src/containment/attempt.ts';
import { decide } from '../../src/core/decide.ts';
import { mergeReadBacks } from '../../src/core/merge-read-backs.ts';
import { type Outcome, withEnrichment } from '../../src/core/outcome.ts';
import { mayLookAgain } from '../../src/core/second-look.ts';
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
  { event, history, unfinished: stands }: GoldenCase,
  policy: ReturnType<typeof policyOf>,
): Promise<readonly Outcome[]> {
  // IAM chooses the unique ids of users itself.
  const userId = aws.identities.findUser(OWN, 'ci-deploy')?.userId ?? '';
  const reading = readDetection(JSON.parse(JSON.stringify(event).replaceAll('AIDAIOSFODNN7EXAMPLE', userId)));
  if (!reading.ok) throw new RangeError(reading.problem.why);
  const client = clientConfig(aws, aws.operatorCredentials());
  const { clock } = withoutWaiting(aws);
  const pacing = { clock, random: Math.random };
  const accounts = new Accounts({ memberRoleName: policy.memberRoleName, client, calling: pacing });
  const until = new Date(clock.now().getTime() + (stands ? 60_000 : 0));
  const decisions = decide(reading.detection, { policy, history });
  const later = mayLookAgain({ since: clock.now(), now: clock.now() });
  const containing = { accounts, clock, policy, until, receives: 0, later };
  const attempts = decisions.map((decision) => attempt(decision, containing));
  if (stands) await untilAsked();
  const unfinished = attempts.flatMap((one) => one.unfinished() ?? []);
  const ends = await Promise.all(
    attempts.map(async ({ outcome, enrichment }) => withEnrichment(await outcome, await enrichment)),
  );
  return stands ? unfinished : mergeReadBacks(ends);
}

async function untilAsked(): Promise<void> {
  while (!aws.requests.some(({ action }) => action === 'UpdateAccessKey')) await setTimeout(5);
}

/** Which calls, to what end; those that are made side by side answer in any order. */
function withoutTimes(ending: Ending): unknown {
  const { state, reason, userName, actions, keys, credentials, quarantine, retry } = ending;
  const { accountAlias, consolePassword, lastUses } = ending.enrichment ?? {};
  return {
    state,
    reason,
    userName,
    actions: actions.map(({ at, ...action }) => JSON.stringify(action)).toSorted(),
    keys: keys?.map(({ accessKeyId, status }) => ({ accessKeyId, status })),
    credentials: credentials?.map(({ kind, answer }) => ({
      kind,
      answer: answer.ok ? answer.value.map(({ id, status, service }) => ({ id, status, service })) : answer,
    })),
    isRead: ending.verifiedAt !== undefined,
    quarantine,
    isRevoked: ending.revokedBefore !== undefined,
    accountAlias,
    consolePassword,
    lastUses: lastUses?.map(({ accessKeyId, use }) => (use.ok ? accessKeyId : { accessKeyId, use })),
    retry,
  };
}
