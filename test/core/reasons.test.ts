import { describe, expect, test } from '@jest/globals';
import { ended } from '../../src/core/outcome.ts';
import { reasons } from '../../src/core/reasons/index.ts';
import type { ReasonRow } from '../../src/core/reasons/reason-row.ts';

const rows: readonly (readonly [string, ReasonRow])[] = Object.entries(reasons);

describe.each(rows)('the reason %s', (_, row) => {
  test('wakes somebody for what is alive, and closes no page of it', () => {
    // What is read again in some minutes wakes somebody then.
    if (row.state === 'NOT_CONTAINED')
      expect([row.page, row.closesPage]).toEqual([row.looksAgain !== true, false]);
    // What the page was about is stopped; what else may live wakes nobody.
    if (row.state === 'PARTLY_CONTAINED') expect(row.closesPage).toBe(!row.page);
    if (row.page !== false) expect(row.closesPage).toBe(false);
  });

  test('claims nothing of IAM that was not read back', () => {
    if (['CONTAINED', 'PARTLY_CONTAINED', 'RESOLVED'].includes(row.state)) expect(row.readBack).toBeDefined();
  });

  test('is worded as one sentence or more, each with its end', () => {
    const words = {
      key: 'access key AKIAIOSFODNN7EXAMPLE',
      who: 'IAM user ci-deploy',
      accountId: '111122223333',
      call: 'cloudtrail:StopLogging',
      by: 'IAM user security-admin',
      making: false,
      change: 'the key was switched ON',
      takenOff: 'a policy',
      mayBeUndo: false,
      oneKey: true,
      oneCredential: false,
      keyMissing: false,
      keysRead: true,
      deniedBy: 'the policy AWSDenyAll',
      revokedBefore: '2026-05-04 03:12:08Z',
      ownerAccount: '444455556666',
      made: undefined,
      alsoStopped: undefined,
      alsoStoppedIs: 'is' as const,
      younger: 'a console password',
      youngerWork: 'works' as const,
      older: 'service-specific credential ACCAEXAMPLE123EXAMPLE (bedrock)',
      olderWork: 'works' as const,
      unread: 'its SSH keys',
    };
    for (const change of [
      {},
      { oneKey: false },
      { oneKey: false, oneCredential: true },
      { keyMissing: true },
      { mayBeUndo: true },
      { making: true },
      { keysRead: false },
      { alsoStopped: 'SSH key APKAEXAMPLE123EXAMPLE' },
    ]) {
      expect(row.sentence({ ...words, ...change })).toMatch(/^\S.*[.)]$/);
    }
    for (const step of row.procedure) expect(step).toMatch(/^[A-Z].*[.:]$/);
  });

  test('is told to people, or is everyday work that changes nothing', () => {
    if (row.audience === 'machines')
      expect([row.state, row.page, row.retry]).toEqual(['NO_ACTION', false, false]);
  });
});

test('an ending has the state and the retry of its reason, and cannot have others', () => {
  expect(ended('still-active', { userName: 'ci-deploy' })).toEqual({
    state: 'NOT_CONTAINED',
    reason: 'still-active',
    retry: true,
    userName: 'ci-deploy',
  });
  // @ts-expect-error CONTAINED needs what was read back: without it nobody may say so.
  expect(ended('keys-inactive', { userName: 'ci-deploy' }).state).toBe('CONTAINED');
});
