import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { accessDenied } from '../../local/aws/faults.ts';
import { type Aws, startAws } from '../../local/aws.ts';
import { clientConfig } from '../../local/client-config.ts';
import {
  credential,
  DENIED,
  detectionOf,
  KEY,
  OWN,
  PERSON,
  REMOVAL,
  SESSION,
  SWITCHED,
  USER,
} from '../../scripts/coverage-tables/examples.ts';
import { Brake } from '../../src/core/brake.ts';
import type { Claim } from '../../src/core/claims.ts';
import type { Detection } from '../../src/core/detection.ts';
import { NO_HISTORY } from '../../src/core/history.ts';
import type { Incident } from '../../src/core/incident.ts';
import { Incidents } from '../../src/incident/incidents.ts';
import type { Told } from '../../src/incident/ledger.ts';
import { plantSentinel } from '../../src/incident/sentinel.ts';
import { LedgerTable } from '../../src/incident/table.ts';
import { endedIn } from '../ended-in.ts';
import { incidentOf, sentAt } from '../incident-of.ts';
import { erase, itemOf } from '../ledger-items.ts';
import { withoutWaiting } from '../without-waiting.ts';

const ITEM = `akr:aws:${OWN}:${KEY}`;
const ALL = { alert: true, page: true, woken: false };
const limit = new AbortController().signal;

let aws: Aws;
let log: object[];
let brake: Brake;
let incidents: Incidents;
beforeAll(async () => {
  aws = await startAws();
});
beforeEach(() => {
  aws.reset();
  log = [];
  brake = new Brake();
  incidents = open();
});
afterAll(() => aws.stop());

/** One process. */
function open(): Incidents {
  const client = clientConfig(aws, aws.operatorCredentials());
  const { clock } = withoutWaiting(aws);
  return new Incidents({ tableName: 'ledger', client, clock, brake, log: (entry) => log.push(entry) });
}

const refuse = (times: number | 'forever' = 'forever') =>
  aws.faults.inject({ action: 'dynamodb:UpdateItem', fault: accessDenied, times });
const stolen = (change: Partial<Detection> = {}) => incidentOf(detectionOf(credential(KEY, USER), change));
const claim = (incident: Incident, ofProcess = incidents) =>
  ofProcess.claim(incident, { owner: incident.detection.eventId, limit });

/** The event is claimed, and what was claimed reaches people. */
async function tell(incident: Incident, ofProcess = incidents) {
  const claims = await claim(incident, ofProcess);
  return { claims, ...(await ofProcess.record(incident, { claims, told: () => ALL })) };
}

