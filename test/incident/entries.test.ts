import { describe, expect, test } from '@jest/globals';
import {
  credential,
  detectionOf,
  KEY,
  MADE,
  OWN,
  PERSON,
  SESSION,
  SWITCHED,
  USER,
} from '../../scripts/coverage-tables/examples.ts';
import type { AffectedIdentity, Detection } from '../../src/core/detection.ts';
import { NO_HISTORY } from '../../src/core/history.ts';
import type { Outcome } from '../../src/core/outcome.ts';
import type { Reason } from '../../src/core/reasons/index.ts';
import { entriesOf, type LedgerEntry, unreadableEntry } from '../../src/incident/entries.ts';
import { endedIn } from '../ended-in.ts';
import { accepted, OTHER_KEY } from '../golden/case.ts';
import { incidentOf, sentAt } from '../incident-of.ts';

/** What every entry of these events has. */
const common = {
  eventId: 'example',
  at: sentAt,
  since: sentAt,
  evidence: ['type UnauthorizedAccess:IAMUser/MaliciousIPCaller', 'detector guardduty'],
};
const telling = { accuses: true, onlyIfFirst: false, onlyEvidence: false };

async function entriesFor(detection: Detection) {
  return entriesOf(await incidentOf(detection));
}

test('a contained key is remembered once, as told and as deactivated', async () => {
  expect(await entriesFor(detectionOf(credential(KEY, USER)))).toEqual([
    {
      dedupKey: `akr:aws:${OWN}:${KEY}`,
      item: `akr:aws:${OWN}:${KEY}`,
      ...common,
      acted: true,
      alert: { ...telling, news: 'CONTAINED:', state: 'CONTAINED', page: 'closed' },
      deactivatedAt: new Date(0),
    },
  ]);
});

test('a key that was stopped for the sake of a session is remembered beside the session', async () => {
  const entries = await entriesFor(detectionOf(credential(SESSION, USER)));
  expect(
    entries.map(({ dedupKey, alert, deactivatedAt }) => [
      dedupKey,
      alert?.state,
      deactivatedAt !== undefined,
    ]),
  ).toEqual([
    [`akr:aws:${OWN}:${SESSION}`, 'PARTLY_CONTAINED', false],
    [`akr:aws:${OWN}:${KEY}`, undefined, true],
  ]);
});

test('what is worst is remembered where one event tells two things of a key', async () => {
  const findings = [credential(KEY, USER), credential(KEY, { type: 'Root' })];
  for (const affected of [findings, findings.toReversed()]) {
    expect(await entriesFor({ ...detectionOf(credential(KEY, USER)), affected })).toEqual([
      {
        dedupKey: `akr:aws:${OWN}:${KEY}`,
        item: `akr:aws:${OWN}:${KEY}`,
        ...common,
        acted: true,
        alert: { ...telling, news: 'NOT CONTAINED:', state: 'NOT_CONTAINED', page: 'open' },
        deactivatedAt: new Date(0),
      },
    ]);
  }
});

test('a sample is remembered beside the credential that it names, so that nothing becomes known of that', async () => {
  const entries = await entriesFor(detectionOf(credential(KEY, USER), { sample: true }));
  expect(entries.map(({ item, alert }) => [item, alert?.state])).toEqual([
    [`akr:aws:${OWN}:${KEY}/test/example`, 'TEST'],
  ]);
});

test('nothing is remembered of everyday work', async () => {
  const ownKey = detectionOf(credential(KEY, USER, { signal: 'api-call' }), {
    type: 'iam:CreateAccessKey',
    evidence: { targetUser: USER.userName },
  });
  expect(await entriesFor(ownKey)).toEqual([]);
});

const reactivated = { kind: 'reactivated-key', signal: 'reactivation', by: PERSON, ...SWITCHED } as const;
const AT = '2026-05-04T03:10:00Z';

/** What is remembered of an event that ended so. */
const remembered = (...end: Parameters<typeof endedIn>): readonly LedgerEntry[] => entriesOf(endedIn(...end));

const key = credential(KEY, USER);
const stopped = { kind: 'stopped-key', signal: 'stop', deleted: false, by: PERSON, ...SWITCHED } as const;
const alerted = { ...NO_HISTORY, lastAlert: { state: 'NOT_CONTAINED', page: 'open' } } as const;
const contained = { ...NO_HISTORY, containment: 'event' };

