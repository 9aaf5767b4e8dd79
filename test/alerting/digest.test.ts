import { describe, expect, test } from '@jest/globals';
import { composeDigest } from '../../src/alerting/digest.ts';
import { countsWithin } from '../../src/alerting/digest-model.ts';
import type { StormMember } from '../../src/core/storm.ts';
import { defaultPolicy } from '../policy.ts';

const OWN = '111122223333';
const storm = {
  ...{ storm: 'storm/a', over: false, sentAt: new Date('2026-05-04T03:12:16.000Z') },
  place: { partition: 'aws', region: 'us-east-1', accountId: OWN },
  settings: {
    ...{ ledgerTableName: 'ledger', runbookUrl: '', identityCenter: { url: '', role: '' } },
    ...{ policy: defaultPolicy, version: '0.1.0' },
  },
};

const members = (count: number) =>
  Array.from({ length: count }, (_, index): StormMember => {
    const accessKeyId = `AKIAEXAMPLE${String(index).padStart(9, '0')}`;
    return {
      ...{ at: '2026-05-04T03:12:08.000Z', severity: 'P2', state: 'CONTAINED', heading: 'CONTAINED' },
      ...{ reason: 'keys-inactive', accountId: OWN, accessKeyId, dedupKey: `akr:aws:${OWN}:${accessKeyId}` },
    };
  });

describe('the JSON of a digest', () => {
  const digestsOf = (count: number) =>
    composeDigest({ ...storm, members: members(count) }).map(
      ({ alert }) => JSON.parse(alert.bodies['sqs'] ?? '{}').digest,
    );

  test('says which part of it a message is, if it needs several', () => {
    expect(digestsOf(260)).toMatchObject([
      { total: 260, part: '1 of 2' },
      { total: 260, part: '2 of 2' },
    ]);
  });

  test('has no part if one message holds it all', () => {
    const [digest, ...more] = digestsOf(250);
    expect(digest).toMatchObject({ total: 250 });
    expect(digest).not.toHaveProperty('part');
    expect(more).toEqual([]);
  });
});

test('a storm of nobody is told to nobody', () => {
  expect(composeDigest({ ...storm, members: [] })).toEqual([]);
});

test.each([
  [44, '9 credentials: 5 NOT CONTAINED, 4 CONTAINED'],
  [43, '9 credentials: 5 NOT CONTAINED, 4 CONTAINED'],
  [42, '9 credentials: 5 NOT CONTAINED'],
  [31, '9 credentials: 5 NOT CONTAINED'],
  // The worst state stands, however little room there is.
  [10, '9 credentials: 5 NOT CONTAINED'],
])('in %d characters, as many states are counted as have room', (room, counts) => {
  expect(countsWithin('9 credentials: 5 NOT CONTAINED, 4 CONTAINED', room)).toBe(counts);
});
