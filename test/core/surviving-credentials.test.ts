import { describe, expect, test } from '@jest/globals';
import { credential, detectionOf, KEY, USER } from '../../scripts/coverage-tables/examples.ts';
import { DENIED } from '../../src/core/denied.ts';
import { mergeReadBacks } from '../../src/core/merge-read-backs.ts';
import type { Enrichment, Outcome } from '../../src/core/outcome.ts';
import { otherCredentialsOf, withOtherCredentials } from '../../src/core/surviving-credentials.ts';
import type { CredentialFact, CredentialKind } from '../../src/core/user-credential.ts';
import { incidentOf } from '../incident-of.ts';

const FIRST = '2026-05-04T03:00:00Z';
const YOUNGER = '2026-05-04T03:05:00Z';
const OLDER = '2026-05-04T02:00:00Z';
const readAt = '2026-05-04T03:12:00Z';

const [entry] = (await incidentOf(detectionOf(credential(KEY, USER)))).entries;
if (entry === undefined) throw new RangeError('the event has a credential');
const { outcome: contained } = entry;
const reach = { stops: 'made-since', firstEvidence: FIRST } as const;
const {
  consolePassword: _,
  enrichment: __,
  ...stopped
} = {
  ...contained,
  decision: { ...contained.decision, reach } as typeof contained.decision,
};

const fact = (
  id: string,
  createdAt: string,
  { status = 'Active', kind = 'service-specific-credential' as CredentialKind } = {},
): CredentialFact => ({ kind, id, status, createdAt });

const has = (...value: readonly CredentialFact[]): Outcome => ({
  ...stopped,
  credentials: [{ kind: 'service-specific-credential', answer: { ok: true, value }, readAt }],
});
const unread = (error: string): Outcome => ({
  ...stopped,
  credentials: [{ kind: 'ssh-public-key', answer: { ok: false, error }, readAt }],
});
const reasonOf = (outcome: Outcome) => withOtherCredentials(outcome, {}).reason;

describe('a user is contained', () => {
  test('if nothing else of it works', () => {
    expect(withOtherCredentials(has(), {})).toEqual(has());
    expect(reasonOf(has(fact('younger', YOUNGER, { status: 'Inactive' })))).toBe('keys-inactive');
    expect(reasonOf(has(fact('older', OLDER, { kind: 'ssh-public-key' })))).toBe('keys-inactive');
  });

  test('if nobody looked, or if everything is denied to it', () => {
    const { credentials, ...nobody } = has(fact('younger', YOUNGER));
    expect(reasonOf(nobody)).toBe('keys-inactive');
    expect(reasonOf({ ...nobody, consolePassword: { ok: true, value: { madeAt: YOUNGER } } })).toBe(
      'keys-inactive',
    );
    expect(
      reasonOf({ ...nobody, credentials: credentials ?? [], quarantine: { by: 'policy', holds: 'yes' } }),
    ).toBe('keys-inactive');
  });
});

describe('a user is not called contained', () => {
  test('while something works that was made after the first evidence', () => {
    expect(reasonOf(has(fact('younger', YOUNGER), fact('older', OLDER)))).toBe('younger-credential-alive');
    expect(reasonOf({ ...has(), consolePassword: { ok: true, value: { madeAt: YOUNGER } } })).toBe(
      'younger-credential-alive',
    );
    const denied = { ...has(fact('younger', YOUNGER)), quarantine: { by: 'policy', holds: 'no' } as const };
    expect(reasonOf(denied)).toBe('younger-credential-alive');
  });

  test('while something older works that is like a key', () => {
    expect(reasonOf(has(fact('older', OLDER)))).toBe('older-credential-alive');
  });

  test('while nobody knows, unless it may be read later', () => {
    const later = { keys: false, others: true, refused: false };
    expect(reasonOf(unread('Throttling'))).toBe('credentials-unreadable');
    expect(withOtherCredentials(unread('Throttling'), { later }).reason).toBe('credentials-not-read');
    for (const error of DENIED) {
      expect(withOtherCredentials(unread(error), { later }).reason).toBe('credentials-unreadable');
      expect(withOtherCredentials(unread(error), { later: { ...later, refused: true } }).reason).toBe(
        'credentials-not-read',
      );
    }
    const password = { ...has(), consolePassword: { ok: false, error: 'Throttling' } as const };
    expect(withOtherCredentials(password, { later }).reason).toBe('credentials-not-read');
    const refused = { ...has(), consolePassword: { ok: false, error: DENIED[0] ?? '' } as const };
    expect(withOtherCredentials(refused, { later }).reason).toBe('credentials-unreadable');
  });
});

describe('it stays what it was', () => {
  const alive = has(fact('younger', YOUNGER));

  test('if the user is not contained anyway', () => {
    const failed: Outcome = { ...alive, state: 'NOT_CONTAINED', reason: 'still-active' };
    expect(withOtherCredentials(failed, {})).toBe(failed);
  });

  test.each(['userName', 'keys', 'verifiedAt'])('if the read-back has no %s to say it with', (missing) => {
    const less = Object.fromEntries(Object.entries(alive).filter(([name]) => name !== missing));
    expect(withOtherCredentials(less as unknown as Outcome, {})).toBe(less);
  });
});