describe('an entry has', () => {
  test('the time of the first evidence, if that is no time to come', () => {
    const since = (firstSeen: string) =>
      remembered('keys-inactive', key, { change: { evidence: { firstSeen } } })[0]?.since;
    expect(since('2026-05-04T02:58:00Z')).toEqual(new Date('2026-05-04T02:58:00Z'));
    expect(since('2026-05-04T03:12:17Z')).toEqual(sentAt);
    expect(since('whenever')).toEqual(sentAt);
  });

  test('the finding, where the event has one', () => {
    expect(remembered('keys-inactive', key)[0]).not.toHaveProperty('findingId');
    const change = { findingId: 'finding' };
    expect(remembered('keys-inactive', key, { change })[0]).toMatchObject({ findingId: 'finding' });
    // The id of a record names no finding.
    const record = { ...change, source: { id: 'cloudtrail', name: 'CloudTrail' } } as const;
    expect(remembered('keys-inactive', key, { change: record })[0]).not.toHaveProperty('findingId');
  });

  test('what the responder acted on, and not what it only read or left alone', () => {
    expect(remembered('keys-inactive', key)[0]).toMatchObject({ acted: true });
    const settings = { contain: 'observe' } as const;
    expect(remembered('observe', key, { settings })[0]).not.toHaveProperty('acted');
    expect(remembered('stopped-by-hand', stopped, { history: alerted })[0]).not.toHaveProperty('acted');
  });

  test('that a person stopped the key, if IAM still lists it', () => {
    const byHand = (...keys: NonNullable<Outcome['keys']>) =>
      remembered('stopped-by-hand', stopped, { history: alerted, keys })[0];
    expect(byHand({ accessKeyId: KEY, status: 'Inactive' })).toMatchObject({ stoppedByHand: true });
    expect(byHand()).not.toHaveProperty('stoppedByHand');
  });

  test('the activation, if a contained key was switched on', () => {
    const affected = { ...reactivated, at: AT };
    const [entry] = remembered('stopped-again', affected, { history: contained });
    expect(entry).toMatchObject({ reactivatedAt: new Date(AT) });
    expect(entry).not.toHaveProperty('restore');
    expect(remembered('stopped-again', reactivated, { history: contained })[0]).not.toHaveProperty(
      'reactivatedAt',
    );
    expect(remembered('keys-inactive', key)[0]).not.toHaveProperty('reactivatedAt');
    const made = { ...MADE, at: AT };
    const history = { ...NO_HISTORY, making: { byWatched: true, forWatched: true } };
    expect(remembered('new-credential-stopped', made, { history })[0]).not.toHaveProperty('reactivatedAt');
  });

  test('the undo that an activation was for, with whoever made it', () => {
    const affected = { ...reactivated, at: AT };
    const history = { ...NO_HISTORY, restored: { of: 'event', at: new Date('2026-05-04T03:09:00Z') } };
    const change = { evidence: { caller: 'security-admin' } };
    const [entry] = remembered('restored', affected, { history, change });
    expect(entry).toMatchObject({ restore: { at: new Date(AT), by: 'security-admin' } });
    // It is news to chat each time.
    expect(entry?.evidence.at(-1)).toBe('restored UnauthorizedAccess:IAMUser/MaliciousIPCaller');
    expect(entry).not.toHaveProperty('reactivatedAt');
    expect(remembered('restored', affected, { history })[0]?.restore?.by).toBe('unknown');
    expect(remembered('restored', reactivated, { history })[0]).not.toHaveProperty('restore');
    const until = new Date('2026-05-04T03:11:00Z');
    const replaced = { ...contained, replacedUndo: { at: new Date('2026-05-04T03:09:00Z'), until } };
    expect(remembered('stopped-again', affected, { history: replaced })[0]).toHaveProperty('restore');
  });

  test('who made the credential that is stopped', () => {
    const history = { ...NO_HISTORY, making: { byWatched: true, forWatched: true } };
    const madeBy = (by: Partial<typeof MADE.by>) =>
      remembered('new-credential-stopped', { ...MADE, by: { ...MADE.by, ...by } }, { history })[0]?.madeBy;
    expect(madeBy({})).toBe(`akr:aws:${OWN}:arn:aws:iam::${OWN}:user/security-admin`);
    expect(madeBy({ principal: { type: 'Unknown' } } as never)).toBe('unknown');
    expect(remembered('keys-inactive', key)[0]).not.toHaveProperty('madeBy');
    const unreadable = { kind: 'unreadable' } as const;
    expect(remembered('ledger-unreadable', MADE, { history: unreadable })[0]).not.toHaveProperty('madeBy');
  });

  test('an item of its own for each key that a thief makes and of which people are only told', () => {
    const accessKeyId = 'AKIAEXAMPLENEWOWNKEY';
    const change = {
      ...{ source: { id: 'cloudtrail', name: 'CloudTrail' }, type: 'iam:CreateAccessKey' },
      evidence: { names: { accessKeyId, userName: 'backup' } },
    } as const;
    const caller = { ...key, signal: 'api-call' } as const;
    const items = (reason: Reason, more: Partial<Detection> = change) =>
      remembered(reason, caller, { change: more }).map(({ item }) => item);
    expect(items('informational')).toEqual([`akr:aws:${OWN}:${KEY}/made/${accessKeyId}`]);
    expect(items('keys-inactive')).toEqual([`akr:aws:${OWN}:${KEY}`]);
    const other = { ...change, type: 'iam:CreateUser' };
    expect(items('informational', other)).toEqual([`akr:aws:${OWN}:${KEY}`]);
    expect(items('informational', {})).toEqual([`akr:aws:${OWN}:${KEY}`]);
  });

  test('the keys that were stopped for its sake, and not itself', () => {
    const actions = [KEY, OTHER_KEY].map((id) =>
      accepted('03:12:08.114', 'iam:UpdateAccessKey', `${id} Inactive`),
    );
    const [own, other] = remembered('keys-inactive', key, { actions });
    expect(own).toMatchObject({ stopped: [`akr:aws:${OWN}:${OTHER_KEY}`], deactivatedAt: expect.any(Date) });
    expect(other).toMatchObject({ item: `akr:aws:${OWN}:${OTHER_KEY}`, deactivatedAt: expect.any(Date) });
    expect(remembered('keys-inactive', key, { actions: actions.slice(0, 1) })[0]).not.toHaveProperty(
      'stopped',
    );
  });
});