describe('an incident', () => {
  test('is told once, and what contained it is known to the next event', async () => {
    const { claims, errors } = await tell(await stolen());
    expect(claims.credentials.get(ITEM)).toMatchObject({ audience: 'change', page: true });
    expect([claims.containments.size, errors]).toEqual([0, []]);
    expect(claims).not.toHaveProperty('storm');
    const second = await claim(await stolen({ eventId: 'second' }), open());
    expect(second.credentials.get(ITEM)).toMatchObject({ page: false });
    expect(second.credentials.get(ITEM)).not.toHaveProperty('audience');
    expect(second.containments.get(ITEM)).toEqual(expect.any(String));
    // What the ledger has is remembered by nobody else.
    expect(incidents.recall(await stolen()).credentials.size).toBe(0);
    expect(log).toEqual([]);
  });

  test('is known when the key is switched on again, and an outage is logged', async () => {
    await plantSentinel(new LedgerTable('ledger', clientConfig(aws, aws.operatorCredentials())), sentAt);
    await tell(await stolen());
    const asked = { partition: 'aws', eventId: 'second', redelivered: false };
    const activation = { kind: 'reactivated-key', signal: 'reactivation', by: PERSON, ...SWITCHED } as const;
    expect(await incidents.histories.find(activation, asked)).toMatchObject({ containment: 'example' });
    aws.faults.inject({ action: 'dynamodb:GetItem', fault: accessDenied, times: 'forever' });
    await incidents.histories.find(activation, asked);
    expect(log).toEqual([{ level: 'error', message: 'dynamodb:GetItem AccessDenied' }]);
  });

  test('counts once for a key that was stopped with it and of which nobody is told by itself', async () => {
    await tell(await incidentOf(detectionOf(credential(SESSION, USER))));
    expect(await itemOf(aws, ITEM)).toMatchObject({ seen: { N: '1' } });
  });

  test('has its principal watched, and what was evidence alone is no state that people know', async () => {
    await tell(await stolen());
    const watched = await itemOf(aws, `akr:aws:${OWN}:arn:aws:iam::${OWN}:user/ci-deploy`);
    expect(watched).toHaveProperty('watchedUntil');
    const before = (await itemOf(aws, ITEM))?.['toldAt'];
    const more = await stolen({ eventId: 'second', type: 'UnauthorizedAccess:IAMUser/TorIPCaller' });
    const { claims } = await tell(more);
    expect(claims.credentials.get(ITEM)).toMatchObject({ audience: 'evidence' });
    expect(await itemOf(aws, ITEM)).toMatchObject({ toldAt: before, alerts: { N: '1' } });
  });

  test('that joins a storm is shared with it', async () => {
    for (let index = 1; index <= 5; index += 1) {
      const user = { type: 'IAMUser', userName: `user-${index}` } as const;
      await tell(await incidentOf(detectionOf(credential(`AKIAEXAMPLE00000000${index}`, user))));
    }
    expect((await claim(await stolen())).storm).toMatchObject({ inDigest: new Set([ITEM]), digest: true });
  });
});

