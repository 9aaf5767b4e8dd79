import { describe, expect, test } from '@jest/globals';
import { credential, detectionOf, KEY, USER } from '../../scripts/coverage-tables/examples.ts';
import {
  audienceOf,
  CLAIMED_BY_NOBODY,
  type Claim,
  claimFor,
  NO_CLAIMS,
  nextReminderOf,
} from '../../src/core/claims.ts';
import type { AffectedIdentity, DetectionClass } from '../../src/core/detection.ts';
import type { IncidentEntry } from '../../src/core/incident.ts';
import type { Reason } from '../../src/core/reasons/index.ts';
import { reasons } from '../../src/core/reasons/index.ts';
import { saysAlready, type Telling, tellingOf } from '../../src/core/telling.ts';
import { headingOf, pageStatusOf } from '../../src/core/urgency.ts';
import { incidentOf } from '../incident-of.ts';

const contained = detectionOf(credential(KEY, USER));
const ofContained = await incidentOf(contained);

interface Change {
  readonly reason?: Reason;
  readonly affected?: AffectedIdentity;
  readonly class?: DetectionClass;
  readonly action?: 'escalate' | 'confirm-stopped';
}

/** The entry of a contained key, ended for another reason. */
function entry({ reason = 'keys-inactive', affected, class: ofClass, action }: Change = {}): IncidentEntry {
  const [one] = ofContained.entries;
  if (one === undefined) throw new RangeError('the event has a credential');
  const { state, retry } = reasons[reason];
  const { decision } = one.outcome;
  const outcome = {
    ...one.outcome,
    ...{ state, reason, retry },
    decision: {
      ...decision,
      ...(affected && { affected }),
      ...(ofClass && { classification: { class: ofClass, because: 'example' } }),
      ...(action && { action }),
    } as typeof decision,
  };
  return { ...one, outcome, heading: headingOf(outcome), page: pageStatusOf(outcome) };
}

const tell = (change?: Change) => tellingOf(entry(change), contained);

describe('what people are told', () => {
  test('is the state, which closes the page', () => {
    expect(tell()).toEqual({
      news: 'CONTAINED:',
      onlyEvidence: false,
      accuses: true,
      onlyIfFirst: false,
      page: 'closed',
    });
  });

  test('has the reason too, when the try is over', () => {
    expect(tell({ reason: 'key-of-another' })?.news).toBe('NOT CONTAINED: key-of-another');
    expect(tell({ reason: 'deactivation-failed' })).toMatchObject({
      news: 'NOT CONTAINED:',
      unfinished: true,
    });
    expect(tell({ reason: 'other-account', action: 'escalate' })?.news).toBe('NOT CONTAINED:');
    expect(tell()).not.toHaveProperty('unfinished');
    expect(tell({ reason: 'access-keys-not-read' })).not.toHaveProperty('unfinished');
    expect(tell({ reason: 'not-read-yet' })).toMatchObject({ onlyIfFirst: false });
  });

  test('says less than what others found, where it goes on', () => {
    const goingOn = [
      'still-trying',
      'not-read-yet',
      'credentials-not-read',
      'quarantine-not-read-yet',
    ] as const;
    for (const reason of goingOn) expect(tell({ reason })).toHaveProperty('saysLess', true);
    const others = ['credentials-unreadable', 'deactivation-failed', 'keys-inactive'] as const;
    for (const reason of others) expect(tell({ reason })).not.toHaveProperty('saysLess');
    const reactivated = { kind: 'reactivated-key' } as NonNullable<Change['affected']>;
    expect(tell({ reason: 'still-trying', affected: reactivated, class: 'confirmed' })).not.toHaveProperty(
      'saysLess',
    );
  });

  test('is said again from time to time, while the credential lives and the tries go on', () => {
    expect(tell({ reason: 'deactivation-failed' })).toHaveProperty('reminds', true);
    const others = ['still-trying', 'quarantine-failed', 'key-of-another', 'not-read-yet'] as const;
    for (const reason of others) expect(tell({ reason })).not.toHaveProperty('reminds');
    expect(tell()).not.toHaveProperty('reminds');
  });

  test('of an activation says too that the ledger did not answer', () => {
    const affected = { kind: 'reactivated-key', signal: 'reactivation' } as AffectedIdentity;
    expect(tell({ reason: 'ledger-unreadable', affected })?.news).toBe(
      'NOT CONTAINED: ledger-unreadable example',
    );
  });

  test('is no news to whoever knows more, while IAM is only busy', () => {
    const known = 'NOT CONTAINED: key-of-another';
    const telling = tell({ reason: 'not-read-yet' });
    expect(telling?.news).toBe('NOT CONTAINED');
    expect(saysAlready(known, telling as Telling)).toBe(true);
    expect(saysAlready('CONTAINED:', telling as Telling)).toBe(false);
    expect(saysAlready(undefined, telling as Telling)).toBe(false);
  });

  test('has the event of each activation of a confirmed theft, and of no other', () => {
    const activation = { kind: 'reactivated-key', signal: 'reactivation' } as AffectedIdentity;
    const removal = { kind: 'user', signal: 'deny-removal' } as AffectedIdentity;
    for (const affected of [activation, removal]) {
      expect(tell({ affected })?.news).toBe('CONTAINED: example');
      expect(tell({ affected, class: 'suspected' })?.news).toBe('CONTAINED:');
    }
  });

  test('is nothing of everyday work', () => {
    expect(tell({ reason: 'own-key' })).toBeUndefined();
  });

  test('is only for evidence, if people decided it themselves', () => {
    expect(tell({ reason: 'restored' })).toMatchObject({ onlyEvidence: true, accuses: false });
  });

  test('is only for the first time, if nothing was done and nobody is woken', () => {
    expect(tell({ reason: 'informational' })).toMatchObject({ onlyIfFirst: true, accuses: false });
    expect(tell({ reason: 'exempt' })).toMatchObject({ onlyIfFirst: false, accuses: true, page: 'open' });
  });

  test('of an attempt is no news about a key that is contained by now', () => {
    const woken = entry({ reason: 'tampering', class: 'informational' });
    expect(tellingOf(woken, contained)).toMatchObject({ unlessContained: true, onlyIfFirst: false });
    const session = { ...woken, entity: { ...woken.entity, accessKeyId: 'ASIAIOSFODNN7EXAMPLE' } };
    const nameless = { ...woken.entity, accessKeyId: undefined };
    const unwoken = entry({ reason: 'informational', class: 'informational' });
    for (const one of [
      session,
      { ...woken, entity: nameless },
      entry({ reason: 'exempt' }),
      entry(),
      unwoken,
      entry({ reason: 'deactivation-failed' }),
    ])
      expect(tellingOf(one, contained)).not.toHaveProperty('unlessContained');
  });

  test('opens a page or closes it, and else says nothing of one', () => {
    expect(tell({ reason: 'informational', class: 'informational' })).not.toHaveProperty('page');
    expect(tell({ reason: 'other-account' })).toMatchObject({ page: 'open' });
    expect(tell({ reason: 'other-account' })).not.toHaveProperty('unfinished');
    const restored = entry({ reason: 'restored' }).outcome;
    const closing = { ...restored.decision, action: 'none', reason: 'restored', closesPage: true } as const;
    expect(pageStatusOf({ ...restored, decision: closing })).toBe('closed');
    expect(
      pageStatusOf({ ...restored, decision: { ...closing, closesPage: false } as never }),
    ).toBeUndefined();
  });

  test('wakes nobody while IAM is only busy, whatever the call', () => {
    const { outcome } = entry({ reason: 'not-read-yet' });
    const loud = { class: 'suspected', because: 'example', wakes: true } as const;
    expect(
      pageStatusOf({ ...outcome, decision: { ...outcome.decision, classification: loud } }),
    ).toBeUndefined();
  });

  test('accuses nobody while the ledger does not answer, or when somebody stopped the key', () => {
    expect(tell({ reason: 'ledger-unreadable' })).toMatchObject({ accuses: false, page: 'open' });
    expect(tell({ action: 'confirm-stopped' })).toMatchObject({ accuses: false });
    expect(tell({ reason: 'stopped-by-hand' })).toMatchObject({ accuses: false });
  });
});

