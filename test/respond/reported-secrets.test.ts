import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { accessDenied, type Fault, hang, serviceFailure, throttling } from '../../local/aws/faults.ts';
import { type Aws, startAws } from '../../local/aws.ts';
import { longTermKey, shortTermKey } from '../api-keys.ts';
import { fixture, type Json, withValue } from '../fixture.ts';
import { remainsOf, SECRET } from '../hostile/secrets.ts';
import { alertsOf, type House, openHouseWithPager } from '../house.ts';

const OWN = '111122223333';
const KEY = 'AKIAIOSFODNN7EXAMPLE';

const keys = {
  'of Bedrock': longTermKey(`ci-deploy-at-${OWN}`),
  'of Claude Platform on AWS': longTermKey(`ci-deploy-at-${OWN}`, 'AEAA'),
  'cut short': longTermKey(`ci-deploy-at-${OWN}`).slice(0, 60),
  'without its beginning': `ABSK${longTermKey(`ci-deploy-at-${OWN}`).slice(30)}`,
  'of capitals': `ABSK${'KEYOFCAPITALS'.repeat(8)}`,
  'of a short term': shortTermKey('ASIAIOSFODNN7EXAMPLE'),
  'of a short term, signed by a user': shortTermKey(KEY),
  'of a short term, cut short': shortTermKey(KEY).slice(0, 400),
} as const;

let aws: Aws;
let house: House;
beforeAll(async () => {
  aws = await startAws();
});
beforeEach(() => {
  aws.reset();
  house = openHouseWithPager(aws);
  const user = aws.identities.createUser({ userName: 'ci-deploy' });
  aws.identities.createAccessKey(user, { accessKeyId: KEY });
  aws.identities.createCredential(user, {
    kind: 'service-specific-credential',
    service: 'bedrock.amazonaws.com',
  });
});
afterAll(() => aws.stop());

const isStopped = () =>
  aws.identities.findUser(OWN, 'ci-deploy')?.credentials.every(({ status }) => status.read(0) === 'Inactive');
const report = (secret: string): Json => withValue(fixture('report'), 'detail.accessKeyId', secret);
const stored = () => ['retries', 'dead-letters'].flatMap((name) => aws.queues.find(name)?.messages ?? []);
const faults = (...all: readonly (readonly [string, Fault])[]) => {
  for (const [action, fault] of all) aws.faults.inject({ action, fault, times: 'forever' });
};

/** Everything that left the function or was stored: what was asked of AWS, the ledger and the queues among it. */
function holdsNothingOf(secret: string, ...thrown: readonly unknown[]): void {
  const requests = aws.requests.map(({ params }) => params);
  const bodies = stored().map(({ body }) => body);
  const told = [aws.published, aws.events.map(({ event }) => event)];
  const texts = [requests, bodies, told, house.log, thrown.map(String)].map((part) => JSON.stringify(part));
  const raw = Buffer.from(secret.replace(/^(?:ABSK|AEAA|.*-api-key-)/, ''), 'base64').toString('latin1');
  expect(texts.flatMap((text) => remainsOf(secret, text))).toEqual([]);
  expect(texts.flatMap((text) => remainsOf(SECRET, text))).toEqual([]);
  const tokens = /(?<=(?:Token|Signature)=)[^&]{12,}/g;
  for (const token of raw.match(tokens) ?? [])
    expect(texts.flatMap((text) => remainsOf(token, text))).toEqual([]);
}

const worlds: readonly (readonly [string, () => void])[] = [
  ['all is well', () => {}],
  ['IAM throttles', () => faults(['iam:*', throttling])],
  ['IAM is out', () => faults(['iam:*', serviceFailure])],
  ['IAM takes the change and shows no key', () => faults(['iam:ListAccessKeys', throttling])],
  ['IAM does not answer', () => faults(['iam:*', hang])],
  ['IAM refuses', () => faults(['iam:*', accessDenied])],
  ['SNS is out', () => faults(['sns:*', serviceFailure])],
  ['the ledger is out', () => faults(['dynamodb:*', serviceFailure])],
  ['the bus is out', () => faults(['events:*', serviceFailure])],
  ['IAM and SNS are out', () => faults(['iam:*', serviceFailure], ['sns:*', serviceFailure])],
  ['IAM and the queue are out', () => faults(['iam:*', serviceFailure], ['sqs:*', serviceFailure])],
  [
    'everything is out',
    () => {
      for (const service of ['iam', 'sts', 'sns', 'events', 'dynamodb', 'sqs'])
        faults([`${service}:*`, serviceFailure]);
    },
  ],
];