test('a user whose key is gone is not called safe while something else of it works', () => {
  const gone: Outcome = { ...has(fact('younger', YOUNGER)), state: 'NO_ACTION', reason: 'key-gone' };
  const ended = withOtherCredentials(gone, {});
  expect(ended).toMatchObject({
    reason: 'younger-credential-alive',
    userName: 'ci-deploy',
    verifiedAt: gone.verifiedAt,
  });
  expect(ended.keys).toEqual(gone.keys);
});

describe('the event comes back', () => {
  const alive = has(fact('younger', YOUNGER));
  const action = (id: string, result: 'ok' | 'failed') => ({
    call: 'iam:UpdateServiceSpecificCredential',
    target: id,
    changedCredential: { kind: 'service-specific-credential', id, to: 'Inactive' } as const,
    at: readAt,
    result,
  });
  const retryAfter = (...actions: Outcome['actions']) =>
    withOtherCredentials({ ...alive, actions }, {}).retry;

  test('if IAM refused last to stop what works', () => {
    expect(retryAfter(action('younger', 'failed'))).toBe(true);
    expect(retryAfter(action('younger', 'ok'), action('younger', 'failed'))).toBe(true);
    const two = {
      ...has(fact('younger', YOUNGER), fact('another', YOUNGER)),
      actions: [action('younger', 'failed')],
    };
    expect(withOtherCredentials(two, {}).retry).toBe(true);
    const stoppedSince = has(fact('younger', YOUNGER, { status: 'Inactive' }), fact('another', YOUNGER));
    expect(withOtherCredentials({ ...stoppedSince, actions: [action('younger', 'failed')] }, {}).retry).toBe(
      false,
    );
  });

  test('and not if it was never tried, is shown alive all the same, or is another one', () => {
    const own = withOtherCredentials({ ...alive, actions: [] }, {}).retry;
    expect(own).toBe(false);
    expect(retryAfter(action('younger', 'failed'), action('younger', 'ok'))).toBe(own);
    expect(retryAfter(action('another', 'failed'))).toBe(own);
    expect(retryAfter(...contained.actions)).toBe(own);
  });
});

describe('what else of a user works, or may', () => {
  const enriched = (value: Enrichment['consolePassword']): Outcome => ({
    ...has(),
    enrichment: {
      readAt,
      accountAlias: { ok: true, value: '' },
      lastUses: [],
      ...(value && { consolePassword: value }),
    },
  });

  test('is told by its age, and by what could not be read', () => {
    const all = [
      fact('younger', YOUNGER),
      fact('older', OLDER),
      fact('stopped', YOUNGER, { status: 'Inactive' }),
    ];
    const ssh = fact('ssh', OLDER, { kind: 'ssh-public-key' });
    const found = otherCredentialsOf(has(...all, ssh));
    expect([found.younger, found.older, found.unread]).toEqual([[all[0]], [all[1]], []]);
    expect(otherCredentialsOf(unread('Throttling')).unread).toEqual(['ssh-public-key']);
  });

  test('has the password of the console, from whoever read it', () => {
    expect(otherCredentialsOf(enriched({ ok: true, value: { madeAt: YOUNGER } })).younger).toEqual([
      'console-password',
    ]);
    expect(otherCredentialsOf(enriched({ ok: true, value: { madeAt: OLDER } })).younger).toEqual([]);
    expect(otherCredentialsOf(enriched({ ok: true, value: 'absent' }))).toEqual({
      younger: [],
      older: [],
      unread: [],
    });
    expect(otherCredentialsOf(enriched({ ok: false, error: 'Throttling' })).unread).toEqual([
      'console-password',
    ]);
  });

  test('proves nothing, where nobody was to be stopped', () => {
    const none = { ...contained.decision, action: 'none', reason: 'informational' } as const;
    const { reach: ___, ...decision } = none as typeof none & { reach?: unknown };
    const outcome = { ...has(fact('younger', YOUNGER)), decision: decision as typeof contained.decision };
    expect(otherCredentialsOf(outcome)).toMatchObject({ younger: [], older: [{ id: 'younger' }] });
  });
});

test('keys that were read back once more do not hide what else works', () => {
  const early = {
    ...has(fact('younger', YOUNGER)),
    state: 'PARTLY_CONTAINED',
    reason: 'other-key-active',
    keys: [
      { accessKeyId: KEY, status: 'Inactive' },
      { accessKeyId: 'AKIAI44QH8DHBEXAMPLE', status: 'Active' },
    ],
  } as const;
  const late = { ...has(), keys: early.keys.map((key) => ({ ...key, status: 'Inactive' })) };
  expect(mergeReadBacks([early, late]).map(({ reason }) => reason)).toEqual([
    'younger-credential-alive',
    'keys-inactive',
  ]);
  const unnamed = Object.fromEntries(
    Object.entries(early).filter(([name]) => name !== 'userName'),
  ) as unknown as Outcome;
  expect(mergeReadBacks([unnamed, late])[0]).toBe(unnamed);
});
