import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type Aws, startAws } from '../../local/aws.ts';
import { clientConfig } from '../../local/client-config.ts';
import type { Claim } from '../../src/core/claims.ts';
import type { Telling } from '../../src/core/telling.ts';
import { claimNews } from '../../src/incident/claim-news.ts';
import type { LedgerEntry } from '../../src/incident/entries.ts';
import { Ledger } from '../../src/incident/ledger.ts';
import { Reminders } from '../../src/incident/reminders.ts';
import { LedgerTable } from '../../src/incident/table.ts';
import { itemOf } from '../ledger-items.ts';

const KEY = 'akr:aws:111122223333:AKIAIOSFODNN7EXAMPLE';
const START = Date.parse('2026-05-04T03:12:16.000Z');
const MINUTES = 60_000;

let aws: Aws;
let ledger: Ledger;
let reminders: Reminders;
beforeAll(async () => {
  aws = await startAws();
});
beforeEach(() => {
  aws.reset();
  const table = new LedgerTable('ledger', clientConfig(aws, aws.operatorCredentials()));
  ledger = new Ledger(table);
  reminders = new Reminders(table);
});
afterAll(() => aws.stop());

type Alert = Telling & Pick<NonNullable<LedgerEntry['alert']>, 'state'>;

const CONTAINED: Alert = {
  ...{ news: 'CONTAINED:', state: 'CONTAINED', page: 'closed' },
  ...{ onlyIfFirst: false, onlyEvidence: false, accuses: true },
};
const NOT_CONTAINED: Alert = { ...CONTAINED, news: 'NOT CONTAINED:', state: 'NOT_CONTAINED', page: 'open' };
const TRYING: Alert = { ...NOT_CONTAINED, unfinished: true, reminds: true };

interface Happening extends Partial<Omit<LedgerEntry, 'at'>> {
  /** Minutes after the first. */
  readonly after?: number;
}

function entryOf({ after = 0, eventId = 'first', ...entry }: Happening): LedgerEntry {
  const at = new Date(START + after * MINUTES);
  return {
    ...{ dedupKey: KEY, item: KEY, eventId, at, since: at, evidence: ['type a'], alert: CONTAINED },
    ...entry,
  };
}

/** What the event may tell, and what is left when nothing of it is sent. */
async function claim(happening: Happening, owner = happening.eventId ?? 'first'): Promise<Claim | undefined> {
  const limit = new AbortController().signal;
  return (await claimNews(entryOf(happening), { ledger, reminders, owner, limit })).claim;
}

/** The same, and all of it reaches people. */
async function tell(happening: Happening): Promise<Claim | undefined> {
  const claimed = await claim(happening);
  const entry = entryOf(happening);
  if (claimed?.reminder !== undefined) {
    await reminders.confirm(entry, { ...claimed.reminder, told: { alert: true } });
  } else if (claimed !== undefined && (claimed.audience === 'change' || claimed.page)) {
    const { alert, reactivatedAt } = entry;
    await ledger.confirm(entry, {
      told: { alert: true, page: claimed.page, woken: false },
      reactivations: [
        ...claimed.reactivations,
        ...(alert && reactivatedAt ? [{ at: reactivatedAt, news: alert.news }] : []),
      ],
      unfinished: claimed.unfinished ?? [],
      wasOpen: claimed.openSince !== undefined,
    });
  }
  return claimed;
}

const NOTHING = { page: false };

