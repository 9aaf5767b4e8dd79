import { describe, expect, test } from '@jest/globals';
import { ended } from '../../src/core/outcome.ts';
import { reasons } from '../../src/core/reasons/index.ts';
import type { ReasonRow, Words } from '../../src/core/reasons/reason-row.ts';

const rows: readonly (readonly [string, ReasonRow])[] = Object.entries(reasons);

const words: Words = {
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
  alsoStoppedIs: 'is',
  younger: 'a console password',
  youngerWork: 'works',
  older: 'service-specific credential ACCAEXAMPLE123EXAMPLE (bedrock)',
  olderWork: 'works',
  unread: 'its SSH keys',
};

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

describe('a sentence says of a user', () => {
  const user = 'IAM user ci-deploy';
  const id = 'AKIAIOSFODNN7EXAMPLE';
  const alive = ['other-key-active', 'younger-credential-alive', 'older-credential-alive'] as const;
  const unread = ['credentials-not-read', 'credentials-unreadable'] as const;

  test.each([...alive, ...unread])('which credential was stopped, or that all keys were: %s', (reason) => {
    const said = (change: Partial<Words>) => reasons[reason].sentence({ ...words, ...change });
    expect(said({})).toContain(`access key ${id} of ${user} is Inactive`);
    expect(said({ keyMissing: true })).toContain(`access key ${id} of ${user} is gone`);
    const other = { key: 'SSH key APKAEXAMPLE123EXAMPLE', oneKey: false, oneCredential: true };
    expect(said(other)).toContain(`SSH key APKAEXAMPLE123EXAMPLE of ${user} is Inactive`);
    expect(said({ oneKey: false })).toContain(`of ${user} `);
    expect(said({ oneKey: false })).not.toContain(id);
  });

  test.each<[keyof typeof reasons, Partial<Words>, string, string]>([
    ['keys-inactive', { oneKey: false }, `every key of ${user}`, id],
    ['keys-inactive', { alsoStopped: 'SSH key APKA' }, 'and so is SSH key APKA', 'undefined'],
    ['credential-inactive', {}, `no access key of ${user} is Active.`, id],
    ['credential-inactive', { oneCredential: true }, `access key ${id} of ${user} is Inactive`, 'undefined'],
    ['credential-inactive', { alsoStopped: 'SSH key APKA' }, 'SSH key APKA is Inactive now', id],
    [
      'no-active-key',
      { alsoStopped: 'SSH key APKA' },
      `SSH key APKA of ${user} is Inactive`,
      'has no Active key',
    ],
    ['user-quarantined', { oneKey: false }, `the long-term keys of ${user}`, id],
    ['stopped-by-hand', { keyMissing: true }, `access key ${id} of ${user} was deleted`, 'Inactive'],
    ['stopped-again', { mayBeUndo: true }, 'to undo an alert', 'fights back'],
    ['ledger-unreadable', { making: true }, 'a thief made it', 'contained'],
    ['ledger-erased', { making: true }, 'a thief made it', 'contained'],
    ['deactivation-failed', { keyMissing: true }, `not among the keys of ${user}`, 'IS STILL'],
    ['deactivation-failed', { keyMissing: true, oneKey: false }, 'IS STILL ACTIVE', 'not among'],
    ['deactivation-failed', { keysRead: false }, 'status could not be read', 'IS STILL'],
  ])('%s, with %j: "%s", and not "%s"', (reason, change, said, unsaid) => {
    const sentence = reasons[reason].sentence({ ...words, ...change });
    expect(sentence).toContain(said);
    expect(sentence).not.toContain(unsaid);
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
