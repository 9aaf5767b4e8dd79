import { describe, expect, test } from '@jest/globals';
import { credential, detectionOf, KEY, SWITCHED, USER } from '../../scripts/coverage-tables/examples.ts';
import type { AffectedIdentity, Detection } from '../../src/core/detection.ts';
import { detectorsIn, evidenceKinds, findingKeyOf } from '../../src/core/evidence-kinds.ts';
import { type KnownHistory, NO_HISTORY } from '../../src/core/history.ts';
import { isUndone } from '../../src/core/undone.ts';

const seen = detectionOf(credential(KEY, USER), { findingId: 'finding-1', eventId: 'event-2' });
const finding: Detection = {
  ...seen,
  evidence: { ...seen.evidence, sourceIp: '198.51.100.23', country: 'Exampleland' },
};
const undone: KnownHistory = {
  ...NO_HISTORY,
  restored: { of: 'event-1', at: new Date('2026-05-04T03:10:00Z') },
  findings: new Set(['finding-1']),
  evidence: new Set(evidenceKinds(finding)),
};
const { findingId: __, ...withoutId } = finding;
const lastSeen = (time: string | undefined): Pick<Detection, 'evidence'> => {
  const { lastSeen: ___, ...evidence } = finding.evidence;
  return { evidence: { ...evidence, ...(time !== undefined && { lastSeen: time }) } };
};
const { restored: _, ...standing } = undone;

describe('an undo also holds for', () => {
  test.each<[string, Detection]>([
    ['the finding that led to the containment, as it grows', finding],
    ['the very event of the containment', { ...finding, eventId: 'event-1', findingId: 'finding-2' }],
    ['what is no finding, and was before it', { ...withoutId, ...lastSeen('2026-05-04T03:10:00Z') }],
  ])('%s', (__, detection) => {
    expect(isUndone(undone, detection)).toBe(true);
  });
});

describe('an undo does not hold for', () => {
  test.each<[string, Detection]>([
    ['another finding', { ...finding, findingId: 'finding-2' }],
    ['another type', { ...finding, type: 'PenTest:IAMUser/KaliLinux' }],
    ['another address', { ...finding, evidence: { ...finding.evidence, sourceIp: '203.0.113.9' } }],
    ['another country', { ...finding, evidence: { ...finding.evidence, country: 'Elsewhere' } }],
    ['another detector', { ...finding, source: { id: 'health', name: 'Health' } }],
    ['what is no finding, and was after it', { ...withoutId, ...lastSeen('2026-05-04T03:10:01Z') }],
    ['what is no finding, and has no time', { ...withoutId, ...lastSeen(undefined) }],
    [
      'another finding of before it',
      { ...finding, findingId: 'finding-2', ...lastSeen('2026-05-04T03:00:00Z') },
    ],
    [
      'another type of before it',
      { ...withoutId, ...lastSeen('2026-05-04T03:00:00Z'), type: 'PenTest:IAMUser/KaliLinux' },
    ],
    ['a call, which is no finding', { ...finding, source: { id: 'cloudtrail', name: 'CloudTrail' } }],
  ])('%s', (__, detection) => {
    expect(isUndone(undone, detection)).toBe(false);
  });

  test('anything, where there is none', () => {
    expect(isUndone(standing, finding)).toBe(false);
  });

  test('a report without an id', () => {
    expect(isUndone(undone, { ...seen, evidence: finding.evidence, findingId: undefined } as never)).toBe(
      false,
    );
  });
});

describe('what makes evidence new', () => {
  test('is the type, the detector, the address and the country', () => {
    expect(evidenceKinds(finding)).toEqual([
      'type UnauthorizedAccess:IAMUser/MaliciousIPCaller',
      'detector guardduty',
      'address 198.51.100.23',
      'country Exampleland',
    ]);
  });

  test('is not from where a key is switched on: that is told every time', () => {
    const affected = { kind: 'reactivated-key', ...SWITCHED } as unknown as AffectedIdentity;
    expect(evidenceKinds({ ...finding, affected: [affected] })).toHaveLength(2);
  });

  test('is not longer than the ledger may store, whatever a thief writes', () => {
    const evidence = { ...finding.evidence, sourceIp: 'x'.repeat(1_000) };
    for (const kind of evidenceKinds({ ...finding, evidence })) expect(kind.length).toBeLessThan(150);
    expect(findingKeyOf({ ...finding, findingId: 'x'.repeat(1_000) })?.length).toBeLessThan(330);
  });

  test('is of a finding, and no call of CloudTrail is one', () => {
    expect(findingKeyOf(finding)).toBe('finding-1');
    expect(findingKeyOf({ ...finding, source: { id: 'cloudtrail', name: 'CloudTrail' } })).toBeUndefined();
  });

  test('is not what the event does not say', () => {
    const { sourceIp: __, country: ___, ...evidence } = finding.evidence;
    expect(evidenceKinds({ ...finding, evidence })).toHaveLength(2);
  });

  test('names its detectors', () => {
    expect(detectorsIn(evidenceKinds(finding))).toEqual(['guardduty']);
  });
});