describe('news of a credential', () => {
  test('are told once, whatever number of events say the same', async () => {
    const first = await tell({});
    expect(first).toMatchObject({ audience: 'change', page: true, reactivations: [] });
    expect(first).not.toHaveProperty('woken');
    const second = await tell({ eventId: 'second', after: 1 });
    expect(second).toMatchObject({ page: false, previous: { state: 'CONTAINED', alerts: 1 } });
    expect(second).not.toHaveProperty('audience');
  });

  test('that nobody got are told by the next event, and by the retry of the same at once', async () => {
    await claim({ alert: NOT_CONTAINED });
    expect(await claim({ alert: NOT_CONTAINED })).toMatchObject({ audience: 'change', page: true });
    expect(await claim({ eventId: 'second', alert: NOT_CONTAINED })).toMatchObject(NOTHING);
    expect(await claim({ eventId: 'second', after: 1.1, alert: NOT_CONTAINED })).toMatchObject({
      audience: 'change',
      page: true,
    });
  });

  test('that are worse are told, with a page, and the end of it', async () => {
    await tell({});
    expect(await tell({ eventId: 'second', alert: NOT_CONTAINED })).toMatchObject({
      ...{ audience: 'change', page: true },
      previous: { state: 'CONTAINED', alerts: 1, eventsSince: 0 },
    });
    expect(await tell({ eventId: 'third' })).toMatchObject({
      ...{ audience: 'change', page: true },
      openSince: new Date(START),
    });
  });

  test('that a try told before are not told again by its retry, if people know something worse by now', async () => {
    const partly: Alert = { ...TRYING, news: 'PARTLY CONTAINED:', state: 'PARTLY_CONTAINED' };
    await tell({ alert: partly });
    await tell({ eventId: 'second', alert: { ...NOT_CONTAINED, news: 'NOT CONTAINED: denied' } });
    expect(await tell({ alert: partly })).not.toHaveProperty('audience');
    await tell({ eventId: 'third' });
    expect(await tell({ alert: partly })).toMatchObject({ audience: 'change', page: true });
  });

  test.each([
    ['the same', NOT_CONTAINED],
    ['more', { ...NOT_CONTAINED, news: 'NOT CONTAINED: user-not-found' }],
  ])(
    'that wake nobody a second time are told without a page, as what woke people by %s',
    async (_, alert) => {
      await claim({ alert });
      // The page went out, and the alert did not.
      await ledger.confirm(entryOf({ alert }), {
        told: { alert: false, page: true, woken: false },
        reactivations: [],
      });
      expect(await claim({ eventId: 'second', alert: NOT_CONTAINED })).toMatchObject({
        ...{ audience: 'change', page: false, woken: true },
      });
    },
  );

  test('that people know, and whose page went nowhere, wake somebody and are not told again', async () => {
    await claim({ alert: NOT_CONTAINED });
    await ledger.confirm(entryOf({ alert: NOT_CONTAINED }), {
      told: { alert: true, page: false, woken: false },
      reactivations: [],
    });
    const second = await claim({ eventId: 'second', alert: NOT_CONTAINED });
    expect(second).toMatchObject({ page: true });
    expect(second).not.toHaveProperty('audience');
    expect(second).not.toHaveProperty('woken');
  });

  test('that are less are told only if they are the first', async () => {
    const weak: Alert = { ...CONTAINED, news: 'NO ACTION:', state: 'NO_ACTION', onlyIfFirst: true };
    const { page: _, ...quiet } = weak;
    expect(await claim({ alert: quiet })).toMatchObject({ audience: 'change', page: false });
    await tell({ eventId: 'second' });
    const later = await claim({ eventId: 'third', alert: quiet });
    expect(later).toMatchObject(NOTHING);
    expect(later).not.toHaveProperty('audience');
  });

  test('that are less still bring a new kind of evidence to chat', async () => {
    const { page: _, ...weak }: Alert = {
      ...CONTAINED,
      news: 'NO ACTION:',
      state: 'NO_ACTION',
      onlyIfFirst: true,
    };
    await tell({});
    const less = { eventId: 'second', evidence: ['type b'], alert: weak };
    expect(await claim(less)).toMatchObject({ audience: 'evidence', page: false });
  });

  test('of a call that came late are no news once the key is contained', async () => {
    const call: Alert = { ...NOT_CONTAINED, news: 'NOT CONTAINED (ALERT ONLY):', unlessContained: true };
    expect(await claim({ alert: call })).toMatchObject({ audience: 'change', page: true });
    await tell({ eventId: 'second', acted: true, deactivatedAt: new Date(START) });
    const late = await claim({ eventId: 'third', alert: call });
    expect(late).toMatchObject(NOTHING);
    expect(late).not.toHaveProperty('audience');
  });

  test('of a person who undid it go to chat alone, and wake nobody but close a page', async () => {
    const undone: Alert = { ...CONTAINED, news: 'NO ACTION:', state: 'NO_ACTION', onlyEvidence: true };
    await tell({});
    const restored = { eventId: 'second', evidence: ['type a', 'restored'] };
    expect(await claim({ ...restored, alert: undone })).toMatchObject({ audience: 'evidence', page: true });
    const { page: _, ...open } = { ...undone, evidence: ['restored again'] };
    expect(await claim({ ...restored, eventId: 'third', alert: open })).toMatchObject({ page: false });
  });

  test('without an alert change nothing that is told, and say what contained the key', async () => {
    await tell({ acted: true, deactivatedAt: new Date(START) });
    const limit = new AbortController().signal;
    const { alert: _, ...silent } = entryOf({ eventId: 'second' });
    const answer = await claimNews(silent, { ledger, reminders, owner: 'second', limit });
    expect(answer).toEqual({ containment: expect.any(String) });
    expect(await claim({ eventId: 'third' })).toMatchObject({ previous: { eventsSince: 1 } });
  });

  test('are asked for no longer than the limit, whether people are told or not', async () => {
    const { alert: _, ...silent } = entryOf({});
    const onlyEvidence = entryOf({ alert: { ...CONTAINED, onlyEvidence: true } });
    const asking = { ledger, reminders, owner: 'first', limit: AbortSignal.abort() };
    for (const entry of [silent, onlyEvidence, entryOf({})])
      await expect(claimNews(entry, asking)).rejects.toThrow('aborted');
  });
});

