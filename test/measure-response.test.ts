import { expect, test } from '@jest/globals';
import { credential, detectionOf, KEY, OWN, USER } from '../scripts/coverage-tables/examples.ts';
import { NO_CLAIMS } from '../src/core/claims.ts';
import { describe } from '../src/core/incident.ts';
import { inactive, type Outcome } from '../src/core/outcome.ts';
import type { SecondLook } from '../src/core/second-look.ts';
import { openMeasure } from '../src/embedded-metrics.ts';
import { measureResponse } from '../src/measure-response.ts';
import { metricsIn } from './emf-schema.ts';

const startedAt = new Date('2026-05-04T03:12:00.000Z');
const after = (seconds: number) => new Date(startedAt.getTime() + seconds * 1000);
const detection = { ...detectionOf(credential(KEY, USER)), evidence: { lastSeen: after(-60).toISOString() } };

/** A confirmed key that IAM took as Inactive so many seconds after the response began. */
const stopped = (seconds: number): Outcome => ({
  ...{ state: 'CONTAINED', reason: 'keys-inactive', retry: false, userName: 'ci-deploy' },
  ...{ verifiedAt: after(seconds).toISOString(), keys: [{ accessKeyId: KEY, status: 'Inactive' }] },
  actions: [{ ...inactive(KEY), at: after(seconds).toISOString(), result: 'ok' }],
  decision: {
    ...{ affected: credential(KEY, USER), classification: { class: 'confirmed', because: 'example' } },
    ...{ action: 'deactivate-access-key', accountId: OWN, accessKeyId: KEY, user: USER },
    ...{ quarantine: false, reach: { stops: 'made-since' } },
  },
});

function measured(event: unknown, secondLook?: SecondLook, outcome = stopped(2), queuedAt?: Date) {
  const lines: string[] = [];
  const measure = openMeasure({
    ...{ stack: 'stack', clock: { now: () => startedAt } },
    write: (line) => lines.push(line),
  });
  const waited = queuedAt && { receives: 1, queuedAt };
  const invocation = { receives: 0, ...waited, ...(secondLook && { secondLook }) };
  const c = { measure, invocation } as never;
  const place = { partition: 'aws', region: 'us-east-1', accountId: OWN };
  const incident = describe(detection, { outcomes: [outcome], place, sentAt: startedAt });
  measureResponse(incident, { event, claims: NO_CLAIMS, startedAt, c });
  const { StoppedInTime, SecondsToInactive } = metricsIn(lines[0] ?? '');
  return { StoppedInTime, SecondsToInactive };
}

const finding = (time: unknown, type: unknown = 'GuardDuty Finding') => ({ time, 'detail-type': type });

test.each([
  ['is the time of its envelope', finding(after(-9).toISOString()), 0],
  ['is that of the function, if the envelope has none', finding(undefined), 1],
  ['is that of the function, if what the envelope has is no time', finding('soon'), 1],
  ['is that of the function, if the envelope has the time of a call', callOf(after(-9)), 1],
  ['is that of its envelope, whatever kind of event it is', { time: after(-9).toISOString() }, 0],
])('the arrival of an event %s', (_, event, inTime) => {
  expect(measured(event).StoppedInTime).toEqual([inTime]);
});

function callOf(at: Date) {
  return finding(at.toISOString(), 'AWS API Call via CloudTrail');
}

test('what waited in the retry queue arrived before, also if its envelope has the time of a call', () => {
  expect(measured(callOf(after(-90)), undefined, stopped(2), after(-60)).StoppedInTime).toEqual([0]);
  expect(measured(callOf(after(-90)), undefined, stopped(2), after(-7)).StoppedInTime).toEqual([1]);
  // SQS's clock may be ahead.
  expect(measured(callOf(after(-90)), undefined, stopped(11), after(30)).StoppedInTime).toEqual([0]);
});

test('an envelope of the future makes no response quick', () => {
  const event = finding(after(30).toISOString());
  expect(measured(event, undefined, stopped(11)).StoppedInTime).toEqual([0]);
});

test('a second look counts from the first response, and its changes are no second ones', () => {
  const first = { since: after(-600), changed: [], revoked: [], keysRead: false };
  const seconds = (number: number) => stopped(number - 600);
  expect(measured(finding(undefined), first, seconds(10)).StoppedInTime).toEqual([1]);
  expect(measured(finding(undefined), first, seconds(11)).StoppedInTime).toEqual([0]);
  expect(measured(finding(undefined), first, seconds(2))).not.toHaveProperty('SecondsToInactive', [0]);
  expect(measured(finding(undefined), undefined, seconds(2))).toHaveProperty('SecondsToInactive', [0]);
});
