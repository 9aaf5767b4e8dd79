import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type Aws, startAws } from '../local/aws.ts';
import { type Post, post } from '../src/containment/post.ts';
import { type ClientConfig, chance, clientOf, socketLimits, systemClock } from '../src/surroundings.ts';
import { version } from '../src/version.ts';
import { openHouse } from './house.ts';
import { withoutWaiting } from './without-waiting.ts';

const KEY = 'AKIAIOSFODNN7EXAMPLE';

let aws: Aws;
beforeAll(async () => {
  aws = await startAws();
});
beforeEach(() => {
  aws.reset();
  aws.identities.createAccessKey(aws.identities.createUser({ userName: 'ci-deploy' }), { accessKeyId: KEY });
});
afterAll(() => aws.stop());

test.each([
  ['what is needed to tell of it is loaded', 'false', true],
  ['nothing is loaded where a quarantine is to follow, which would wait for it', 'true', false],
])('while a key is being stopped, %s', async (_, QUARANTINE_USERS, isLoaded) => {
  const { accounts, incidents, alerts } = openHouse(aws, { QUARANTINE_USERS }).container;
  const iam = accounts.own(new Date(Date.now() + 60_000));
  expect([incidents.present, alerts.present]).toEqual([undefined, undefined]);
  await iam.deactivateAccessKey('ci-deploy', KEY);
  const loaded = () => [incidents, alerts].map(({ present }) => present !== undefined);
  for (let turns = 0; turns < (isLoaded ? 500 : 5) && loaded().includes(false); turns += 1)
    await setTimeout(20);
  expect(loaded()).toEqual([isLoaded, isLoaded]);
});

describe('the first change of a process', () => {
  const endpoint = () => aws.endpoint;
  const nowhere = () => 'http://127.0.0.1:1';
  const given = () => ({ endpoint: aws.endpoint, region: aws.region });
  const none = () => ({ endpoint: undefined, region: undefined }) as never;

  test.each<[string, string, () => Readonly<Record<string, string>>, () => ClientConfig]>([
    ['is sent without the SDK', 'shot', () => ({}), given],
    [
      'is sent to where the environment has IAM',
      'shot',
      () => ({ AWS_REGION: 'us-east-1', AWS_ENDPOINT_URL: endpoint() }),
      none,
    ],
    [
      'is sent to where its opener has IAM, whatever the environment says',
      'shot',
      () => ({ AWS_REGION: 'us-gov-west-1', AWS_ENDPOINT_URL: nowhere() }),
      given,
    ],
    ["is the SDK's for another kind of endpoint", 'SDK', () => ({ AWS_USE_FIPS_ENDPOINT: 'true' }), given],
  ])('%s', async (_, sender, environment, clientOfHouse) => {
    const { client, ...pace } = withoutWaiting(aws);
    const house = openHouse(aws, environment(), { ...pace, client: { ...client, ...clientOfHouse() } });
    await house.container.accounts.own(new Date(Date.now() + 60_000)).deactivateAccessKey('ci-deploy', KEY);
    expect(aws.identities.statusOf(KEY)).toBe('Inactive');
    const [change, ...others] = aws.requests.filter(({ action }) => action === 'UpdateAccessKey');
    expect(others).toEqual([]);
    const shot = `compromised-key-responder/${version}`;
    if (sender === 'shot') expect(change?.userAgent).toBe(shot);
    else expect(change?.userAgent).toContain('aws-sdk-js/');
  });

  test('is sent as its opener says', async () => {
    const posted: string[] = [];
    const sends: Post = (posting) => {
      posted.push(posting.url.href);
      return post(posting);
    };
    const { container } = openHouse(aws, {}, { ...withoutWaiting(aws), post: sends });
    await container.accounts.own(new Date(Date.now() + 60_000)).deactivateAccessKey('ci-deploy', KEY);
    expect(posted).toEqual([new URL(aws.endpoint).href]);
  });
});

test('a client of AWS has our name, limits and the credentials that are known, and what its opener gives beside them', () => {
  const credentials = { accessKeyId: KEY, secretAccessKey: 'secret' };
  const log = () => {};
  const { extensions, ...plain } = clientOf({}, { log });
  const customUserAgent = [['compromised-key-responder', version]];
  expect(plain).toStrictEqual({ customUserAgent, requestHandler: socketLimits });
  expect(extensions).toHaveLength(1);
  const requestHandler = { ...socketLimits, requestTimeout: 5 };
  const own = { configure() {} };
  const given = clientOf(
    { credentials },
    { log, client: { region: 'eu-west-1', requestHandler, extensions: [own] } },
  );
  expect(given).toMatchObject({ credentials, customUserAgent, region: 'eu-west-1', requestHandler });
  expect(given.extensions.at(-1)).toBe(own);
});

test('the time of a function is that of the machine, and chance is at least 0 and less than 1', async () => {
  const before = Date.now();
  const limit = systemClock.abortAfter(30);
  await systemClock.wait(15);
  expect(systemClock.abortAfter(60_000).aborted).toBe(false);
  const now = systemClock.now().getTime();
  expect(now).toBeGreaterThanOrEqual(before + 14);
  expect(now).toBeLessThanOrEqual(Date.now());
  await once(limit, 'abort');
  expect(Date.now()).toBeGreaterThanOrEqual(before + 29);
  const chances = Array.from({ length: 20 }, chance);
  expect(Math.min(...chances)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...chances)).toBeLessThan(1);
  expect(new Set(chances).size).toBeGreaterThan(10);
});
