import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Aws, startAws } from '../../local/aws.ts';
import { HEARTBEAT_SOURCE } from '../../src/core/heartbeat.ts';
import { openDeadLetters, openHouse } from '../house.ts';
import { withoutWaiting } from '../without-waiting.ts';
import { type Case, callOf, casesOf, injectionOf } from './matrix.ts';

const FIVE_MINUTES = 300_000;

let aws: Aws;
beforeAll(async () => {
  aws = await startAws();
});
afterAll(() => aws.stop());

/** Two heartbeats, five minutes apart, and what came of each. */
async function play(failing?: Case) {
  aws.reset();
  const { client, clock, post } = withoutWaiting(aws);
  const now = () => new Date(aws.elapsed.now());
  const sender = openDeadLetters(aws, { now });
  const house = openHouse(aws, {}, { client, post, clock: { ...clock, now } });
  if (failing !== undefined) aws.faults.inject(injectionOf(failing, aws));
  const arrived: number[] = [];
  for (const _ of ['first', 'second']) {
    const before = { events: aws.events.length, published: aws.published.length };
    await sender();
    // The rule hands over what the bus took, even if the bus said that it did not.
    for (const { event } of aws.events.slice(before.events)) await house.receive(event);
    arrived.push(aws.published.length - before.published);
    aws.elapsed.skip(FIVE_MINUTES);
  }
  return {
    arrived,
    calls: [...new Set(aws.requests.map(callOf))],
    audiences: new Set(aws.published.map(({ attributes }) => attributes['audience'])),
    sources: new Set(aws.events.map(({ event }) => event.source)),
    waiting: aws.queues.find('retries')?.messages.length,
    problems: JSON.stringify(house.log),
  };
}

test('a heartbeat arrives if all works, and the way back is open after any fault', async () => {
  const { calls, ...well } = await play();
  expect(well).toMatchObject({ arrived: [1, 1], sources: new Set([HEARTBEAT_SOURCE]) });
  const tried = calls.filter((call) => call !== 'sqs:ReceiveMessage');
  expect(tried).toEqual(
    expect.arrayContaining(['events:PutEvents', 'iam:UpdateAccessKey', 'dynamodb:UpdateItem']),
  );
  const wrong: string[] = [];
  for (const failing of casesOf(tried)) {
    const { arrived, audiences, waiting, problems } = await play(failing);
    const [first = 0, second = 0] = arrived;
    // What the bus or the topic took and denied is sent again. One more in the queue proves the same.
    const most = failing.fault.startsWith('took effect') ? 3 : 1;
    const never = failing.lasts === 'for ever' && !failing.fault.startsWith('took effect');
    const found = [
      ...(first <= most && second <= most ? [] : [`${arrived} heartbeats`]),
      ...(never && first + second > 0 ? ['a heartbeat arrived although a call fails'] : []),
      ...(never && failing.call !== 'events:PutEvents' && !problems.includes('"level":"error"')
        ? ['the log does not say why']
        : []),
      ...(failing.lasts !== 'for ever' && second === 0 ? ['no heartbeat after the fault'] : []),
      ...([...audiences].some((audience) => audience !== 'heartbeat') ? ['somebody else is told'] : []),
      ...(waiting === 0 ? [] : [`${waiting} in the retry queue`]),
    ];
    wrong.push(...found.map((one) => `${failing.call}, ${failing.fault}, ${failing.lasts}: ${one}`));
  }
  expect(wrong).toEqual([]);
}, 120_000);
