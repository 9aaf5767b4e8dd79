import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { accessDenied } from '../local/aws/faults.ts';
import { type Aws, startAws } from '../local/aws.ts';
import { credential, detectionOf, KEY, USER } from '../scripts/coverage-tables/examples.ts';
import { tell } from '../src/tell.ts';
import { tellUnreadable } from '../src/tell-unreadable.ts';
import { openHouseWithPager } from './house.ts';
import { incidentOf } from './incident-of.ts';
import { withoutWaiting } from './without-waiting.ts';

let aws: Aws;
beforeAll(async () => {
  aws = await startAws();
});
beforeEach(() => aws.reset());
afterAll(() => aws.stop());

/** What a use case has in one delivery. @param limit what a call gets that may take so many milliseconds at most. */
function invoked({ limit, deliveryId = 'one' }: { limit?: AbortSignal; deliveryId?: string } = {}) {
  const pace = withoutWaiting(aws);
  const clock = { ...pace.clock, ...(limit && { abortAfter: () => limit }) };
  const { container } = openHouseWithPager(aws, {}, { ...pace, clock });
  const invokedFunctionArn = 'arn:aws:lambda:us-east-1:111122223333:function:respond';
  return {
    ...container,
    invocation: { invokedFunctionArn, deliveryId, receives: 0, remainingMs: () => 60_000 },
  };
}

const told = (topic: string) =>
  aws.published
    .filter(({ topicArn }) => topicArn.endsWith(topic))
    .map(({ bodies }) => JSON.parse(bodies.sqs || bodies.default));
const calls = () => aws.requests.map(({ service, action }) => `${service}:${action}`);

test('what is known is told if nothing more is read for the alert', async () => {
  const incident = await incidentOf(detectionOf(credential(KEY, USER)));
  const { errors, remindAt } = await tell(incident, { c: invoked() });
  expect([errors, remindAt]).toEqual([[], undefined]);
  expect(told(':alerts')).toMatchObject([{ state: 'CONTAINED', key: { id: KEY } }]);
  expect(calls().indexOf('dynamodb:UpdateItem')).toBeLessThan(calls().indexOf('sns:Publish'));
});

test('a ledger whose code is not there in time is not asked, and people are told', async () => {
  const incident = await incidentOf(detectionOf(credential(KEY, USER)));
  await tell(incident, { c: invoked({ limit: AbortSignal.abort() }) });
  expect(told(':alerts')).toMatchObject([{ state: 'CONTAINED', key: { id: KEY } }]);
  expect(calls()[0]).toBe('sns:Publish');
});

test('one delivery of an event tells people, although others come at the same time', async () => {
  const incident = await incidentOf(detectionOf(credential(KEY, USER)));
  const deliveries = ['one', 'two', 'three'].map((deliveryId) => invoked({ deliveryId }));
  await Promise.all(deliveries.map((c) => tell(incident, { c })));
  expect(told(':alerts')).toHaveLength(1);
});

const nothing = { source: undefined, detailType: undefined, accountId: undefined, accessKeyId: undefined };
const unreadable = (eventId: string) => ({ why: 'the detail is no object', eventId, ...nothing });

test('one delivery of an event that nobody can read tells people, although others come at the same time', async () => {
  const deliveries = ['one', 'two', 'three'].map((deliveryId) => invoked({ deliveryId }));
  await Promise.all(deliveries.map((c) => tellUnreadable(unreadable('first'), c)));
  expect(told(':alerts')).toMatchObject([{ reason: 'unreadable-event' }]);
  expect(told(':pager')).toHaveLength(1);
});

test('a page of an event that nobody can read is tried again by itself', async () => {
  const when = ({ TopicArn }: Readonly<Record<string, unknown>>) => String(TopicArn).endsWith(':pager');
  aws.faults.inject({ action: 'sns:Publish', fault: accessDenied, when });
  const problem = unreadable('second');
  expect(await tellUnreadable(problem, invoked())).toEqual({ errors: ['sns:Publish AccessDenied'] });
  for (const deliveryId of ['one', 'one']) await tellUnreadable(problem, invoked({ deliveryId }));
  expect([told(':alerts').length, told(':pager').length]).toEqual([1, 1]);
});

test('an event that nobody can read is told once by a process whose questions the ledger answers too late', async () => {
  const c = invoked({ limit: AbortSignal.abort() });
  aws.faults.inject({ action: 'events:PutEvents', fault: accessDenied, times: 'forever' });
  const problem = unreadable('third');
  for (let tries = 0; tries < 3; tries += 1)
    expect(await tellUnreadable(problem, c)).toEqual({ errors: ['events:PutEvents AccessDenied'] });
  expect([told(':alerts').length, told(':pager').length]).toEqual([1, 1]);
});
