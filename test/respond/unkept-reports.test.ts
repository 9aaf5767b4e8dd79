import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { accessDenied } from '../../local/aws/faults.ts';
import { type Aws, startAws } from '../../local/aws.ts';
import { longTermKey } from '../api-keys.ts';
import { fixture, type Json, withValue } from '../fixture.ts';
import { type House, openHouse } from '../house.ts';
import { withoutWaiting } from '../without-waiting.ts';

const OWN = '111122223333';
const SECRET = longTermKey(`ci-deploy-at-${OWN}`);

let aws: Aws;
let waits: number[];
let house: House;
beforeAll(async () => {
  aws = await startAws();
});
beforeEach(() => {
  aws.reset();
  aws.identities.createUser({ userName: 'ci-deploy' });
  waits = [];
  house = open();
});
afterAll(() => aws.stop());

/** @param slow What the function waits takes so many times as long, so that its time is soon over. */
function open(slow = 1): House {
  const pace = withoutWaiting(aws);
  const wait = (milliseconds: number) => {
    waits.push(milliseconds);
    return pace.clock.wait(milliseconds * slow);
  };
  return openHouse(aws, {}, { ...pace, clock: { ...pace.clock, wait } });
}

const report = (): Json => withValue(fixture('report'), 'detail.accessKeyId', SECRET);
const refuse = (action: string, times: number | 'forever' = 'forever') =>
  aws.faults.inject({ action, fault: accessDenied, times });
const queued = () => aws.queues.find('retries')?.messages ?? [];
const ended = (sentToRetryQueue: boolean) =>
  expect.objectContaining({
    ...{ level: 'error', sentToRetryQueue },
    message: expect.stringMatching(/^UnfinishedResponseError: /),
  });

describe('a report with an API key that must come back, and that SQS does not take,', () => {
  beforeEach(() => refuse('sns:Publish'));

  test('is offered eight times, ever later, and is never thrown, because whoever reads a queue could use the key', async () => {
    refuse('sqs:SendMessage');
    expect(await house.invoke(report())).toEqual([]);
    expect(waits.slice(-7)).toEqual([2_000, 4_000, 8_000, 10_000, 10_000, 10_000, 10_000]);
    expect(aws.requests.filter(({ action }) => action === 'SendMessage')).toHaveLength(8);
    expect(queued()).toEqual([]);
    expect(house.log).toContainEqual(ended(false));
  });

  test('is in the queue as soon as SQS takes it, without the key', async () => {
    refuse('sqs:SendMessage', 2);
    expect(await house.invoke(report())).toEqual([]);
    expect(waits.slice(-2)).toEqual([2_000, 4_000]);
    expect(queued()).toHaveLength(1);
    expect(JSON.stringify(queued())).not.toContain(SECRET);
    expect(house.log).toContainEqual(ended(true));
  });

  test('is offered no more when the time of the function is nearly over', async () => {
    refuse('sqs:SendMessage');
    house = open(20);
    expect(await house.invoke(report())).toEqual([]);
    // 2, 4 and 8 seconds take 40, 80 and 160 of the 150 that there are.
    expect(waits.slice(-2)).toEqual([2_000, 4_000]);
    expect(house.log).toContainEqual(ended(false));
  });
});

test('a report without one is thrown, as every event, and waits for nothing', async () => {
  refuse('sns:Publish');
  await expect(house.invoke(fixture('report'))).rejects.toThrow('sns:Publish AccessDenied');
  expect(waits).toEqual([]);
  expect(queued()).toEqual([]);
});

test('what nobody can read is told once, whichever process gets a copy', async () => {
  const event = { ...fixture('report'), source: 'custom.unknown' };
  await house.invoke(event);
  await open().invoke(event);
  expect(aws.published).toHaveLength(1);
  const { id: _, ...nameless } = event as Json;
  for (const one of [house, open()]) await one.invoke(nameless);
  // Without an id each delivery is an event of its own.
  expect(aws.published).toHaveLength(3);
});