describe('a ledger that does not answer', () => {
  test('makes nobody silent, and this process tells once what it told', async () => {
    const incident = await stolen();
    refuse();
    const { claims, errors } = await tell(incident);
    expect(claims.credentials.size).toBe(0);
    expect(errors).toEqual(['dynamodb:UpdateItem AccessDenied']);
    expect(log).toContainEqual({
      ...{ level: 'error', message: 'dynamodb:UpdateItem AccessDenied: the ledger was not asked' },
    });
    const known = { page: false, reactivations: [], openSince: sentAt };
    expect((await claim(incident)).credentials.get(ITEM)).toEqual(known);
    expect(incidents.recall(incident).credentials.get(ITEM)).toEqual(known);
    expect(open().recall(incident).credentials.size).toBe(0);
    expect((await claim(incident, open())).credentials.size).toBe(0);
  });

  test('does not make this process silent about what reached nobody', async () => {
    const incident = await stolen();
    refuse();
    const claims = await claim(incident);
    await incidents.record(incident, { claims, told: () => ({ alert: false, page: false, woken: false }) });
    expect(incidents.recall(incident).credentials.size).toBe(0);
  });

  describe('before people are told, and takes what they were told', () => {
    /** Publishes, and says what this process would tell of it next. */
    async function next(told: Told) {
      const incident = await stolen();
      refuse(1);
      const claims = await claim(incident);
      expect((await incidents.record(incident, { claims, told: () => told })).errors).toEqual([]);
      return incidents.recall(incident).credentials.get(ITEM);
    }

    test.each<[string, Told, Partial<Claim> | undefined]>([
      ['all of it', ALL, { page: false }],
      ['the alert alone', { ...ALL, page: false }, { page: true }],
      ['the page alone', { ...ALL, alert: false }, { audience: 'change', page: false }],
      ['nothing', { ...ALL, alert: false, page: false }, undefined],
    ])('is not believed to have heard it: this process remembers %s', async (_, told, known) => {
      const answer = await next(told);
      if (known === undefined) expect(answer).toBeUndefined();
      else expect(answer).toMatchObject(known);
    });

    test('hears of a page that came after its alert, once', async () => {
      expect(await next({ ...ALL, page: false })).toMatchObject({ page: true });
      expect(await next({ ...ALL, alert: false })).toMatchObject({ page: false });
    });
  });

  test.each([
    ['the page, and not the alert', { ...ALL, alert: false }, { audience: 'change', page: false }],
    ['both', ALL, { page: false }],
  ])('after it was asked has this process remember %s', async (_, told, known) => {
    const incident = await stolen();
    const claims = await claim(incident);
    expect(claims.credentials.get(ITEM)).toMatchObject({ audience: 'change' });
    refuse(1);
    const { errors } = await incidents.record(incident, { claims, told: () => told });
    expect(errors).toEqual(['dynamodb:UpdateItem AccessDenied']);
    expect(incidents.recall(incident).credentials.get(ITEM)).toMatchObject(known);
  });

  test('has this process remember nothing that it left to another alert', async () => {
    const incident = await stolen();
    refuse();
    const silent: Claim = { page: false, reactivations: [] };
    const claims = { credentials: new Map([[ITEM, silent]]), containments: new Map() };
    await incidents.record(incident, { claims, told: () => ALL });
    expect(incidents.recall(incident).credentials.size).toBe(0);
    const evidence = new Map([[ITEM, { ...silent, audience: 'evidence' } as const]]);
    await incidents.record(incident, { claims: { ...claims, credentials: evidence }, told: () => ALL });
    expect(incidents.recall(incident).credentials.size).toBe(1);
  });

  test('only for the storm leaves each credential told by itself', async () => {
    aws.faults.inject({
      ...{ action: 'dynamodb:UpdateItem', fault: accessDenied, times: 'forever' },
      when: ({ Key }) => JSON.stringify(Key).includes('"storm"'),
    });
    const claims = await claim(await stolen());
    expect(claims.credentials.get(ITEM)).toMatchObject({ audience: 'change' });
    expect(claims).not.toHaveProperty('storm');
    expect(log).toEqual([
      { level: 'error', message: 'dynamodb:UpdateItem AccessDenied: no storm is counted' },
    ]);
  });

  test('only about a storm whose item is damaged leaves each credential told by itself', async () => {
    const table = new LedgerTable('ledger', clientConfig(aws, aws.operatorCredentials()));
    const time = { N: String(sentAt.getTime()) };
    await table.update('storm', { set: { storm: { S: 'storm/x' }, startedAt: time, lastAt: time } });
    expect((await claim(await stolen())).credentials.get(ITEM)).toMatchObject({ audience: 'change' });
    expect(log).toEqual([
      { level: 'error', message: 'dynamodb:UpdateItem ContentionError: no storm is counted' },
    ]);
  });
});

describe('an event that nobody could read', () => {
  const at = sentAt;
  const asking = { at, owner: 'owner', limit };

  test('leaves the credential that it names as one that was given up', async () => {
    await incidents.markGivenUp({ dedupKey: ITEM, at, mailed: true, paged: true });
    expect(await itemOf(aws, ITEM)).toMatchObject({ givenUpAt: { S: at.toISOString() } });
  });

  test('is told once, by whichever process', async () => {
    const first = await incidents.claimUnreadable('id', asking);
    expect(first).toMatchObject({ audience: 'change', page: true });
    expect(await incidents.recordUnreadable('id', { at, claim: first, told: ALL })).toEqual({ errors: [] });
    expect(await open().claimUnreadable('id', { ...asking, owner: 'other' })).toMatchObject({ page: false });
    expect(await open().claimUnreadable('another', asking)).toMatchObject({ audience: 'change' });
  });

  test('is told without the ledger', async () => {
    refuse();
    expect(await incidents.claimUnreadable('id', asking)).toBeUndefined();
    expect(await incidents.recordUnreadable('id', { at, claim: undefined, told: ALL })).toEqual({
      errors: ['dynamodb:UpdateItem AccessDenied'],
    });
    expect(await incidents.claimUnreadable('id', asking)).toMatchObject({ page: false });
    expect(incidents.recallUnreadable('id', at)).toMatchObject({ page: false });
    expect(incidents.recallUnreadable('another', at)).toBeUndefined();
  });
});

