import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type Aws, startAws } from '../../local/aws.ts';
import { clientConfig } from '../../local/client-config.ts';
import type { StormMember } from '../../src/core/storm.ts';
import type { Place } from '../../src/incident/storm-item.ts';
import { Storms } from '../../src/incident/storms.ts';
import { LedgerTable } from '../../src/incident/table.ts';
import { itemOf } from '../ledger-items.ts';

const START = Date.parse('2026-05-04T03:12:16.000Z');
const MINUTES = 60_000;

let aws: Aws;
let storms: Storms;
beforeAll(async () => {
  aws = await startAws();
});
beforeEach(() => {
  aws.reset();
  storms = new Storms(new LedgerTable('ledger', clientConfig(aws, aws.operatorCredentials())));
});
afterAll(() => aws.stop());

function memberOf(number: number, after = 0): StormMember {
  const accessKeyId = `AKIAEXAMPLE${String(number).padStart(9, '0')}`;
  return {
    at: new Date(START + after * MINUTES).toISOString(),
    ...{ severity: 'P2', state: 'CONTAINED', heading: 'CONTAINED', reason: 'keys-inactive' },
    ...{ accountId: '111122223333', accessKeyId, dedupKey: `akr:aws:111122223333:${accessKeyId}` },
  };
}

const limit = new AbortController().signal;
const join = (member: StormMember, opensPage = false) => storms.join(member, { opensPage, limit });

async function joinAll(count: number, after = 0): Promise<Place> {
  let place: Place | undefined;
  for (let number = 1; number <= count; number += 1) place = await join(memberOf(number, after));
  if (place === undefined) throw new RangeError('nobody joined');
  return place;
}

const keysOf = (members: readonly StormMember[]) => members.map(({ accessKeyId }) => accessKeyId);

describe('the alerts of ten minutes', () => {
  test('are numbered, with the pages among them', async () => {
    expect(await join(memberOf(1), true)).toMatchObject({ number: 1, pages: 1, hasEnd: false });
    expect(await join(memberOf(2))).toMatchObject({ number: 2, pages: 1, hasEnd: false });
    expect(await join(memberOf(3), true)).toMatchObject({ number: 3, pages: 2, hasEnd: false });
  });

  test('begin anew after ten minutes if they are few', async () => {
    const first = await joinAll(5);
    expect(await join(memberOf(6, 9.9))).toMatchObject({ number: 6, storm: first.storm });
    aws.reset();
    await joinAll(5);
    const next = await join(memberOf(6, 10));
    expect(next).toMatchObject({ number: 1, pages: 0 });
    expect(next.storm).not.toBe(first.storm);
  });

  test('go on from the last one if they are a storm', async () => {
    const { storm } = await joinAll(6);
    expect(await join(memberOf(7, 9.9))).toMatchObject({ number: 7, storm });
    expect(await join(memberOf(8, 19.8))).toMatchObject({ number: 8, storm });
    expect(await join(memberOf(9, 29.8))).toMatchObject({ number: 1 });
  });

  test('count one of few that is tried again once', async () => {
    await joinAll(2);
    expect(await join(memberOf(1, 1))).toMatchObject({ number: 2 });
    expect(await join({ ...memberOf(1, 1), heading: 'NOT CONTAINED' })).toMatchObject({ number: 3 });
    expect(await join({ ...memberOf(1, 1), reason: 'user-quarantined' })).toMatchObject({ number: 4 });
    await join(memberOf(3, 1));
    expect(await join(memberOf(1, 1))).toMatchObject({ number: 5 });
  });

  test('count one of a storm that is tried again once more: only few alerts are told singly', async () => {
    await joinAll(6);
    expect(await join(memberOf(1, 1))).toMatchObject({ number: 7 });
  });

  test('count each once if many come at the same time', async () => {
    const places = await Promise.all(Array.from({ length: 8 }, (_, index) => join(memberOf(index + 1))));
    expect(places.map(({ number }) => number).toSorted()).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(new Set(places.map(({ storm }) => storm)).size).toBe(1);
  });

  test('go on in the new storm where one began while an older event was joining', async () => {
    await joinAll(5);
    const [late, first] = await Promise.all([join(memberOf(6, 9)), join(memberOf(7, 20))]);
    expect(first).toMatchObject({ number: 1 });
    expect(late).toMatchObject({ number: 2, storm: first.storm });
  });

  test('are numbered no more if the item that counts them is damaged', async () => {
    const table = new LedgerTable('ledger', clientConfig(aws, aws.operatorCredentials()));
    const time = { N: String(START) };
    await table.update('storm', { set: { storm: { S: 'storm/x' }, startedAt: time, lastAt: time } });
    await expect(join(memberOf(1))).rejects.toThrow('many events begin a storm at the same time');
  });
});

