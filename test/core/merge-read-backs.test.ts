import { expect, test } from '@jest/globals';
import { mergeReadBacks } from '../../src/core/merge-read-backs.ts';
import type { Outcome } from '../../src/core/outcome.ts';

const KEY = 'AKIAIOSFODNN7EXAMPLE';
const OTHER_KEY = 'AKIAI44QH8DHBEXAMPLE';

function outcome(
  reason: 'keys-inactive' | 'other-key-active',
  statuses: Readonly<Record<string, string>>,
): Outcome {
  const accessKeyId = KEY;
  return {
    state: reason === 'keys-inactive' ? 'CONTAINED' : 'PARTLY_CONTAINED',
    reason,
    decision: {
      affected: {
        kind: 'credential',
        signal: 'finding',
        accessKeyId,
        principal: { type: 'Unknown' },
        accountId: '111122223333',
      },
      classification: { class: 'confirmed', because: 'example' },
      action: 'deactivate-access-key',
      accountId: '111122223333',
      accessKeyId,
      user: { type: 'IAMUser' },
      quarantine: false,
      reach: { stops: 'made-since' },
    },
    actions: [],
    userName: 'ci-deploy',
    verifiedAt: '2026-05-04T03:12:08.402Z',
    keys: Object.entries(statuses).map(([id, status]) => ({ accessKeyId: id, status })),
    retry: false,
  };
}

test('a key that the same response stopped is not called Active because it was read a moment too early', () => {
  const early = outcome('other-key-active', { [KEY]: 'Inactive', [OTHER_KEY]: 'Active' });
  const late = outcome('keys-inactive', { [KEY]: 'Inactive', [OTHER_KEY]: 'Inactive' });
  expect(mergeReadBacks([early, late]).map(({ state, reason }) => [state, reason])).toEqual([
    ['CONTAINED', 'keys-inactive'],
    ['CONTAINED', 'keys-inactive'],
  ]);
  expect(mergeReadBacks([early, late])[0]?.keys?.map(({ status }) => status)).toEqual([
    'Inactive',
    'Inactive',
  ]);
});

test('a key that no reading shows Inactive stays Active', () => {
  const outcomes = [
    outcome('other-key-active', { [KEY]: 'Inactive', [OTHER_KEY]: 'Active' }),
    outcome('keys-inactive', { [KEY]: 'Inactive' }),
  ];
  expect(mergeReadBacks(outcomes)).toEqual(outcomes);
});