describe('who is contained on suspected evidence', () => {
  const suspected = { type: 'PenTest:IAMUser/KaliLinux' };
  const USER_ITEM = `akr:aws:${OWN}:arn:aws:iam::${OWN}:user/ci-deploy`;

  test('is counted for the brake, with whom other processes contained', async () => {
    const other = { type: 'IAMUser', userName: 'somebody' } as const;
    const before = await incidentOf(detectionOf(credential('AKIAI44QH8DHBEXAMPLE', other), suspected));
    await tell(before, open());
    brake = new Brake();
    incidents = open();
    await tell(await stolen(suspected));
    expect(brake.at(sentAt).size).toBe(2);
    expect(brake.at(sentAt).has(USER_ITEM)).toBe(true);
  });

  test('is nobody of whom the evidence is confirmed', async () => {
    await tell(await stolen());
    expect(brake.at(sentAt).size).toBe(0);
    expect(await itemOf(aws, 'suspected/2026-05-04T03')).toBeUndefined();
  });
});

test('a heartbeat is written, and fails on a ledger without its sentinel', async () => {
  await erase(aws);
  await expect(incidents.beat(sentAt)).rejects.toThrow('sentinel');
  await plantSentinel(new LedgerTable('ledger', clientConfig(aws, aws.operatorCredentials())), sentAt);
  await incidents.beat(sentAt);
  expect(await itemOf(aws, 'heartbeat')).toMatchObject({ lastAt: { S: sentAt.toISOString() } });
});