describe('the page of a storm', () => {
  const claim = (storm: string, after = 0) =>
    storms.claimPage(storm, { at: new Date(START + after * MINUTES), limit });

  test('is opened by one, or by another if that one dies or SNS refuses it', async () => {
    const { storm } = await joinAll(6);
    const claims = await Promise.all([claim(storm), claim(storm), claim('storm/other')]);
    expect(claims.toSorted()).toEqual([false, false, true]);
    expect(await claim(storm, 0.9)).toBe(false);
    expect(await claim(storm, 1.1)).toBe(true);
    await storms.confirmPage(storm, { isPublished: false });
    expect(await claim(storm, 1.2)).toBe(true);
    await storms.confirmPage(storm, { isPublished: true });
    expect(await claim(storm, 5)).toBe(false);
    expect(await join(memberOf(7, 5), true)).toMatchObject({ hasPage: true });
  });

  test('says nothing of the next one', async () => {
    const { storm } = await joinAll(6);
    await claim(storm);
    await storms.confirmPage(storm, { isPublished: true });
    const next = await join(memberOf(7, 30));
    expect(next).toMatchObject({ hasPage: false });
    expect(await claim(next.storm, 30)).toBe(true);
  });
});

describe('the credentials of a storm', () => {
  test('are all of them, those before it was one too, and none while alerts are few', async () => {
    const { storm } = await joinAll(5);
    expect(await storms.members(storm)).toEqual([]);
    await join(memberOf(6));
    expect(keysOf(await storms.members(storm))).toEqual(keysOf([1, 2, 3, 4, 5, 6].map((n) => memberOf(n))));
  });

  test('are in the order of time, and in items of a hundred', async () => {
    const { storm } = await joinAll(6);
    for (let number = 7; number <= 101; number += 1) await join(memberOf(number, 5));
    await join(memberOf(102, 1));
    const members = await storms.members(storm);
    expect(members).toHaveLength(102);
    expect(members[6]?.accessKeyId).toBe(memberOf(102).accessKeyId);
    expect((await itemOf(aws, `${storm}/0`))?.['members']?.SS).toHaveLength(100);
    expect((await itemOf(aws, `${storm}/1`))?.['members']?.SS).toHaveLength(2);
  });

  test('are kept for thirty days', async () => {
    const { storm } = await joinAll(6);
    for (const item of ['storm', `${storm}/0`])
      expect((await itemOf(aws, item))?.['expiresAt']?.N).toBe(String(START / 1000 + 30 * 24 * 3600));
  });
});

describe('the end of a storm', () => {
  test('comes ten minutes after the last alert', async () => {
    const { storm } = await joinAll(6);
    expect(await storms.end(storm, new Date(START + 4 * MINUTES))).toBe(6 * MINUTES);
    await join(memberOf(7, 9));
    expect(await storms.end(storm, new Date(START + 10 * MINUTES))).toBe(9 * MINUTES);
    expect(await storms.end(storm, new Date(START + 30 * MINUTES))).toBe(0);
    expect(await storms.end('storm/another', new Date(START))).toBe(0);
    aws.reset();
    expect(await storms.end(storm, new Date(START))).toBe(0);
  });

  test('leaves nobody out whose alert is a moment older, and comes a moment later', async () => {
    const { storm } = await joinAll(6);
    await storms.willEnd(storm);
    expect(await storms.end(storm, new Date(START + 10 * MINUTES))).toBe(0);
    const late = await join(memberOf(7, 9.999));
    expect(late).toMatchObject({ number: 1, hasEnd: false });
    expect(late.storm).not.toBe(storm);
    // Its digest was refused, and it is tried again.
    expect(await storms.end(storm, new Date(START + 11 * MINUTES))).toBe(0);
    expect(await join(memberOf(8, 11))).toMatchObject({ number: 2, storm: late.storm });
    expect(keysOf(await storms.members(storm))).toEqual(
      keysOf([1, 2, 3, 4, 5, 6].map((one) => memberOf(one))),
    );
  });

  test('is seen to by one, until another storm begins', async () => {
    const { storm } = await joinAll(6);
    await storms.willEnd('storm/another');
    expect(await join(memberOf(7))).toMatchObject({ hasEnd: false });
    await storms.willEnd(storm);
    expect(await join(memberOf(8))).toMatchObject({ number: 8, hasEnd: true });
    await joinAll(1, 60);
    expect(await join(memberOf(2, 60))).toMatchObject({ number: 2, hasEnd: false });
  });

  test('is told by one until it is closed, or by another if that one dies', async () => {
    const { storm } = await joinAll(6);
    const claim = (minutes: number) => storms.claimEnd(storm, new Date(START + minutes * MINUTES));
    expect(await Promise.all([claim(10), claim(10)])).toEqual(['now', 'later']);
    expect([await claim(10.9), await claim(11), await claim(11)]).toEqual(['later', 'now', 'later']);
    await storms.close(storm);
    expect([await claim(11), await claim(30)]).toEqual(['never', 'never']);
    expect(await storms.members(storm)).toHaveLength(6);
    expect(await storms.members('storm/another')).toEqual([]);
  });
});
