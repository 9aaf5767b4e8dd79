import { expect, test } from '@jest/globals';
import {
  credential,
  DENIED,
  detectionOf,
  KEY,
  MADE,
  REMOVAL,
  USER,
} from '../../scripts/coverage-tables/examples.ts';
import { NO_HISTORY } from '../../src/core/history.ts';
import {
  type ActionRecord,
  credentialsSetInactive,
  factsOf,
  inactive,
  isRestrained,
  keysSetInactive,
  type Outcome,
  stoppedByHand,
  stoppedKeysOf,
  withEnrichment,
} from '../../src/core/outcome.ts';
import type { CredentialFact, CredentialsRead } from '../../src/core/user-credential.ts';
import { endOf } from '../ended-in.ts';
import { incidentOf } from '../incident-of.ts';

const OTHER_KEY = 'AKIAI44QH8DHBEXAMPLE';
const at = '2026-05-04T03:12:00Z';
const [entry] = (await incidentOf(detectionOf(credential(KEY, USER)))).entries;
if (entry === undefined) throw new RangeError('the event has a credential');
const { outcome } = entry;

const set = (accessKeyId: string, result: 'ok' | 'failed'): ActionRecord => ({
  ...inactive(accessKeyId),
  at,
  result,
});

test('the call that stops a key is named as IAM names it', () => {
  expect(inactive(KEY)).toEqual({
    call: 'iam:UpdateAccessKey',
    target: `${KEY} Inactive`,
    changed: { accessKeyId: KEY, to: 'Inactive' },
  });
});

test('a key was set Inactive, if the read-back says so, or else if IAM accepted it', () => {
  const ids = (result: 'ok' | 'failed', status?: string) =>
    keysSetInactive({
      actions: [set(KEY, result)],
      ...(status !== undefined && { keys: [{ accessKeyId: KEY, status }] }),
    });
  expect(ids('ok')).toEqual([{ accessKeyId: KEY, at: new Date(at) }]);
  expect(ids('failed')).toEqual([]);
  expect(ids('failed', 'Inactive')).toHaveLength(1);
  expect(ids('ok', 'Active')).toEqual([]);
});

test('a key that a thief deleted since is not named as stopped, unless nobody knows which exist', () => {
  const actions = [set(KEY, 'ok'), set(OTHER_KEY, 'ok')];
  expect(stoppedKeysOf({ actions })).toEqual([KEY, OTHER_KEY]);
  const left = [KEY, 'AKIAEXAMPLENEWOWNKEY'].map((accessKeyId) => ({ accessKeyId, status: 'Inactive' }));
  expect(stoppedKeysOf({ actions, keys: left })).toEqual([KEY]);
});

test('another credential was set Inactive, if the read-back shows it so, or else if IAM accepted it', () => {
  const one = { kind: 'service-specific-credential', id: 'ACCAEXAMPLE123EXAMPLE' } as const;
  const did = (result: 'ok' | 'failed', credentials?: readonly CredentialsRead[]) =>
    credentialsSetInactive({
      actions: [
        set(KEY, 'ok'),
        {
          call: 'iam:UpdateServiceSpecificCredential',
          target: one.id,
          changedCredential: { ...one, to: 'Inactive' },
          at,
          result,
        },
      ],
      ...(credentials && { credentials }),
    }).map(({ id }) => id);
  const read = (...value: readonly CredentialFact[]): readonly CredentialsRead[] => [
    { kind: 'ssh-public-key', answer: { ok: true, value: [] }, readAt: at },
    { kind: one.kind, answer: { ok: true, value }, readAt: at },
  ];
  const unread: readonly CredentialsRead[] = [
    { kind: one.kind, answer: { ok: false, error: 'Throttling' }, readAt: at },
  ];
  expect([did('ok'), did('failed'), did('ok', unread), did('failed', unread)]).toEqual([
    [one.id],
    [],
    [one.id],
    [],
  ]);
  const shown = (status: string) => read({ ...one, id: 'another', status: 'Active' }, { ...one, status });
  expect([did('failed', shown('Inactive')), did('ok', shown('Active')), did('ok', read())]).toEqual([
    [one.id],
    [],
    [],
  ]);
});

test('a person stopped the key that was looked at, and no other', () => {
  const keys = [KEY, OTHER_KEY].map((accessKeyId) => ({ accessKeyId, status: 'Inactive' }));
  const looked = { ...outcome.decision, action: 'confirm-stopped', accessKeyId: KEY } as Outcome['decision'];
  const resolved: Outcome = {
    ...outcome,
    keys,
    state: 'RESOLVED',
    reason: 'stopped-by-hand',
    decision: looked,
  };
  expect(stoppedByHand(resolved)).toEqual([KEY]);
  expect(stoppedByHand({ ...resolved, state: 'NOT_CONTAINED' })).toEqual([]);
  expect(stoppedByHand({ ...resolved, decision: outcome.decision })).toEqual([]);
  const { keys: _, ...unread } = resolved;
  expect(stoppedByHand(unread)).toEqual([]);
});

test('what was found is kept for another end, and what was read is added', () => {
  const { state, reason, retry, ...facts } = outcome;
  expect(factsOf(outcome)).toEqual(facts);
  expect([state, reason, retry]).toEqual(['CONTAINED', 'keys-inactive', false]);
  const enrichment = { readAt: at, accountAlias: { ok: true, value: '' }, lastUses: [] } as const;
  expect(withEnrichment(outcome, enrichment).enrichment).toBe(enrichment);
  expect(withEnrichment(outcome, undefined)).toBe(outcome);
});

test('a principal is restrained if a deny holds, or may hold, or its older sessions are refused', () => {
  const restrained = (found: Parameters<typeof endOf>[2] = {}) =>
    isRestrained(endOf('keys-inactive', credential(KEY, USER), found).outcome);
  expect(restrained()).toBe(false);
  expect(restrained({ revokedBefore: at })).toBe(true);
  const held = (['yes', 'unknown', 'no'] as const).map((holds) =>
    restrained({ quarantine: { by: 'policy', holds } }),
  );
  expect(held).toEqual([true, true, false]);
});

test('a deny that was put back, or that belongs to a new credential, is no containment of its own', () => {
  const found = { quarantine: { by: 'policy', holds: 'yes' }, revokedBefore: at } as const;
  const making = { ...NO_HISTORY, making: { byWatched: true, forWatched: true } };
  const ends = [
    endOf('denied-again', REMOVAL, {
      ...{ ...found, settings: { quarantineUsers: true } },
      history: { ...NO_HISTORY, denial: { ...DENIED, byItself: true } },
    }),
    endOf('new-credential-stopped', MADE, { ...found, history: making }),
  ];
  expect(ends.map(({ outcome: { decision } }) => decision.action)).toEqual(['deny-user', expect.anything()]);
  expect(ends.map(({ outcome }) => isRestrained(outcome))).toEqual([false, false]);
});