describe('a kind of evidence', () => {
  test('that is new is told to chat, once', async () => {
    await tell({});
    const more = { evidence: ['type a', 'type b'] };
    expect(await tell({ eventId: 'second', ...more })).toMatchObject({ audience: 'evidence', page: false });
    expect(await tell({ eventId: 'third', ...more })).not.toHaveProperty('audience');
  });

  test('of a retry is not new', async () => {
    await tell({});
    expect(await claim({ evidence: ['type b'] })).not.toHaveProperty('audience');
  });

  test('is told no more when there are two hundred, which no person reads', async () => {
    const many = Array.from({ length: 199 }, (_, index) => `type ${index}`);
    await tell({ evidence: many });
    expect(await tell({ eventId: 'second', evidence: ['one'] })).toMatchObject({ audience: 'evidence' });
    expect(await tell({ eventId: 'third', evidence: ['another'] })).not.toHaveProperty('audience');
    expect((await itemOf(aws, KEY))?.['evidence']?.SS).toHaveLength(200);
  });

  test('stands beside the count of events that people were not told of, in which a retry is none', async () => {
    await tell({});
    const second = { eventId: 'second', evidence: ['detector guardduty'] };
    await tell(second);
    await tell(second);
    expect(await tell({ eventId: 'third' })).toMatchObject({
      previous: { eventsSince: 1, detectors: ['guardduty'] },
    });
  });
});

describe('a key that is switched on again', () => {
  const again = (eventId: string, after: number): Happening => ({
    ...{ eventId, after, reactivatedAt: new Date(START + after * MINUTES) },
    alert: { ...CONTAINED, news: `PARTLY CONTAINED: ${eventId}`, state: 'PARTLY_CONTAINED', page: 'open' },
  });

  test('is told each time, with the activations of the last ten minutes', async () => {
    await tell({});
    expect(await tell(again('second', 1))).toMatchObject({
      audience: 'change',
      page: true,
      reactivations: [],
    });
    const third = await tell(again('third', 9));
    expect(third).toMatchObject({ audience: 'change', page: true });
    expect(third?.reactivations.map(({ news }) => news)).toEqual(['PARTLY CONTAINED: second']);
    const fourth = await tell(again('fourth', 11));
    expect(fourth?.reactivations.map(({ news }) => news)).toEqual(['PARTLY CONTAINED: third']);
  });

  test('is not told twice of one event, nor counted as an earlier activation of itself', async () => {
    await tell({});
    await tell(again('second', 1));
    const copy = await claim(again('second', 1));
    expect(copy).toMatchObject({ page: false, reactivations: [] });
    expect(copy).not.toHaveProperty('audience');
  });

  test('is not told twice of one event, whatever people were told meanwhile', async () => {
    const stopped = (eventId: string, after: number): Happening => ({
      ...again(eventId, after),
      alert: { ...CONTAINED, news: `CONTAINED: ${eventId}` },
    });
    await tell(stopped('second', 1));
    await tell(stopped('third', 2));
    const copy = await claim(stopped('second', 1));
    expect(copy).toMatchObject({ page: false });
    expect(copy).not.toHaveProperty('audience');
    await tell(again('fourth', 3));
    const resolved: Alert = { ...CONTAINED, news: 'RESOLVED:', state: 'RESOLVED' };
    await tell({ eventId: 'fifth', after: 4, alert: resolved });
    // The page was closed, and this opens it.
    const opening = await claim(again('fourth', 3));
    expect(opening).toMatchObject({ page: true });
    expect(opening).not.toHaveProperty('audience');
  });

  test.each<[string, Partial<Alert>]>([
    ['stopped', {}],
    [
      'stopped, and something else of the user unread',
      { news: 'PARTLY CONTAINED:', state: 'PARTLY_CONTAINED' },
    ],
  ])('is no news to another event that finds it %s, by the alert as by the page', async (_, found) => {
    const fifth = { eventId: 'fifth', after: 4, alert: { ...CONTAINED, ...found } };
    const reached = [
      { alert: true, page: true },
      { alert: true, page: false },
      { alert: false, page: true },
    ];
    for (const told of reached) {
      aws.reset();
      await tell({});
      const fourth = again('fourth', 3);
      await claim(fourth);
      await ledger.confirm(entryOf(fourth), { told: { ...told, woken: false }, reactivations: [] });
      const claimed = await claim(fifth);
      expect(claimed).toMatchObject({ page: false });
      expect(claimed).not.toHaveProperty('audience');
    }
  });

  test('is no earlier activation of itself where it is told twice, not stopped yet and stopped', async () => {
    const trying = { ...NOT_CONTAINED, news: 'NOT CONTAINED: second' };
    await tell({ ...again('second', 1), alert: trying });
    expect(await tell(again('second', 1))).toMatchObject({ audience: 'change', reactivations: [] });
  });
});

