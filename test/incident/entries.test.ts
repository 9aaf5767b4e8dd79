import { expect, test } from '@jest/globals';
import { credential, detectionOf, KEY, OWN, SESSION, USER } from '../../scripts/coverage-tables/examples.ts';
import type { Detection } from '../../src/core/detection.ts';
import { entriesOf } from '../../src/incident/entries.ts';
import { incidentOf, sentAt } from '../incident-of.ts';

/** What every entry of these events has. */
const common = {
  eventId: 'example',
  at: sentAt,
  since: sentAt,
  evidence: ['type UnauthorizedAccess:IAMUser/MaliciousIPCaller', 'detector guardduty'],
};
const telling = { accuses: true, onlyIfFirst: false, onlyEvidence: false };

async function entriesFor(detection: Detection) {
  return entriesOf(await incidentOf(detection));
}

test('a contained key is remembered once, as told and as deactivated', async () => {
  expect(await entriesFor(detectionOf(credential(KEY, USER)))).toEqual([
    {
      dedupKey: `akr:aws:${OWN}:${KEY}`,
      item: `akr:aws:${OWN}:${KEY}`,
      ...common,
      acted: true,
      alert: { ...telling, news: 'CONTAINED:', state: 'CONTAINED', page: 'closed' },
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
        item: `akr:aws:${OWN}:${KEY}`,
        ...common,
        acted: true,
        alert: { ...telling, news: 'NOT CONTAINED:', state: 'NOT_CONTAINED', page: 'open' },
        deactivatedAt: new Date(0),
      },
    ]);
  }
});

test('a sample is remembered beside the credential that it names, so that nothing becomes known of that', async () => {
  const entries = await entriesFor(detectionOf(credential(KEY, USER), { sample: true }));
  expect(entries.map(({ item, alert }) => [item, alert?.state])).toEqual([
    [`akr:aws:${OWN}:${KEY}/test/example`, 'TEST'],
  ]);
});

test('nothing is remembered of everyday work', async () => {
  const ownKey = detectionOf(credential(KEY, USER, { signal: 'api-call' }), {
    type: 'iam:CreateAccessKey',
    evidence: { targetUser: USER.userName },
  });
  expect(await entriesFor(ownKey)).toEqual([]);
});
