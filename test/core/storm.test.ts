import { expect, test } from '@jest/globals';
import {
  credential,
  detectionOf,
  KEY,
  OWN,
  SERVICE_CREDENTIAL,
  SWITCHED,
  USER,
} from '../../scripts/coverage-tables/examples.ts';
import type { Audience, Claim } from '../../src/core/claims.ts';
import type { Detection } from '../../src/core/detection.ts';
import type { IncidentEntry } from '../../src/core/incident.ts';
import { type Reason, reasons } from '../../src/core/reasons/index.ts';
import {
  isMilestone,
  isToldSingly,
  joinsStorm,
  latestOf,
  memberOf,
  needsSomebody,
  withoutStorm,
} from '../../src/core/storm.ts';
import type { StormShare } from '../../src/core/storm-share.ts';
import { incidentOf, sentAt } from '../incident-of.ts';

async function entryOf(detection: Detection): Promise<IncidentEntry> {
  const { entries } = await incidentOf(detection);
  const [entry] = entries;
  if (entry === undefined) throw new RangeError('the event has a credential');
  return entry;
}

const claim = (audience?: Audience): Claim => ({
  page: true,
  reactivations: [],
  ...(audience !== undefined && { audience }),
});
const contained = detectionOf(credential(KEY, USER));

test('a digest goes out with the 6th credential, and whenever the number has doubled', () => {
  const numbers = Array.from({ length: 100 }, (_, index) => index + 1);
  expect(numbers.filter(isMilestone)).toEqual([6, 12, 24, 48, 96]);
});

test('a change of state joins a storm, and new evidence, a repeat and nobody’s claim do not', async () => {
  const entry = await entryOf(contained);
  expect(
    [claim('change'), claim('evidence'), claim(), undefined].map((one) => joinsStorm(entry, one)),
  ).toEqual([true, false, false, false]);
});

test('neither a sample nor a key that is switched on again joins a storm', async () => {
  const sample = await entryOf({ ...contained, sample: true });
  const switchedOn = await entryOf(
    detectionOf({
      kind: 'reactivated-key',
      signal: 'reactivation',
      by: { principal: USER, accountId: OWN },
      at: '2026-05-04T03:10:02Z',
      ...SWITCHED,
    }),
  );
  expect([sample, switchedOn].map((entry) => joinsStorm(entry, claim('change')))).toEqual([false, false]);
});

test('what is not contained is told singly, and what is contained or only read once more is not', async () => {
  const entry = await entryOf(contained);
  const root = await entryOf(detectionOf(credential(KEY, { type: 'Root' })));
  const busy: IncidentEntry = { ...root, outcome: { ...root.outcome, reason: 'not-read-yet' as const } };
  expect([root, entry, busy].map(isToldSingly)).toEqual([true, false, false]);
});

test('a digest has of a credential what the event names, and nothing that it does not', async () => {
  expect(memberOf(await entryOf(contained), sentAt)).toEqual({
    at: sentAt.toISOString(),
    severity: 'P2',
    state: 'CONTAINED',
    heading: 'CONTAINED',
    reason: 'keys-inactive',
    accountId: OWN,
    accessKeyId: KEY,
    userName: 'ci-deploy',
    dedupKey: `akr:aws:${OWN}:${KEY}`,
  });
  expect(Object.keys(memberOf(await entryOf(contained), sentAt))).toHaveLength(9);
  const role = { type: 'AssumedRole', roleName: 'deploy' } as const;
  const session = memberOf(await entryOf(detectionOf(credential(undefined, role))), sentAt);
  expect(Object.keys(session)).not.toContain('accessKeyId');
  expect(Object.keys(session)).not.toContain('userName');
  expect(session).toMatchObject({ roleName: 'deploy' });
  const reported = credential(SERVICE_CREDENTIAL, USER, { signal: 'report' });
  const other = memberOf(await entryOf(detectionOf(reported)), sentAt);
  expect(other).toMatchObject({ credentialId: SERVICE_CREDENTIAL });
});

test.each<[Reason, string, boolean]>([
  ['session-alive', 'PARTLY CONTAINED', true],
  ['keys-inactive', 'CONTAINED', false],
  // Told singly, with a page of its own.
  ['deactivation-failed', 'NOT CONTAINED', false],
  // Its second message wakes somebody, if it must.
  ['not-read-yet', 'NOT CONTAINED', false],
  ['observe', 'NOT CONTAINED (OBSERVE MODE)', true],
  ['observe', 'NO ACTION', false],
  ['exempt', 'NOT CONTAINED (EXEMPT)', true],
])('whether %s, told as %s, keeps the page of its storm open: %s', async (reason, heading, expected) => {
  const member = memberOf(await entryOf(contained), sentAt);
  expect(needsSomebody({ ...member, reason, state: reasons[reason].state, heading })).toBe(expected);
});

test('the last news of each credential are the ones that count', async () => {
  const member = memberOf(await entryOf(contained), sentAt);
  const [one, other] = ['one', 'other'].map((dedupKey) => ({ ...member, dedupKey }));
  const later = { ...member, dedupKey: 'one', heading: 'later' };
  expect(latestOf([one, other, later].flatMap((each) => each ?? []))).toEqual([later, other]);
});

test('a storm takes from the single alerts what its digest tells, and the pages that it opens itself', () => {
  const credentials = new Map([
    ['told', claim('change')],
    ['in the digest', claim('change')],
    ['known', claim()],
    ['unpaged', { ...claim('evidence') }],
  ]);
  const share: StormShare = {
    id: 'storm',
    inDigest: new Set(['in the digest']),
    unpaged: new Set(['unpaged']),
    digest: true,
    page: true,
    needsEnd: false,
  };
  const claims = { credentials, containments: new Map([['told', 'event-1']]) };
  const left = withoutStorm(claims, share);
  expect(left.containments).toBe(claims.containments);
  expect(Object.fromEntries(left.credentials)).toEqual({
    told: claim('change'),
    'in the digest': { page: true, reactivations: [], inDigest: true },
    known: claim(),
    unpaged: { ...claim('evidence'), page: false },
  });
});