test.each<[string, boolean]>([
  ['CONTAINED:', false],
  ['PARTLY CONTAINED:', false],
  ['RESOLVED:', false],
  ['NOT CONTAINED:', true],
])('of what was told as %s, that it is only being tried once more is news: %s', async (news, isNews) => {
  await tell({ alert: { ...CONTAINED, news } });
  const trying: Alert = { ...NOT_CONTAINED, news: 'NOT CONTAINED (TRYING):', saysLess: true };
  const claimed = await claim({ eventId: 'second', after: 1, alert: trying });
  expect([claimed?.audience === 'change', claimed?.page]).toEqual([isNews, isNews]);
});

describe('what is tried again', () => {
  const retry = (after: number): Happening => ({ after, alert: TRYING });

  test('is told once, and people are reminded after 15 minutes, after an hour and then hourly', async () => {
    expect(await tell(retry(0))).toMatchObject({ audience: 'change', page: true });
    for (const after of [1, 14.9]) {
      const quiet = await tell(retry(after));
      expect(quiet).toMatchObject({ page: false, openSince: new Date(START) });
      expect(quiet).not.toHaveProperty('audience');
    }
    const since = new Date(START);
    expect(await tell(retry(15))).toMatchObject({
      ...{ audience: 'change', page: true, reminder: { number: 1, since } },
    });
    expect(await tell(retry(59))).not.toHaveProperty('reminder');
    expect(await tell(retry(60))).toMatchObject({ reminder: { number: 2, since } });
    // Two were due; the last one is told.
    expect(await tell(retry(185))).toMatchObject({ reminder: { number: 4, since } });
  });

  test('reminds people by one of two events, or by the other if that one dies', async () => {
    await tell(retry(0));
    expect(await claim(retry(15))).toHaveProperty('reminder');
    expect(await claim({ ...retry(15), eventId: 'second' })).not.toHaveProperty('reminder');
    expect(await claim({ ...retry(16.1), eventId: 'second' })).toHaveProperty('reminder');
  });

  test('is not told again after another event that is as bad, but after one that is better', async () => {
    const other: Alert = { ...TRYING, news: 'NOT CONTAINED (REFUSED CALL):' };
    await tell(retry(0));
    await tell({ eventId: 'second', after: 1, alert: other });
    expect(await claim(retry(2))).not.toHaveProperty('audience');
    expect(await claim({ eventId: 'third', after: 2, alert: TRYING })).toMatchObject({ audience: 'change' });
    await tell({ eventId: 'fourth', after: 4 });
    expect(await claim(retry(5))).toMatchObject({ audience: 'change', page: true });
  });

  test('is not told again after another event that is worse', async () => {
    const partly: Alert = { ...TRYING, news: 'PARTLY CONTAINED:', state: 'PARTLY_CONTAINED' };
    await tell({ alert: partly });
    await tell({ eventId: 'second', after: 1, alert: TRYING });
    expect(await claim({ after: 2, alert: partly })).not.toHaveProperty('audience');
  });

  test('counts a reminder as an alert', async () => {
    await tell(retry(0));
    await tell({ ...retry(1), eventId: 'second' });
    expect(await claim(retry(2))).toMatchObject({ previous: { alerts: 1, eventsSince: 1 } });
    await tell(retry(15));
    expect(await claim(retry(17))).toMatchObject({
      previous: { alerts: 2, eventsSince: 0, at: new Date(START + 15 * MINUTES) },
    });
  });

  test('reminds people by the next try if the reminder reached nobody', async () => {
    await tell(retry(0));
    const claimed = await claim(retry(15));
    const number = claimed?.reminder?.number ?? Number.NaN;
    await reminders.confirm(entryOf(retry(15)), { number, since: new Date(START), told: { alert: false } });
    expect(await claim({ ...retry(15), eventId: 'second' })).toMatchObject({ reminder: { number: 1 } });
  });

  test('wakes somebody again if the page was closed, and the alert that said why did not go out', async () => {
    await tell(retry(0));
    const end = { eventId: 'second', after: 1 };
    await claim(end);
    await ledger.confirm(entryOf(end), {
      ...{ told: { alert: false, page: true, woken: false }, reactivations: [], wasOpen: true },
    });
    expect(await claim(retry(2))).toMatchObject({ page: true });
  });

  test('reminds nobody of a page that was closed', async () => {
    await tell(retry(0));
    const asking = { number: 1, owner: 'first', limit: new AbortController().signal };
    expect(await reminders.claim(entryOf(retry(15)), asking)).toBe(true);
    await tell({ eventId: 'second', after: 15 });
    expect(await reminders.claim(entryOf(retry(20)), asking)).toBe(false);
  });
});