describe('who is told', () => {
  const withClaim = (claim: Claim) => ({
    ...NO_CLAIMS,
    credentials: new Map([[entry().entity.dedupKey, claim]]),
  });
  const evidence: Claim = { audience: 'evidence', page: false, reactivations: [] };

  test('everybody, if the ledger did not say that people know it', () => {
    expect(claimFor(entry(), NO_CLAIMS)).toEqual(CLAIMED_BY_NOBODY);
    expect(CLAIMED_BY_NOBODY).toEqual({ audience: 'change', page: true, reactivations: [] });
    expect(audienceOf([entry()], NO_CLAIMS)).toBe('change');
  });

  test('whom the ledger names', () => {
    expect(claimFor(entry(), withClaim(evidence))).toBe(evidence);
    expect(audienceOf([entry()], withClaim(evidence))).toBe('evidence');
  });

  test('the widest audience of all credentials of the event', () => {
    const one = entry();
    const other = { ...one, entity: { ...one.entity, dedupKey: 'other' } };
    expect(audienceOf([one, other], withClaim(evidence))).toBe('change');
  });

  test('nobody of everyday work', () => {
    const work = entry({ reason: 'own-key' });
    expect(claimFor(work, NO_CLAIMS)).toEqual({ page: false, reactivations: [] });
    expect(audienceOf([work], NO_CLAIMS)).toBeUndefined();
  });
});

describe('people are reminded next', () => {
  const sentAt = new Date('2026-05-04T03:20:00Z');
  const failed = entry({ reason: 'deactivation-failed' });
  const other = { ...failed, entity: { ...failed.entity, dedupKey: 'other' } };
  const openSince = (key: string, time: string): readonly [string, Claim] => [
    key,
    { page: false, reactivations: [], openSince: new Date(time) },
  ];

  test('of the credential that somebody was woken for first', () => {
    const credentials = new Map([
      openSince(failed.entity.dedupKey, '2026-05-04T03:10:00Z'),
      openSince('other', '2026-05-04T03:00:00Z'),
    ]);
    expect(nextReminderOf({ entries: [failed, other], sentAt }, { ...NO_CLAIMS, credentials })).toEqual(
      new Date('2026-05-04T04:00:00Z'),
    );
  });

  test('a quarter of an hour after the first alert', () => {
    expect(nextReminderOf({ entries: [entry(), failed], sentAt }, NO_CLAIMS)).toEqual(
      new Date('2026-05-04T03:35:00Z'),
    );
  });

  test('never, if nothing is tried again', () => {
    const credentials = new Map([openSince(entry().entity.dedupKey, '2026-05-04T03:00:00Z')]);
    expect(nextReminderOf({ entries: [entry()], sentAt }, { ...NO_CLAIMS, credentials })).toBeUndefined();
  });
});
