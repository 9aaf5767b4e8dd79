import { expect, test } from '@jest/globals';
import { cooperativeAccounts } from '../../scripts/coverage-tables/cooperative-iam.ts';
import {
  credential,
  detectionOf,
  KEY,
  OWN,
  policy,
  SESSION,
  USER,
} from '../../scripts/coverage-tables/examples.ts';
import { contain } from '../../src/containment/index.ts';
import { decide } from '../../src/core/decide.ts';
import { describe } from '../../src/core/incident.ts';
import { entriesOf } from '../../src/incident/entries.ts';

const place = { partition: 'aws', region: 'us-east-1', accountId: OWN };
const sentAt = new Date('2026-05-04T03:12:16.000Z');

async function entriesFor(detection: ReturnType<typeof detectionOf>) {
  const decisions = decide(detection, { policy });
  const outcomes = await Promise.all(
    decisions.map((decision) => contain(decision, cooperativeAccounts('Active'))),
  );
  return entriesOf(describe(detection, { outcomes, place, sentAt }));
}

test('a contained key is remembered once, as told and as deactivated', async () => {
  expect(await entriesFor(detectionOf(credential(KEY, USER)))).toEqual([
    {
      dedupKey: `akr:aws:${OWN}:${KEY}`,
      eventId: 'example',
      at: sentAt,
      alert: { state: 'CONTAINED', page: 'closed' },
      deactivatedAt: new Date(0),
    },
  ]);
});

test('a key that was stopped for the sake of a session is remembered beside the session', async () => {
  const entries = await entriesFor(detectionOf(credential(SESSION, USER)));
  expect(
    entries.map(({ dedupKey, alert, deactivatedAt }) => [
      dedupKey,
      alert?.state,
      deactivatedAt !== undefined,
    ]),
  ).toEqual([
    [`akr:aws:${OWN}:${SESSION}`, 'PARTLY_CONTAINED', false],
    [`akr:aws:${OWN}:${KEY}`, undefined, true],
  ]);
});

test('what is worst is remembered where one event tells two things of a key', async () => {
  const findings = [credential(KEY, USER), credential(KEY, { type: 'Root' })];
  for (const affected of [findings, findings.toReversed()]) {
    expect(await entriesFor({ ...detectionOf(credential(KEY, USER)), affected })).toEqual([
      {
        dedupKey: `akr:aws:${OWN}:${KEY}`,
        eventId: 'example',
        at: sentAt,
        alert: { state: 'NOT_CONTAINED', page: 'open' },
        deactivatedAt: new Date(0),
      },
    ]);
  }
});

test('nothing is remembered of a sample, nor of everyday work', async () => {
  expect(await entriesFor(detectionOf(credential(KEY, USER), { sample: true }))).toEqual([]);
  const ownKey = detectionOf(credential(KEY, USER, { signal: 'api-call' }), {
    type: 'iam:CreateAccessKey',
    evidence: { targetUser: USER.userName },
  });
  expect(await entriesFor(ownKey)).toEqual([]);
});