describe('what is tried again, and SNS refuses one of the two topics', () => {
  const since = new Date(START);
  const retry = (after: number): Happening => ({ after, alert: TRYING });
  /** What the event may tell, and what becomes of it: SNS takes one of the two. */
  const half = async (happening: Happening, told: { alert: boolean; page: boolean }) => {
    const claimed = await claim(happening);
    await ledger.confirm(entryOf(happening), {
      told: { ...told, woken: false },
      ...{ reactivations: [], wasOpen: claimed?.openSince !== undefined, reminder: claimed?.reminder },
    });
    return claimed;
  };

  test.each([
    ['page', { alert: false, page: true }, { audience: 'change', page: false, woken: true }],
    ['alert', { alert: true, page: false }, { page: true }],
  ])('reminds whoever got the %s alone, and tries the other one each time', async (_, told, quiet) => {
    expect(await half(retry(0), told)).toEqual({
      ...{ audience: 'change', page: true, reactivations: [], unfinished: [] },
      previous: { alerts: 0, eventsSince: 0, detectors: [] },
    });
    for (const after of [1, 14.9]) {
      const other = await half(retry(after), { alert: false, page: false });
      expect(other).toMatchObject({ ...quiet, openSince: since });
      expect(other).not.toHaveProperty('reminder');
    }
    for (const [after, number] of [
      [15, 1],
      [60, 2],
    ] as const) {
      // What reaches nobody is tried again.
      for (const reached of [{ alert: false, page: false }, told])
        expect(await half(retry(after), reached)).toMatchObject({
          ...{ audience: 'change', page: true, openSince: since, reminder: { number, since } },
        });
      // This one was told by the other topic at least.
      expect(await half(retry(after + 1), { alert: false, page: false })).not.toHaveProperty('reminder');
    }
  });

  test('is open since the alert, also where the page came later, and further news after it', async () => {
    await half(retry(0), { alert: true, page: false });
    await half(retry(1), { alert: false, page: true });
    await tell({ eventId: 'second', after: 2, alert: { ...TRYING, news: 'NOT CONTAINED: denied' } });
    expect(await claim(retry(3))).toMatchObject({ openSince: since });
  });

  test('reminds nobody of what is not tried again', async () => {
    const { reminds: _, ...final } = TRYING;
    await half({ alert: final }, { alert: false, page: true });
    const later = await claim({ after: 61, alert: final });
    expect(later).toMatchObject({ audience: 'change', page: false, openSince: since });
    expect(later).not.toHaveProperty('reminder');
  });

  test('tells as news, and as no reminder, what people were told otherwise since they were woken', async () => {
    await tell(retry(0));
    const partly: Alert = { ...TRYING, news: 'PARTLY CONTAINED:', state: 'PARTLY_CONTAINED' };
    await half({ eventId: 'second', after: 1, alert: partly }, { alert: true, page: false });
    const news = await claim({ ...retry(20), eventId: 'third' });
    expect(news).toMatchObject({ audience: 'change', page: false, woken: true, openSince: since });
    expect(news).not.toHaveProperty('reminder');
  });

  test('reminds whoever was woken after the last alert, which said otherwise', async () => {
    await tell({});
    await half({ ...retry(5), eventId: 'second' }, { alert: false, page: true });
    expect(await claim({ ...retry(20), eventId: 'third' })).toMatchObject({
      ...{ audience: 'change', page: true },
      reminder: { number: 1, since: new Date(START + 5 * MINUTES) },
    });
  });

  test('has no reminder of what nobody got by either', async () => {
    await tell({});
    const first = await claim({ ...retry(20), eventId: 'second' });
    expect(first).toMatchObject({ audience: 'change', page: true });
    expect(first).not.toHaveProperty('reminder');
    expect(first).not.toHaveProperty('openSince');
  });
});