/** What differs from key to key is how it is read: some worlds are enough to show that. */
const worldsFor = (key: string) =>
  ['of Bedrock', 'of a short term, signed by a user'].includes(key)
    ? worlds
    : worlds.filter(([world]) => ['all is well', 'IAM is out', 'everything is out'].includes(world));

describe.each(Object.entries(keys))('of a reported API key %s', (key, secret) => {
  test.each(worldsFor(key))('nothing is stored, sent or thrown where %s', async (_, arrange) => {
    arrange();
    const thrown = await house.invoke(report(secret)).then(
      () => [],
      (error: unknown) => [error],
    );
    expect(thrown).toEqual([]);
    holdsNothingOf(secret);
    aws.faults.clear();
    for (const seconds of [60, 120, 300, 900]) await house.passTime(seconds);
    holdsNothingOf(secret);
  });
});

test('it is stopped by what the queue keeps of it, once IAM is well', async () => {
  const secret = keys['of Bedrock'];
  faults(['iam:*', serviceFailure]);
  await house.invoke(report(secret));
  const [message] = stored();
  expect(JSON.parse(message?.body ?? '{}')).toMatchObject({
    event: { detail: { service: 'bedrock', userName: 'ci-deploy', accountId: OWN } },
  });
  aws.faults.clear();
  await house.passTime(120);
  // IAM was out a moment ago: it is not yet asked for what is only good to know.
  expect(alertsOf(aws).at(-1)).toMatchObject({ reason: 'credentials-not-read' });
  expect(isStopped()).toBe(true);
});

test('if neither IAM nor the queue answers, people were told to act, and the log says that nothing runs again', async () => {
  faults(['iam:*', serviceFailure], ['sqs:*', serviceFailure]);
  await house.invoke(report(keys['of Bedrock']));
  expect(alertsOf(aws).at(-1)).toMatchObject({ state: 'NOT_CONTAINED', page: true });
  expect(house.log).toContainEqual(expect.objectContaining({ level: 'error', sentToRetryQueue: false }));
});

test.each([
  ['as the dead letter of a rule', (event: Json) => event],
  [
    "in Lambda's record of an invocation that it ended",
    (event: Json) => ({ requestContext: { condition: 'RetriesExhausted' }, requestPayload: event }),
  ],
])('which came into the queue %s leaves it, whether it could be handled or not', async (_, wrapped) => {
  const secret = keys['of Bedrock'];
  faults(['iam:*', serviceFailure]);
  aws.queues.find('retries')?.send({ body: JSON.stringify(wrapped(report(secret))), senderId: 'test' });
  await house.passTime(0);
  holdsNothingOf(secret);
  expect(stored()).toHaveLength(1);
  aws.faults.clear();
  await house.passTime(120);
  expect(isStopped()).toBe(true);
});

test.each(['reason', 'reportedBy', 'url', 'userName', 'roleName', 'accountId', 'service', 'region', 'other'])(
  'in the field %s of a report it is a secret, too',
  async (name) => {
    for (const secret of [keys['of Bedrock'], keys['of a short term']]) {
      faults(['sns:*', serviceFailure]);
      const event = withValue(fixture('report'), `detail.${name}`, secret);
      await house.invoke(event).catch((error: unknown) => holdsNothingOf(secret, error));
      holdsNothingOf(secret);
      aws.faults.clear();
      for (const seconds of [60, 120, 300, 900]) await house.passTime(seconds);
      holdsNothingOf(secret);
    }
  },
);
