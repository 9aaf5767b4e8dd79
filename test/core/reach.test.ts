import { describe, expect, test } from '@jest/globals';
import {
  credential,
  detectionOf,
  KEY,
  MADE,
  OWN,
  SSH_KEY,
  USER,
} from '../../scripts/coverage-tables/examples.ts';
import type { Classification } from '../../src/core/classification.ts';
import type { AffectedIdentity, DetectionClass } from '../../src/core/detection.ts';
import { type History, NO_HISTORY } from '../../src/core/history.ts';
import { reachOf } from '../../src/core/reach.ts';
import { type CredentialKind, isInReach, isMadeSince, type Reach } from '../../src/core/user-credential.ts';

const FIRST = '2026-05-04T03:10:00Z';
const key = credential(KEY, USER);

function reach(
  affected: AffectedIdentity,
  { as = 'confirmed', mayBeUndo, history }: { as?: DetectionClass; mayBeUndo?: true; history?: History } = {},
): Reach {
  const detection = detectionOf(affected);
  const seen = { ...detection, evidence: { ...detection.evidence, firstSeen: FIRST } };
  const classification: Classification = { class: as, because: 'example', ...(mayBeUndo && { mayBeUndo }) };
  return reachOf({ affected, classification }, { detection: seen, history });
}

describe('what else of a user is stopped', () => {
  const user: AffectedIdentity = {
    kind: 'user',
    signal: 'quarantine-policy',
    principal: USER,
    accountId: OWN,
  };
  test.each<[string, Reach, Reach['stops']]>([
    ['what was made since, after a confirmed theft', reach(key), 'made-since'],
    ['nothing, while it is only suspected', reach(key, { as: 'suspected' }), 'nothing'],
    ['nothing, if it may be an undo', reach(key, { mayBeUndo: true }), 'nothing'],
    ['nothing, for the sake of what was made', reach(MADE), 'nothing'],
    [
      'nothing, for the sake of what was made and is no access key',
      reach({ ...MADE, accessKeyId: undefined, other: { kind: 'ssh-public-key', id: SSH_KEY } }),
      'nothing',
    ],
    ['all that is like a key, if the user is named', reach(user, { as: 'suspected' }), 'any-age'],
    ['all that is like a key, if no key is named', reach(credential(undefined, USER)), 'any-age'],
  ])('%s', (_, { stops }, expected) => {
    expect(stops).toBe(expected);
  });

  test('begins with the incident, or else with the first evidence', () => {
    const since = new Date('2026-05-04T02:00:00Z');
    expect(reach(key).firstEvidence).toBe('2026-05-04T03:10:00.000Z');
    expect(reach(key, { history: { ...NO_HISTORY, since } }).firstEvidence).toBe(since.toISOString());
    expect(reach(key, { history: { kind: 'unreadable' } }).firstEvidence).toBe('2026-05-04T03:10:00.000Z');
    const classification = { class: 'confirmed', because: 'example' } as const;
    const { evidence, ...detection } = detectionOf(key);
    const { firstSeen: _, ...timeless } = evidence;
    expect(
      reachOf({ affected: key, classification }, { detection: { ...detection, evidence: timeless } }),
    ).toEqual({ stops: 'made-since' });
  });
});

describe('a credential was made since the first evidence', () => {
  test.each<[string | undefined, string | undefined, boolean]>([
    ['2026-05-04T03:10:01Z', FIRST, true],
    [FIRST, FIRST, true],
    ['2026-05-04T03:09:59Z', FIRST, false],
    [undefined, FIRST, false],
    [FIRST, undefined, false],
    [undefined, undefined, false],
  ])('made %s, first seen %s: %s', (made, firstEvidence, expected) => {
    const since: Reach = { stops: 'made-since', ...(firstEvidence !== undefined && { firstEvidence }) };
    expect(isMadeSince(made, since)).toBe(expected);
  });
});

describe('a credential is stopped together with the key', () => {
  const younger = '2026-05-04T03:11:00Z';
  const older = '2026-05-04T02:00:00Z';
  const one = (
    stops: Reach['stops'],
    createdAt: string | undefined,
    { kind, status = 'Active', at }: { kind?: CredentialKind; status?: string; at?: string } = {},
  ) =>
    isInReach(
      { status, ...(kind && { kind }), ...(createdAt !== undefined && { createdAt }) },
      { reach: { stops, firstEvidence: FIRST }, ...(at !== undefined && { containedAt: new Date(at) }) },
    );

  test('if it was made since the first evidence, and works', () => {
    expect(one('made-since', younger)).toBe(true);
    expect(one('made-since', older)).toBe(false);
    expect(one('made-since', younger, { kind: 'ssh-public-key' })).toBe(true);
    expect(one('made-since', younger, { status: 'Inactive' })).toBe(false);
    expect(one('nothing', younger)).toBe(false);
  });

  test('if it is like a key, and no single key is implicated', () => {
    expect(one('any-age', older)).toBe(true);
    expect(one('any-age', older, { kind: 'service-specific-credential' })).toBe(true);
    expect(one('any-age', older, { kind: 'ssh-public-key' })).toBe(false);
    expect(one('any-age', younger, { kind: 'ssh-public-key' })).toBe(true);
    expect(one('made-since', older, { kind: 'service-specific-credential' })).toBe(false);
  });

  test('but not if it is younger than the containment: a person may have made it', () => {
    expect(one('any-age', younger, { at: '2026-05-04T03:10:59Z' })).toBe(false);
    expect(one('any-age', younger, { at: younger })).toBe(true);
    expect(one('any-age', undefined, { at: younger })).toBe(true);
  });
});