test('a user is contained by what it has beside access keys, and a key by the key alone', () => {
  const actions = [
    accepted('03:12:08.114', 'iam:UpdateServiceSpecificCredential', 'ACCAEXAMPLE123EXAMPLE Inactive'),
  ];
  const user = { kind: 'user', signal: 'report', principal: USER, accountId: OWN } as const;
  const entries = (affected: AffectedIdentity, done = actions) =>
    remembered('keys-inactive', affected, { actions: done });
  expect(entries(user)).toMatchObject([
    { dedupKey: `akr:aws:${OWN}:arn:aws:iam::${OWN}:user/ci-deploy`, deactivatedAt: expect.any(Date) },
  ]);
  for (const [entry] of [entries(user, []), entries(key), entries(stopped)])
    expect(entry).not.toHaveProperty('deactivatedAt');
});

test('a principal to whom something is denied is contained since that was read back, or since the alert', () => {
  const restrained = (verifiedAt: Pick<Outcome, 'verifiedAt'>, quarantined = true) =>
    remembered('user-quarantined', credential(KEY, USER), {
      ...{ actions: [], ...verifiedAt },
      ...(quarantined && { quarantine: { by: 'policy', holds: 'yes' } }),
    })[0]?.restrainedAt;
  expect(restrained({ verifiedAt: '2026-05-04T03:12:09.000Z' })).toEqual(
    new Date('2026-05-04T03:12:09.000Z'),
  );
  expect(restrained({})).toEqual(sentAt);
  expect(restrained({ verifiedAt: '2026-05-04T03:12:09.000Z' }, false)).toBeUndefined();
});

test('an event that nobody could read is remembered by its id', () => {
  const at = new Date(AT);
  expect(unreadableEntry('id \n of an event', at)).toEqual({
    ...{ dedupKey: expect.stringMatching(/^unreadable:id /), item: expect.stringMatching(/^unreadable:id /) },
    ...{ eventId: 'id \n of an event', at, since: at, evidence: [] },
    alert: {
      ...{ news: 'NOT CONTAINED: unreadable-event', state: 'NOT_CONTAINED', page: 'open' },
      ...{ onlyIfFirst: false, onlyEvidence: false, accuses: false },
    },
  });
});
