import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { type Aws, startAws } from '../local/aws.ts';
import { credential, detectionOf, KEY, USER } from '../scripts/coverage-tables/examples.ts';
import { tell } from '../src/tell.ts';
import { tellUnreadable } from '../src/tell-unreadable.ts';
import { alertsOf, openHouse } from './house.ts';
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
  const { container } = openHouse(aws, {}, { ...pace, clock });
  const invokedFunctionArn = 'arn:aws:lambda:us-east-1:111122223333:function:respond';
  return {
    ...container,
    invocation: { invokedFunctionArn, deliveryId, receives: 0, remainingMs: () => 60_000 },
  };
}

const calls = () => aws.requests.map(({ service, action }) => `${service}:${action}`);

test('what is known is told if nothing more is read for the alert', async () => {
  const incident = await incidentOf(detectionOf(credential(KEY, USER)));
  expect(await tell(incident, { c: invoked() })).toEqual({ errors: [] });
  expect(alertsOf(aws)).toMatchObject([{ state: 'CONTAINED', key: { id: KEY } }]);
  expect(calls().indexOf('dynamodb:UpdateItem')).toBeLessThan(calls().indexOf('sns:Publish'));
});

test('a ledger whose code is not there in time is not asked, and people are told', async () => {
  const incident = await incidentOf(detectionOf(credential(KEY, USER)));
  await tell(incident, { c: invoked({ limit: AbortSignal.abort() }) });
  expect(alertsOf(aws)).toMatchObject([{ state: 'CONTAINED', key: { id: KEY } }]);
  expect(calls()[0]).toBe('sns:Publish');
});

test('of the deliveries of an event that nobody can read one tells people, also at the same time', async () => {
  const nothing = { source: undefined, detailType: undefined, accountId: undefined, accessKeyId: undefined };
  const problem = { why: 'the detail is no object', eventId: 'unreadable', ...nothing };
  const deliveries = ['one', 'two', 'three'].map((deliveryId) => invoked({ deliveryId }));
  await Promise.all(deliveries.map((c) => tellUnreadable(problem, c)));
  expect(alertsOf(aws)).toMatchObject([{ reason: 'unreadable-event' }]);
});