describe('what is recorded of an event', () => {
  const SWITCHED_AT = '2026-05-04T03:10:00Z';
  const activation = {
    kind: 'reactivated-key',
    signal: 'reactivation',
    by: PERSON,
    at: SWITCHED_AT,
    ...SWITCHED,
  } as const;

  const record = async (incident: Incident, known: Claim | undefined, told = ALL) => {
    const credentials = new Map(known === undefined ? [] : [[ITEM, known]]);
    await incidents.record(incident, { claims: { credentials, containments: new Map() }, told: () => told });
    return (await itemOf(aws, ITEM)) ?? {};
  };
  const store = (set: NonNullable<Parameters<LedgerTable['update']>[1]['set']>) =>
    new LedgerTable('ledger', clientConfig(aws, aws.operatorCredentials())).update(ITEM, { set });
  const TOLD: Claim = { audience: 'change', page: true, reactivations: [] };
  const contained = { ...NO_HISTORY, containment: 'event' };

  test('is the activation that an undo was for', async () => {
    await store({ restoredAt: { S: '2026-05-04T03:09:00Z' } });
    const history = { ...NO_HISTORY, restored: { of: 'event', at: new Date('2026-05-04T03:09:00Z') } };
    expect(await record(endedIn('restored', activation, { history }), TOLD)).toMatchObject({
      restoreUsedBy: { S: 'example' },
    });
  });

  test('is that a person stopped a key of which people knew, and of no other event', async () => {
    await store({ suspect: { BOOL: true } });
    const exempt = await record(endedIn('exempt', credential(KEY, USER)), TOLD);
    expect(exempt).not.toHaveProperty('containment');
    const stop = { kind: 'stopped-key', signal: 'stop', deleted: false, by: PERSON, ...SWITCHED } as const;
    const history = { ...NO_HISTORY, lastAlert: { state: 'NOT_CONTAINED', page: 'open' } } as const;
    expect(
      await record(
        endedIn('stopped-by-hand', stop, { history, keys: [{ accessKeyId: KEY, status: 'Inactive' }] }),
        TOLD,
      ),
    ).toMatchObject({
      containment: { S: expect.any(String) },
    });
  });

  test('is what it did and what people know, also if the ledger was not asked before', async () => {
    const unasked = await record(await stolen(), undefined);
    expect(unasked).toMatchObject({
      lastEvent: { S: 'example' },
      told: { S: 'CONTAINED:' },
      toldState: { S: 'CONTAINED' },
    });
    expect(unasked).not.toHaveProperty('seen');
  });

  test('is nothing of what people knew already', async () => {
    expect(await record(await stolen(), { page: false, reactivations: [] })).toEqual({});
  });

  test.each<[string, Claim]>([
    ['by a digest', { page: false, reactivations: [], inDigest: true }],
    ['without a page', { ...TOLD, page: false }],
  ])('is the state of which people heard %s', async (_, known) => {
    expect(await record(await stolen(), known)).toMatchObject({ told: { S: 'CONTAINED:' } });
  });

  test('is a page, and no state, where only chat heard of it', async () => {
    const item = await record(await stolen(), { ...TOLD, audience: 'evidence' });
    expect(item).toMatchObject({ alarm: { S: 'closed' } });
    expect(item).not.toHaveProperty('told');
  });

  test('is a reminder', async () => {
    const reminder = { number: 2, since: new Date('2026-05-04T02:00:00Z') };
    const item = await record(await stolen(), { ...TOLD, reminder });
    expect(item).toMatchObject({ reminders: { N: '2' }, openSince: { S: '2026-05-04T02:00:00.000Z' } });
    expect(item).not.toHaveProperty('told');
  });

  test('is a reminder and the state, where SNS refuses one of the topics', async () => {
    const reminder = { number: 2, since: new Date('2026-05-04T02:00:00Z') };
    const item = await record(await stolen(), {
      ...TOLD,
      reminder,
      unfinished: [],
      openSince: reminder.since,
    });
    expect(item).toMatchObject({
      ...{ reminders: { N: '2' }, openSince: { S: '2026-05-04T02:00:00.000Z' } },
      ...{ told: { S: 'CONTAINED:' }, alarm: { S: 'closed' } },
    });
  });

  test('are the last ten activations, with this one', async () => {
    const earlier = Array.from({ length: 12 }, (_, index) => ({
      at: new Date(index * 1000),
      news: `news ${index}`,
    }));
    const incident = endedIn('stopped-again', activation, { history: contained });
    const item = await record(incident, { ...TOLD, reactivations: earlier });
    const list = item['reactivations']?.L ?? [];
    expect(list).toHaveLength(10);
    expect(list.at(-1)?.S).toBe('2026-05-04T03:10:00.000Z PARTLY CONTAINED: example');
    expect(list[0]?.S).toContain('news 3');
    const first = endedIn('keys-inactive', credential(KEY, USER));
    aws.reset();
    expect(await record(first, TOLD)).not.toHaveProperty('reactivations');
  });

  test('are the tries that go on, and since when somebody is awake', async () => {
    const trying = endedIn('deactivation-failed', credential(KEY, USER));
    const since = { S: '2026-05-04T02:00:00.000Z' };
    await store({ openSince: since });
    const kept = await record(trying, {
      ...TOLD,
      unfinished: ['other NOT CONTAINED:'],
      openSince: new Date(since.S),
    });
    expect(kept).toMatchObject({ openSince: since, unfinished: { L: [{ S: 'other NOT CONTAINED:' }, {}] } });
    const anew = await record(trying, TOLD);
    expect(anew).toMatchObject({ openSince: { S: sentAt.toISOString() }, unfinished: { L: [{}] } });
  });

  test('is a deny that was taken off, only if people were told', async () => {
    const USER_ITEM = `akr:aws:${OWN}:arn:aws:iam::${OWN}:user/ci-deploy`;
    const table = new LedgerTable('ledger', clientConfig(aws, aws.operatorCredentials()));
    await table.update(USER_ITEM, { set: { deniedBy: { S: 'policy' } } });
    const incident = endedIn('deny-taken-off', REMOVAL, { history: { ...NO_HISTORY, denial: DENIED } });
    await record(incident, undefined, { alert: false, page: false, woken: false });
    expect(await itemOf(aws, USER_ITEM)).toHaveProperty('deniedBy');
    await record(incident, undefined);
    expect(await itemOf(aws, USER_ITEM)).not.toHaveProperty('deniedBy');
  });
});
